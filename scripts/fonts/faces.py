"""The faces that are made, and the packages that contain their sources."""

from __future__ import annotations

import hashlib
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path("docs/_fonts")


class FontError(Exception):
    """The fonts cannot be read or made; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package with font sources: how to request it, its checksum, and its license."""

    request: str
    sha256: str
    fonts: str
    copyright: str


PACKAGES = {
    "source-serif": Package(
        "source-serif@4.5.1",
        "19a448df98f4aa777de3452b0a1e29aa7ffe29252fe552c8a2d2531702d80746",
        "Source Serif 4, version 4.005",
        "",
    ),
    "source-sans": Package(
        "source-sans@3.52.0",
        "49cf78ddd79b436591ee696785222b54ff28102922e3d3df297fe382d7fdfa88",
        "Source Sans 3, version 3.052",
        "",
    ),
    "noto-cjk": Package(
        "fonts-noto-cjk",
        "4a2515eb6db3978b897fef9709ed0d2b1f4c6c4df4d83d6c4ef65f71f1b1f502",
        "Noto Serif CJK KR, version 2.001, and Noto Sans CJK KR, version 2.004",
        "© 2017-2022 Adobe (http://www.adobe.com/).\n© 2014-2021 Adobe (http://www.adobe.com/).\n"
        "Noto is a trademark of Google Inc.",
    ),
}
NOTO = "usr/share/fonts/opentype/noto"


@dataclass(frozen=True, slots=True)
class Face:
    """One style of one family. ``print_source`` and ``web_source`` are paths in the package; empty if it is not made.

    ``variable`` is the path of a font with all weights: one web font is cut from it for the Latin of two styles.

    The families have other names than their sources, because the license of the Source fonts reserves the word
    "Source" for unmodified fonts, and a subset is a modified font.
    """

    family: str
    style: str
    package: str
    print_source: str = ""
    web_source: str = ""
    variable: str = ""
    scale: float = 1.0
    beside: str = ""

    @property
    def weight(self) -> int:
        return 600 if "Semibold" in self.style else 400

    @property
    def italic(self) -> bool:
        return "Italic" in self.style

    @property
    def file(self) -> str:
        return f"{self.family.replace(' ', '')}-{self.style.replace(' ', '')}"

    @property
    def latin_file(self) -> str:
        return self.file.replace("Semibold", "Regular") if self.variable else self.file


STYLES = {"Regular": "Regular", "Italic": "It", "Semibold": "Semibold", "Semibold Italic": "SemiboldIt"}
FACES = (
    *(
        Face(
            "Edition Serif",
            style,
            "source-serif",
            print_source=f"OTF/SourceSerif4-{name}.otf",
            web_source=f"TTF/SourceSerif4-{name}.ttf",
        )
        for style, name in STYLES.items()
    ),
    *(
        Face(
            "Edition Serif Display",
            style,
            "source-serif",
            print_source=f"OTF/SourceSerif4Subhead-{name}.otf",  # for titles, from 18 points
        )
        for style, name in (("Regular", "Regular"), ("Italic", "It"))
    ),
    *(
        Face(
            "Edition Sans",
            style,
            "source-sans",
            print_source=f"OTF/SourceSans3-{name}.otf",
            web_source=f"TTF/SourceSans3-{name}.ttf",
            variable="" if "It" in name else "VF/SourceSans3VF-Upright.ttf",
        )
        for style, name in STYLES.items()
    ),
    # Noto CJK contains Source Serif and Source Sans, enlarged to suit its Hangul. The scale undoes that,
    # so the Hangul gets the size and weight that its designers gave it beside these very letters.
    *(
        Face(
            f"Edition {kind} KR",
            style,
            "noto-cjk",
            print_source=f"{NOTO}/Noto{kind}CJK-{name}.ttc",
            web_source=f"{NOTO}/Noto{kind}CJK-{name}.ttc",
            scale=scale,
            beside=f"Edition {kind}",
        )
        for kind, scale in (("Serif", 0.92), ("Sans", 0.90))
        for style, name in (("Regular", "Regular"), ("Semibold", "Bold"))
    ),
)

ACCENTS = ["ccmp", "mark", "mkmk"]
FIGURES = ["onum", "lnum", "pnum", "tnum", "sups", "subs", "sinf", "frac", "numr", "dnom", "ordn", "zero"]
PRINT_FEATURES = ["kern", "liga", "locl", "case", "smcp", "c2sc", *ACCENTS, *FIGURES]
# On the web what the style sheets ask for: old figures only in the essay, which is set in the serif.
LATIN_FEATURES = {"Edition Serif": ["kern", "liga", "onum", "lnum", "tnum"], "Edition Sans": ["kern", "liga", "tnum"]}
EXTENDED_FEATURES = ["kern", *ACCENTS]
# Korean by default; a title tagged as Chinese gets the Chinese shape of an ideograph.
KOREAN_FEATURES = ["locl"]
KOREAN_SCRIPTS = [f"{s}.{lang}" for s in ("hang", "hani") for lang in ("dflt", "KOR ", "ZHS ")]


def _run(*command: str, cwd: Path) -> None:
    try:
        subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True)
    except FileNotFoundError as error:
        message = f"{command[0]} is not installed, and is needed to fetch the fonts"
        raise FontError(message) from error
    except subprocess.CalledProcessError as error:
        message = f"{' '.join(command)} failed:\n{error.stderr.strip()}"
        raise FontError(message) from error


def _archive(package: Package, folder: Path) -> Path | None:
    """The archive of ``package`` in ``folder``, found by its checksum."""
    for path in sorted((*folder.glob("*.tgz"), *folder.glob("*.deb"))):
        if hashlib.sha256(path.read_bytes()).hexdigest() == package.sha256:
            return path
    return None


def unpack(package: Package, cache_folder: Path, target: Path) -> Path:
    """Unpack ``package`` into ``target``, fetching it into ``cache_folder`` first if it is not there yet."""
    cache_folder.mkdir(parents=True, exist_ok=True)
    npm = "@" in package.request
    archive = _archive(package, cache_folder)
    if archive is None:
        fetch = ("npm", "pack", "--silent") if npm else ("apt-get", "download", "-qq")
        _run(*fetch, package.request, cwd=cache_folder)
        archive = _archive(package, cache_folder)
    if archive is None:
        message = (
            f"{package.request} is no longer the package that holds {package.fonts}; "
            "compare the new version by eye, then change its entry in PACKAGES"
        )
        raise FontError(message)
    target.mkdir()
    if npm:
        with tarfile.open(archive) as files:
            files.extractall(target, filter="data")
        return target / "package"
    _run("dpkg-deb", "--extract", str(archive), str(target), cwd=target)
    return target

"""Make the book's fonts: subsets of Source Serif 4, Source Sans 3 and Noto CJK for the PDF and the web.

Without arguments it fetches the packages named in PACKAGES with npm and apt-get (once; they are kept in
build/font-sources), cuts out of them the alphabets below and every other character that the book prints,
and writes docs/_pdf/fonts/*.otf, docs/_theme/static/fonts/*.woff2 and the style sheet fonts.css there.
The same text and the same tools give the same bytes. Run it when --check names a character without a glyph.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if __name__ == "__main__":  # before fontTools, which only .venv has
    import environment

    environment.enter(environment.BOOK_LOCK, environment.DEV_LOCK)

from fontTools import subset
from fontTools.otlLib.optimize.gpos import compact
from fontTools.ttLib import TTCollection, TTFont, TTLibError
from fontTools.ttLib.scaleUpem import scale_upem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ROOT = Path(__file__).resolve().parent.parent
PRINT_FONTS = Path("docs/_pdf/fonts")
WEB_FONTS = Path("docs/_theme/static/fonts")
PACKAGE_CACHE = Path("build/font-sources")

# What the book prints: its text, its data and the words in its templates.
TEXTS = (*(f"docs/**/*.{suffix}" for suffix in ("md", "yaml", "csv", "html", "typ")), "references.bib")


class FontError(Exception):
    """The fonts cannot be read or made; the message says what to do."""


# --- characters


def _span(first: int, last: int) -> str:
    """Return the assigned characters from *first* to *last*."""
    return "".join(chr(c) for c in range(first, last + 1) if unicodedata.name(chr(c), ""))


# One file a style serves a page in English; the accented letters are those of the names and
# romanizations cited in notes, so that none of them splits a word between two files.
LATIN = _span(0x20, 0x7E) + "ÉÖÜáäçèéíñóöüćčšžŎŏŬŭ" + "\u00a0\u00ad\u2009\u200b\u202f\u2060§¶·×–—‘’“”†‡•…′″−←↑→↓↗"
# The second file of each style comes only with a page that uses one of these.
EXTENDED = (
    _span(0xA1, 0x17F)  # Latin-1 and Latin Extended-A
    + "ǍǎǏǐǑǒǓǔȘșȚțʻʼ"
    + _span(0x300, 0x308)  # combining accents
    + "\u030c\u0323"
    + _span(0x410, 0x44F)  # Russian …
    + "ЁёЄєІіЇїҐґ"  # … and Ukrainian
    + "\u2011‒―‚„‹›‰⁄⁰¹²³⁴€₽№™↔≈≠≤≥"
)
# Only the characters of these blocks that the book uses get a glyph.
KOREAN_BLOCKS = (
    (0x1100, 0x11FF),  # Hangul jamo
    (0x2E80, 0x30FF),  # radicals, punctuation, kana
    (0x3130, 0x318F),  # Hangul compatibility jamo
    (0x31C0, 0x4DBF),  # symbols, Unified Ideographs A
    (0x4E00, 0x9FFF),  # Unified Ideographs: hanja
    (0xAC00, 0xD7FF),  # Hangul
    (0xF900, 0xFAFF),  # compatibility ideographs
    (0xFF00, 0xFFEF),  # full width forms
)


def is_korean(character: str) -> bool:
    """Tell whether *character* is set in the Korean fonts."""
    return any(first <= ord(character) <= last for first, last in KOREAN_BLOCKS)


def needs_glyph(character: str) -> bool:
    """Tell whether *character* is printed at all: controls, line ends and invisible marks are not."""
    return unicodedata.category(character) not in {"Cc", "Cf", "Zl", "Zp"}


def book_texts(root: Path) -> dict[str, str]:
    """Return the text of every file that the book is made from, by its name relative to *root*."""
    paths = sorted({path for pattern in TEXTS for path in root.glob(pattern) if path.is_file()})
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}


class Missing(NamedTuple):
    """A character that some family cannot print, and where the book first uses it."""

    character: str
    file: str
    line: int
    families: tuple[str, ...]

    def __str__(self) -> str:
        name = unicodedata.name(self.character, "unnamed")
        character = f"{self.character} U+{ord(self.character):04X} {name}"
        return f"{self.file}:{self.line}: no glyph for {character} in {', '.join(self.families)}"


def missing_characters(texts: Mapping[str, str], coverage: Mapping[str, frozenset[str]]) -> list[Missing]:
    """Return the characters of *texts* that some family of *coverage* lacks, in order of their first use."""
    found: dict[str, Missing] = {}
    everywhere = frozenset.intersection(*coverage.values()) if coverage else frozenset()
    for file, text in texts.items():
        for number, line in enumerate(text.splitlines(), start=1):
            for character in sorted(set(line) - everywhere - found.keys(), key=line.index):
                if needs_glyph(character):
                    families = tuple(name for name, glyphs in coverage.items() if character not in glyphs)
                    found[character] = Missing(character, file, number, families)
    return list(found.values())


# --- faces


@dataclass(frozen=True, slots=True)
class Package:
    """A package that holds font sources: how to ask for it, what must come, and its licence."""

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
    """One style of one family. *print_source* and *web_source* are paths in the package; empty: not made.

    The families carry names of their own because the licence of the Source fonts reserves the word "Source"
    for unmodified fonts, and a subset is a modified font.
    """

    family: str
    style: str
    package: str
    print_source: str = ""
    web_source: str = ""
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
FIGURES = ["onum", "lnum", "pnum", "tnum"]
SMALL_FIGURES = ["sups", "subs", "sinf", "frac", "numr", "dnom", "ordn", "zero"]
PRINT_FEATURES = ["kern", "liga", "locl", "case", "smcp", "c2sc", *ACCENTS, *FIGURES, *SMALL_FIGURES]
LATIN_FEATURES = ["kern", "liga", *FIGURES]
EXTENDED_FEATURES = ["kern", *ACCENTS]
NOTE_MARKS = ["sups"]  # on the web only in the regular styles, and only figures
# Korean by default; a title tagged as Chinese gets the Chinese shape of an ideograph.
KOREAN_FEATURES = ["locl"]
KOREAN_SCRIPTS = [f"{s}.{lang}" for s in ("hang", "hani") for lang in ("dflt", "KOR ", "ZHS ")]


def coverage(root: Path) -> dict[str, frozenset[str]]:
    """Return for each family, in PDF and HTML, the characters that all its committed styles can print."""
    result: dict[str, frozenset[str]] = {}
    for medium, folder in (("PDF", PRINT_FONTS), ("HTML", WEB_FONTS)):
        styles: dict[str, list[frozenset[str]]] = {}
        for face in FACES:
            if face.print_source if medium == "PDF" else face.web_source:
                styles.setdefault(face.family, []).append(_characters(root / folder, face))
        families = {family: frozenset.intersection(*sets) for family, sets in styles.items()}
        for family, characters in families.items():
            if not family.endswith(" KR"):
                korean = families[f"{family.removesuffix(' Display')} KR"]
                result[f"{family} ({medium})"] = characters | korean
    return result


def _characters(folder: Path, face: Face) -> frozenset[str]:
    """Return the characters of all files of *face* in *folder*."""
    characters: set[str] = set()
    for path in sorted(folder.glob(f"{face.file}.*")):
        try:
            with TTFont(path) as font:
                characters.update(map(chr, font.getBestCmap()))
        except TTLibError as error:
            message = f"{path} is no font: {error}"
            raise FontError(message) from error
    if not characters:
        message = f"{folder / face.file} is missing; run scripts/subset_fonts.py"
        raise FontError(message)
    return frozenset(characters)


# --- sources


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
    """Return the archive of *package* in *folder*, known by its checksum."""
    for path in sorted((*folder.glob("*.tgz"), *folder.glob("*.deb"))):
        if hashlib.sha256(path.read_bytes()).hexdigest() == package.sha256:
            return path
    return None


def unpack(package: Package, cache_folder: Path, target: Path) -> Path:
    """Unpack *package* into *target*, fetching it into *cache_folder* first if it is not there yet."""
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


# --- making


def read_source(path: Path) -> TTFont:
    """Open a source font; of a collection, its Korean member."""
    if path.suffix != ".ttc":
        return TTFont(path, recalcTimestamp=False)
    with TTCollection(path) as fonts:
        families = [str(font["name"].getDebugName(1)) for font in fonts.fonts]
    korean = next(number for number, family in enumerate(families) if family.endswith(" KR"))
    return TTFont(path, fontNumber=korean, recalcTimestamp=False)


def keep_superior_figures_only(font: TTFont) -> None:
    """Leave the feature "sups" its ten figures: note marks need no superior letters."""
    cmap = font.getBestCmap()
    figures = {cmap[code] for code in range(ord("0"), ord("9") + 1)}
    table = font["GSUB"].table
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "sups":
            for index in record.Feature.LookupListIndex:
                for part in table.LookupList.Lookup[index].SubTable:
                    single = getattr(part, "ExtSubTable", part)
                    single.mapping = {old: new for old, new in single.mapping.items() if old in figures}


def cut(font: TTFont, characters: Iterable[str], features: list[str], scripts: list[str]) -> None:
    """Cut *font* down to *characters* and *features*, without hints; copyright and licence stay."""
    options = subset.Options(
        layout_features=features,
        layout_scripts=scripts,
        hinting=False,
        desubroutinize=True,
        glyph_names=False,
        name_IDs=[0, 14],
        name_languages=[0x409],
        notdef_outline=True,
    )
    options.drop_tables += ["BASE", "DSIG", "STAT", "VORG", "vhea", "vmtx"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=map(ord, characters))
    subsetter.subset(font)


def rename(font: TTFont, face: Face) -> None:
    """Give *font* the family, style and weight of *face* everywhere a program may read them."""
    regular = face.style in {"Regular", "Italic"}
    full = f"{face.family} {face.style}".removesuffix(" Regular")
    names = {
        1: face.family if regular else f"{face.family} Semibold",
        2: face.style if regular else "Italic" if face.italic else "Regular",
        3: face.file,
        4: full,
        6: face.file,
    }
    if not regular:
        names |= {16: face.family, 17: face.style}
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = face.weight
    font["OS/2"].achVendID = "NONE"
    # Italic is bit 0, Bold bit 5, Regular bit 6; a semibold is the regular of a family of its own.
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0b1100001 | (0b1 if face.italic else 0b1000000)
    font["head"].macStyle = 0b10 if face.italic else 0
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames[0] = face.file
        top = cff.topDictIndex[0]
        top.FamilyName, top.FullName = face.family, full
        top.Weight = "Semibold" if face.weight > 400 else "Regular"


def latin_face(korean: Face) -> Face:
    """Return the face beside which *korean* is set."""
    return next(f for f in FACES if (f.family, f.style) == (korean.beside, korean.style))


def fit(font: TTFont, face: Face, beside: TTFont) -> None:
    """Scale the Korean *font* to suit *beside* and give it the same line, so that no line of text moves."""
    scale_upem(font, round(1000 * face.scale))
    font["head"].unitsPerEm = 1000
    font["CFF "].cff.topDictIndex[0].FontMatrix = [0.001, 0, 0, 0.001, 0, 0]  # else browsers undo the scale
    for table, fields in {
        "hhea": ("ascent", "descent", "lineGap"),
        "OS/2": (
            *("sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent"),
            *("sxHeight", "sCapHeight"),
        ),
        "post": ("underlinePosition", "underlineThickness"),
    }.items():
        for field in fields:
            setattr(font[table], field, getattr(beside[table], field))


def to_bytes(font: TTFont, flavor: str | None) -> bytes:
    """Return the file of *font*."""
    if flavor:
        compact(font, 5)  # kerning in many small tables: 3 percent less to load
    font.flavor = flavor
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()


class Maker:
    """Makes all files from unpacked packages and the characters that the book needs."""

    def __init__(self, folders: Mapping[str, Path], needed: Iterable[str]) -> None:
        self.folders = folders
        used = {character for character in needed if needs_glyph(character)}
        self.korean = {character for character in used if is_korean(character)}
        self.latin = set(LATIN)
        self.extended = (set(EXTENDED) | used) - self.latin - self.korean

    def source(self, face: Face, path: str) -> TTFont:
        """Open the font at *path* in the package of *face*."""
        return read_source(self.folders[face.package] / path)

    def korean_font(self, face: Face, path: str, beside: TTFont) -> TTFont:
        """Return the Korean *face*, made to stand *beside* the Latin one."""
        font = self.source(face, path)
        cut(font, self.korean, KOREAN_FEATURES, KOREAN_SCRIPTS)
        fit(font, face, beside)
        rename(font, face)
        return font

    def print_fonts(self) -> Iterator[tuple[Path, bytes]]:
        """Yield one OpenType file for each face."""
        for face in FACES:
            if face.beside:
                beside = latin_face(face)
                font = self.korean_font(face, face.print_source, self.source(beside, beside.print_source))
            else:
                font = self.source(face, face.print_source)
                cut(font, self.latin | self.extended, PRINT_FEATURES, ["*"])
                rename(font, face)
            yield PRINT_FONTS / f"{face.file}.otf", to_bytes(font, None)

    def web_fonts(self) -> Iterator[tuple[Path, bytes]]:
        """Yield the files of each face, by alphabet, and the style sheet that names them."""
        rules = [HEADER, *fallback_rules(self)]
        latin = {ord(character) for character in self.latin}
        extended = {ord(character) for character in self.extended}
        alphabets = (
            ("latin", self.latin, LATIN_FEATURES, unicode_range(latin, extended)),
            ("extended", self.extended, EXTENDED_FEATURES, unicode_range(extended, latin)),
        )
        for face in (face for face in FACES if face.web_source):
            if face.beside:
                beside = latin_face(face)
                font = self.korean_font(face, face.web_source, self.source(beside, beside.web_source))
                name = f"{face.file}.korean.woff2"
                codes = ", ".join(f"U+{first:X}-{last:X}" for first, last in KOREAN_BLOCKS)
                rules.append(face_rule(face, name, codes))
                yield WEB_FONTS / name, to_bytes(font, "woff2")
                continue
            for alphabet, characters, features, codes in alphabets:
                font = self.source(face, face.web_source)
                keep_superior_figures_only(font)
                marks = NOTE_MARKS if face.style == "Regular" else []
                cut(font, characters, [*features, *marks], ["*"])
                rename(font, face)
                name = f"{face.file}.{alphabet}.woff2"
                rules.append(face_rule(face, name, codes))
                yield WEB_FONTS / name, to_bytes(font, "woff2")
        yield WEB_FONTS / "fonts.css", ("\n".join(rules) + "\n").encode()

    def licences(self) -> Iterator[tuple[Path, bytes]]:
        """Yield each package's licence, with what was made of its fonts."""
        ofl = (self.folders["source-serif"] / "LICENSE.md").read_text(encoding="utf-8")
        for name, package in PACKAGES.items():
            families = sorted({face.family for face in FACES if face.package == name})
            text = f"{' and '.join(families)}: subsets, renamed, of {package.fonts}.\n\n"
            if package.copyright:
                text += f"{package.copyright}\n\n{ofl[ofl.index('This Font Software') :]}"
            else:
                text += (self.folders[name] / "LICENSE.md").read_text(encoding="utf-8")
            yield WEB_FONTS / f"LICENSE-{name}.txt", f"{text.rstrip()}\n".encode()


# --- style sheet

HEADER = """\
/* Made by scripts/subset_fonts.py; do not edit.
   Licensed under the SIL Open Font License 1.1: see the LICENSE files beside this one.
   swap, not optional: without its font a reader may see boxes for Hangul, and the fallback
   faces have the width and the lines of ours, so the text hardly moves when a font arrives. */"""

# Mean advance of a letter of English in em; Liberation Serif and Sans are as wide as Times and Arial.
FALLBACKS = {
    "Edition Serif": (
        ("Regular", 0.3980, ("Times New Roman", "TimesNewRomanPSMT", "Liberation Serif")),
        ("Italic", 0.3998, ("Times New Roman Italic", "TimesNewRomanPS-ItalicMT", "Liberation Serif Italic")),
        ("Semibold", 0.4237, ("Times New Roman Bold", "TimesNewRomanPS-BoldMT", "Liberation Serif Bold")),
    ),
    "Edition Sans": (
        ("Regular", 0.4394, ("Arial", "ArialMT", "Liberation Sans")),
        ("Italic", 0.4394, ("Arial Italic", "Arial-ItalicMT", "Liberation Sans Italic")),
        ("Semibold", 0.4752, ("Arial Bold", "Arial-BoldMT", "Liberation Sans Bold")),
    ),
}
# How many of a thousand letters of English are this one.
FREQUENCY = {
    letter: share
    for letters, share in {" ": 183, "e": 102, "t": 75, "ao": 63, "inrsh": 54, "ld": 33, "ucmf": 21}.items()
    for letter in letters
} | {"w": 17, "g": 16, "p": 15, "y": 14, "b": 13, "v": 8, "k": 5}


def mean_width(font: TTFont) -> float:
    """Return the mean advance of a letter of English text, in em."""
    cmap, advances = font.getBestCmap(), font["hmtx"].metrics
    total = sum(share * advances[cmap[ord(letter)]][0] for letter, share in FREQUENCY.items())
    return float(total / sum(FREQUENCY.values()) / font["head"].unitsPerEm)


def fallback_rules(maker: Maker) -> Iterator[str]:
    """Yield faces over common system fonts with the width and the line of the families they stand in for."""
    for family, faces in FALLBACKS.items():
        for style, width, locals_ in faces:
            face = next(f for f in FACES if (f.family, f.style) == (family, style))
            font = maker.source(face, face.web_source)
            scale = mean_width(font) / width
            em = font["head"].unitsPerEm * scale
            sources = ", ".join(f'local("{name}")' for name in locals_)
            yield (
                f'@font-face {{ font-family: "{family} Fallback"; {_descriptors(face)} src: {sources};'
                f" size-adjust: {scale:.1%}; ascent-override: {font['hhea'].ascent / em:.1%};"
                f" descent-override: {-font['hhea'].descent / em:.1%}; line-gap-override: 0%; }}"
            )


def _descriptors(face: Face, *, italic: bool | None = None) -> str:
    slant = face.italic if italic is None else italic
    weight = "600 700" if face.weight > 400 else "400"
    return f"font-style: {'italic' if slant else 'normal'}; font-weight: {weight};"


def face_rule(face: Face, name: str, codes: str) -> str:
    """Return the rule for one file. Hangul is never slanted, so its file serves as the italic too."""
    return "\n".join(
        f'@font-face {{ font-family: "{face.beside or face.family}"; {_descriptors(face, italic=slant)}'
        f' font-display: swap; src: url("{name}") format("woff2"); unicode-range: {codes}; }}'
        for slant in ((False, True) if face.beside else (None,))
    )


def unicode_range(codes: Iterable[int], others: Iterable[int]) -> str:
    """Return *codes* as the value of a unicode-range, with as few spans as keep it apart from *others*.

    >>> unicode_range([0x41, 0x43, 0x2013, 0x2014], [0x42])
    'U+41, U+43, U+2013-2014'
    """
    foreign = frozenset(others)
    spans: list[list[int]] = []
    for code in sorted(codes):
        if spans and code - spans[-1][1] < 0x80 and foreign.isdisjoint(range(spans[-1][1], code)):
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return ", ".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in spans)


# --- command


def make_fonts(root: Path) -> dict[Path, bytes]:
    """Return all files, by their path relative to the root, for the book under *root*."""
    with tempfile.TemporaryDirectory() as folder:
        folders = {
            name: unpack(package, root / PACKAGE_CACHE, Path(folder) / name) for name, package in PACKAGES.items()
        }
        maker = Maker(folders, set().union(*book_texts(root).values()))
        return {**dict(maker.print_fonts()), **dict(maker.web_fonts()), **dict(maker.licences())}


def write_fonts(root: Path, files: Mapping[Path, bytes]) -> None:
    """Write *files* and remove what an earlier run left beside them."""
    for folder in (PRINT_FONTS, WEB_FONTS):
        (root / folder).mkdir(parents=True, exist_ok=True)
        for old in (root / folder).iterdir():
            if old.relative_to(root) not in files:
                old.unlink()
    for path, data in files.items():
        (root / path).write_bytes(data)


def main() -> int:
    """Make the fonts, or only check them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only report characters without a glyph")
    arguments = parser.parse_args()
    try:
        if not arguments.check:
            files = make_fonts(ROOT)
            write_fonts(ROOT, files)
            for path, data in files.items():
                print(f"{len(data):8,} {path}")
        missing = missing_characters(book_texts(ROOT), coverage(ROOT))
    except FontError as error:
        print(f"subset_fonts.py: {error}", file=sys.stderr)
        return 1
    for problem in missing:
        print(problem, file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())

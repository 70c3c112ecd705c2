"""Make the book's fonts: subsets of Source Serif 4, Source Sans 3 and Noto CJK for the PDF and the web.

Without arguments it fetches the packages of faces.py with npm and apt-get (once; they are kept in build/font-sources),
subsets them to the alphabets of characters.py and every other character that the book prints, and writes to
docs/_fonts *.otf for the PDF, *.woff2 for the pages, and the style sheet of these.
The same text and the same tools give the same bytes. Run it if --check reports a character without a glyph.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if __name__ == "__main__":  # before fontTools, which only .venv has
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    import environment

    environment.enter(environment.BOOK_LOCK, environment.DEV_LOCK)

from fonts.characters import (
    EXTENDED,
    KOREAN_RANGE,
    LATIN,
    book_texts,
    coverage,
    is_korean,
    missing_characters,
    needs_glyph,
)
from fonts.css import HEADER, face_rule, fallback_rules, unicode_range
from fonts.cut import cut, fit, latin_face, limit, read_source, rename, to_bytes
from fonts.faces import (
    EXTENDED_FEATURES,
    FACES,
    FOLDER,
    KOREAN_FEATURES,
    KOREAN_SCRIPTS,
    LATIN_FEATURES,
    PACKAGES,
    PRINT_FEATURES,
    FontError,
    unpack,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fontTools.ttLib import TTFont

    from fonts.faces import Face

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE_CACHE = Path("build/font-sources")


class Maker:
    """Makes all files from unpacked packages and the characters that the book needs."""

    def __init__(self, folders: Mapping[str, Path], needed: Iterable[str]) -> None:
        self.folders = folders
        used = {character for character in needed if needs_glyph(character)}
        self.korean = {character for character in used if is_korean(character)}
        self.latin = set(LATIN)
        self.extended = (set(EXTENDED) | used) - self.latin - self.korean

    def source(self, face: Face, path: str) -> TTFont:
        """Open the font at ``path`` in the package of ``face``."""
        return read_source(self.folders[face.package] / path)

    def korean_font(self, face: Face, path: str, beside: TTFont) -> TTFont:
        """Return the Korean ``face``, made to match the Latin font ``beside``."""
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
            yield FOLDER / f"{face.file}.otf", to_bytes(font, None)

    def web_font(self, face: Face, alphabet: str, characters: Iterable[str]) -> TTFont:
        """Return the Latin ``face``, subset to ``characters``."""
        variable = face.variable if alphabet == "latin" else ""
        font = self.source(face, variable or face.web_source)
        cut(font, characters, LATIN_FEATURES[face.family] if alphabet == "latin" else EXTENDED_FEATURES, ["*"])
        font = limit(font) if variable else font
        rename(font, face)
        return font

    def web_fonts(self) -> Iterator[tuple[Path, bytes]]:
        """Yield the files of each face, by alphabet, and the style sheet that names them."""
        rules = [HEADER, *fallback_rules(lambda face: self.source(face, face.web_source))]
        # Of two rules for a character the later one counts, if its file has it, so that a few wide spans are enough.
        extended = {ord(character) for character in self.extended}
        alphabets = (
            ("extended", self.extended, f"U+{min(extended):X}-{max(extended):X}"),
            ("latin", self.latin, unicode_range(ord(character) for character in self.latin)),
        )
        for face in (face for face in FACES if face.web_source):
            if face.beside:
                beside = latin_face(face)
                font = self.korean_font(face, face.web_source, self.source(beside, beside.web_source))
                name = f"{face.file}.korean.woff2"
                rules.append(face_rule(face, name, KOREAN_RANGE))
                yield FOLDER / name, to_bytes(font, "woff2")
                continue
            for alphabet, characters, codes in alphabets:
                file = face.latin_file if alphabet == "latin" else face.file
                name = f"{file}.{alphabet}.woff2"
                rules.append(face_rule(face, name, codes))
                if file == face.file:
                    yield FOLDER / name, to_bytes(self.web_font(face, alphabet, characters), "woff2")
        yield FOLDER / "fonts.css", ("\n".join(rules) + "\n").encode()

    def licenses(self) -> Iterator[tuple[Path, bytes]]:
        """Yield the license of each package, below the names of the fonts that were made from it."""
        ofl = (self.folders["source-serif"] / "LICENSE.md").read_text(encoding="utf-8")
        for name, package in PACKAGES.items():
            families = sorted({face.family for face in FACES if face.package == name})
            text = f"{' and '.join(families)}: subsets, renamed, of {package.fonts}.\n\n"
            if package.copyright:
                text += f"{package.copyright}\n\n{ofl[ofl.index('This Font Software') :]}"
            else:
                text += (self.folders[name] / "LICENSE.md").read_text(encoding="utf-8")
            yield FOLDER / f"LICENSE-{name}.txt", f"{text.rstrip()}\n".encode()


def make_fonts(root: Path) -> dict[Path, bytes]:
    """All files, by their path relative to the root, for the book under ``root``."""
    with tempfile.TemporaryDirectory() as folder:
        folders = {
            name: unpack(package, root / PACKAGE_CACHE, Path(folder) / name) for name, package in PACKAGES.items()
        }
        maker = Maker(folders, set().union(*book_texts(root).values()))
        return {**dict(maker.print_fonts()), **dict(maker.web_fonts()), **dict(maker.licenses())}


def write_fonts(root: Path, files: Mapping[Path, bytes]) -> None:
    """Write ``files`` and remove what an earlier run left beside them."""
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    for old in (root / FOLDER).iterdir():
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
        print(f"make.py: {error}", file=sys.stderr)
        return 1
    for problem in missing:
        print(problem, file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())

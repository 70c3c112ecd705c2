"""The characters of the fonts, and those that the book prints."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from fontTools.ttLib import TTFont, TTLibError

from fonts.faces import FACES, FOLDER, FontError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from fonts.faces import Face

# What the book prints: its text, its data and the words in its templates.
TEXTS = (*(f"docs/**/*.{suffix}" for suffix in ("md", "yaml", "csv", "html", "typ")), "references.bib")


def _span(first: int, last: int) -> str:
    """The assigned characters from ``first`` to ``last``."""
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
# The value of their unicode-range. Between these two spans are the marks and signs of the Latin fonts.
KOREAN_RANGE = "U+1100-11FF, U+2E80-FFEF"


def is_korean(character: str) -> bool:
    """Whether ``character`` is set in the Korean fonts."""
    return any(first <= ord(character) <= last for first, last in KOREAN_BLOCKS)


def needs_glyph(character: str) -> bool:
    """Whether ``character`` is printed: controls, line ends and invisible marks are not."""
    return unicodedata.category(character) not in {"Cc", "Cf", "Zl", "Zp"}


def book_texts(root: Path) -> dict[str, str]:
    """The text of every file that the book is made from, by its name relative to ``root``."""
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
    """The characters of ``texts`` that some family of ``coverage`` lacks, in order of their first use."""
    found: dict[str, Missing] = {}
    everywhere = frozenset.intersection(*coverage.values()) if coverage else frozenset()
    for file, text in texts.items():
        for number, line in enumerate(text.splitlines(), start=1):
            for character in sorted(set(line) - everywhere - found.keys(), key=line.index):
                if needs_glyph(character):
                    families = tuple(name for name, glyphs in coverage.items() if character not in glyphs)
                    found[character] = Missing(character, file, number, families)
    return list(found.values())


def coverage(root: Path) -> dict[str, frozenset[str]]:
    """For each family, in PDF and HTML, the characters that all its committed styles can print."""
    result: dict[str, frozenset[str]] = {}
    for medium, suffix in (("PDF", "otf"), ("HTML", "woff2")):
        styles: dict[str, list[frozenset[str]]] = {}
        for face in FACES:
            if face.print_source if medium == "PDF" else face.web_source:
                styles.setdefault(face.family, []).append(_characters(root / FOLDER, face, suffix))
        families = {family: frozenset.intersection(*sets) for family, sets in styles.items()}
        for family, characters in families.items():
            if not family.endswith(" KR"):
                korean = families[f"{family.removesuffix(' Display')} KR"]
                result[f"{family} ({medium})"] = characters | korean
    return result


def _characters(folder: Path, face: Face, suffix: str) -> frozenset[str]:
    """The characters of all files of ``face`` in ``folder`` that end in ``suffix``."""
    characters: set[str] = set()
    names = (f"{face.file}.{suffix}", f"{face.file}.*.{suffix}", f"{face.latin_file}.latin.{suffix}")
    for path in sorted({path for name in names for path in folder.glob(name)}):
        try:
            with TTFont(path) as font:
                characters.update(map(chr, font.getBestCmap()))
        except TTLibError as error:
            message = f"{path} is no font: {error}"
            raise FontError(message) from error
    if not characters:
        message = f"{folder / face.file} is missing; run scripts/fonts/make.py"
        raise FontError(message)
    return frozenset(characters)

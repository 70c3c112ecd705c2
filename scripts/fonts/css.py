"""The style sheet that names the web fonts, with fallbacks of the same width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fonts.faces import FACES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from fontTools.ttLib import TTFont

    from fonts.faces import Face

HEADER = """\
/* Made by scripts/fonts/make.py; do not edit.
   Licensed under the SIL Open Font License 1.1: see the LICENSE files beside this one.
   optional: a font that comes late is used from the next page on, so that no text moves while it
   is read; the fallback faces have the width and the lines of ours. swap for Hangul alone: without
   its font a reader may see boxes. */"""

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
    """The mean advance of a letter of English text, in em."""
    cmap, advances = font.getBestCmap(), font["hmtx"].metrics
    total = sum(share * advances[cmap[ord(letter)]][0] for letter, share in FREQUENCY.items())
    return float(total / sum(FREQUENCY.values()) / font["head"].unitsPerEm)


def fallback_rules(read: Callable[[Face], TTFont]) -> Iterator[str]:
    """Yield rules that give common system fonts the width and line height of the families that they replace."""
    for family, faces in FALLBACKS.items():
        for style, width, locals_ in faces:
            face = next(f for f in FACES if (f.family, f.style) == (family, style))
            font = read(face)
            scale = mean_width(font) / width
            em = font["head"].unitsPerEm * scale
            sources = ", ".join(f'local("{name}")' for name in locals_)
            yield (
                f'@font-face {{ font-family: "{family} Fallback"; {_descriptors(face)}src: {sources};'
                f" size-adjust: {scale:.1%}; ascent-override: {font['hhea'].ascent / em:.1%};"
                f" descent-override: {-font['hhea'].descent / em:.1%}; line-gap-override: 0%; }}"
            )


def _descriptors(face: Face, *, italic: bool | None = None) -> str:
    """Style and weight, each with the space behind it; nothing where it is as CSS supposes."""
    slant = face.italic if italic is None else italic
    return ("font-style: italic; " if slant else "") + ("font-weight: 600 700; " if face.weight > 400 else "")


def face_rule(face: Face, name: str, codes: str) -> str:
    """The rule for one file. Hangul is never slanted, so its file is used for the italic too."""
    return "\n".join(
        f'@font-face {{ font-family: "{face.family}"; {_descriptors(face, italic=slant)}'
        f"font-display: {'swap' if face.beside else 'optional'};"
        f' src: url("{name}"); unicode-range: {codes}; }}'
        for slant in ((False, True) if face.beside else (None,))
    )


def unicode_range(codes: Iterable[int]) -> str:
    """The value of a unicode-range for a file with the characters ``codes``: a span ends where a wide gap begins.

    A browser that finds no glyph in the file asks the rule before it, so that a span may hold others.

    >>> unicode_range([0x41, 0x43, 0x2013, 0x2014])
    'U+41-43, U+2013-2014'
    """
    spans: list[list[int]] = []
    for code in sorted(codes):
        if spans and code - spans[-1][1] < 0x80:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return ", ".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in spans)

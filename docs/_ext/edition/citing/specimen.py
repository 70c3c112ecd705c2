"""Set citations by specimen: an item is set once with marks instead of words, then filled with the words of many items.

citeproc-py needs some 10 ms for an item in all styles, and the book has well over a thousand.  But of most fields a
style uses only whether they exist, so that items of one *shape* differ only in their words.  A mark is one character of
the private use area: the style may move it, capitalize it or exchange quotation marks in it, which is recorded in the
mark's variant (see `Variant`).  `Skeleton` takes an item apart, `fill` fills a template.
"""

from __future__ import annotations

import json
import re
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from edition.base.quotes import turn
from edition.citing.headline import capitalized, guarded, headline

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FIRST = 0xE100
WIDTH = 10
SLOTS = 48
MARK = re.compile(f"[{chr(FIRST)}-{chr(FIRST + WIDTH * SLOTS - 1)}]")
DATE = (8937, 9, 28)
"""The date of every specimen; its parts become marks, see ``styles.Date_Part``."""
DATE_SLOTS = ("year", "month", "short", "day", "bib", "ris", "csl")
"""What the first slots hold: year, long and short name of the month, day, and the date in formats for programs."""

LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\lbrace{}",  # in a BibTeX string braces count even after a backslash, so they get names too
        "}": r"\rbrace{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "&%$#_"},
    }
)


class Variant(IntEnum):
    """What a style or a format does to the words of a mark; ``HEADLINE`` and ``TURNED`` can be combined."""

    PLAIN = 0
    HEADLINE = 1
    """In headline-style capitals."""
    TURNED = 2
    """With quotation marks of the other kind, as within quotation marks."""
    INITIALS = 4
    """Given names as initials."""
    CAPITALIZED = 5
    """With its first letter capitalized."""
    LATEX = 6
    """Escaped for LaTeX."""
    LANGID = 7
    """The name of a language in babel and biblatex."""
    JSON = 8
    """Escaped for a string of JSON."""
    JSON_TITLE = 9
    """``guarded``, and escaped for a string of JSON."""


OTHERS = {"literal": "others"}
"""The last name of an item with more names than are known: so pandoc reads BibTeX's ``and others``, and its citeproc
prints "et al." for it; CSL-JSON itself has nothing for that."""
LANGIDS = {
    "en-US": "american",
    "en": "english",
    "ar": "arabic",
    "de": "german",
    "fr": "french",
    "hr": "croatian",
    "hu": "hungarian",
    "id": "indonesian",
    "ja": "japanese",
    "ko": "korean",
    "pt": "portuguese",
    "ru": "russian",
    "zh": "chinese",
}
"""Names of languages in babel and biblatex."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def date_words(parts: Sequence[int]) -> tuple[str, str, str]:
    """A date of one to three numbers for BibTeX's month, for RIS and for CSL-JSON.

    >>> date_words([2026, 2, 3])
    ('feb', '2026/02/03', '2026, 2, 3')
    """
    year, month, day = (*parts, 0, 0)[:3]
    ris = f"{year}/{f'{month:02}' if month else ''}/{f'{day:02}' if day else ''}"
    return MONTHS[month - 1] if month else "", ris, ", ".join(map(str, parts))


def latex(text: str) -> str:
    """Escape a text for LaTeX, including its ligatures: two hyphens, two quotes."""
    return re.sub(r"([-'`,<>?!])(?=[-'`,<>])", r"\1{}", text.translate(LATEX))


def initials(given: str) -> str:
    """Given names as initials, hyphens kept, without the last period.

    >>> initials("Odd Arne"), initials("Jong-il"), initials("A. V.")
    ('O. A', 'J.-i', 'A. V')
    """
    parts = [re.sub(r"[^\W\d_][^\s.-]*\.?", lambda m: f"{m[0][0]}.", part) for part in given.split()]
    return " ".join(parts).removesuffix(".")


VARIANTS: dict[int, Callable[[str], str]] = {
    Variant.PLAIN: str,
    Variant.HEADLINE: headline,
    Variant.TURNED: turn,
    Variant.HEADLINE | Variant.TURNED: lambda text: turn(headline(text)),
    Variant.INITIALS: initials,
    Variant.CAPITALIZED: capitalized,
    Variant.LATEX: latex,
    Variant.LANGID: lambda text: LANGIDS.get(text, text),
    Variant.JSON: lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    Variant.JSON_TITLE: lambda text: json.dumps(guarded(text), ensure_ascii=False)[1:-1],
}


def mark(slot: int, variant: int = Variant.PLAIN) -> str:
    """The character for a slot in a variant."""
    return chr(FIRST + WIDTH * slot + variant)


def vary(text: str, variant: int) -> str:
    """The text with its marks in a variant; ``HEADLINE`` and ``TURNED`` are added to the variant of a mark."""

    def change(found: re.Match[str]) -> str:
        slot, now = divmod(ord(found[0]) - FIRST, WIDTH)
        joined = now | variant if now | variant <= 3 else variant
        return mark(slot, joined)

    return MARK.sub(change, text)


def base(text: str) -> str:
    """The text with every mark plain."""
    return MARK.sub(lambda found: mark((ord(found[0]) - FIRST) // WIDTH), text)


class Filler:
    """The words of an item, which replace the marks of templates; each variant is made once."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.made: dict[str, str] = {}

    def fill(self, template: str) -> str:
        """A template with the words."""
        return MARK.sub(self._put, template)

    def _put(self, found: re.Match[str]) -> str:
        sign = found[0]
        if sign not in self.made:
            slot, variant = divmod(ord(sign) - FIRST, WIDTH)
            self.made[sign] = VARIANTS[variant](self.words[slot])
        return self.made[sign]


def variants(template: str) -> set[tuple[int, int]]:
    """Every slot of a template, with its variant."""
    return {divmod(ord(found) - FIRST, WIDTH) for found in MARK.findall(template)}


class Skeleton:
    """An item of CSL-JSON taken apart: ``item`` has marks in place of words, ``words`` has the words."""

    KEPT = frozenset({"type", "edition", "volume", "issue", "page"})
    """Fields that a style reads: it counts, abbreviates or compares them."""
    READ = frozenset({"publisher", "publisher-place", "number"})
    """Fields in which the BibTeX format interprets "and" and dashes."""

    def __init__(self, item: dict[str, Any], months: Sequence[tuple[str, str]]) -> None:
        """Take an item apart; ``months`` are the long and short names of the months."""
        self.words: list[str] = [""] * len(DATE_SLOTS)
        self.item: dict[str, Any] = {}
        for field, value in item.items():
            match value:
                case _ if field in self.KEPT or (field == "number" and value.isdecimal()):
                    self.item[field] = value
                case str() if field in self.READ and (" and " in value or "–" in value):
                    self.item[field] = value
                case list():
                    self.item[field] = [self._name(name) for name in value]
                case {"date-parts": [parts]}:
                    year, month, day = (*parts, 0, 0)[:3]
                    names = months[month - 1] if month else ("", "")
                    self.words[: len(DATE_SLOTS)] = [str(year), *names, str(day or ""), *date_words(parts)]
                    self.item[field] = {"date-parts": [list(DATE[: len(parts)])]}
                case str() if field == "language" and value.startswith("en"):
                    self.item[field] = value
                case str():
                    self.item[field] = self._mark(value)
                case _:
                    raise TypeError(f"the field {field} holds {value!r}")

    def _mark(self, words: str) -> str:
        self.words.append(words)
        return mark(len(self.words) - 1)

    def _name(self, name: dict[str, Any]) -> dict[str, str]:
        return name if name == OTHERS else {part: self._mark(words) for part, words in name.items()}

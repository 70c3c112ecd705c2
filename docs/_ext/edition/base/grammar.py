"""Numbers, articles, plurals and ends of sentences in the book's language, whose message catalog has the rules."""

from __future__ import annotations

import re
from decimal import Decimal

from edition.base.locale import _

_BREAK = re.compile(r"(?<=[.?!…])[\"”’“»')\]]*(?:\s+(?=[\"“„«‘‚'(]*([^\W\d_]))|$)")
_LAST = re.compile(r"(\w+)\.$")
NUMBER = "12"
"""In a list of abbreviations: every number of one or two digits, in a language where a period makes it an ordinal."""


def listed(message: str) -> list[str]:
    """The words of a message of the form ``articles: the a an``."""
    return message.partition(": ")[2].split()


def show_number(number: str | float) -> str:
    """A number with separators of thousands, otherwise unchanged; ``""`` stays ``""``.

    >>> show_number("6033.9"), show_number(1250), show_number("-0.50")
    ('6,033.9', '1,250', '-0.50')
    """
    sample = _("a number: 1,234.5").partition(": ")[2]  # its marks are read off; a space can be one
    marks = str.maketrans({",": sample[1:-5], ".": sample[-2]})
    return "" if number == "" else f"{Decimal(str(number)):,f}".translate(marks)


def without_article(text: str) -> str:
    """A title or name without its first article, as lists sort it.

    >>> without_article("The partnership treaty"), without_article("Another")
    ('partnership treaty', 'Another')
    """
    articles = "|".join(listed(_("articles: the a an")))
    return re.sub(rf"(?i)^(?:{articles}) (?=\w)", "", text)


def plural_endings() -> str:
    """A regular expression of the endings that a plural may add to a word."""
    return f"(?:{'|'.join(listed(_('plural endings: s')))})"


def split_sentences(text: str) -> list[str]:
    """The sentences of a text, each with the space after it.

    >>> split_sentences("Gen. U. S. Grant came. He saw … and left?")
    ['Gen. U. S. Grant came. ', 'He saw … and left?']
    """
    short = listed(_("abbreviations before a name or number: Mr Mrs Ms Dr Prof Gen Col Lt Sen Rep Gov St No vs ca cf"))
    parts, start = [], 0
    for match in _BREAK.finditer(text):
        last = _LAST.search(text, start, match.start())
        if match.end() < len(text) and (match[1].islower() or (last and within(last[1], short))):
            continue
        parts.append(text[start : match.end()])
        start = match.end()
    return [*parts, text[start:]] if start < len(text) else parts


def within(word: str, short: list[str]) -> bool:
    """Whether the period after a word does not end the sentence: after an abbreviation, an initial or an ordinal."""
    ordinal = NUMBER in short and word.isdecimal() and len(word) <= len(NUMBER)
    return ordinal or word in short or (len(word) == 1 and word.isupper())

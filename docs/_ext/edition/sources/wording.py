"""Wording of references: text of fields, quotation marks, periods, dates, and names of languages."""

from __future__ import annotations

import re
from functools import cache

from edition.base.dates import parse_date, show_date
from edition.base.locale import _, home, later
from edition.base.quotes import curl, turn
from edition.sources.latex import decode

LANGUAGES = {
    "en": later("English"),
    "ar": later("Arabic"),
    "de": later("German"),
    "fr": later("French"),
    "hr": later("Croatian"),
    "hu": later("Hungarian"),
    "id": later("Indonesian"),
    "ja": later("Japanese"),
    "ko": later("Korean"),
    "pt": later("Portuguese"),
    "ru": later("Russian"),
    "zh": later("Chinese"),
}

LATIN = frozenset({"en", "de", "fr", "hr", "hu", "id", "pt"})
"""Languages that are written in Latin letters."""
LANGUAGE = "lang-"
"""The beginning of a tag's name that gives the language of its words."""
_IN_PARENTHESES = re.compile(r"\s*\(([^()]*)\)")
"""Words in parentheses, which may be citations."""
_YEARS = re.compile(r"(?<![\d-])((?:1[5-9]|20)\d\d)-((?:1[5-9]|20)?\d\d)(?![\d-])")


@cache
def plain(value: str) -> str:
    """The printed text of a field: LaTeX decoded, typographic quotes and dashes.

    >>> plain("Russia in the '90s: Rock 'n' Roll, 1990-1995")
    'Russia in the ’90s: Rock ’n’ Roll, 1990–1995'
    """
    text = decode(value)
    if "'" in text or '"' in text:
        text = curl(re.sub(r"(?<!\w)'(?=(?:n'|\d\ds?)(?!\w))", "’", text), home()).replace("’n‘ ", "’n’ ")
    return _YEARS.sub(r"\1–\2", text)


def stop(text: str) -> str:
    """End a text with a period, inside a closing quotation mark, unless it already ends like a sentence."""
    body = text.rstrip("”’")
    if body.endswith((".", "?", "!")):
        return text
    if text.endswith("’") and "‘" not in text:  # an apostrophe, not a quotation mark
        body = text
    return body + "." + text[len(body) :]


def quoted(title: str) -> str:
    """A title in quotation marks; those inside it become single."""
    return _("“{words}”", words=turn(title))


def is_date(text: str) -> bool:
    """Whether a text is an ISO date of the calendar: a year, a month or a day."""
    try:
        parse_date(text)
    except ValueError:
        return False
    return True


def spoken_date(iso: str) -> str:
    """An ISO date in words, only as precise as it is: ``2024-06`` is ``June 2024``; any other text unchanged."""
    try:
        return show_date(iso)
    except ValueError:
        return iso


def without_citations(text: str) -> str:
    """A text without its citations in parentheses, so that two editions can be compared that set them differently.

    >>> without_citations("It began in 1950 (Webb 1949; Łukasz n.d.-a), in June (not July).")
    'It began in 1950, in June (not July).'
    """
    year = rf"(\d{{4}}[a-z]?|{re.escape(_('n.d.'))}(-[a-z])?)"
    citation = re.compile(rf"(?:[“„«]|[^\W\d_a-z])[^;]*\s{year}(, \d[\d–-]*)?")

    def replace(found: re.Match[str]) -> str:
        return "" if all(map(citation.fullmatch, found[1].split("; "))) else found[0]

    return _IN_PARENTHESES.sub(replace, text)

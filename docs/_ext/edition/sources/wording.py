"""The wording of references: fields as printed, quotation marks, full stops, dates, and languages by name."""

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
"""How a tag begins that tells the language of its words."""
_IN_PARENTHESES = re.compile(r"\s*\(([^()]*)\)")
"""What may be citations; it is, where each piece is one."""
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
    """End ``text`` with a full stop, inside a closing quotation mark, unless it already ends a sentence."""
    body = text.rstrip("”’")
    if body.endswith((".", "?", "!")):
        return text
    if text.endswith("’") and "‘" not in text:  # an apostrophe, not a quotation mark
        body = text
    return body + "." + text[len(body) :]


def quoted(title: str) -> str:
    """Set a title in quotation marks, with single ones inside."""
    return _("“{words}”", words=turn(title))


def is_date(text: str) -> bool:
    """Say whether ``text`` is a date of the calendar, as precise as a year, a month or a day."""
    try:
        parse_date(text)
    except ValueError:
        return False
    return True


def spoken_date(iso: str) -> str:
    """Write an ISO date as day month year, only as precise as it is: ``2024-06`` is ``June 2024``."""
    try:
        return show_date(iso)
    except ValueError:
        return iso


def without_citations(text: str) -> str:
    """A text without its citations in parentheses, which two editions may set in two ways.

    >>> without_citations("It began in 1950 (Webb 1949; Łukasz n.d.-a), in June (not July).")
    'It began in 1950, in June (not July).'
    """
    year = rf"(\d{{4}}[a-z]?|{re.escape(_('n.d.'))}(-[a-z])?)"
    citation = re.compile(rf"(?:[“„«]|[^\W\d_a-z])[^;]*\s{year}(, \d[\d–-]*)?")

    def replace(found: re.Match[str]) -> str:
        return "" if all(map(citation.fullmatch, found[1].split("; "))) else found[0]

    return _IN_PARENTHESES.sub(replace, text)

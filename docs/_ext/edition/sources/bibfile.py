"""``references.bib`` as its authors write it: where each entry and field stands, and what is wrong with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from edition.base.findings import WarningCode
from edition.sources.chicago import LANGUAGES, is_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pybtex.scanner import PybtexSyntaxError
    from sphinx.config import Config

GROUPS = ("archive", "work", "news")
SEEN = ("own-page", "cited-by")


class Problem(WarningCode, area="bibliography"):
    """The codes of this module's warnings, all of the type ``bibliography``."""

    DUPLICATE_KEY = "duplicate_key"
    """Two entries have the same key; the second is not read."""

    DUPLICATE_FIELD = "duplicate_field"
    """An entry gives a field twice; the second is not read."""

    MISSING_TITLE = "missing_title"
    """An entry has no title."""

    BAD_DATE = "bad_date"
    """A date is not YYYY, YYYY-MM or YYYY-MM-DD, is not in the calendar or disagrees with the year."""

    BAD_URL = "bad_url"
    """An address is not a complete http or https URL."""

    BAD_DOI = "bad_doi"
    """A DOI does not begin with ``10.``; the address before it is the book's to add."""

    UNKNOWN_GROUP = "unknown_group"
    """``keywords`` names none of the groups of the bibliography, so the entry would be printed nowhere."""

    UNKNOWN_SEEN = "unknown_seen"
    """``seen`` does not say whether the editors read the work."""

    UNKNOWN_LANGUAGE = "unknown_language"
    """A language code has no English name in this module."""

    BAD_CITATION = "bad_citation"
    """A citation role in a document holds something other than keys with commas between them."""


class LineFinding(NamedTuple):
    """One mistake in ``references.bib``, at a line of it."""

    line: int
    """Counted from 1."""
    problem: Problem
    """Its code."""
    message: str
    """What is wrong."""


_ENTRY_OR_FIELD = re.compile(r"^\s*(?:@\w+\s*[{(]\s*(?P<key>[^\s,]+)\s*,|(?P<field>[\w-]+)\s*=)", re.MULTILINE)
_URL = re.compile(r"https?://[^\s/?#\"<>\\^`{|}]+\.[^\s/?#\"<>\\^`{|}]+(?:[/?#][^\s\"<>\\^`{|}]*)?")


def find_lines(text: str) -> tuple[dict[tuple[str, str], int], list[LineFinding]]:
    """Find the line of each entry, as ``(key, "")``, and of each field, as ``(key, field)``, and what stands twice.

    Keys and fields are in lower case, as BibTeX does not tell cases apart.  The file has one field a line.
    """
    lines: dict[tuple[str, str], int] = {}
    twice: list[LineFinding] = []
    key, fresh = "", False
    line, end = 1, 0
    for match in _ENTRY_OR_FIELD.finditer(text):
        start = match.start("key" if match["key"] else "field")
        line += text.count("\n", end, start)
        end = start
        if match["key"]:
            key = match["key"].lower()
            fresh = (key, "") not in lines
            if fresh:
                lines[key, ""] = line
            else:
                message = f"source {match['key']}: the key is already taken in line {lines[key, '']}"
                twice.append(LineFinding(line, Problem.DUPLICATE_KEY, message))
        elif fresh:
            place = (key, match["field"].lower())
            if place in lines:
                message = f"source {key}: the field {match['field']} is already given in line {lines[place]}"
                twice.append(LineFinding(line, Problem.DUPLICATE_FIELD, message))
            else:
                lines[place] = line
    return lines, twice


def describe(error: PybtexSyntaxError) -> str:
    """Say in one line what is wrong with a file that is not BibTeX, and in which entry, as the slip may be earlier."""
    start = error.parser.text.count("\n", 0, error.error_context_info[0] or 0) + 1
    return f"{error.filename}:{error.lineno}: {error.args[0]}, in the entry that begins in line {start}"


def check_fields(fields: Mapping[str, str]) -> Iterator[tuple[str, Problem, str]]:
    """Yield field, code and message for each mistake in the fields of one entry."""
    if not fields.get("title", "").strip("{} "):
        yield "title", Problem.MISSING_TITLE, "there is no title"
    day, year = fields.get("date"), fields.get("year")
    if day is not None and not is_date(day):
        yield "date", Problem.BAD_DATE, f"the date {day!r} is not YYYY, YYYY-MM or YYYY-MM-DD"
    elif day is not None and year is not None and not day.startswith(year):
        yield "date", Problem.BAD_DATE, f"the date {day!r} is not in the year {year!r}"
    if year is not None and not re.fullmatch(r"\d{4}", year):
        yield "year", Problem.BAD_DATE, f"the year {year!r} is not YYYY"
    if "doi" in fields and not re.fullmatch(r"10\.\d+/\S+", fields["doi"]):
        yield "doi", Problem.BAD_DOI, f"the DOI {fields['doi']!r} is not of the form 10.1234/name"
    if "url" in fields and not _URL.fullmatch(fields["url"]):
        yield "url", Problem.BAD_URL, f"the address {fields['url']!r} is not a complete URL"
    if (group := fields.get("keywords", "")) not in GROUPS:
        yield "keywords", Problem.UNKNOWN_GROUP, f"the group {group!r} (keywords) is none of {', '.join(GROUPS)}"
    if (seen := fields.get("seen", "")) not in SEEN:
        yield "seen", Problem.UNKNOWN_SEEN, f"seen is {seen!r} and should be one of {', '.join(SEEN)}"
    if (language := fields.get("language", "en")) not in LANGUAGES:
        yield "language", Problem.UNKNOWN_LANGUAGE, f"the language {language!r} has no name in the extension"


def entry_places(folder: Path, config: Config) -> dict[str, tuple[str, int]]:
    """File and line of each entry of ``bibtex_bibfiles``, by its key in lower case; pybtex does not keep them."""
    places: dict[str, tuple[str, int]] = {}
    for file in config.bibtex_bibfiles:
        text = (folder / file).read_text(encoding=config.bibtex_encoding)
        for (key, name), line in find_lines(text)[0].items():
            if not name:
                places.setdefault(key, (file, line))
    return places

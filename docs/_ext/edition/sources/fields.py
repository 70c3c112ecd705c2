"""Check the fields of one source, each on its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pybtex.bibtex.utils import split_name_list

from edition.base.foreign import link_fault
from edition.sources.bibfile import ADDRESSES, PRINTED, SEEN, TIERS, Problem
from edition.sources.latex import unknown_command
from edition.sources.wording import LANGUAGES, is_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_URL = re.compile(r"https?://[^\s/?#\"<>\\^`{|}]+\.[^\s/?#\"<>\\^`{|}]+(?:[/?#][^\s\"<>\\^`{|}]*)?")
_ENTITY = re.compile(r"&(?:[a-z]{2,}|#\w+);")
_FORMULA = re.compile(r"(?<!\\)\$[^$]*[\\^_{][^$]*(?<!\\)\$")
_JOINED = re.compile(r";|&|\bet al\b")
"""How other formats separate the names of several people."""
_BODY = re.compile(r"(?:at|for|in|of|on|to)\s")
"""How BibTeX begins the name of a body that it takes for a person: with what it takes for a 'von'."""


def check_fields(fields: Mapping[str, str], groups: Sequence[str], edition: str) -> Iterator[tuple[str, Problem, str]]:
    """Field, code and message of each mistake in the fields of one entry, which must belong to one of the groups.

    ``edition`` is the day of the edition (ISO), after which nothing can have been read.
    """
    if not fields.get("title", "").strip("{} "):
        yield "title", Problem.MISSING_TITLE, "there is no title"
    yield from wrong_dates(fields, edition)
    if "doi" in fields and not re.fullmatch(r"10\.\d{4,9}/\S+", fields["doi"]):
        yield "doi", Problem.BAD_DOI, f"the DOI {fields['doi']!r} is not of the form 10.1234/name"
    if "url" in fields and not _URL.fullmatch(fields["url"]):
        yield "url", Problem.BAD_URL, f"the address {fields['url']!r} is not a complete URL"
    elif "url" in fields and (fault := link_fault(fields["url"])):
        yield "url", Problem.BAD_URL, fault
    if (group := fields.get("keywords", "")) not in groups:
        yield "keywords", Problem.UNKNOWN_GROUP, f"the group {group!r} (keywords) is none of {', '.join(groups)}"
    if (seen := fields.get("seen", "")) not in SEEN:
        yield "seen", Problem.UNKNOWN_SEEN, f"seen is {seen!r} and should be one of {', '.join(SEEN)}"
    if (tier := fields.get("tier", TIERS[0])) not in TIERS:
        yield "tier", Problem.UNKNOWN_TIER, f"tier is {tier!r} and should be one of {', '.join(TIERS)}"
    if (language := fields.get("language", "en")) not in LANGUAGES:
        yield "language", Problem.UNKNOWN_LANGUAGE, f"the language {language!r} has no name in the extension"
    for role in ("author", "editor"):
        if fault := names_fault(fields.get(role, "")):
            yield role, Problem.NAMES, fault
    if "isbn" in fields and not is_isbn(fields["isbn"]):
        yield "isbn", Problem.ISBN, f"the ISBN {fields['isbn']!r} has a slip; copy it again"
    pages = re.fullmatch(r"(\d+)[-–]+(\d+)", fields.get("pages", ""))
    if pages and len(pages[1]) == len(pages[2]) and pages[2] < pages[1]:
        yield "pages", Problem.PAGES, f"the pages {fields['pages']!r} end before they begin; change the two"
    yield from wrong_words(fields)


def wrong_dates(fields: Mapping[str, str], edition: str) -> Iterator[tuple[str, Problem, str]]:
    """The mistakes in the date of publication: in ``date``, or in ``year``, ``month`` and ``day``."""
    day, year = fields.get("date"), fields.get("year")
    if day is not None and not is_date(day):
        yield "date", Problem.BAD_DATE, f"the date {day!r} is not YYYY, YYYY-MM or YYYY-MM-DD"
    elif day is not None and year is not None and not day.startswith(year):
        yield "date", Problem.BAD_DATE, f"the date {day!r} is not in the year {year!r}"
    if year is not None and not re.fullmatch(r"[1-9]\d{3}", year):
        yield "year", Problem.BAD_DATE, f"the year {year!r} is not YYYY"
    elif is_date(known := day or year or "") and known > edition[: len(known)]:
        yield "year", Problem.BAD_DATE, f"it is of {known}, after the edition ({edition}); mend one of the two"
    if fields.get("month") and not date_of({"year": "2000", **fields}):
        yield "month", Problem.BAD_DATE, f"the month {fields['month']!r} is none; write nov or 11"
    if fields.get("day") and not fields.get("month"):
        yield "day", Problem.BAD_DATE, f"the day {fields['day']!r} has no month; write it, or take the day out"


def wrong_words(fields: Mapping[str, str]) -> Iterator[tuple[str, Problem, str]]:
    """The mistakes in the words that are printed: LaTeX, formulas and HTML."""
    for name in sorted(fields.keys() & (PRINTED - ADDRESSES)):
        if command := unknown_command(fields[name]) if "\\" in fields[name] else "":
            yield name, Problem.LATEX, f"the LaTeX command {command} is not known; write the character itself"
        if formula := _FORMULA.search(fields[name]):
            message = f"{formula[0]!r} is a formula and would be printed as it is; write it in words"
            yield name, Problem.LATEX, message
        if entity := _ENTITY.search(fields[name]):
            message = f"{entity[0]!r} is HTML and would be printed as it is; write the character itself"
            yield name, Problem.LATEX, message


def names_fault(names: str) -> str:
    """What is wrong with the names of some people, or ``""``.

    >>> names_fault("others and Rusk, Dean")
    "'others' stand before 'Rusk, Dean'; write them last"
    """
    people = [name.strip(" {}") for name in split_name_list(names)]
    others = next((at for at, name in enumerate(people) if name.casefold() == "others"), None)
    if others is not None:
        if len(people) == 1:
            return "'others' stand behind nobody; name one of them first, or take the field out"
        if people[others + 1 :]:
            return f"'others' stand before {people[others + 1]!r}; write them last"
        if people[-1] != "others":
            return f"{people[-1]!r} would be printed as a name; write 'others'"
    bare = re.sub(r"\{[^{}]*\}", "", names)
    if joined := _JOINED.search(bare):
        message = f"{joined[0]!r} stands among the names; people are parted by ' and ', the last may be 'others'"
        return f"{message}, and the name of a body stands in braces"
    if body := next(filter(_BODY.match, split_name_list(bare)), ""):
        return f"{body!r} would be printed as the name of a person; put the name of a body in braces"
    if alone := next((name for name in split_name_list(bare) if "and" in re.split(r"[\s,]+", name)), ""):
        return f"an 'and' stands alone in {alone!r}; write a name on each side of it, or take it out"
    return ""


def group_of(fields: Mapping[str, str], groups: Sequence[str]) -> str:
    """The group of a source; for an unknown group the first, or a warning would follow for each of its citations."""
    group = fields.get("keywords", "")
    return group if group in groups else groups[0]


def is_isbn(text: str) -> bool:
    """Whether a text is an ISBN of ten or thirteen digits with a right check digit (ISO 2108).

    >>> is_isbn("978-0-306-40615-7"), is_isbn("0-306-40615-2"), is_isbn("0-306-40615-3")
    (True, True, False)
    """
    digits = text.replace("-", "").replace(" ", "")
    if re.fullmatch(r"97[89]\d{10}", digits):
        return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0
    if not re.fullmatch(r"\d{9}[\dXx]", digits):
        return False
    return sum((10 if digit in "Xx" else int(digit)) * (10 - place) for place, digit in enumerate(digits)) % 11 == 0


_MONTHS = "january february march april may june july august september october november december"
MONTHS = _MONTHS.split()


def date_of(fields: Mapping[str, str]) -> str:
    """The ISO date of BibTeX's year, month and day, as precise as they are; empty if there is no year or no month.

    >>> date_of({"year": "2024", "month": "November"}), date_of({"year": "2024", "month": "6", "day": "9"})
    ('2024-11', '2024-06-09')
    """
    year, month, day = (fields.get(name, "").strip().lower() for name in ("year", "month", "day"))
    named = (at for at, name in enumerate(MONTHS, 1) if len(month) > 2 and name.startswith(month.rstrip(".")))
    number = int(month) if month.isdecimal() else next(named, 0)
    if not year or not number:
        return ""
    return f"{year}-{number:02}" + (f"-{int(day):02}" if day.isdecimal() else "")

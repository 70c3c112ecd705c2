"""Dates that are only as precise as their source, a year, a month or a day; read from ISO and printed in words."""

from __future__ import annotations

import calendar
import re

from edition.base.locale import _, later

MONTHS = [
    later("January"),
    later("February"),
    later("March"),
    later("April"),
    later("May"),
    later("June"),
    later("July"),
    later("August"),
    later("September"),
    later("October"),
    later("November"),
    later("December"),
]
ISO_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def parse_date(text: str) -> tuple[int, int, int]:
    """Year, month and day of an ISO date; 0 for a part that it does not have. Raises ValueError.

    >>> parse_date("1950-06")
    (1950, 6, 0)
    """
    match = ISO_DATE.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is no date; write 1950, 1950-06 or 1950-06-25")
    year, month, day = (int(part or 0) for part in match.groups())
    if not year:
        raise ValueError(f"{text!r}: there is no year 0")
    if match[2] and not 1 <= month <= 12:
        raise ValueError(f"{text!r}: there is no month {month}")
    if match[3]:
        days = calendar.monthrange(year, month)[1]
        if not 1 <= day <= days:
            raise ValueError(f"{text!r}: {MONTHS[month - 1]} {year} has no day {day}")
    return year, month, day


def show_date(start: str, end: str = "") -> str:
    """A date or a span of dates in words, as precise as written.

    >>> show_date("1953-09-19", "1953-09-20")
    '19–20 September 1953'
    """
    year, month, day = parse_date(start)
    if not end:
        return _words(year, month, day)
    last = parse_date(end)
    if last[:2] == (year, month) and day and last[2]:
        return _("{day}–{date}", day=day, date=_words(*last))
    if last[0] == year and month and last[1]:
        dash = " – " if day or last[2] else "–"
        return f"{_words(0, month, day)}{dash}{_words(*last)}"
    if not month and not last[1]:
        return f"{year}–{last[0]}"
    return f"{_words(year, month, day)} – {_words(*last)}"


def _words(year: int, month: int, day: int) -> str:
    name = _(MONTHS[month - 1]) if month else ""
    if day:
        form = later("{day} {month} {year}") if year else later("{day} {month}")
    else:
        form = later("{month} {year}") if month and year else ("{month}" if month else "{year}")
    return _(form, day=day, month=name, year=year)

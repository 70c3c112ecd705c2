"""Numbers and dates of the figures in words."""

from __future__ import annotations

import re

from edition.base.dates import MONTHS, parse_date, show_date
from edition.base.grammar import show_number
from edition.base.locale import _, later

SHORT = {
    1: later("Jan."),
    2: later("Feb."),
    8: later("Aug."),
    9: later("Sept."),
    10: later("Oct."),
    11: later("Nov."),
    12: later("Dec."),
}
"""The months that have a short name."""


def span(low: str, high: str) -> str:
    """A range, a single number, or an upper bound.

    >>> span("240000", "420000"), span("", "3000000"), span("1", "1"), span("", "")
    ('240,000–420,000', 'at most 3,000,000', '1', 'none given')
    """
    if not high:
        return _("none given")
    if not low:
        return _("at most {number}", number=show_number(high))
    return show_number(high) if low == high else f"{show_number(low)}–{show_number(high)}"


def short_span(low: str, high: str) -> str:
    """A range in as few words as possible.

    >>> short_span("600000", "1000000"), short_span("1000000", "2500000"), short_span("", "3000000")
    ('600,000–1 million', '1–2.5 million', 'at most 3 million')
    """
    last = in_words(high)
    if not low:
        return _("at most {number}", number=last)
    if low == high:
        return last
    millions = float(low) >= 1e6  # then the upper end is said in millions too
    return f"{show_number(f'{float(low) / 1e6:g}') if millions else show_number(low)}–{last}"


def in_words(number: str) -> str:
    """A number, from a million on in millions.

    >>> in_words("2500000"), in_words("600000")
    ('2.5 million', '600,000')
    """
    if float(number) < 1e6:
        return show_number(number)
    return _("{number} million", number=show_number(f"{float(number) / 1e6:g}"))


def dashes(text: str) -> str:
    """Years, and days before the name of their month, joined by a dash; a year and its month keep their hyphen.

    >>> dashes("1958-61"), dashes("4-5 August"), dashes("1999-12")
    ('1958–61', '4–5 August', '1999-12')
    """
    text = re.sub(r"(?<![\d-])(\d{4})-(\d{2,4})(?![\d-])", lambda m: m[0] if _month(m[2]) else f"{m[1]}–{m[2]}", text)
    return re.sub(rf"(?<![\d-])(\d{{1,2}})-(\d{{1,2}} (?:{'|'.join(MONTHS)}))", r"\1–\2", text)


def _month(digits: str) -> bool:
    return len(digits) == 2 and 1 <= int(digits) <= 12


def days(start: str, end: str) -> str:
    """A span of days in words; one that ends on an unknown day of its first month is told by its beginning.

    >>> days("1949-03-03", "1949-03-25"), days("2001-07-26", "2001-08-18"), days("1950-04", "1950-04")
    ('3–25 March 1949', '26 July – 18 August 2001', 'April 1950')
    >>> days("1986-01-20", "1986-01")
    'from 20 January 1986'
    """
    if end and end != start and start.startswith(end):
        return _("from {date}", date=show_date(start))
    return show_date(start, end if end != start else "")


def short_day(iso: str) -> str:
    """Day and month without the year, the month short; empty where only the year is known.

    >>> short_day("2000-09-09"), short_day("1950-04"), short_day("2015")
    ('9 Sept.', 'April', '')
    """
    _year, month, day = parse_date(iso)
    if not month:
        return ""
    name = _(SHORT.get(month, MONTHS[month - 1]))
    return _("{day} {month}", day=day, month=name) if day else name


def moment(iso: str) -> float:
    """A date as a year with a fraction; the middle of the year or month if it is only so precise.

    >>> moment("1990"), moment("1990-01")
    (1990.5, 1990.0416666666667)
    """
    year, month, date = parse_date(iso)
    if not month:
        return year + 0.5
    return year + (month - 1 + ((date - 0.5) / 30.5 if date else 0.5)) / 12

"""Numbers and dates of the figures' tables in words."""

from __future__ import annotations

import re

from edition.base.dates import parse_date, show_date


def grouped(number: str) -> str:
    """A number with its thousands set apart, otherwise as it stands.

    >>> grouped("6033.9")
    '6,033.9'
    """
    whole, point, rest = number.partition(".")
    return f"{int(whole):,}{point}{rest}" if number else ""


def span(low: str, high: str) -> str:
    """A range, a single number, or an upper bound.

    >>> span("240000", "420000"), span("", "3000000"), span("1", "1"), span("", "")
    ('240,000–420,000', 'at most 3,000,000', '1', 'none given')
    """
    if not high:
        return "none given"
    if not low:
        return f"at most {grouped(high)}"
    return grouped(high) if low == high else f"{grouped(low)}–{grouped(high)}"


def short_span(low: str, high: str) -> str:
    """A range in as few words as it can be read in.

    >>> short_span("600000", "1000000"), short_span("1000000", "2500000"), short_span("", "3000000")
    ('600,000–1 million', '1–2.5 million', 'at most 3 million')
    """
    ends = [f"{float(n) / 1e6:g} million" if n and float(n) >= 1e6 else grouped(n) for n in (low, high)]
    if not low or low == high:
        return ends[1] if low else f"at most {ends[1]}"
    start = ends[0].removesuffix(" million") if ends[1].endswith(" million") else ends[0]
    return f"{start}–{ends[1]}"


def dashes(text: str) -> str:
    """Years and dates joined by a dash; a hyphen stays between months and days."""
    return re.sub(r"(?<![\d-])(\d{4})-(\d{2,4})(?![\d-])", lambda m: m[0] if _month(m[2]) else f"{m[1]}–{m[2]}", text)


def _month(digits: str) -> bool:
    return len(digits) == 2 and 1 <= int(digits) <= 12


def days(start: str, end: str) -> str:
    """A span of days in words.

    >>> days("1949-03-03", "1949-03-25"), days("2001-07-26", "2001-08-18"), days("1950-04", "1950-04")
    ('3–25 March 1949', '26 July – 18 August 2001', 'April 1950')
    """
    return show_date(start, end if end != start else "")


def short_day(iso: str) -> str:
    """Day and month without the year, the month short; empty where only the year is known.

    >>> short_day("2000-09-09"), short_day("1950-04"), short_day("2015")
    ('9 Sept.', 'April', '')
    """
    names = {"January": "Jan.", "February": "Feb.", "August": "Aug.", "September": "Sept.", "October": "Oct."}
    names |= {"November": "Nov.", "December": "Dec."}
    words = show_date(iso).split()[:-1]
    return " ".join(names.get(word, word) for word in words)


def moment(iso: str) -> float:
    """A date as a year with its fraction; the middle of what it leaves open.

    >>> moment("1990"), moment("1990-01")
    (1990.5, 1990.0416666666667)
    """
    year, month, date = parse_date(iso)
    if not month:
        return year + 0.5
    return year + (month - 1 + ((date - 0.5) / 30.5 if date else 0.5)) / 12

"""Dates keep their precision, and what is no date is refused."""

from __future__ import annotations

import pytest

from edition.base.dates import parse_date, show_date


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("1955", "", "1955"),
        ("1950-06", "", "June 1950"),
        ("1950-06-25", "", "25 June 1950"),
        ("1953-09-19", "1953-09-20", "19–20 September 1953"),
        ("2001-07-26", "2001-08-18", "26 July – 18 August 2001"),
        ("1999-12-30", "2000-01-02", "30 December 1999 – 2 January 2000"),
        ("1966-06", "1966-08", "June–August 1966"),
        ("1984-05", "1984-07-01", "May – 1 July 1984"),
        ("1966-06", "1967-08", "June 1966 – August 1967"),
        ("1966", "1969", "1966–1969"),
        ("1966", "1969-09", "1966 – September 1969"),
    ],
)
def test_a_date_is_shown_at_its_own_precision(start: str, end: str, shown: str) -> None:
    assert show_date(start, end) == shown


@pytest.mark.parametrize(
    "text", ["", "50", "1950-6", "1950-13", "1950-00", "1950-02-29", "1900-02-29", "June 1950", "1950/06"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no date|no month|no day"):
        parse_date(text)


def test_a_leap_day_is_a_date() -> None:
    assert parse_date("2000-02-29") == (2000, 2, 29)

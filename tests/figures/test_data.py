"""The files of the figures: what they may contain, and how a mistake is reported."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

import pytest

from conftest import ESTIMATE, FAMINE
from edition.figures.data import Code, split_sources
from edition.figures.reading import read_table
from edition.figures.scales import decades, ticks
from edition.figures.words import dashes, days, moment, short_day, short_span, span

if TYPE_CHECKING:
    from pathlib import Path

    from edition.figures.data import Table

TRADE = "year,partner,total_usd_million,exports,imports,source,basis,compiler,group,approx,derived,plot,label,note"
AMOUNT = "1990,China,12.5,,,rusk1990,KOTRA,KOTRA,trade agency,no,no,line,,"
PLACES = "name,lat,lon,kind,in_map,mark,label,side,inset_side,reason,source,note"
PLACE = "Seoul,37.5,126.9,city,yes,city,Seoul,right,,,rusk1990,"
DEBT = "as_of,year,amount,unit,bound,state,stated_by,source,note"
SUM = "1990-12,1990,2.85,billion rubles,,debt,Moscow,rusk1990,"
VOTES = "symbol,date,kind,subject,timeline,votes_for,votes_against,abstentions,russia,china,result,label,source,note"
VOTE = "S/1,2006-07-15,sanctions,a test,,15,0,0,yes,yes,adopted,,rusk1990,"
MEETINGS = "date_start,date_end,place,site,country,korean_side,moscow_side,type,rank,outcome,timeline,certainty,state,source,note"
MEETING = "1949-03-03,1949-03-25,Moscow,Moscow,USSR or Russia,Kim,Stalin,visit,leaders,aid,,firm,firm,rusk1990,"
TABLES = {
    "famine": (FAMINE, ESTIMATE),
    "trade": (TRADE, AMOUNT),
    "map": (PLACES, PLACE),
    "debt": (DEBT, SUM),
    "votes": (VOTES, VOTE),
    "meetings": (MEETINGS, MEETING),
}


def table_of(name: str) -> Table:
    table: Table = importlib.import_module(f"edition.figures.{name}").FIGURE.tables[0]
    return table


def findings(folder: Path, name: str, text: str | bytes) -> list[tuple[int, Code, str]]:
    """Line, code and message of each mistake in a file."""
    path = folder / "data.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    _, found = read_table(path, table_of(name), {"rusk1990"})
    return [(int(str(f.location).rpartition(":")[2]), Code(f.code), f.message) for f in found]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (span("240000", "420000"), "240,000–420,000"),
        (span("", "3000000"), "at most 3,000,000"),
        (span("", ""), "none given"),
        (short_span("600000", "1000000"), "600,000–1 million"),
        (short_span("2100000", "2100000"), "2.1 million"),
        (short_span("", "3000000"), "at most 3 million"),
        (dashes("1995-1998, 1958-61, 2012-09-17, 2012-09"), "1995–1998, 1958–61, 2012-09-17, 2012-09"),
        (days("1949-03-03", "1949-03-25"), "3–25 March 1949"),
        (days("2001-07-26", "2001-08-18"), "26 July – 18 August 2001"),
        (days("1988-10-10", ""), "10 October 1988"),
        (short_day("2000-09-09"), "9 Sept."),
        (short_day("1950-04"), "April"),
        (short_day("2015"), ""),
        (" ".join(split_sources("a; b;")), "a b"),
    ],
)
def test_numbers_and_dates_are_put_in_words(shown: str, expected: str) -> None:
    assert shown == expected


def test_a_date_is_the_middle_of_what_it_leaves_open() -> None:
    assert moment("1990") == 1990.5
    assert moment("1990-01") == pytest.approx(1990 + 0.5 / 12)
    assert 1990 < moment("1990-01-01") < moment("1990-01-31") < moment("1990-02-01")


@pytest.mark.parametrize(
    ("most", "about", "expected"),
    [
        (2.85, 3, [0, 1, 2, 3]),
        (11, 3, [0, 4, 8, 12]),
        (9_000_000, 4, [0, 2e6, 4e6, 6e6, 8e6, 10e6]),
        (74, 4, [0, 20, 40, 60, 80]),
    ],
)
def test_an_axis_is_labeled_with_round_values(most: float, about: int, expected: list[float]) -> None:
    assert ticks(most, about) == expected


def test_a_logarithmic_axis_holds_every_value_and_shows_powers_of_ten() -> None:
    assert decades([0.0406, 6545]) == (0.02, 10_000, [0.1, 1, 10, 100, 1000, 10_000])
    assert decades([3, 80]) == (2, 100, [10, 100])


@pytest.mark.parametrize("name", TABLES)
def test_a_sound_file_has_no_mistake(tmp_path: Path, name: str) -> None:
    header, row = TABLES[name]
    assert findings(tmp_path, name, f"{header}\n{row}\n") == []


@pytest.mark.parametrize(
    ("text", "line", "code", "message"),
    [
        (f"{FAMINE},extra\n{ESTIMATE},x\n", 1, Code.COLUMN, "unknown: extra"),
        (f"{FAMINE.replace('high', 'hihg')}\n{ESTIMATE}\n", 1, Code.COLUMN, "unknown: hihg, missing: high"),
        (f"{FAMINE},low\n{ESTIMATE},1\n", 1, Code.COLUMN, "twice: low"),
        (f"{FAMINE}\n{ESTIMATE},x\n", 2, Code.COLUMN, "14 fields, the header 13"),
        (f'{FAMINE}\n"{ESTIMATE}\n', 2, Code.COLUMN, "no CSV"),
        (f"{FAMINE}\n", 1, Code.EMPTY, "no row is drawn"),
        (f"{FAMINE}\n{ESTIMATE.replace(',yes,,', ',no,no toll,')}\n", 1, Code.EMPTY, "no row is drawn"),
        ("", 1, Code.COLUMN, "missing: author"),
        (b"\xe9", 1, Code.FILE, "this file is not UTF-8; save it in that encoding"),
    ],
)
def test_a_file_that_is_no_table_is_told(
    tmp_path: Path, text: str | bytes, line: int, code: Code, message: str
) -> None:
    ((at, found, told),) = findings(tmp_path, "famine", text)
    assert (at, found) == (line, code)
    assert message in told


def test_a_file_that_is_missing_is_told(tmp_path: Path) -> None:
    _, found = read_table(tmp_path / "nowhere.csv", table_of("famine"), {"rusk1990"})
    assert [(f.code, f.location) for f in found] == [(Code.FILE, f"{tmp_path / 'nowhere.csv'}:1")]


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "message"),
    [
        ("famine", ",200,", ",many,", Code.NUMBER, "high: 'many' is not a number"),
        ("famine", ",200,", ",nan,", Code.NUMBER, "high: 'nan' is not a number"),
        ("famine", ",200,", ",1e5,", Code.NUMBER, "high: '1e5' is not a number"),
        ("famine", ",200,", ",٢٠٠,", Code.NUMBER, "in the digits 0 to 9"),
        ("famine", ",200,", "," + "9" * 400 + ",", Code.NUMBER, "has more than 15 digits"),
        ("famine", ",200,", ",99000000000,", Code.RANGE, "must be from 1 to 30000000"),
        ("famine", ",100,", ",0,", Code.RANGE, "low: 0 cannot be drawn"),
        ("famine", ",100,", ",-5,", Code.RANGE, "low: -5 cannot be drawn"),
        ("famine", ",100,", ",300,", Code.RANGE, "low: 300 is more than high, 200"),
        ("famine", ",100,200,", ",100,,", Code.EMPTY, "high: a row that is drawn needs its number"),
        ("famine", ",yes,,", ",no,,", Code.EMPTY, "reason: say why the row is not drawn"),
        ("famine", ",stated,", ",guessed,", Code.CHOICE, "group: 'guessed' is none of stated, census, model, testimony"),
        ("famine", "rusk1990", "rusk1991", Code.SOURCE, "'rusk1991' is not in the bibliography"),
        ("famine", "rusk1990", " ; ", Code.SOURCE, "names no source"),
        ("famine", "a count", "a\0count", Code.CHARACTER, "U+0000"),
        ("famine", "a count", "a \u202ecount", Code.CHARACTER, "U+202E"),
        ("famine", "a count", '"=HYPERLINK(1)"', Code.FORMULA, "'=HYPERLINK(1)' is a formula"),
        ("trade", ",12.5,", ",0,", Code.RANGE, "total_usd_million: 0 cannot be drawn"),
        ("trade", ",12.5,", ",-5,", Code.RANGE, "total_usd_million: -5 cannot be drawn"),
        ("trade", ",12.5,", ",5000000000000,", Code.RANGE, "must be from 0.001 to 1000000"),
        ("trade", "1990,China", "9999,China", Code.RANGE, "the year of 9999 cannot be drawn; it must be from 1800 to 2100"),
        ("trade", "1990,China", "0000,China", Code.NUMBER, "0000"),
        ("trade", "1990,China", "1990-01,China", Code.NUMBER, "year: '1990-01' is not a year"),
        ("trade", "trade agency", "agency", Code.CHOICE, "group: 'agency'"),
        ("debt", "1990-12,", "1990-13,", Code.NUMBER, "there is no month 13"),
        ("debt", "billion rubles", "million rubles", Code.CHOICE, "unit: 'million rubles'"),
        ("debt", ",2.85,", ",0,", Code.RANGE, "amount: 0 cannot be drawn"),
        ("map", ",37.5,", ",999,", Code.RANGE, "lat: 999 cannot be drawn; it must be from -90 to 90"),
        ("map", ",37.5,", ",51.8,", Code.RANGE, "lat: 51.8 lies outside the map"),
        ("map", ",126.9,", ",,", Code.EMPTY, "lon: a place in the map needs its longitude"),
        ("map", ",yes,city,Seoul,right,,,", ",no,,,,,,", Code.EMPTY, "reason: say why"),
        ("votes", ",15,0,0,", ",16,0,0,", Code.RANGE, "votes_for: 16 cannot be drawn"),
        ("meetings", "1949-03-25", "1948-03-25", Code.RANGE, "date_end: 1948-03-25 lies before date_start"),
        ("meetings", "Kim,Stalin", ",", Code.EMPTY, "the figure needs one of the two"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_drawn_is_told_once_with_its_line(
    tmp_path: Path, name: str, old: str, new: str, code: Code, message: str
) -> None:
    header, row = TABLES[name]
    assert row.count(old) == 1
    found = findings(tmp_path, name, f"{header}\n{row}\n{row.replace(old, new)}\n")
    assert [(line, c) for line, c, _ in found if line > 1] == [(3, code)]
    assert message in found[-1][2]


def test_the_line_of_a_row_counts_the_lines_of_the_fields_before_it(tmp_path: Path) -> None:
    text = f'{FAMINE}\n"Some\nbody"{ESTIMATE[8:]}\n{ESTIMATE.replace(",200,", ",many,")}\n'
    assert [line for line, _, _ in findings(tmp_path, "famine", text)] == [4]


@pytest.mark.parametrize("white", ["\u2028", "\x0c", "\x85", "\u2029"])
def test_white_space_that_is_no_end_of_line_is_a_space(tmp_path: Path, white: str) -> None:
    path = tmp_path / "data.csv"
    path.write_text(f"{FAMINE}\n{ESTIMATE.replace('a count', f'a{white}count')}\n", encoding="utf-8")
    rows, found = read_table(path, table_of("famine"), {"rusk1990"})
    assert found == []
    assert rows[0].fields["method"] == "a count"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_as_a_spreadsheet_saves_it_is_accepted(tmp_path: Path, end: str) -> None:
    text = f"\ufeff{FAMINE}{end}{ESTIMATE}{end}"
    assert findings(tmp_path, "famine", text) == []

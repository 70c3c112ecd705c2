"""The data behind the figures: reading the files in ``data/``, finding their mistakes, and putting them in words."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from edition.base.dates import ISO_DATE, parse_date, show_date

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Sequence
    from pathlib import Path


class Code(StrEnum):
    """Warning codes of type ``figures``."""

    FILE = "file"
    """A data file is missing or is not UTF-8."""
    COLUMN = "column"
    """A file has a column that is not known, or lacks one, or a row has too many or too few fields."""
    NUMBER = "number"
    """A field is not the number, year or date that its column holds."""
    UNIT = "unit"
    """A row's unit is not one of its file's."""
    CHOICE = "choice"
    """A field holds a word for which no mark or reason is known."""
    SOURCE = "source"
    """A row names no source, or one that is not in the bibliography."""
    EMPTY = "empty"
    """A file has no rows, or none that is drawn."""


class Kind(StrEnum):
    """What the fields of a column are."""

    TEXT = "text"
    NUMBER = "number"
    YEAR = "year"
    DATE = "date"
    CHOICE = "choice"
    UNIT = "unit"
    SOURCES = "sources"


class Column(NamedTuple):
    """One column of a file."""

    name: str
    kind: Kind = Kind.TEXT
    choices: Container[str] = ()
    optional: bool = False


class Row(NamedTuple):
    """One row of a file."""

    line: int
    """Where it begins, counted from 1."""
    fields: dict[str, str]

    def number(self, name: str) -> float:
        """A field as a number."""
        return float(self.fields[name])


class RowFinding(NamedTuple):
    """A mistake in a file, at a line of it."""

    line: int
    code: Code
    message: str


class Place(NamedTuple):
    """Whether a row is in the picture, and as what; or why it is not."""

    drawn: bool
    words: str


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file: its columns, its place in the picture and its form for readers."""

    file: str
    columns: tuple[Column, ...]
    place: Callable[[dict[str, str]], Place]
    headings: tuple[str, ...]
    """Those of the table; sources come last and have none here."""
    cells: Callable[[dict[str, str]], tuple[str, ...]]
    title: str = ""
    """Where a figure has several tables."""
    numeric: tuple[int, ...] = ()
    """Columns of the table that are set flush right."""
    widths: tuple[int, ...] = ()
    """Of the columns on paper, sources included, in proportion; equal where there are none."""
    short: Callable[[Sequence[Row]], list[tuple[str, ...]]] | None = None
    """A shorter form of the rows that are drawn, headings first, for below the figure where the table is long."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its tables, and the module and function that draw it."""

    name: str
    tables: tuple[Table, ...]
    module: str
    other_files: tuple[str, ...] = ()
    """Data that is no table."""


_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_YEAR = re.compile(r"\d{4}")
_DATE = re.compile(rf"{ISO_DATE.pattern}( \(.+\))?")
_SHAPES = {Kind.NUMBER: (_NUMBER, "a number"), Kind.YEAR: (_YEAR, "a year"), Kind.DATE: (_DATE, "a date")}


def read_table(path: Path, table: Table, keys: Container[str]) -> tuple[list[Row], list[RowFinding]]:
    """Read one file and find its mistakes; ``keys`` are the known sources."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return [], [RowFinding(1, Code.FILE, f"the data cannot be read: {error}")]
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    names = [column.name for column in table.columns]
    rows: list[Row] = []
    findings: list[RowFinding] = []
    line = 1
    try:
        header = next(reader, [])
        if wrong := [f"unknown: {n}" for n in header if n not in names] + [
            f"missing: {n}" for n in names if n not in header
        ]:
            return [], [RowFinding(1, Code.COLUMN, f"the columns are not those of the figure ({', '.join(wrong)})")]
        line = reader.line_num + 1
        for fields in reader:
            if len(fields) == len(header):
                rows.append(Row(line, dict(zip(header, fields, strict=True))))
            elif fields:
                message = f"this row has {len(fields)} fields, the header {len(header)}"
                findings.append(RowFinding(line, Code.COLUMN, message))
            line = reader.line_num + 1
    except csv.Error as error:
        return [], [RowFinding(line, Code.COLUMN, f"this is no CSV: {error}")]
    for row in rows:
        findings.extend(RowFinding(row.line, code, text) for code, text in check_row(row.fields, table, keys))
    if not findings and not any(table.place(row.fields).drawn for row in rows):
        findings.append(RowFinding(1, Code.EMPTY, "no row is drawn"))
    return rows, findings


def check_row(fields: dict[str, str], table: Table, keys: Container[str]) -> Iterator[tuple[Code, str]]:
    """Yield the mistakes of one row."""
    for column in table.columns:
        value = fields[column.name]
        if not value and column.optional:
            continue
        if column.kind is Kind.SOURCES:
            sources = split_sources(value)
            if not sources:
                yield Code.SOURCE, f"{column.name}: the row names no source"
            for key in sources:
                if key not in keys:
                    yield Code.SOURCE, f"{column.name}: the source {key!r} is not in the bibliography"
        elif column.kind is Kind.UNIT:
            if value not in column.choices:
                yield Code.UNIT, f"{column.name}: the unit {value!r} is not one of the file's"
        elif column.kind is Kind.CHOICE:
            if value not in column.choices:
                yield Code.CHOICE, f"{column.name}: the figure has no mark for {value!r}"
        elif column.kind in _SHAPES:
            shape, what = _SHAPES[column.kind]
            if not shape.fullmatch(value):
                yield Code.NUMBER, f"{column.name}: {value!r} is not {what}"
            elif column.kind is Kind.DATE:
                try:
                    parse_date(value.partition(" (")[0])
                except ValueError as error:
                    yield Code.NUMBER, f"{column.name}: {error}"


def split_sources(value: str) -> list[str]:
    """The keys of a ``source`` field.

    >>> split_sources("un2006sc8853; un2006spv5551")
    ['un2006sc8853', 'un2006spv5551']
    """
    return [key for part in value.split(";") if (key := part.strip())]


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


def dashes(text: str) -> str:
    """Years and dates joined by a dash; a hyphen stays between months and days."""
    return re.sub(r"(?<![\d-])(\d{4})-(\d{2,4})(?![\d-])", lambda m: m[0] if _month(m[2]) else f"{m[1]}–{m[2]}", text)


def _month(digits: str) -> bool:
    return len(digits) == 2 and 1 <= int(digits) <= 12


def day(iso: str) -> str:
    """A date in words, as exact as it is.

    >>> day("2012-09-17 (remainder)"), day("1950-04"), day("1998")
    ('17 September 2012 (remainder)', 'April 1950', '1998')
    """
    date, _, rest = iso.partition(" ")
    return f"{show_date(date)} {rest}".strip()


def days(start: str, end: str) -> str:
    """A span of days in words.

    >>> days("1949-03-03", "1949-03-25"), days("2001-07-26", "2001-08-18"), days("1950-04", "1950-04")
    ('3–25 March 1949', '26 July – 18 August 2001', 'April 1950')
    """
    return show_date(start, end if end != start else "")

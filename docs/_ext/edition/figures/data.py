"""The data behind the figures: what a table holds, reading its file in ``data/``, and finding the mistakes there."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from edition.base.characters import faults_of, refuse_conflicts
from edition.base.dates import ISO_DATE, parse_date
from edition.base.findings import Finding, WarningCode

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence
    from pathlib import Path

    from sphinx.environment import BuildEnvironment

    from edition.figures.svg import Drawing, Layout


class Code(WarningCode, area="figures"):
    """Warning codes of type ``figures``."""

    FILE = "file"
    """A data file is missing or is not UTF-8."""
    ROW = "row"
    """A row is empty, or stands twice."""
    COLUMN = "column"
    """A file has a column twice or one that is not known, or lacks one, or a row has too many or too few fields."""
    CHARACTER = "character"
    """A field holds a character that nobody sees, a word of two scripts, or a letter in pieces."""
    FORMULA = "formula"
    """A field would be run as a formula by the spreadsheet program of a reader who downloads the file."""
    NUMBER = "number"
    """A field is not the number, year or date that its column holds."""
    RANGE = "range"
    """A number, year or date lies outside what the figure can draw, or the low end of a range above its high end."""
    CHOICE = "choice"
    """A field holds a word that its column does not know."""
    SOURCE = "source"
    """A row names no source, or one that is not in the bibliography."""
    EVENT = "event"
    """A row names an event that is not in the timeline."""
    EMPTY = "empty"
    """A file has no rows, or none that is drawn, or leaves a field empty that the figure needs."""
    NAME = "name"
    """A plain figure of a chapter has no name by which it could be cited."""
    UNKNOWN = "unknown"
    """A directive names a figure that there is not."""
    WORDS = "words"
    """A figure lacks its caption, or the words that say what the picture shows, or has those that it counts itself."""


class Kind(StrEnum):
    """What the fields of a column are."""

    TEXT = "text"
    NUMBER = "number"
    YEAR = "year"
    DATE = "date"
    CHOICE = "choice"
    SOURCES = "sources"
    EVENT = "event"


YEARS = (1800, 2100)
"""Every year and date of the figures; outside it they are slips of the pen."""


class Column(NamedTuple):
    """One column of a file."""

    name: str
    kind: Kind = Kind.TEXT
    choices: Collection[str] = ()
    optional: bool = False
    low: float = 0
    """The smallest number that can be drawn."""
    high: float = 1e6
    """The largest."""


class Row(NamedTuple):
    """One row of a file."""

    line: int
    """Where it begins, counted from 1."""
    fields: dict[str, str]

    def number(self, name: str) -> float:
        """A field as a number."""
        return float(self.fields[name])


class Place(NamedTuple):
    """Whether a row is in the picture, and as what; or why it is not."""

    drawn: bool
    words: str


Fields = dict[str, str]
"""A row by the names of its columns."""


def no_more(_fields: Fields) -> Iterator[tuple[Code, str]]:
    """The check of a table whose columns do not depend on each other."""
    return iter(())


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file: its columns, its place in the picture and its form for readers."""

    file: str
    """Its name in ``data/``; a name of its own where its rows are computed."""
    columns: tuple[Column, ...]
    place: Callable[[Fields], Place]
    headings: tuple[str, ...]
    """Those of the table; sources come last and have none here."""
    cells: Callable[[Fields], tuple[str, ...]]
    check: Callable[[Fields], Iterator[tuple[Code, str]]] = no_more
    """What must hold between the columns of a sound row."""
    title: str = ""
    """Where a figure has several tables."""
    numeric: tuple[int, ...] = ()
    """Columns of the table that are set flush right, counted from 0."""
    widths: tuple[int, ...] = ()
    """Of the columns on paper, sources included, in proportion; equal where there are none."""
    short: Callable[[Sequence[Row]], list[tuple[str, ...]]] | None = None
    """A shorter form of the rows that are drawn, headings first, for below the figure where the table is long."""
    compute: Callable[[BuildEnvironment], list[Row]] | None = None
    """The rows from what the book knows of itself, where they stand in no file."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its tables and its drawing."""

    name: str
    tables: tuple[Table, ...]
    draw: Callable[[Layout, Mapping[str, Sequence[Row]], Path], Drawing]
    """Layout, rows by the table's file, and the folder of the data."""
    other_files: tuple[str, ...] = ()
    """Data in ``data/`` that is no table."""
    records: tuple[str, ...] = ()
    """Files of the book, seen from ``docs/``, from which the rows are computed."""
    tell: Callable[[Mapping[str, Sequence[Row]]], str] | None = None
    """What the picture shows, in words, for a figure whose rows are computed; else its author says it in ``alt``."""

    @property
    def files(self) -> list[str]:
        """Everything in ``data/`` on which it rests."""
        return [table.file for table in self.tables if not table.compute] + list(self.other_files)


_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_YEAR = re.compile(r"[0-9]{4}")
_LONGEST = 15
"""Digits of a number: as many as a float holds exactly."""
_WHITE = re.compile("[\u2028\u2029\x0b\x0c\x85]+")
"""Breaks of lines that no CSV means; they count as a space."""


def read_table(path: Path, table: Table, keys: Container[str]) -> tuple[list[Row], list[Finding]]:
    """Read one file and find its mistakes; ``keys`` are the known sources."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return [], [Finding(Code.FILE, f"the data cannot be read: {error}; write the file as UTF-8", f"{path}:1")]
    refuse_conflicts(text, str(path))
    rows, mistakes = split_rows(text, [column.name for column in table.columns])
    for row in rows:
        mistakes += [(row.line, code, message) for code, message in check_row(row.fields, table, keys)]
    if not mistakes and not any(table.place(row.fields).drawn for row in rows):
        mistakes.append((1, Code.EMPTY, "no row is drawn"))
    return rows, [Finding(code, message, f"{path}:{line}") for line, code, message in mistakes]


def split_rows(text: str, names: Sequence[str]) -> tuple[list[Row], list[tuple[int, Code, str]]]:
    """The rows of a CSV text (RFC 4180) with the columns ``names`` in any order, and the lines that are no rows."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    mistakes: list[tuple[int, Code, str]] = []
    seen: dict[tuple[str, ...], int] = {}
    line = 1
    try:
        header = next(reader, [])
        wrong = [f"unknown: {n}" for n in header if n not in names]
        wrong += [f"missing: {n}" for n in names if n not in header]
        wrong += [f"twice: {n}" for n in dict.fromkeys(header) if header.count(n) > 1]
        if wrong:
            if len(header) == 1 and (sign := next((sign for sign in ";\t" if sign in header[0]), "")):
                message = f"the columns are parted by {sign!r}; part them by commas, as CSV has it"
                return [], [(1, Code.COLUMN, message)]
            message = f"the columns are not those of the figure ({', '.join(wrong)}); name them in this line"
            return [], [(1, Code.COLUMN, message)]
        line = reader.line_num + 1
        for fields in reader:
            if fields and not any(fields):
                mistakes.append((line, Code.ROW, "this row is empty; take it out"))
            elif tuple(fields) in seen:
                message = f"this row is that of line {seen[tuple(fields)]}; take one of the two out"
                mistakes.append((line, Code.ROW, message))
            elif len(fields) == len(header):
                seen[tuple(fields)] = line
                rows.append(Row(line, {name: _WHITE.sub(" ", v) for name, v in zip(header, fields, strict=True)}))
            elif fields:
                message = f"this row has {len(fields)} fields, the header {len(header)}"
                mistakes.append((line, Code.COLUMN, f"{message}; put a text with a comma in quotation marks"))
            line = reader.line_num + 1
    except csv.Error as error:
        return [], [(line, Code.COLUMN, f"this is no CSV: {error}; mend its quotation marks")]
    return rows, mistakes


def check_row(fields: Fields, table: Table, keys: Container[str]) -> Iterator[tuple[Code, str]]:
    """Yield the mistakes of one row; columns are held against each other only where each is sound."""
    found = [mistake for column in table.columns for mistake in check_field(fields[column.name], column, keys)]
    yield from found or table.check(fields)


def check_field(value: str, column: Column, keys: Container[str]) -> Iterator[tuple[Code, str]]:
    """Yield the mistakes of one field."""
    name = column.name
    if odd := next(faults_of(value), None):
        yield Code.CHARACTER, f"{name}: {odd[1]}"
    elif value.startswith(("=", "@", "+")):
        yield Code.FORMULA, f"{name}: {value[:20]!r} is a formula for a spreadsheet; begin it with a word"
    elif not value and column.optional:
        return
    elif column.kind is Kind.SOURCES:
        if not (sources := split_sources(value)):
            yield Code.SOURCE, f"{name}: the row names no source"
        for key in sources:
            if key not in keys:
                yield (
                    Code.SOURCE,
                    f"{name}: the source {key!r} is not in the bibliography; add it, or mend the key",
                )
    elif column.kind is Kind.CHOICE:
        if value not in column.choices:
            yield Code.CHOICE, f"{name}: {value!r} is none of {', '.join(column.choices)}"
    elif column.kind is Kind.NUMBER:
        yield from _check_number(value, column)
    elif column.kind in {Kind.YEAR, Kind.DATE}:
        yield from _check_date(value, column)


def _check_number(value: str, column: Column) -> Iterator[tuple[Code, str]]:
    if not _NUMBER.fullmatch(value):
        yield Code.NUMBER, f"{column.name}: {value[:40]!r} is not a number in the digits 0 to 9"
    elif len(value) > _LONGEST:
        yield Code.NUMBER, f"{column.name}: the number {value[:10]}… has more than {_LONGEST} digits"
    elif not column.low <= float(value) <= column.high:
        message = f"{column.name}: {value} cannot be drawn; it must be from {column.low:.10g} to {column.high:.10g}"
        yield Code.RANGE, message


def _check_date(value: str, column: Column) -> Iterator[tuple[Code, str]]:
    what, shape = ("a year", _YEAR) if column.kind is Kind.YEAR else ("a date", ISO_DATE)
    if not shape.fullmatch(value) or not value.isascii():
        yield Code.NUMBER, f"{column.name}: {value[:40]!r} is not {what}"
        return
    try:
        parse_date(value)
    except ValueError as error:
        yield Code.NUMBER, f"{column.name}: {error}"
        return
    if not YEARS[0] <= int(value[:4]) <= YEARS[1]:
        yield (
            Code.RANGE,
            f"{column.name}: the year of {value} cannot be drawn; it must be from {YEARS[0]} to {YEARS[1]}",
        )


def ordered(low: str, high: str) -> Callable[[Fields], Iterator[tuple[Code, str]]]:
    """The check that one column, where both are given, is not above another."""

    def check(fields: Fields) -> Iterator[tuple[Code, str]]:
        if fields[low] and fields[high] and float(fields[low]) > float(fields[high]):
            yield Code.RANGE, f"{low}: {fields[low]} is more than {high}, {fields[high]}"

    return check


def split_sources(value: str) -> list[str]:
    """The keys of a ``source`` field.

    >>> split_sources("un2006sc8853; un2006spv5551")
    ['un2006sc8853', 'un2006spv5551']
    """
    return [key for part in value.split(";") if (key := part.strip())]

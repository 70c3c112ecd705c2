"""Read a table of ``data/``, and find the mistakes in it, each with its line."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from edition.base.characters import faults_of, refuse_conflicts
from edition.base.dates import ISO_DATE, parse_date
from edition.base.unread import plain_slip
from edition.base.utf8 import UnreadableError, read_text
from edition.base.warnings import Finding
from edition.base.words import repeated
from edition.figures.data import YEARS, Code, Kind, Row, split_sources

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence
    from pathlib import Path

    from edition.figures.data import Column, Fields, Table

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_YEAR = re.compile(r"[0-9]{4}")
_LONGEST = 15
"""The most digits of a number: as many as a float holds exactly."""
_WHITE = re.compile("[\u2028\u2029\x0b\x0c\x85]+")
"""Characters that break lines elsewhere but not in CSV; they count as a space."""


def read_table(path: Path, table: Table, keys: Container[str]) -> tuple[list[Row], list[Finding]]:
    """Read one file and find its mistakes; ``keys`` are the known sources."""
    try:
        text = read_text(path)
    except UnreadableError as error:
        return [], [Finding(Code.FILE, str(error), error.location)]
    refuse_conflicts(text, str(path))
    rows, mistakes = split_rows(text, [column.name for column in table.columns])
    for row in rows:
        mistakes += [(row.line, code, message) for code, message in check_row(row.fields, table, keys)]
    if not mistakes and not any(table.place(row.fields).drawn for row in rows):
        mistakes.append((1, Code.EMPTY, "no row is drawn"))
    return rows, [Finding(code, message, f"{path}:{line}") for line, code, message in mistakes]


def split_rows(text: str, names: Sequence[str]) -> tuple[list[Row], list[tuple[int, Code, str]]]:
    """The rows of a CSV text (RFC 4180) with the columns ``names`` in any order, and the mistakes by line."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    mistakes: list[tuple[int, Code, str]] = []
    seen: dict[tuple[str, ...], int] = {}
    line = 1
    try:
        header = next(reader, [])
        wrong = [f"unknown: {n}" for n in header if n not in names]
        wrong += [f"missing: {n}" for n in names if n not in header]
        wrong += [f"twice: {n}" for n in repeated(header)]
        if wrong:
            if len(header) == 1 and (sign := next((sign for sign in ";\t" if sign in header[0]), "")):
                message = f"the columns are parted by {sign!r}; part them by commas, as CSV has it"
                return [], [(1, Code.COLUMN, message)]
            message = f"the columns are not those of the figure ({', '.join(wrong)}); name them in this line"
            return [], [(1, Code.COLUMN, message)]
        seen[tuple(header)] = line
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
    """The mistakes of one row; the check across columns runs only if every field is right."""
    found = [mistake for column in table.columns for mistake in check_field(fields[column.name], column, keys)]
    yield from found or table.check(fields)


def check_field(value: str, column: Column, keys: Container[str]) -> Iterator[tuple[Code, str]]:
    """The mistakes of one field."""
    name = column.name
    if odd := next(faults_of(value), None):
        yield Code.CHARACTER, f"{name}: {odd[1]}"
    elif message := plain_slip(value):
        yield Code.MARKUP, f"{name}: {message}"
    elif value.startswith(("=", "@", "+")):
        yield Code.FORMULA, f"{name}: {value[:20]!r} is a formula for a spreadsheet; begin it with a word"
    elif not value and column.optional:
        return
    elif column.kind is Kind.SOURCES:
        if not (sources := split_sources(value)):
            yield Code.SOURCE, f"{name}: the row names no source"
        for key in repeated(sources):
            yield Code.SOURCE, f"{name}: the source {key!r} stands here twice; take one out"
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

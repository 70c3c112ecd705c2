"""Describe the data of a figure: the columns of its tables, which rows are drawn, and the tables for readers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from edition.base.warnings import WarningCode

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from sphinx.environment import BuildEnvironment

    from edition.figures.svg import Drawing, Layout


class Code(WarningCode, area="figures"):
    """Warning codes of type ``figures``."""

    FILE = "file"
    """A data file is missing or is not UTF-8."""
    ROW = "row"
    """A row is empty, or repeats another."""
    COLUMN = "column"
    """A file repeats a column, has an unknown one or lacks one, or a row has too many or too few fields."""
    CHARACTER = "character"
    """A field has an invisible character, a word of two scripts, or a letter that is not in NFC."""
    MARKUP = "markup"
    """A field has markup, which would be printed as it is."""
    FORMULA = "formula"
    """A field would be run as a formula by the spreadsheet program of a reader who downloads the file."""
    NUMBER = "number"
    """A field is not the number, year or date that its column holds."""
    RANGE = "range"
    """A number, year or date is outside what the figure can draw, or the low end of a range is above its high end."""
    CHOICE = "choice"
    """A field holds a word that its column does not know."""
    SOURCE = "source"
    """A row names no source, or one that is not in the bibliography."""
    EVENT = "event"
    """A row names an event that is not in the timeline."""
    EMPTY = "empty"
    """A file has no rows, or none that is drawn, or leaves a field empty that the figure needs."""
    NAME = "name"
    """A plain figure has no name by which it could be cited."""
    UNKNOWN = "unknown"
    """A directive names an unknown figure."""
    WORDS = "words"
    """A figure lacks its caption or its ``alt``, or has an ``alt`` although it makes its own."""


class Kind(StrEnum):
    """The type of a column's fields."""

    TEXT = "text"
    NUMBER = "number"
    YEAR = "year"
    DATE = "date"
    CHOICE = "choice"
    SOURCES = "sources"
    EVENT = "event"


YEARS = (1800, 2100)
"""The range of all years and dates; anything else is taken for a typing error."""


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
    """The line where it begins, counted from 1."""
    fields: dict[str, str]

    def number(self, name: str) -> float:
        """A field as a number."""
        return float(self.fields[name])


class Place(NamedTuple):
    """Whether a row is drawn."""

    drawn: bool
    words: str
    """As what it is drawn, or why it is not, for readers of the table."""


Fields = dict[str, str]
"""A row by the names of its columns."""


def no_more(_fields: Fields) -> Iterator[tuple[Code, str]]:
    """The check for a table whose columns do not depend on each other: nothing is wrong."""
    return iter(())


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file, or computed rows: the columns, which rows are drawn, and the table for readers."""

    file: str
    """The name of the file in ``data/``; any name if the rows are computed."""
    columns: tuple[Column, ...]
    place: Callable[[Fields], Place]
    headings: tuple[str, ...]
    """Headings of the table for readers, without that of the last column, the sources."""
    cells: Callable[[Fields], tuple[str, ...]]
    check: Callable[[Fields], Iterator[tuple[Code, str]]] = no_more
    """The check of a row across its columns."""
    title: str = ""
    """For a figure with several tables."""
    numeric: tuple[int, ...] = ()
    """Columns of the table that are aligned right, counted from 0."""
    widths: tuple[int, ...] = ()
    """Relative widths of the columns on paper, sources included; empty for equal widths."""
    short: Callable[[Sequence[Row]], list[tuple[str, ...]]] | None = None
    """For a long table: a shorter form of the drawn rows for below the figure, headings first."""
    compute: Callable[[BuildEnvironment], list[Row]] | None = None
    """For rows that are in no file: computes them from the book itself."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its tables and its drawing."""

    name: str
    tables: tuple[Table, ...]
    draw: Callable[[Layout, Mapping[str, Sequence[Row]], Path], Drawing]
    """Draws it, from a layout, the rows by the table's file, and the folder of the data."""
    other_files: tuple[str, ...] = ()
    """Files in ``data/`` that are no tables."""
    records: tuple[str, ...] = ()
    """Files, relative to ``docs/``, from which rows are computed."""
    alt_text: Callable[[Mapping[str, Sequence[Row]]], str] | None = None
    """Makes the alternative text of a figure with computed rows; for others, the author writes it in ``alt``."""

    @property
    def files(self) -> list[str]:
        """All its files in ``data/``."""
        return [table.file for table in self.tables if not table.compute] + list(self.other_files)


def ordered(low: str, high: str) -> Callable[[Fields], Iterator[tuple[Code, str]]]:
    """A check that the number in one column is not above that in another, if both are given."""

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

"""The data behind the figures: what a table holds, its place in the picture and its form for readers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from edition.base.findings import WarningCode

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
    """A row is empty, or stands twice."""
    COLUMN = "column"
    """A file has a column twice or one that is not known, or lacks one, or a row has too many or too few fields."""
    CHARACTER = "character"
    """A field holds a character that nobody sees, a word of two scripts, or a letter in pieces."""
    MARKUP = "markup"
    """A field has signs of markup, and would be printed with them."""
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

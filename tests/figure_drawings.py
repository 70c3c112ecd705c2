"""The tables of the real book and their drawings, each read and drawn once, when a test needs it."""

from __future__ import annotations

import hashlib
import importlib
import re
from functools import cache
from typing import TYPE_CHECKING

import lxml.etree
import pytest
from pybtex.database import parse_file

from conftest import ROOT
from edition.essay.carries import read_pairs
from edition.figures.knowledge import count
from edition.figures.reading import read_table
from edition.figures.svg import LAYOUTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element as Element

    from edition.figures.data import Figure, Row

DOCS = ROOT / "docs"
CHAPTERS = {  # the figures in the order of their numbers, each with its page
    "map": "soviet-era",
    "famine": "sino-soviet-split",
    "debt": "putin-era",
    "trade": "putin-era",
    "votes": "nuclear-nexus",
    "meetings": "future",
    "knowledge": "claims",
}
SIZES = [layout.name for layout in LAYOUTS]
every_picture = pytest.mark.parametrize(("name", "size"), [(name, size) for name in CHAPTERS for size in SIZES])
SVG = "{http://www.w3.org/2000/svg}"


@cache
def figure(name: str) -> Figure:
    """A figure of the book."""
    found: Figure = importlib.import_module(f"edition.figures.{name}").FIGURE
    return found


@cache
def sources() -> frozenset[str]:
    """The keys of the bibliography."""
    text = (ROOT / "references.bib").read_text(encoding="utf-8")
    return frozenset(re.findall(r"^@\w+\{([^,]+),", text, re.MULTILINE))


@cache
def rows(name: str) -> dict[str, list[Row]]:
    """The real rows of a figure by file; a mistake in them fails the test that asks."""
    data = {}
    for table in figure(name).tables:
        if table.compute:
            entries = parse_file(str(ROOT / "references.bib")).entries
            pairs, _ = read_pairs(DOCS / "carries.yaml")
            every = (pair for of_note in pairs.values() for pair in of_note)
            data[table.file] = count(every, {key: entry.fields for key, entry in entries.items()})
            continue
        data[table.file], findings = read_table(DOCS / "data" / table.file, table, sources())
        assert findings == []
    return data


@cache
def svg(name: str, size: str) -> str:
    """A real drawing."""
    (layout,) = (layout for layout in LAYOUTS if layout.name == size)
    return figure(name).draw(layout, rows(name), DOCS / "data").render()


def digest() -> str:
    """SHA-256 of all real drawings."""
    return hashlib.sha256("".join(svg(name, size) for name in CHAPTERS for size in SIZES).encode()).hexdigest()


def tree(name: str, size: str) -> Element:
    """A real drawing, parsed."""
    return lxml.etree.fromstring(svg(name, size).encode())


def draw_rows(name: str, changed: dict[str, Callable[[list[Row]], list[Row]]], size: str = "wide") -> Element:
    """A real figure with the rows of some files changed."""
    (layout,) = (layout for layout in LAYOUTS if layout.name == size)
    data = {file: changed.get(file, list)(found) for file, found in rows(name).items()}
    return lxml.etree.fromstring(figure(name).draw(layout, data, DOCS / "data").render().encode())

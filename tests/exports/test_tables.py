"""The description of a table: its columns with what they may hold, and of which years its sources are."""

from __future__ import annotations

from typing import Any

import pytest

from edition.exports.tables import Origin, field_of, package, resource
from edition.figures.data import Column, Kind, Place, Table


@pytest.mark.parametrize(
    ("column", "kind", "limits"),
    [
        (Column("note"), "string", {"required": True}),
        (Column("note", optional=True), "string", {}),
        (Column("high", Kind.NUMBER), "number", {"required": True}),
        (Column("year", Kind.YEAR), "year", {"required": True}),
        (Column("day", Kind.DATE, optional=True), "string", {"pattern": r"\d{4}(-\d\d(-\d\d)?)?"}),
        (Column("plot", Kind.CHOICE, ("yes", "no", "")), "string", {"required": True, "enum": ["no", "yes"]}),
        (Column("source", Kind.SOURCES), "string", {}),
    ],
)
def test_a_column_says_what_it_may_hold(column: Column, kind: str, limits: dict[str, Any]) -> None:
    field = field_of(column)
    assert (field["name"], field["type"], field.get("constraints", {})) == (column.name, kind, limits)


TABLE = Table(
    "a_table.csv",
    (Column("high", Kind.NUMBER), Column("source", Kind.SOURCES)),
    lambda _row: Place(True, ""),
    (),
    lambda _row: (),
)
ORIGIN = Origin("A table", "The editors", "None", "minor", "Copied.")


def test_a_table_says_from_when_to_when_its_sources_are_and_how_they_were_seen() -> None:
    sources = {
        key: {"reference": f"{key}.", "name": f"ref-{key}", "year": year, "seen": seen}
        for key, year, seen in (("a", 2001, "own-page"), ("b", 1990, "cited-by"), ("c", 1995, "own-page"))
    }
    found = resource(TABLE, "high,source\n1,a; b\n2,c; a\n", None, sources)
    assert (found["name"], found["path"], found["title"]) == ("a-table", "data/a_table.csv", "a_table.csv")
    assert [source["name"] for source in found["sources"]] == ["ref-a", "ref-b", "ref-c"]
    assert found["origin"] == {"published": {"first": 1990, "last": 2001}, "seen": {"cited_by": 1, "own_page": 2}}


def test_a_table_has_its_origin_and_tells_no_more_of_a_source_than_is_known() -> None:
    sources = {"a": {"reference": "a.", "name": "ref-a", "url": "https://example.org/"}}
    found = resource(TABLE, "high,source\n1,a; b\n", ORIGIN, sources)
    assert found["title"] == "A table"
    assert found["origin"] == {
        "producer": "The editors",
        "rights": "None",
        "processing": {"degree": "minor", "description": "Copied."},
        "seen": {},
    }
    assert found["sources"] == [{"title": "a.", "name": "ref-a", "path": "https://example.org/"}]
    assert [field["name"] for field in found["schema"]["fields"]] == ["high", "source"]
    assert "constraints" not in found["schema"]["fields"][1]


def test_a_package_has_the_address_of_a_book_that_has_one() -> None:
    data = {"title": "A book", "edition": "1.1", "date": "2026-11-28", "editors": "The editors"}
    assert "homepage" not in package("book", data, iter([]))
    assert package("book", {**data, "address": "https://example.org/"}, iter([]))["homepage"] == "https://example.org/"

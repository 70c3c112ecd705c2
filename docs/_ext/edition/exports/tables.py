"""Describe the CSV files as a Frictionless data package (https://datapackage.org): columns, sources and origin."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from edition.base.locale import _
from edition.base.media_types import TYPES
from edition.base.records import PLAIN, misfits, read_checked
from edition.base.warnings import Finding, WarningCode, nearest
from edition.figures.data import Column, Kind, split_sources
from edition.figures.reading import split_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from edition.figures.data import Table

FILE = "origins.yaml"
DEGREES = ("none", "minor", "major")
SHAPE = dict.fromkeys(("title", "producer", "rights", "degree", "processing"), PLAIN)
FIELD_TYPES = {Kind.NUMBER: "number", Kind.YEAR: "year"}
"""Types of columns; all others are strings, even dates, which can be only a year or a month."""


class Code(WarningCode, area="origins"):
    """Warning codes of type ``origins``."""

    RECORDS = "records"
    """origins.yaml cannot be read."""
    FIELD = "field"
    """An origin lacks a field, has one too many, or one of another shape."""
    TABLE = "table"
    """An origin is for an unknown table, or a table has no origin."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The origin of the numbers of a table, from origins.yaml."""

    title: str
    producer: str
    rights: str
    degree: str
    """How much the editors changed what the sources print: none, minor, major."""
    processing: str


def read_origins(path: Path, files: Sequence[str]) -> tuple[dict[str, Origin], list[Finding]]:
    """The origins by file, and what is wrong with them; ``files`` are the book's tables."""
    records, findings = read_checked(Code.RECORDS, path, depth=1, optional=True)
    origins: dict[str, Origin] = {}
    free = set(files) - {record.keys[0] for record in records}
    for record in records:
        name = record.keys[0]
        wrong = list(misfits(record, SHAPE, tuple(SHAPE)))
        findings += (Finding(Code.FIELD, f"{name}: {message}", location) for message, location in wrong)
        degree = record.text("degree")
        if degree and degree not in DEGREES:
            message = f"{name}: 'degree' must be {' or '.join(DEGREES)}, not {degree!r}"
            findings.append(Finding(Code.FIELD, message, record.at("degree")))
        if name not in files:
            near = nearest(name, free, 0.7)  # which then needs no warning of its own
            free.discard(near)
            message = f"the book has no table {name!r}; " + (
                f"write {near!r}" if near else f"it has {', '.join(files)}"
            )
            findings.append(Finding(Code.TABLE, message, record.location))
        origins[name] = Origin(**{field: record.text(field) for field in SHAPE})
    for name in sorted(free) if records else ():
        message = f"there is no origin of the table {name!r}; say here where its numbers come from"
        findings.append(Finding(Code.TABLE, message, f"{path}:1"))
    return origins, findings


def field_of(column: Column) -> dict[str, Any]:
    """A column as a field of a table schema."""
    field: dict[str, Any] = {"name": column.name, "type": FIELD_TYPES.get(column.kind, "string")}
    limits: dict[str, Any] = {} if column.optional else {"required": True}
    if column.kind is Kind.CHOICE and column.choices:
        limits["enum"] = sorted(choice for choice in column.choices if choice)
    if column.kind is Kind.DATE:
        limits["pattern"] = r"\d{4}(-\d\d(-\d\d)?)?"
    if column.kind is Kind.SOURCES:
        field["description"] = (
            "Keys of the bibliography, with semicolons between them; empty where the editors placed it"
        )
        limits.pop("required", None)
    return field | ({"constraints": limits} if limits else {})


def resource(
    table: Table, text: str, origin: Origin | None, sources: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """A table as a resource of the package; ``sources`` are those of ``Model.data`` by key."""
    rows, _ = split_rows(text, [column.name for column in table.columns])
    header = text.splitlines()[0].split(",")
    columns = {column.name: column for column in table.columns}
    keys = dict.fromkeys(key for row in rows for key in split_sources(row.fields.get("source", "")))
    cited = [sources[key] for key in keys if key in sources]
    years = sorted(source["year"] for source in cited if "year" in source)
    seen = Counter(source["seen"] for source in cited if "seen" in source)
    told: dict[str, Any] = {}
    if origin:
        told = {
            "producer": origin.producer,
            "rights": origin.rights,
            "processing": {"degree": origin.degree, "description": origin.processing},
        }
    if years:
        told["published"] = {"first": years[0], "last": years[-1]}
    told["seen"] = {name.replace("-", "_"): count for name, count in sorted(seen.items())}
    return {
        "name": table.file.removesuffix(".csv").replace("_", "-"),
        "title": origin.title if origin else table.title or table.file,
        "path": f"data/{table.file}",
        "format": "csv",
        "mediatype": TYPES["csv"],
        "encoding": "utf-8",
        "profile": "tabular-data-resource",
        "schema": {"fields": [field_of(columns[name]) for name in header if name in columns], "missingValues": [""]},
        "sources": list(map(source_of, cited)),
        "origin": told,
    }


def source_of(source: Mapping[str, Any]) -> dict[str, str]:
    """A source of the bibliography as a source of a resource."""
    return {"title": source["reference"], "name": source["name"]} | ({"path": source["url"]} if "url" in source else {})


def package(name: str, data: Mapping[str, Any], resources: Iterator[dict[str, Any]]) -> dict[str, Any]:
    """The data package; ``name`` is that of the book's files, ``data`` the result of ``Model.data``."""
    return {
        "name": f"{name}-tables",
        "profile": "tabular-data-package",
        "title": _("Tables of {book}", book=data["title"]),
        "description": _(
            "The numbers behind the figures. Each row names its sources by their keys in the bibliography."
        ),
        "version": data["edition"],
        "created": f"{data['date']}T00:00:00Z",
        "contributors": [{"title": data["editors"], "role": "author"}],
        **({"homepage": data["address"]} if "address" in data else {}),
        "resources": list(resources),
    }

"""Every data file that is published is checked with the schema or a reader of its format; none is left out."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from typing import TYPE_CHECKING, Any

import frictionless
import jsonschema
import pybtex.database
import pytest
import rispy
import yaml
from lxml import etree
from sphinx.util.inventory import InventoryFile

from csl_schema import CSL_SCHEMA
from edition.exports.model import SCHEMAS, schema

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Built

    Check = Callable[[Path], list[str]]

DATA = {".json", ".jsonld", ".csv", ".geojson", ".xml", ".bib", ".ris", ".cff", ".inv", ".patch", ".zip"}
"""Endings of data files; pages, texts, styles, scripts, fonts and pictures have tests of their own."""
TEXT = {"type": "string", "minLength": 1}
ANCHOR = {"type": "string", "pattern": "^[a-z0-9]+(-+[a-z0-9]+)*$"}


def closed(required: str, **properties: Any) -> dict[str, Any]:
    """The schema of an object with no other properties than these."""
    return {"type": "object", "required": required.split(), "additionalProperties": False, "properties": properties}


def array(items: Any) -> dict[str, Any]:
    """The schema of a list that is not empty."""
    return {"type": "array", "minItems": 1, "items": items}


PLACE = {"type": "array", "minItems": 2, "maxItems": 2, "prefixItems": [
    {"type": "number", "minimum": -180, "maximum": 180}, {"type": "number", "minimum": -90, "maximum": 90},
]}  # fmt: skip
LINE = array(PLACE)
GEOJSON = closed(
    "type features",
    type={"const": "FeatureCollection"},
    features=array(
        closed(
            "type properties geometry",
            type={"const": "Feature"},
            properties={"type": "object"},
            geometry={
                "oneOf": [
                    closed("type coordinates", type={"const": "MultiLineString"}, coordinates=array(LINE)),
                    closed("type coordinates", type={"const": "MultiPolygon"}, coordinates=array(array(LINE))),
                ]
            },
        )
    ),
)
"""RFC 7946, as far as the map uses it."""
REFERENCES = closed(
    "version myst references",
    version={"const": "1"},
    myst=TEXT,
    references=array(closed("kind data url", identifier=ANCHOR, html_id=ANCHOR, kind=TEXT, data=TEXT, url=TEXT)),
)
PAGE = closed(
    "kind frontmatter mdast",
    kind={"const": "Article"},
    frontmatter=closed("title", title=TEXT),
    mdast={"type": "object", "required": ["type", "children"], "properties": {"type": {"const": "root"}, "children": {"type": "array"}}},
)  # fmt: skip
"""What MyST's cross-references between projects need of ``myst.xref.json`` and of each page."""
NAMES = array({"type": "object", "required": ["name"], "properties": {"name": TEXT}})
BOOK = closed(
    "type title editors date-released",
    type={"const": "book"},
    title=TEXT,
    authors=NAMES,
    editors=NAMES,
    edition=TEXT,
    year={"type": "integer"},
    month={"type": "integer", "minimum": 1, "maximum": 12},
    languages=array(TEXT),
    notes=TEXT,
    url=TEXT,
    **{"date-released": {"type": "string", "format": "date"}},
)
CFF = closed(
    "cff-version message title authors",
    message=TEXT,
    type={"enum": ["dataset", "software"]},
    title=TEXT,
    authors=NAMES,
    version=TEXT,
    url=TEXT,
    abstract=TEXT,
    **{"cff-version": {"const": "1.2.0"}, "date-released": {"type": "string", "format": "date"}, "preferred-citation": BOOK},
)  # fmt: skip
"""The parts of the schema of CITATION.cff 1.2.0 that the book uses."""
HASH = closed("alg content", alg={"const": "SHA-256"}, content={"type": "string", "pattern": "^[0-9a-f]{64}$"})
SBOM = closed(
    "bomFormat specVersion version metadata components",
    bomFormat={"const": "CycloneDX"},
    specVersion={"const": "1.6"},
    version={"type": "integer", "minimum": 1},
    metadata=closed(
        "component",
        component=closed("type name version", type={"const": "data"}, name=TEXT, version=TEXT, **{"bom-ref": TEXT}),
    ),
    components=array(
        closed(
            "type name version purl",
            type={"const": "library"},
            name=TEXT,
            version=TEXT,
            purl={"type": "string", "pattern": "^pkg:pypi/"},
            licenses={"type": "array"},
            externalReferences=array(closed("type url hashes", type={"const": "distribution"}, url=TEXT, hashes=array(HASH))),
            **{"bom-ref": TEXT},
        )
    ),
    **{"$schema": {"const": "http://cyclonedx.org/schema/bom-1.6.schema.json"}},
)  # fmt: skip
"""The parts of the schema of CycloneDX 1.6 that the bill uses."""
TABLES = {
    "claims.csv": {
        "note": {"pattern": ANCHOR["pattern"], "required": True, "unique": True},
        "verdict": {"enum": ["Supported", "Imprecise", "Disputed", "Contradicted", "Interpretation"], "required": True},
        "confidence": {"enum": ["high", "medium", "low"], "required": True},
        "checked": {"pattern": r"\d{4}-\d\d-\d\d"},
        "edition": {"pattern": r"\d+\.\d+"},
        "passage": {"pattern": ANCHOR["pattern"], "required": True},
        "number": {"pattern": r"[1-9]\d*", "required": True},
        "words": {"required": True},
        "answer": {"required": True},
        "url": {"required": True},
    },
    "carries.csv": {
        "pair": {"pattern": ANCHOR["pattern"], "required": True, "unique": True},
        "note": {"pattern": ANCHOR["pattern"], "required": True},
        "source": {"required": True},
        "relation": {"enum": ["supports", "qualifies", "disputes", "background"], "required": True},
        "carries": {"required": True},
        "seen": {"enum": ["own-page", "cited-by"], "required": True},
        "url": {"required": True},
    },
}
"""Constraints of columns, as table schemas have them; the other columns are texts."""


def fits(rules: dict[str, Any], read: Callable[[str], Any] = json.loads) -> Check:
    """A check by a JSON Schema."""
    validator = jsonschema.validators.validator_for(rules, default=jsonschema.Draft202012Validator)(
        rules, format_checker=jsonschema.FormatChecker()
    )
    return lambda path: [
        f"{error.json_path}: {error.message[:200]}"
        for error in validator.iter_errors(read(path.read_text(encoding="utf-8")))
    ]


def is_schema(path: Path) -> list[str]:
    """Itself a schema?"""
    jsonschema.Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))
    return []


def is_table(path: Path) -> list[str]:
    """A table whose columns have the constraints that ``TABLES`` says."""
    with path.open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    rules = TABLES[path.name]
    assert rules.keys() <= set(columns)
    fields = [{"name": name, "type": "string", "constraints": rules.get(name, {})} for name in columns]
    schema = frictionless.Schema.from_descriptor({"fields": fields})
    report = frictionless.validate(path.name, basepath=str(path.parent), schema=schema)
    return [str(line) for line in report.flatten(["rowNumber", "fieldName", "note"])]


def is_described(path: Path) -> list[str]:
    """A table of the data package, which has a test of its own?"""
    package = json.loads((path.parent.parent / "datapackage.json").read_text(encoding="utf-8"))
    return [] if f"data/{path.name}" in {each["path"] for each in package["resources"]} else ["it is not described"]


def is_package(path: Path) -> list[str]:
    """A data package?"""
    report = frictionless.validate(str(path))
    return [str(line) for line in report.flatten(["name", "rowNumber", "fieldName", "note"])]


def is_feed(path: Path) -> list[str]:
    """What RFC 4287 asks of a feed and of each entry."""
    atom = "{http://www.w3.org/2005/Atom}"
    feed = etree.parse(str(path)).getroot()
    assert feed.tag == f"{atom}feed"
    return [
        f"{etree.QName(element).localname} has no {name}"
        for element in (feed, *feed.findall(f"{atom}entry"))
        for name in ("id", "title", "updated")
        if len(element.findall(f"{atom}{name}")) != 1
    ]


def is_tei(path: Path) -> list[str]:
    """TEI; ``test_exports`` validates it with the whole schema."""
    return [] if etree.parse(str(path)).getroot().tag == "{http://www.tei-c.org/ns/1.0}TEI" else ["no TEI"]


def is_bibtex(path: Path) -> list[str]:
    """BibTeX with one entry at least?"""
    return [] if pybtex.database.parse_string(path.read_text(encoding="utf-8"), "bibtex").entries else ["no entry"]


def is_ris(path: Path) -> list[str]:
    """RIS with one entry at least?"""
    return [] if rispy.loads(path.read_text(encoding="utf-8")) else ["no entry"]


def is_inventory(path: Path) -> list[str]:
    """An inventory that Sphinx reads?"""
    inventory = InventoryFile.loads(path.read_bytes(), uri="")
    return [] if inventory.data else ["no name"]


def is_patch(path: Path) -> list[str]:
    """A unified diff; ``test_repairs`` applies it."""
    lines = path.read_text(encoding="utf-8").splitlines()
    heads = [bool(re.match(head, line)) for head, line in zip((r"--- ", r"\+\+\+ ", r"@@ -\d"), lines, strict=False)]
    return [] if all(heads) and len(heads) == 3 else ["no diff"]


def is_archive(path: Path) -> list[str]:
    """An archive whose files are intact?"""
    with zipfile.ZipFile(path) as packed:
        return [bad] if (bad := packed.testzip()) else []


FORMATS: list[tuple[str, Check]] = [
    (r"anchors\.json", fits(json.loads(schema("anchors.schema.json")))),
    (r"edition\.json", fits(json.loads(schema("edition.schema.json")))),
    (r"claims\.jsonld", fits(json.loads(schema("claims.schema.json")))),
    (r"[a-z]+\.schema\.json", is_schema),
    (r"datapackage\.json", is_package),
    (r"data/[a-z_]+\.csv", is_described),
    (r"(?:claims|carries)\.csv", is_table),
    (r"data/region\.geojson", fits(GEOJSON)),
    (r"(?:book|cite/[a-z0-9-]+)\.json", fits(CSL_SCHEMA)),
    (r"(?:cite/[a-z0-9-]+)\.bib", is_bibtex),
    (r"(?:cite/[a-z0-9-]+)\.ris", is_ris),
    (r"myst\.xref\.json", fits(REFERENCES)),
    (r"xref/[a-z0-9-]+\.json", fits(PAGE)),
    (r"objects\.inv", is_inventory),
    (r"CITATION\.cff", fits(CFF, yaml.safe_load)),
    (r"changes\.xml", is_feed),
    (r"edition\.tei\.xml", is_tei),
    (r"essay\.patch", is_patch),
    (r"(?:cite/)?[a-z-]+\.zip", is_archive),
]
"""The check for each file, by a pattern of its name."""


def published(book: Built) -> dict[str, Path]:
    """The data files of the site by their names; closed editions are compared with their hashes instead."""
    site = book.out / "html"
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.suffix in DATA}
    return {name: path for name, path in sorted(files.items()) if not re.match(r"\d+\.\d+/", name)}


def test_every_data_file_has_one_format(book: Built) -> None:
    names = published(book)
    kinds = {name: [pattern for pattern, _ in FORMATS if re.fullmatch(pattern, name)] for name in names}
    assert {name: found for name, found in kinds.items() if len(found) != 1} == {}
    assert {pattern for pattern, _ in FORMATS} == {pattern for found in kinds.values() for pattern in found}
    assert {name for name in names if name.endswith(".schema.json")} == set(SCHEMAS)


@pytest.mark.parametrize(("pattern", "check"), FORMATS, ids=[pattern for pattern, _ in FORMATS])
def test_a_data_file_fits_its_format(book: Built, pattern: str, check: Check) -> None:
    faults = {name: check(path) for name, path in published(book).items() if re.fullmatch(pattern, name)}
    assert {name: found for name, found in faults.items() if found} == {}


def test_the_bill_of_materials_fits_its_schema(book: Built) -> None:
    assert fits(SBOM)(book.out / "sbom.cdx.json") == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("anchors.json", '"kind": "note"', '"kind": "nota"'),
        ("anchors.json", '"place": ', '"plaice": '),
        ("claims.jsonld", '"motivation": "assessing"', '"motivation": ""'),
        ("edition.json", '"edition": "1.1"', '"edition": "one"'),
    ],
)
def test_a_schema_finds_a_slip(book: Built, tmp_path: Path, name: str, old: str, new: str) -> None:
    text = (book.out / "html" / name).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    (check,) = (check for pattern, check in FORMATS if re.fullmatch(pattern, name))
    assert check(tmp_path / name)

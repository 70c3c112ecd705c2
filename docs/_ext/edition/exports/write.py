"""Write the downloads beside the pages, and link to them in the heads of the pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edition.base.address import book_name, up_from
from edition.base.features import Feature, has_feature
from edition.base.locale import _, later
from edition.base.media_types import TYPES
from edition.base.warnings import report
from edition.exports.model import SCHEMAS, Model, schema
from edition.exports.tables import FILE, package, read_origins, resource
from edition.exports.tei import to_tei
from edition.exports.texts import files_of, llms
from edition.figures.cache import load_figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

JSON, TEI, PACKAGE, LLMS = "edition.json", "edition.tei.xml", "datapackage.json", "llms.txt"
DATA = "data"
TOLD = {
    JSON: later("everything under its names, with a JSON Schema beside it"),
    TEI: later("the same as TEI P5"),
    "claims.csv": later("the notes as a table"),
    "claims.jsonld": later("the notes as Web Annotations"),
    "anchors.json": later("all names with their addresses"),
    PACKAGE: later("the tables behind the figures"),
}
"""The downloads, as ``llms.txt`` describes them."""


def files(app: Sphinx) -> Iterator[tuple[str, str]]:
    """Every download with its file name."""
    data = Model(app).data()
    yield JSON, to_json(data)
    yield from ((name, schema(name)) for name in SCHEMAS)
    yield TEI, to_tei(data)
    yield from files_of(data)
    yield LLMS, llms(data, {name: _(words) for name, words in TOLD.items()})
    tables = [t for figure in load_figures(app.config).values() for t in figure.tables if not t.compute]
    folder = Path(app.srcdir) / DATA
    tables = [table for table in {table.file: table for table in tables}.values() if (folder / table.file).exists()]
    if not tables:
        return
    origins, findings = read_origins(Path(app.srcdir) / FILE, [table.file for table in tables])
    report(findings)
    sources = {source["key"]: source for source in data.get("sources", ())}
    described = (
        resource(table, (folder / table.file).read_text(encoding="utf-8"), origins.get(table.file), sources)
        for table in tables
    )
    yield PACKAGE, to_json(package(book_name(app.config), data, described))


def to_json(data: dict[str, Any]) -> str:
    """Readable JSON."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the downloads."""
    if exception or app.builder.name != "html":
        return
    for name, text in files(app):
        (Path(app.outdir) / name).write_text(text, encoding="utf-8", newline="\n")


def tell(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None) -> None:
    """Link to the text of a chapter, of the essay or of the whole edition in the head of a page."""
    links = []
    name = "essay" if has_feature(app.env, pagename, Feature.WHOLE_ESSAY) else pagename
    if name in (*app.config.essay_chapters, "essay"):
        links = [(f"{name}.{ending}", TYPES[ending]) for ending in ("md", "txt")]
    elif pagename == app.config.root_doc:
        links = [(JSON, TYPES["json"]), (TEI, "application/tei+xml")]
    root = up_from(pagename)
    for name, kind in links:
        link = f'<link rel="alternate" type="{kind}" href="{root}{name}" />'
        context["metatags"] = f"{context.get('metatags', '')}\n{link}"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the downloads."""
    app.connect("html-page-context", tell)
    app.connect("build-finished", write)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

"""The annotated edition: what this book does beyond Sphinx and the extensions that it uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

PARTS = (
    "base.findings",
    "base.advice",
    "base.contents",
    "base.settings",
    "base.utf8",
    "base.locale",
    "base.builders",
    "base.languages",
    "base.characters",
    "base.foreign",
    "base.links",
    "base.fresh",
    "base.address",
    "essay.text",
    "essay.verdicts",
    "essay.claims",
    "essay.carries",
    "essay.passages",
    "essay.commentary",
    "essay.notes",
    "essay.repairs",
    "names.anchors",
    "names.digests",
    "names.promises",
    "names.pairs",
    "names.anchors_json",
    "names.editions",
    "names.history",
    "citing.pages",
    "citing.links",
    "citing.metadata",
    "names.not_found",
    "citing.index",
    "entries.glossary",
    "entries.downloads",
    "entries.events",
    "ledger.changes",
    "ledger.sentences",
    "ledger.evidence",
    "ledger.tables",
    "ledger.spreadsheet",
    "ledger.annotations",
    "ledger.summary",
    "sources.bibliography",
    "sources.backend",
    "sources.link_states",
    "names.backlinks",
    "entries.languages",
    "figures.directive",
    "figures.output",
    "figures.gallery",
    "figures.plain",
    "finding.page",
    "exports.write",
    "pdf.book",
    "pdf.beside",
    "site.builder",
    "site.policy",
    "site.hosts",
    "epub.builder",
    "epub.beside",
    "listing.page",
    "pages.translator",
    "pages.context",
    "pages.citations",
    "pages.essay_page",
    "pages.parts",
)
"""The modules that register something with Sphinx."""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up every part."""
    for part in PARTS:
        app.setup_extension(f"edition.{part}")
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

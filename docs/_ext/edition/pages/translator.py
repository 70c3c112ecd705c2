"""The HTML translator of all pages: Sphinx's own, with the visitors of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edition.pages.essay import EssayVisitors
from edition.pages.tables import TableVisitors
from edition.pages.unparted import UnpartedVisitors

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class PageTranslator(EssayVisitors, TableVisitors, UnpartedVisitors):
    """Writes the tree of a document as HTML."""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the translator."""
    app.set_translator("html", PageTranslator)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

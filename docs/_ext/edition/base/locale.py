"""The words that the edition prints of itself, through Sphinx's message catalogs; the catalog is named ``edition``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.locale import get_translation

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

CATALOG = "edition"
FOLDER = Path(__file__).parent.parent / "locales"
"""A language's catalog is ``<language>/LC_MESSAGES/edition.po`` below it."""

later = get_translation(CATALOG)
"""Marks words that stand in a constant; they are translated when they are made a ``str``."""


def _(message: str) -> str:
    """Words in the book's language."""
    return str(later(message))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the catalog."""
    app.add_message_catalog(CATALOG, str(FOLDER))
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

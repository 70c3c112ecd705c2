"""The words that the edition prints of itself, through Sphinx's message catalogs; the catalog is named ``edition``."""

from __future__ import annotations

from sphinx.locale import get_translation

CATALOG = "edition"

_ = get_translation(CATALOG)

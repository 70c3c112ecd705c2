"""What Sphinx can make of this book; of anything else it says so at once, instead of stumbling over a node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders import Builder
from sphinx.errors import ExtensionError

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

BUILDERS = {
    "html",
    "typst",
    "epub",
    "gettext",
    "xml",
    "pseudoxml",
    "dummy",
    "changes",
    "linkcheck",
    "doctest",
    "coverage",
}
"""The pages, the PDF, the catalogs for translators, and those that print nothing or the bare tree."""


def refused(name: str) -> type[Builder]:
    """A builder that makes nothing."""

    class RefusedBuilder(Builder):
        def init(self) -> None:
            raise ExtensionError(
                f"The builder {name!r} cannot set passages, notes and figures of this book; "
                "make its pages with 'html', its PDF with 'typst', its EPUB with 'epub', its catalogs with 'gettext'."
            )

    RefusedBuilder.name = name
    return RefusedBuilder


def refuse_others(app: Sphinx, _config: Config) -> None:
    """Let only those work that can."""
    for name in set(app.registry.builders) - BUILDERS:
        app.registry.builders[name] = refused(name)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the limit, and what a builder tells of assets that alone were made anew."""
    app.add_event("assets-renewed")
    app.connect("config-inited", refuse_others)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

"""The builders that can make this book; any other stops at once with a message, instead of failing at some node."""

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
"""Those of the three books and of the translators' catalogs, and those that print nothing or the bare tree."""


def refused(name: str) -> type[Builder]:
    """A builder that only says which builders can make this book."""

    class RefusedBuilder(Builder):
        def init(self) -> None:
            raise ExtensionError(
                f"The builder {name!r} cannot set passages, notes and figures of this book; "
                "make its pages with 'html', its PDF with 'typst', its EPUB with 'epub', its catalogs with 'gettext'."
            )

    RefusedBuilder.name = name
    return RefusedBuilder


def refuse_others(app: Sphinx, _config: Config) -> None:
    """Replace all builders but ``BUILDERS``."""
    for name in set(app.registry.builders) - BUILDERS:
        app.registry.builders[name] = refused(name)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the limit, and the event of ``site.builder``: parts connect to it before that is set up."""
    app.add_event("assets-renewed")
    app.connect("config-inited", refuse_others)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

"""Short titles of pages, for menus, tables, filters and the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata


def short_title(env: BuildEnvironment, docname: str) -> str:
    """The title of a page in the setting ``short_titles``, or its own up to the colon."""
    short: str | None = env.config.short_titles.get(docname)
    return short or env.titles[docname].astext().partition(": ")[0]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the setting."""
    app.add_config_value("short_titles", {}, "html", types=frozenset({dict}))
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

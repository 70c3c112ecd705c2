"""The citations of the sources, set by another process while this one reads the documents.

They need only ``references.bib``, and reading keeps one processor busy. The other process keeps its templates as
for the next build; if it fails, this one sets them itself.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from edition.base.forks import Fork
from edition.citing.forms import KEPT, Setter
from edition.citing.source_items import to_csl
from edition.sources.cited import entries

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

FEW = 50
"""The number of sources up to which starting another process is not worth it."""


class Ahead:
    """The citations of one build that begins from nothing."""

    def __init__(self) -> None:
        self.fork = Fork("the citations")

    def start(self, app: Sphinx) -> None:
        """Begin, in a build of pages."""
        fresh = not Path(app.doctreedir, KEPT).exists() and len(entries(app.env)) > FEW
        if fresh and app.builder.name == "html" and hasattr(os, "fork"):
            self.fork.start(app, Path(app.doctreedir), set_sources)

    def join(self, _app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
        """Wait for the other process; returns no pages for Sphinx."""
        self.fork.wait()
        return []

    def end(self, _app: Sphinx, exception: Exception | None) -> None:
        """End the other process, if it is still running."""
        if exception:
            self.fork.kill()
        self.fork.wait()


def set_sources(app: Sphinx, folder: Path, _said: TextIO) -> int:
    """Set every source and keep the templates; returns the exit status."""
    setter = Setter({})
    for entry in entries(app.env).values():
        setter.forms(to_csl(entry))
    setter.save(folder / KEPT)
    return 0


def setup(app: Sphinx) -> ExtensionMetadata:
    """Begin when the sources are known; wait before the pages of citations are written."""
    ahead = Ahead()
    app.connect("builder-inited", ahead.start, priority=900)
    app.connect("html-collect-pages", ahead.join, priority=890)
    app.connect("build-finished", ahead.end)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

"""The EPUB beside the pages: a fork writes its documents while pages are written, and then it is packed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from edition.base.address import epub_name
from edition.base.forks import Fork, write_with
from edition.base.kept import Kept
from edition.base.shared import anew
from edition.epub.book import SUFFIX, pack
from edition.epub.builder import EpubBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata


class Binding:
    """The EPUB of one build."""

    def __init__(self) -> None:
        self.fork = Fork("the EPUB")

    def start(self, app: Sphinx, builder: Builder) -> None:
        """Begin to write, in a build of pages that makes the EPUB."""
        if builder.name == "html" and app.config.epub_beside and has_book(app.config):
            self.fork.start(app, Path(app.config.epub_folder), make)

    def end(self, app: Sphinx, exception: Exception | None) -> None:
        """Wait for the documents and pack them beside the pages; raises ExtensionError if they were not written."""
        if exception:
            self.fork.kill()
            return
        ended = self.fork.wait()
        if ended and ended.status:
            self.fork.fail(app, ended)
            return  # the reason has been logged
        bind(app)


def look_first(app: Sphinx, _builder: Builder) -> None:
    """Ask which documents stand before the PDF and the EPUB begin, each in a process of its own.

    They and the pages look at much the same, which is so looked at once.
    """
    if app.config.pages_before and app.config.epub_beside and has_book(app.config):
        kept = Kept(app.env, EpubBuilder.name)
        for docname in app.env.found_docs:
            kept.stands(docname)


def bind(app: Sphinx) -> None:
    """Pack the documents in the folder, if there are any, into a file beside the pages."""
    folder = app.config.epub_folder
    if app.builder.name == "html" and folder and any(Path(folder).glob(f"*{SUFFIX}")):
        anew(Path(app.outdir, epub_name(app.config))).write_bytes(pack(app.env, Path(folder)))


def has_book(config: Config) -> bool:
    """Whether a build makes the EPUB; where a process cannot fork, it does not."""
    return bool(config.epub_folder) and (hasattr(os, "fork") or not config.epub_beside)


def offer(app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """Tell the templates the file's name, in the builds that make the EPUB."""
    if has_book(app.config):
        context["epub"] = epub_name(app.config)


def make(app: Sphinx, folder: Path, said: TextIO) -> int:
    """Write the documents; returns the exit status."""
    # The PDF is another process's child, and what is made here names none of its pages.
    app.events.listeners.pop("pdf-needed", None)
    os.nice(5)  # pages wait for the PDF, and nothing for this
    return write_with(app, "epub", folder, said, write)


def write(builder: Builder) -> None:
    """Write every document and copy the pictures."""
    assert isinstance(builder, EpubBuilder)
    names = set(builder.env.found_docs)
    builder.prepare_writing(names)
    builder.write_documents(names)
    builder.copy_pictures()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Make the EPUB in the builds that name a folder for its documents (``epub_folder``).

    If they are there already and still right (``epub_beside`` is false) they are only packed.
    """
    app.add_config_value("epub_folder", "", "", types=frozenset({str}))
    app.add_config_value("epub_beside", True, "", types=frozenset({bool}))
    binding = Binding()
    app.connect("write-started", look_first, priority=200)  # before all forks (500)
    app.connect("write-started", binding.start)
    app.connect("html-page-context", offer)
    app.connect("assets-renewed", bind)
    app.connect("build-finished", binding.end, priority=700)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": False}

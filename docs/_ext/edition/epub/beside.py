"""The EPUB beside the pages: its documents are written by a fork while the pages are, and packed when both are done."""

from __future__ import annotations

import atexit
import logging as standard_logging
import os
import signal
import sys
import traceback
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from sphinx.errors import ExtensionError, SphinxError

from edition.base.address import pdf_name
from edition.base.findings import unseen
from edition.epub.book import pack
from edition.pdf.beside import change_builder

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.util.typing import ExtensionMetadata

    from edition.epub.builder import EpubBuilder


class Binding:
    """The EPUB of one build."""

    def __init__(self) -> None:
        self.process = 0
        """The number of the fork, as long as it is not waited for."""

    def start(self, app: Sphinx, builder: Builder) -> None:
        """Begin to write, in a build of pages that wants the book; without forks it is left out."""
        if builder.name != "html" or not app.config.epub_folder or not hasattr(os, "fork"):
            return
        folder = Path(app.config.epub_folder)
        folder.mkdir(parents=True, exist_ok=True)
        sys.stdout.flush()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # as for the PDF: no lock of a thread is taken
            self.process = os.fork()
        if self.process == 0:
            status = 1
            try:
                with (folder / "said.txt").open("w", encoding="utf-8") as said:
                    status = write(app, folder, said)
            finally:
                os._exit(status)
        atexit.register(self.kill)

    def end(self, app: Sphinx, exception: Exception | None) -> None:
        """Wait for the documents and pack them beside the pages; raises ExtensionError where there are none."""
        process, self.process = self.process, 0
        if not process:
            return
        atexit.unregister(self.kill)
        if exception:
            os.kill(process, signal.SIGKILL)
        _, state = os.waitpid(process, 0)
        if exception:
            return
        folder = Path(app.config.epub_folder)
        if os.waitstatus_to_exitcode(state):
            said = (folder / "said.txt").read_text(encoding="utf-8").strip()
            if fresh := unseen(said) or ("" if app._warncount else "the process that writes the EPUB has ended"):
                raise ExtensionError(fresh)
            return  # what is wrong has been told
        name = Path(pdf_name(app.config)).with_suffix(".epub")
        Path(app.outdir, name).write_bytes(pack(app.env, folder))

    def kill(self) -> None:
        """End the process."""
        process, self.process = self.process, 0
        if process:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)


def offer(app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """Tell the templates of the book, in the builds that make it."""
    if app.config.epub_folder:
        context["epub"] = Path(pdf_name(app.config)).with_suffix(".epub").name


def write(app: Sphinx, folder: Path, said: TextIO) -> int:
    """Write the documents; gives the status to end with."""
    for handler in standard_logging.getLogger("sphinx").handlers:
        if isinstance(handler, standard_logging.StreamHandler) and handler.level >= standard_logging.WARNING:
            handler.setStream(said)
    before = app._warncount
    # The PDF is another process's child, and what is made here names none of its pages.
    app.events.listeners.pop("pdf-needed", None)
    app.config.pdf_folder = ""
    try:
        change_builder(app, "epub", folder)
        builder: EpubBuilder = app.builder  # type: ignore[assignment]
        names = set(app.env.found_docs)
        builder.prepare_writing(names)
        builder.write_documents(names)
        builder.copy_pictures()
    except (SphinxError, OSError) as error:
        said.write(f"{error}\n")
        return 1
    except Exception:
        said.write(traceback.format_exc().splitlines()[-1] + " (while the EPUB was written)\n")
        return 1
    return 1 if app._warncount > before else 0


def setup(app: Sphinx) -> ExtensionMetadata:
    """Make the EPUB in the builds that name a folder for its documents (``epub_folder``)."""
    app.add_config_value("epub_folder", "", "", types=frozenset({str}))
    binding = Binding()
    app.connect("write-started", binding.start)
    app.connect("html-page-context", offer)
    app.connect("build-finished", binding.end, priority=200)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": False}

"""The PDF beside the pages: written from the same reading by a process of its own, and set by others.

Typst needs as much time as the pages; so it runs while they are written, and code that needs the page of a name waits
for it.  A fork writes the text, because the writer changes nodes that the pages need as they were read.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from sphinx.errors import ExtensionError

from edition.base.forks import FAILED, Fork, write_with
from edition.base.warnings import warn
from edition.pdf.book import Code
from edition.pdf.builder import PdfBuilder
from edition.pdf.command import WARNED, begin, start_compile
from edition.pdf.results import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.util.typing import ExtensionMetadata

CODE = Path(__file__).parent


class Typesetting:
    """The PDF of one build: it starts when all documents are read, and is waited for once."""

    def __init__(self) -> None:
        self.fork = Fork("the PDF")

    def start(self, app: Sphinx, builder: Builder) -> None:
        """Begin to make the PDF, in a build of pages that asks for one."""
        if builder.format != "html" or not app.config.pdf_beside:
            return
        folder = Path(app.config.pdf_folder)
        if hasattr(os, "fork"):
            self.fork.start(app, folder, partial(make, self.fork.tell))
        else:
            make_alone(app, folder)

    def know(self, app: Sphinx) -> None:
        """Wait until the pages of the names are known; the PDF may not be there yet."""
        if not self.fork.has_told():
            self.join(app)

    def join(self, app: Sphinx) -> None:
        """Wait for the PDF and log what the other process printed; raises ExtensionError if there is no PDF."""
        ended = self.fork.wait()
        if ended is None:
            return
        if ended.status == WARNED:
            for line in ended.said.splitlines():
                warn(Code.TYPST, line, None)
        elif ended.status:
            self.fork.fail(app, ended)

    def end(self, app: Sphinx, exception: Exception | None) -> None:
        """Wait, at the latest, when the build ends, so that no process is left running."""
        if exception:
            self.fork.kill()
        else:
            self.join(app)


def make(tell: Callable[[], None], app: Sphinx, folder: Path, said: TextIO) -> int:
    """Write the Typst text and set it, unless the PDF of the same text is there; returns the exit status."""

    def write(builder: Builder) -> None:
        builder.write(["__all__"], [], "all")

    def finish() -> int:
        assert isinstance(app.builder, PdfBuilder)
        app.builder.keep()
        said.flush()
        return typeset(tell, app, folder, processes)

    fonts, day = Path(app.config.fonts_folder), app.config.typst_date
    names = [document["targetname"] for document in app.config.typst_documents]
    with ExitStack() as started:
        processes = {  # which load what they need while the text is written
            name: started.enter_context(start_compile(folder / name, folder / f"{name}.pdf", fonts, day, said))
            for name in names
        }
        return write_with(app, "typst", folder, said, write, finish)


def typeset(tell: Callable[[], None], app: Sphinx, folder: Path, processes: Mapping[str, subprocess.Popen[str]]) -> int:
    """Let each process set its book, if that is not set yet; call ``tell`` when the pages of the last are known."""
    worst = 0
    for name, process in processes.items():
        target, stamp = folder / f"{name}.pdf", folder / f"{name}.made-of"
        made_of = digest([folder / name, Path(app.config.fonts_folder), CODE], str(app.config.typst_date))
        if target.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == made_of:
            continue
        for old in (stamp, target, target.with_suffix(".json")):
            old.unlink(missing_ok=True)
        with begin(process):
            assert process.stdout
            if process.stdout.readline() and name == [*processes][-1]:
                tell()
        if process.returncode not in (0, WARNED):
            return FAILED
        if process.returncode == 0:
            stamp.write_text(made_of, encoding="utf-8")
        worst = max(worst, process.returncode)
    return worst


def make_alone(app: Sphinx, folder: Path) -> None:
    """Where a process cannot fork, make the PDF from the stored environment by Sphinx's own command."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "sphinx", "--quiet", "--fail-on-warning", "-b", "typst"]
    command += ["-d", str(app.doctreedir), str(app.srcdir), str(folder)]
    result = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
    if result.returncode:
        raise ExtensionError(result.stderr.strip())


def setup(app: Sphinx) -> ExtensionMetadata:
    """Make the PDF in the builds that want it (``pdf_beside``), and wait for it where its pages are needed."""
    app.add_config_value("pdf_beside", False, "", types=frozenset({bool}))
    typesetting = Typesetting()
    app.connect("write-started", typesetting.start)
    app.connect("pdf-needed", typesetting.know)
    app.connect("build-finished", typesetting.end, priority=800)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": False}

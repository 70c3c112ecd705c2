"""Another book beside the pages: a fork of a build that has read everything writes it with another builder.

To write a book changes nodes that the pages need as they were read, and takes as long as the pages do; so a process of
its own works while they are written, and what it says of mistakes is told when it is waited for.
"""

from __future__ import annotations

import atexit
import logging
import os
import signal
import sys
import traceback
import warnings
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from sphinx.errors import ExtensionError, SphinxError
from sphinx.util.tags import Tags

from edition.base.findings import unseen, warned

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

FAILED = 1
"""How the process ends when there is no book."""
SAID = "said.txt"
"""What it has said, in its folder."""


class Ended(NamedTuple):
    """How a fork has ended."""

    status: int
    """0 where all went well."""
    said: str


class Fork:
    """The process that makes one book of one build; it is started once and waited for once."""

    def __init__(self, book: str) -> None:
        """``book`` is what it makes, for messages: ``the PDF``."""
        self.book = book
        self.process = 0
        """The number of the process, as long as it is not waited for."""
        self.news: tuple[int, int] | None = None
        """The two ends of the pipe by which it tells that others may go on, until it is read."""
        self.told = False
        self.folder = Path()

    def start(self, app: Sphinx, folder: Path, make: Callable[[Sphinx, Path, TextIO], int]) -> None:
        """Begin; ``make`` writes into the folder, says what is wrong, and gives the status to end with.

        After a warning no other book is begun: it would not be published, and could only echo the mistake.
        """
        if warned(app):
            return
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        sys.stdout.flush()
        self.news, self.told = os.pipe(), False
        with warnings.catch_warnings():
            # Python 3.12 warns where there are threads; ours, of a test's server, hold no lock that the fork takes.
            warnings.simplefilter("ignore", DeprecationWarning)
            self.process = os.fork()
        if self.process == 0:
            status = FAILED
            try:
                with suppress(OSError):  # the parent may have done it
                    os.setpgid(0, 0)
                with (folder / SAID).open("w", encoding="utf-8") as said:
                    status = make(app, folder, said)
            finally:
                os._exit(status)
        os.close(self.news[1])
        with suppress(OSError):  # else a kill right now would find no group
            os.setpgid(self.process, self.process)
        atexit.register(self.kill)

    def tell(self) -> None:
        """Let those go on that wait for news; the process itself says so."""
        assert self.news
        os.write(self.news[1], b".")

    def has_told(self) -> bool:
        """Wait until the process tells that others may go on; false where it has ended without, or none is working."""
        if self.process and self.news:
            self.told = bool(os.read(self.news[0], 1))
            os.close(self.news[0])
            self.news = None
        return self.told

    def wait(self) -> Ended | None:
        """Wait for the book; None where none is being made."""
        self.has_told()  # or the pipe would stay open
        process, self.process = self.process, 0
        if not process:
            return None
        _, state = os.waitpid(process, 0)
        atexit.unregister(self.kill)
        said = self.folder / SAID
        return Ended(
            os.waitstatus_to_exitcode(state), said.read_text(encoding="utf-8").strip() if said.exists() else ""
        )

    def fail(self, app: Sphinx, ended: Ended) -> None:
        """Raise ExtensionError with what this build has not said already; nothing where all is told."""
        told = "" if warned(app) else f"the process that makes {self.book} has ended with {ended.status}"
        if fresh := unseen(ended.said) or told:
            raise ExtensionError(fresh)

    def kill(self) -> None:
        """End the process and those that it has started."""
        if self.process:
            os.killpg(self.process, signal.SIGKILL)
            self.wait()


def write_with(
    app: Sphinx,
    name: str,
    folder: Path,
    said: TextIO,
    write: Callable[[Builder], None],
    finish: Callable[[], int] = lambda: 0,
) -> int:
    """Let the builder of a name write from what has been read, in a fork, and ``finish`` if nothing was wrong.

    Gives the status to end with, which is that of ``finish``.
    """
    for handler in logging.getLogger("sphinx").handlers:
        if isinstance(handler, logging.StreamHandler) and handler.level >= logging.WARNING:
            handler.setStream(said)
    before = warned(app)
    app.config.pdf_folder = ""  # the pages of the last PDF are not those of this one
    try:
        change_builder(app, name, folder)
        write(app.builder)
        return FAILED if warned(app) > before else finish()
    except (SphinxError, OSError) as error:
        said.write(f"{error}\n")
    except Exception:
        said.write(f"{traceback.format_exc().splitlines()[-1]} (while {name} was written)\n")
    return FAILED


def change_builder(app: Sphinx, name: str, folder: Path) -> None:
    """Let another builder write from what has been read, to the end of this process."""
    old = app.builder
    own = {old.format, old.name, f"format_{old.format}", f"builder_{old.name}"}
    app.outdir = type(app.outdir)(folder)
    app.tags = Tags(set(app.tags) - own)  # a new one, as it keeps what it has answered
    app.preload_builder(name)
    app.builder = app.create_builder(name)
    app.builder.init()
    app.env._builder_cls = type(app.builder)  # by which transforms know what they work for

"""Write the PDF or the EPUB in a fork of the build, with another builder, while the pages are written.

Writing a book changes nodes that the pages need as they were read, and takes about as long as writing the pages.  The
warnings of the fork are shown when the build waits for it.
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

from edition.base.warnings import unseen, warned

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

FAILED = 1
"""The exit status of a fork that could not make its book."""
SAID = "said.txt"
"""The file with its messages, in its folder."""


class Ended(NamedTuple):
    """How a fork ended."""

    status: int
    """0 if all went well."""
    said: str
    """Its messages."""


class Fork:
    """A process that makes one book in one build; it is started once and waited for once."""

    def __init__(self, book: str) -> None:
        """``book`` is what it makes, for messages: ``the PDF``."""
        self.book = book
        self.process = 0
        """Its process id until it was waited for; else 0."""
        self.news: tuple[int, int] | None = None
        """The pipe through which the fork tells the build to go on: the ends to read and to write, until read."""
        self.told = False
        self.folder = Path()

    def start(self, app: Sphinx, folder: Path, make: Callable[[Sphinx, Path, TextIO], int]) -> None:
        """Fork; ``make`` writes into the folder and its messages into the file, and returns the exit status.

        After a warning nothing is started: the book would not be published, and could only repeat the warning.
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
        """Called in the fork: let the build, which waits in ``has_told``, go on."""
        assert self.news
        os.write(self.news[1], b".")

    def has_told(self) -> bool:
        """Wait until the fork calls ``tell``; False if it ended without, or if there is no fork."""
        if self.process and self.news:
            self.told = bool(os.read(self.news[0], 1))
            os.close(self.news[0])
            self.news = None
        return self.told

    def wait(self) -> Ended | None:
        """Wait for the fork to end; None if there is none."""
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
        """Raise ExtensionError with the messages that this build has not shown; do nothing if it has shown all."""
        told = "" if warned(app) else f"the process that makes {self.book} has ended with {ended.status}"
        if fresh := unseen(ended.said) or told:
            raise ExtensionError(fresh)

    def kill(self) -> None:
        """Kill the fork and the processes that it started."""
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
    """In a fork: let another builder ``write`` from what has been read, then ``finish`` if there was no warning.

    Returns the exit status: that of ``finish``, or ``FAILED``.
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
    """Replace the builder of the application until the end of this process."""
    old = app.builder
    own = {old.format, old.name, f"format_{old.format}", f"builder_{old.name}"}
    app.outdir = type(app.outdir)(folder)
    app.tags = Tags(set(app.tags) - own)  # a new object, as it caches its answers
    app.preload_builder(name)
    app.builder = app.create_builder(name)
    app.builder.init()
    app.env._builder_cls = type(app.builder)  # transforms ask it which builder they work for

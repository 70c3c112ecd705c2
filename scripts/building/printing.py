"""The PDF of a live preview, which comes after the pages: a fork writes its text, and a process sets what changed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from building.reading import run_and_exit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config


class Printer:
    """Makes the PDF of what has been read for the pages; a new change stops the work on the last one."""

    def __init__(self, docs: Path, work: Path, settings: Mapping[str, Any], config: Config) -> None:
        """``work`` has the pages; the folder of PDFs in the ``settings`` of the pages gets each new one."""
        from edition.base.address import book_name  # in docs/_ext, which conf.py has put on the path

        self.docs, self.work = docs, work
        self.folder = settings["pdf_folder"]
        own = str(work / "print")  # whatever its name, the text of a document that would be the same is kept
        self.settings = {**settings, "pdf_folder": "", "pdf_typeset": False, "pages_before": own}
        self.name = book_name(config)
        self.fonts, self.day = Path(config.fonts_folder), config.typst_date
        self.lock = threading.Lock()
        self.process = 0
        """The fork that writes the text."""
        self.setting: subprocess.Popen[str] | None = None
        """The process that sets it."""
        self.thread: threading.Thread | None = None
        """The thread that makes the current PDF; others have been stopped."""

    def start(self) -> None:
        """Begin, if the preview has a PDF and processes can fork."""
        if self.folder and hasattr(os, "fork"):
            own = self.work / "print"  # the next pages may be written meanwhile
            shutil.copytree(self.work / "doctrees", own / "doctrees", dirs_exist_ok=True)  # the kept texts stay there
            self.thread = threading.Thread(target=self.follow, args=(own,), daemon=True)
            self.thread.start()

    def stop(self) -> bool:
        """Stop the work on the current PDF; returns whether there was any."""
        with self.lock:
            busy, self.thread = self.thread is not None, None
            if self.process:
                with suppress(ProcessLookupError):
                    os.kill(self.process, signal.SIGKILL)
            if self.setting:
                self.setting.kill()  # its workers end with it
        return busy

    def follow(self, own: Path) -> None:
        """Write the text, have it set, print what is wrong and offer the PDF, unless it has been stopped."""
        start = time.perf_counter()
        made = own / "typst" / f"{self.name}.pdf"
        written = self.write(own)
        said, written = self.set_in_type(made) if written else ("", False)
        with self.lock:
            if self.thread is not threading.current_thread():
                return
            self.thread = None
            if written:
                put([made, made.with_suffix(".json")], Path(self.folder))
                put([made], self.work / "html")
                said += f"The PDF has followed in {time.perf_counter() - start:.1f} s."
            if said:
                print(said.rstrip("\n"), flush=True)

    def set_in_type(self, made: Path) -> tuple[str, bool]:
        """Set what has been written; returns what is to be said, in lines, and whether there is a PDF."""
        from edition.pdf.command import WARNED, run_compile  # in docs/_ext, as above

        with self.lock:
            if self.thread is not threading.current_thread():
                return "", False
            folder = made.with_suffix("")
            self.setting = setting = run_compile(folder, made, self.fonts, self.day, subprocess.PIPE)
        _, said = setting.communicate()
        with self.lock:
            self.setting = None if self.setting is setting else self.setting
        return said, setting.returncode in (0, WARNED)

    def write(self, own: Path) -> bool:
        """Write the Typst text in a fork; returns whether that succeeded."""
        with self.lock:
            if self.thread is not threading.current_thread():
                return False
            sys.stdout.flush()
            self.process = process = os.fork()
        if process == 0:
            os.nice(10)  # the next pages come first
            run_and_exit(self.docs, own, "typst", self.settings, write_text)
        _, state = os.waitpid(process, 0)
        with self.lock:
            self.process = 0 if self.process == process else self.process
        return state == 0


def write_text(app: Sphinx) -> None:
    """Write the Typst text, and keep that of each document for the next time."""
    app.build()
    if not app.statuscode:
        app.builder.keep()  # type: ignore[attr-defined]  # it is ours


def put(files: Iterable[Path], folder: Path) -> None:
    """Copy files into a folder; each appears there at once."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in files:
        draft = folder / f"{path.name}.draft"
        shutil.copyfile(path, draft)
        draft.replace(folder / path.name)

"""The PDF beside the pages: written from the same reading by a process of its own, and set by another.

Typst needs several times the memory of everything else, and as long as the pages take; so it works while they are
written, and whoever wants to know the page of a name waits for it.  The text is written by a fork, for to write it
changes nodes that the pages need as they were read.
"""

from __future__ import annotations

import atexit
import hashlib
import logging as standard_logging
import os
import signal
import subprocess
import sys
import traceback
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from sphinx.errors import ExtensionError, SphinxError
from sphinx.util import logging
from sphinx.util.tags import Tags

from edition.base.findings import unseen
from edition.pdf.book import Code

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

PACKAGES = Path(__file__).parent.parent.parent
FAILED, WARNED = 1, 2
"""How the process ends when there is no PDF, and when Typst warned."""


class Typesetting:
    """The PDF of one build; it starts when all is read, and is waited for once."""

    def __init__(self) -> None:
        self.process = 0
        """The number of the fork, as long as it is not waited for."""

    def start(self, app: Sphinx, builder: Builder) -> None:
        """Begin to make the PDF, in a build of pages that wants one."""
        if builder.format != "html" or not app.config.pdf_beside:
            return
        folder = Path(app.config.pdf_folder)
        folder.mkdir(parents=True, exist_ok=True)
        if not hasattr(os, "fork"):
            make_alone(app, folder)
            return
        sys.stdout.flush()
        with warnings.catch_warnings():
            # Python 3.12 warns where there are threads; ours, of a test's server, hold no lock that the fork takes.
            warnings.simplefilter("ignore", DeprecationWarning)
            self.process = os.fork()
        if self.process == 0:
            status = FAILED
            try:
                os.setpgid(0, 0)
                with (folder / "said.txt").open("w", encoding="utf-8") as said:
                    status = make(app, folder, said)
            finally:
                os._exit(status)
        atexit.register(self.kill)

    def join(self, app: Sphinx) -> None:
        """Wait for the PDF, and tell what was said; raises ExtensionError where there is none."""
        process, self.process = self.process, 0
        if not process:
            return
        _, state = os.waitpid(process, 0)
        atexit.unregister(self.kill)
        status = os.waitstatus_to_exitcode(state)
        said = (Path(app.config.pdf_folder) / "said.txt").read_text(encoding="utf-8").strip()
        if status == WARNED:
            for line in said.splitlines():
                logger.warning(line, type="typst_pdf", subtype=Code.TYPST.value)
        elif status and (fresh := unseen(said)):
            raise ExtensionError(fresh)
        elif status and not app._warncount:
            raise ExtensionError(f"the process that makes the PDF has ended with {status}")

    def kill(self) -> None:
        """End the process and Typst with it."""
        process, self.process = self.process, 0
        if process:
            os.killpg(process, signal.SIGKILL)
            os.waitpid(process, 0)

    def end(self, app: Sphinx, exception: Exception | None) -> None:
        """Wait at the latest at the end of a build, and leave no process behind."""
        if exception:
            self.kill()
        else:
            self.join(app)


def make(app: Sphinx, folder: Path, said: TextIO) -> int:
    """Write the Typst text and set it, unless the PDF of the same text is there; gives the status to end with."""
    for handler in standard_logging.getLogger("sphinx").handlers:
        if isinstance(handler, standard_logging.StreamHandler) and handler.level >= standard_logging.WARNING:
            handler.setStream(said)
    before = app._warncount
    app.config.pdf_folder = ""  # the pages of the last PDF are not those of this one
    try:
        change_builder(app, "typst", folder)
        app.builder.write(["__all__"], [], "all")
        return FAILED if app._warncount > before else typeset(app, folder, said)
    except (SphinxError, OSError) as error:
        said.write(f"{error}\n")
    except Exception:
        said.write(traceback.format_exc().splitlines()[-1] + " (while the text of the PDF was written)\n")
    return FAILED


def typeset(app: Sphinx, folder: Path, said: TextIO) -> int:
    """Let another process set each document that is not set yet."""
    worst = 0
    fonts = Path(app.config.typst_templates_path[0]) / "fonts"
    for document in app.config.typst_documents:
        name = document["targetname"]
        target, stamp = folder / f"{name}.pdf", folder / f"{name}.made-of"
        made_of = fingerprint([folder / name, fonts, Path(__file__).parent], str(app.config.typst_date))
        if target.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == made_of:
            continue
        for old in (stamp, target, target.with_suffix(".json")):
            old.unlink(missing_ok=True)
        files = [str(folder / name / f"{name}.typ"), str(target)]
        options = ["--fonts", str(fonts), "--date", app.config.typst_date.isoformat()]
        result = subprocess.run(
            [sys.executable, "-m", "edition.pdf.compile", *files, *options],
            env={**os.environ, "PYTHONPATH": str(PACKAGES), "PYTHONUTF8": "1"},
            check=False,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        said.write(result.stderr)
        if result.returncode not in (0, WARNED):
            return FAILED
        if result.returncode == 0:
            stamp.write_text(made_of, encoding="utf-8")
        worst = max(worst, result.returncode)
    return worst


def make_alone(app: Sphinx, folder: Path) -> None:
    """Make the PDF from what has been stored, by Sphinx's own command, where there are no forks."""
    command = [sys.executable, "-m", "sphinx", "--quiet", "--fail-on-warning", "-b", "typst"]
    command += ["-d", str(app.doctreedir), str(app.srcdir), str(folder)]
    result = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
    if result.returncode:
        raise ExtensionError(result.stderr.strip())


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


def fingerprint(folders: list[Path], *words: str) -> str:
    """A digest of all files of some folders and of some words."""
    state = hashlib.sha256("\0".join(words).encode())
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc"):
            state.update(f"\0{path.relative_to(folder)}\0".encode())
            state.update(path.read_bytes())
    return state.hexdigest()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Make the PDF in the builds that want it (``pdf_beside``), and wait for it where its pages are needed."""
    app.add_config_value("pdf_beside", False, "", types=frozenset({bool}))
    typesetting = Typesetting()
    app.connect("write-started", typesetting.start)
    app.connect("pdf-needed", typesetting.join)
    app.connect("build-finished", typesetting.end, priority=100)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": False}

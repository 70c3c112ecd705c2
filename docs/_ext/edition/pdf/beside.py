"""The PDF beside the pages: its Typst text is written from the same reading, and set in a process of its own.

Typst needs several times the memory of everything else, and as long as the pages take; so it works while they are
written, and whoever wants to know the page of a name waits for it.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.tags import Tags

from edition.pdf.book import Code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

PACKAGES = Path(__file__).parent.parent.parent


class Typesetting:
    """The PDF of one build; it starts when all is read, and is waited for once."""

    def __init__(self) -> None:
        self.running: dict[str, subprocess.Popen[str]] = {}
        """The processes, by the PDF's name."""
        self.prints: dict[Path, str] = {}
        """What each PDF is made of, once that is known."""

    def start(self, app: Sphinx, builder: Builder) -> None:
        """Write the Typst text and start to set it, unless the PDF of the same text is there."""
        if builder.format != "html" or not app.config.pdf_beside:
            return
        folder = Path(app.config.pdf_folder)
        app.config.pdf_folder = ""  # the pages of the last PDF are not those of this one
        with other_builder(app, "typst", folder):
            app.builder.write(["__all__"], [], "all")
        app.config.pdf_folder = str(folder)
        for document in app.config.typst_documents:
            name = document["targetname"]
            target = folder / f"{name}.pdf"
            fonts = Path(app.config.typst_templates_path[0]) / "fonts"
            made_of = fingerprint([folder / name, fonts, Path(__file__).parent], str(app.config.typst_date))
            stamp = target.with_suffix(".made-of")
            if target.exists() and stamp.exists() and stamp.read_text("utf-8") == made_of:
                continue
            for old in (stamp, target, target.with_suffix(".json")):
                old.unlink(missing_ok=True)
            self.prints[stamp] = made_of
            files = [str(folder / name / f"{name}.typ"), str(target)]
            options = ["--fonts", str(fonts), "--date", app.config.typst_date.isoformat()]
            self.running[target.name] = subprocess.Popen(
                [sys.executable, "-m", "edition.pdf.compile", *files, *options],
                env={**os.environ, "PYTHONPATH": str(PACKAGES), "PYTHONUTF8": "1"},
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )

    def join(self, _app: Sphinx) -> None:
        """Wait for the PDF, and tell what Typst said; raises ExtensionError where there is none."""
        running, self.running = self.running, {}
        errors = []
        for name, process in running.items():
            _, said = process.communicate()
            if process.returncode not in (0, 2):
                errors.append(f"{said.strip() or f'Typst ended with {process.returncode}'} ({name} cannot be set)")
            for line in said.splitlines() if process.returncode == 2 else []:
                logger.warning(line, type="typst_pdf", subtype=Code.TYPST.value)
        if errors:
            raise ExtensionError("\n".join(errors))
        for stamp, made_of in self.prints.items():
            stamp.write_text(made_of, encoding="utf-8")
        self.prints = {}

    def end(self, app: Sphinx, exception: Exception | None) -> None:
        """Wait at the latest at the end of a build, and leave no process behind."""
        if exception:
            for process in self.running.values():
                process.kill()
                process.communicate()
        else:
            self.join(app)


@contextmanager
def other_builder(app: Sphinx, name: str, folder: Path) -> Iterator[None]:
    """Let another builder write from what has been read; the tags of ``only`` are its own meanwhile."""
    builder, outdir, tags = app.builder, app.outdir, app.tags
    own = {builder.format, builder.name, f"format_{builder.format}", f"builder_{builder.name}"}
    folder.mkdir(parents=True, exist_ok=True)
    app.outdir = type(outdir)(folder)
    app.tags = Tags(set(tags) - own)  # a new one, as it keeps what it has answered
    try:
        app.preload_builder(name)
        app.builder = app.create_builder(name)
        app.builder.init()
        app.env._builder_cls = type(app.builder)  # by which transforms know what they work for
        yield
    finally:
        app.builder, app.outdir, app.tags = builder, outdir, tags
        app.env._builder_cls = type(builder)


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
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": False}

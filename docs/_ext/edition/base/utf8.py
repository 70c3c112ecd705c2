"""Read text files: UTF-8 with any line ends; an error has the file and the line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from edition.base.warnings import FatalError, WarningCode

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata


class Code(WarningCode, area="files"):
    """Warning codes of type ``files``."""

    UNREADABLE = "unreadable"
    """A file is missing, cannot be read, or is not UTF-8."""


class UnreadableError(Exception):
    """A file cannot be read, or does not hold what it should; ``location`` is ``path:line``."""

    def __init__(self, message: str, location: str) -> None:
        super().__init__(message)
        self.location = location


def first_bad_line(data: bytes) -> int:
    """The line (from 1) of the first byte that is not UTF-8; 0 if there is none."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return 0


def read_text(path: Path) -> str:
    """The text of a file, without BOM and with LF line ends. Raises UnreadableError."""
    try:
        data = path.read_bytes()
    except OSError as error:
        gone = isinstance(error, FileNotFoundError)
        why = "there is no such file" if gone else f"this cannot be read ({error.strerror})"
        raise UnreadableError(f"{why}; restore it, or mend its name in conf.py", f"{path}:1") from error
    if line := first_bad_line(data):
        raise UnreadableError("this file is not UTF-8; save it in that encoding", f"{path}:{line}")
    return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def need_text(path: Path) -> str:
    """The text of a required file; ends the build with its place if it cannot be read."""
    try:
        return read_text(path)
    except UnreadableError as error:
        raise FatalError(Code.UNREADABLE, str(error), error.location) from None


def check(_app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Check the documents that are about to be read; Sphinx would not name the file."""
    for docname in docnames:
        path = Path(env.doc2path(docname))
        if path.exists():
            need_text(path)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the check."""
    app.connect("env-before-read-docs", check)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

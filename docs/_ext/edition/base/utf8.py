"""Stop at a source file that is not UTF-8, with the line; Sphinx itself would not say which file it was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata


def first_bad_line(data: bytes) -> int:
    """The line, from 1, of the first byte that is not UTF-8; 0 when all are."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return 0


def check(_app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Look at the documents that are about to be read."""
    for docname in docnames:
        path = Path(env.doc2path(docname))
        line = first_bad_line(path.read_bytes()) if path.exists() else 0
        if line:
            raise ExtensionError(f"{path}:{line}: this file is not UTF-8; save it in that encoding")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the check."""
    app.connect("env-before-read-docs", check)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

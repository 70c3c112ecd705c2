"""Fences of Markdown: one without an end takes in all that follows, the notes of a chapter among it.

The settings at the top of a page stand between two lines of their own, and are words where the second is missing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edition.base.findings import FatalError, WarningCode

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class Code(WarningCode, area="fences"):
    """Warning codes of type ``fences``."""

    OPEN = "open"
    """A fence has no end."""


FENCE = re.compile(r"[ \t]*(?:(?:[-*+>]|\d+[.)])[ \t]+)*(`{3,}(?=[^`]*$)|~{3,}|:{3,})(.*)")
"""Where a fence may stand: also in lists, quotations and notes."""


def open_fence(text: str) -> tuple[int, str]:
    """The line (from 1) and the signs of the fence that has no end; 0 and ``""`` where all have one.

    >>> open_fence("words\\n:::{note}\\nmore words")
    (2, ':::')
    >>> open_fence("```\\n:::\\n```")
    (0, '')
    """
    began, signs = 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        found = FENCE.fullmatch(line)
        if not found:
            continue
        if not signs:
            if found[1][0] != ":" or found[2].strip():  # a row of colons alone opens nothing
                began, signs = number, found[1]
        elif found[1].startswith(signs) and not found[2].strip():
            began, signs = 0, ""
    return began, signs


def open_settings(text: str) -> bool:
    """Whether the settings at the top of a page have no end.

    >>> open_settings("---\\norphan: true\\n# Title")
    True
    """
    lines = [line.rstrip() for line in text.splitlines()]
    return lines[:1] == ["---"] and "---" not in lines[1:] and "..." not in lines[1:]


def check(app: Sphinx, docname: str, source: list[str]) -> None:
    """Stop at a fence, or at settings of a page, without an end."""
    if open_settings(source[0]):
        message = "the settings of this page have no end; close them by --- on a line of its own"
        raise FatalError(Code.OPEN, message, f"{app.env.doc2path(docname)}:1")
    line, signs = open_fence(source[0])
    if line:
        message = f"this has no end and takes in all that follows; close it by {signs} on a line of its own"
        raise FatalError(Code.OPEN, message, f"{app.env.doc2path(docname)}:{line}")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the check."""
    app.connect("source-read", check)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

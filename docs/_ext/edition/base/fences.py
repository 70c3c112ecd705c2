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
    OPTION = "option"
    """A directive has an option twice; the parser would keep one, and say nothing."""


OPTION = re.compile(r"[ \t]*:([\w-]+):(?:\s.*)?")
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


def option_twice(text: str) -> tuple[int, str]:
    """The line (from 1) and the name of an option that its directive has already; 0 and ``""`` where none has.

    >>> option_twice(":::{term} Juche\\n:ko: 주\\n:ko: 주체\\n:::")
    (3, 'ko')
    >>> option_twice("```\\n:::{term} Juche\\n:ko: 주\\n:ko: 주체\\n:::\\n```")
    (0, '')
    """
    around: list[tuple[str, bool]] = []  # the signs of each open fence, and whether it shows code
    options: set[str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        fence, option = FENCE.fullmatch(line), OPTION.fullmatch(line)
        if fence and around and fence[1].startswith(around[-1][0]) and not fence[2].strip():
            around.pop()
            options = None
        elif fence and not any(code for _, code in around):
            directive = fence[2].lstrip().startswith("{")
            around.append((fence[1], not directive and fence[1][0] != ":"))
            options = set() if directive else None
        elif option and options is not None:
            if option[1] in options:
                return number, option[1]
            options.add(option[1])
        else:
            options = None
    return 0, ""


def open_settings(text: str) -> bool:
    """Whether the settings at the top of a page have no end.

    >>> open_settings("---\\norphan: true\\n# Title")
    True
    """
    lines = [line.rstrip() for line in text.splitlines()]
    return lines[:1] == ["---"] and "---" not in lines[1:] and "..." not in lines[1:]


def check(app: Sphinx, docname: str, source: list[str]) -> None:
    """Stop at a fence, or at settings of a page, without an end, and at an option that stands twice."""
    if open_settings(source[0]):
        message = "the settings of this page have no end; close them by --- on a line of its own"
        raise FatalError(Code.OPEN, message, f"{app.env.doc2path(docname)}:1")
    line, signs = open_fence(source[0])
    if line:
        message = f"this has no end and takes in all that follows; close it by {signs} on a line of its own"
        raise FatalError(Code.OPEN, message, f"{app.env.doc2path(docname)}:{line}")
    line, option = option_twice(source[0])
    if line:
        message = f"the option ':{option}:' stands twice, and one would be lost; take one of the two out"
        raise FatalError(Code.OPTION, message, f"{app.env.doc2path(docname)}:{line}")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the check."""
    app.connect("source-read", check)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

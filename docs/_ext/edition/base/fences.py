"""Checks of fences: one that is never closed takes in the rest of the page, even the notes of a chapter.

The settings at the top of a page are fenced too, by lines of three dashes; unless closed, they are read as text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from edition.base.warnings import FatalError, WarningCode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class Code(WarningCode, area="fences"):
    """Warning codes of type ``fences``."""

    OPEN = "open"
    """A fence, or the block of settings at the top of a page, is never closed."""
    OPTION = "option"
    """A directive has an option twice; the parser would silently keep one."""


OPTION = re.compile(r"[ \t]*:([\w-]+):(?:\s.*)?")
FENCE = re.compile(r"[ \t]*(?:(?:[-*+>]|\d+[.)])[ \t]+)*(`{3,}(?=[^`]*$)|~{3,}|:{3,})(.*)")
"""Where a fence may stand: also in lists, quotations and notes."""


SHOWING = tuple(f"{{{name}}}" for name in ("code", "code-block", "sourcecode", "parsed-literal"))
"""How directives begin that show their content."""


class Fence(NamedTuple):
    """A fence of a text, with what is in it."""

    line: int
    """The line that opens it, counted from 1."""
    signs: str
    """Its backticks, tildes or colons."""
    info: str
    """What follows them: ``{term} Juche`` of a directive, ``python`` of code."""
    content: Sequence[str]
    """The lines in it."""
    closed: bool
    """Whether it has an end."""

    @property
    def is_directive(self) -> bool:
        """Whether it holds the options and the content of a directive."""
        return self.info.startswith("{")

    @property
    def is_code(self) -> bool:
        """Whether its content is shown as it stands, fences included."""
        return self.signs[0] != ":" if not self.is_directive else self.info.startswith(SHOWING)


def fences(lines: Sequence[str], first: int = 1) -> Iterator[Fence]:
    """The outermost fences of some lines, of which ``first`` is the number of the first."""
    at = 0
    while at < len(lines):
        opening = FENCE.fullmatch(lines[at])
        at += 1
        if not opening or (opening[1][0] == ":" and not opening[2].strip()):  # a row of colons alone opens nothing
            continue
        end = next((n for n in range(at, len(lines)) if closes(lines[n], opening[1])), len(lines))
        yield Fence(first + at - 1, opening[1], opening[2].strip(), lines[at:end], end < len(lines))
        at = end + 1


def closes(line: str, signs: str) -> bool:
    """Whether a line ends a fence that was opened by some signs: it has as many or more, and nothing else."""
    found = FENCE.fullmatch(line)
    return bool(found and found[1].startswith(signs) and not found[2].strip())


def open_fence(text: str) -> tuple[int, str]:
    """The line (from 1) and the signs of the fence that has no end; 0 and ``""`` if all have one.

    >>> open_fence("words\\n:::{note}\\nmore words")
    (2, ':::')
    >>> open_fence("```\\n:::\\n```")
    (0, '')
    """
    return next(((fence.line, fence.signs) for fence in fences(text.splitlines()) if not fence.closed), (0, ""))


def option_twice(lines: Sequence[str], first: int = 1) -> tuple[int, str]:
    """The line and the name of an option that its directive already has; 0 and ``""`` if there is none.

    >>> option_twice([":::{term} Juche", ":ko: 주", ":ko: 주체", ":::"])
    (3, 'ko')
    >>> option_twice(["```", ":::{term} Juche", ":ko: 주", ":ko: 주체", ":::", "```"])
    (0, '')
    >>> option_twice(["```{code-block}", ":name: x", ":name: y", "```"])
    (3, 'name')
    """
    for fence in fences(lines, first):
        seen: set[str] = set()
        for number, line in enumerate(fence.content, fence.line + 1):
            option = OPTION.fullmatch(line) if fence.is_directive else None
            if not option:
                break
            if option[1] in seen:
                return number, option[1]
            seen.add(option[1])
        inside = (0, "") if fence.is_code else option_twice(fence.content, fence.line + 1)
        if inside[0]:
            return inside
    return 0, ""


def open_settings(text: str) -> bool:
    """Whether the settings at the top of a page have no end.

    >>> open_settings("---\\norphan: true\\n# Title")
    True
    """
    lines = [line.rstrip() for line in text.splitlines()]
    return lines[:1] == ["---"] and "---" not in lines[1:] and "..." not in lines[1:]


def check(app: Sphinx, docname: str, source: list[str]) -> None:
    """Stop at a fence or at settings without an end, and at an option given twice."""
    if open_settings(source[0]):
        message = "the settings of this page have no end; close them by --- on a line of its own"
        raise FatalError(Code.OPEN, message, f"{app.env.doc2path(docname)}:1")
    line, signs = open_fence(source[0])
    if line:
        message = f"this has no end and takes in all that follows; close it by {signs} on a line of its own"
        raise FatalError(Code.OPEN, message, f"{app.env.doc2path(docname)}:{line}")
    line, option = option_twice(source[0].splitlines())
    if line:
        message = f"the option ':{option}:' stands twice, and one would be lost; take one of the two out"
        raise FatalError(Code.OPTION, message, f"{app.env.doc2path(docname)}:{line}")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the check."""
    app.connect("source-read", check)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

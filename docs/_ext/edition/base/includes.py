"""Directives that take files in, ``{include}``, ``{literalinclude}``, ``{csv-table}``: only of the book's folder."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils.parsers.rst import directives
from docutils.parsers.rst.states import RSTState
from myst_parser.mocking import MockIncludeDirective, MockState
from sphinx.directives.code import LiteralInclude
from sphinx.directives.other import Include
from sphinx.directives.patches import CSVTable
from sphinx.util.docutils import SphinxDirective

from edition.base.fences import Code as FencesCode
from edition.base.fences import open_fence
from edition.base.foreign import Code, path_fault
from edition.base.utf8 import first_bad_line
from edition.base.warnings import FatalError, warn

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata, OptionSpec


def read_lines(path: Path) -> list[str]:
    """The lines of a file; what is not UTF-8 in it counts as a letter."""
    return path.read_text(encoding="utf-8", errors="replace").splitlines()


class IncludeInside(SphinxDirective):
    """``{include}`` of files in the book's folder only; MyST's or Sphinx's directive does the work."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = False
    option_spec: ClassVar[OptionSpec] = {
        **(Include.option_spec or {}),
        "relative-images": directives.flag,
        "relative-docs": directives.path,
        "heading-offset": directives.nonnegative_int,
    }

    def run(self) -> list[nodes.Node]:
        """Include the file, or warn."""
        log = self.state.document.include_log  # docutils keeps the files being included here
        path = Path(self.env.relfn2path(self.arguments[0])[1]).resolve()
        fault = path_fault(self.env, self.arguments[0])
        if path in [self.env.doc2path(self.env.docname).resolve(), *(taken for taken, _ in log)]:
            fault = f"{self.arguments[0]!r} would take itself in, without end; take this line out"
        elif not fault and (line := first_bad_line(path.read_bytes())):
            fault = f"{self.arguments[0]!r} is not UTF-8, see its line {line}; save it in that encoding"
        elif not fault and (start := self.options.get("start-line", 0)) >= (count := len(read_lines(path))):
            fault = f"{self.arguments[0]!r} ends in line {count}, and ':start-line: {start}' leaves out all; mend it"
        if fault:
            warn(Code.FILE, fault, self.get_location())
            return []
        opened, signs = (
            (0, "") if self.options.keys() & {"literal", "code"} else open_fence("\n".join(read_lines(path)))
        )
        if opened:
            message = f"this has no end and takes in all that follows; close it by {signs} on a line of its own"
            raise FatalError(FencesCode.OPEN, message, f"{path}:{opened}")
        if isinstance(self.state, MockState):
            renderer = self.state._renderer  # MyST's own directive needs it, and it is nowhere else
            mock = MockIncludeDirective(
                renderer, self.name, Include, self.arguments, self.options, list(self.content), self.lineno
            )
            log.append((path, ()))
            try:
                return list(mock.run())
            finally:
                log.pop()
        assert isinstance(self.state, RSTState)
        own = Include(
            self.name, self.arguments, self.options, self.content, self.lineno,
            self.content_offset, self.block_text, self.state, self.state_machine,
        )  # fmt: skip
        return list(own.run())


class LiteralIncludeInside(LiteralInclude):
    """``{literalinclude}`` of files in the book's folder only."""

    def run(self) -> list[nodes.Node]:
        """Print the file, or warn."""
        for argument in (self.arguments[0], self.options.get("diff", "")):
            if argument and (fault := path_fault(self.env, argument)):
                warn(Code.FILE, fault, self.get_location())
                return []
        numbers = list(map(int, re.findall(r"\d+", self.options.get("lines", ""))))
        count = len(read_lines(Path(self.env.relfn2path(self.arguments[0])[1])))
        if max(numbers, default=0) > count:
            message = f"{self.arguments[0]!r} ends in line {count}, and ':lines:' names {max(numbers)}; mend it"
            warn(Code.FILE, message, self.get_location())
            return []
        return super().run()


class TableInside(CSVTable):
    """``{csv-table}`` of files in the book's folder only."""

    def run(self) -> list[nodes.Node]:  # type: ignore[override]  # the stubs know tables only
        """Print the table, or warn."""
        env: BuildEnvironment = self.state.document.settings.env
        argument = self.options.get("url", self.options.get("file", ""))
        if argument and (fault := path_fault(env, argument)):
            warn(Code.FILE, fault, (env.current_document.docname, self.lineno))
            return []
        return list(super().run())


def setup(app: Sphinx) -> ExtensionMetadata:
    """Replace the directives of the libraries."""
    app.add_directive("include", IncludeInside, override=True)
    app.add_directive("literalinclude", LiteralIncludeInside, override=True)
    app.add_directive("csv-table", TableInside, override=True)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

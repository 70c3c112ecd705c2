"""Warn of code that is only indented: a paragraph that begins with four spaces is printed as code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from edition.base.fences import FENCE
from edition.base.phases import Read
from edition.base.warnings import WarningCode, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class Code(WarningCode, area="indented"):
    """Warning codes of type ``indented``."""

    CODE = "code"
    """A block would be printed as code because of the spaces before it."""


WORDS = re.compile(r" {0,3}\t| {4}|[-*+>] {5}|\d+[.)] {5}")
"""How a line of such code begins, in a list or quotation too."""


class Indented(SphinxTransform):
    """Look at the lines from which blocks of code were made."""

    default_priority = Read.WORDLESS

    def apply(self, **kwargs: object) -> None:
        """Warn of each that no fence opens."""
        file = self.document["source"]
        lines = Path(file).read_text(encoding="utf-8").splitlines()
        for block in self.document.findall(nodes.literal_block):
            if not block.line or (block.source or file) != file or block.line > len(lines):
                continue
            line = lines[block.line - 1]
            if WORDS.match(line) and not FENCE.fullmatch(line):
                message = "this is indented by four spaces or more, and would be printed as code; take four out"
                warn(Code.CODE, f"{message}, or put it between ``` and ```", block)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the check."""
    app.add_transform(Indented)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

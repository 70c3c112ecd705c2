"""Stop at slips in Markdown after which the rest of a page would be lost or cause misleading warnings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from edition.base.phases import Read
from edition.base.trees import ancestors, with_line
from edition.base.warnings import FatalError, WarningCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class Code(WarningCode, area="lost"):
    """Error codes of type ``lost``."""

    DIRECTIVE = "directive"
    """The braces of a directive have a slip, so that MyST makes a plain box of it."""
    NAME = "name"
    """A target above a place, ``(name)=``, has a slip, so that the place has no name."""
    DEPTH = "depth"
    """Lists and quotations are nested deeper than the parser reads, so that words would be missing."""


BLOCKS = (nodes.list_item, nodes.block_quote, nodes.definition)
"""Blocks that the parser nests; it gives up at its 20th level, and a list takes two levels."""
DEEP = 8
"""The number of blocks around a block from which it may be the last that was read."""
NAME = re.compile(r"\((?=[\w-]*-[\w-]*\)$|[\w-]*\)\s*[=:])[a-z][\w-]*\)\s*:?\s*=?\s*")
"""A target with a slip: ``(name) =``, ``(a-name)``, ``(name):=``."""


class Lost(SphinxTransform):
    """Look for such slips before any other transform."""

    default_priority = Read.LOST

    def apply(self, **kwargs: object) -> None:
        """Stop at the first one."""
        for code, message, node in faults(self.document):
            line = with_line(node).line or 1
            source = next((n.source for n in (node, *ancestors(node)) if n.source), self.document["source"])
            raise FatalError(code, message, f"{source}:{line}")


def faults(document: nodes.document) -> Iterator[tuple[Code, str, nodes.Element]]:
    """Code, message and place of each slip."""
    for node in document.findall(nodes.Element):
        if isinstance(node, nodes.container) and node.get("is_div"):
            if words := node["classes"]:
                name = next((word for word in words if word.startswith("{")), words[-1])
                message = f"“{name}” opens no directive; write :::{{name}}, without spaces in or right after the braces"
                yield Code.DIRECTIVE, message, node
        elif isinstance(node, nodes.literal_block) and node.get("language", "").startswith("{"):
            message = f"“{node['language']}” opens no directive; write ```{{name}}, without spaces in the braces"
            yield Code.DIRECTIVE, message, node
        elif isinstance(node, nodes.paragraph) and node.children:
            first = node[0]
            if isinstance(first, nodes.Text) and NAME.fullmatch(first) and (len(node) == 1 or "=" in first):
                message = f"“{first}” gives no name; write {first.split(')')[0]})= on a line of its own, without spaces"
                yield Code.NAME, message, node
        elif isinstance(node, BLOCKS) and not node.children and depth(node) >= DEEP:
            message = "this is nested too deep to be read, and words are lost; nest it less"
            yield Code.DEPTH, message, node


def depth(node: nodes.Element) -> int:
    """The number of ``BLOCKS`` around a node."""
    return sum(isinstance(above, BLOCKS) for above in ancestors(node))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the check."""
    app.add_transform(Lost)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

"""Warn of what has no words: a link or a picture that cannot be read aloud, and a section that says nothing."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from edition.base.phases import Read
from edition.base.trees import with_line
from edition.base.warnings import WarningCode, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class Code(WarningCode, area="wordless"):
    """Warning codes of type ``wordless``."""

    LINK = "link"
    """A link has no words."""
    PICTURE = "picture"
    """A picture has no words for those who do not see it."""
    SECTION = "section"
    """A section has only its heading."""


NOTHING = re.compile(r"\s*(?:%.*|\([^()]*\)=|:{3,}(?:\{about\}.*)?)?")
"""A line of a section that says nothing: empty, a comment, a name, the passages that it is about."""


class Wordless(SphinxTransform):
    """Look for what has no words, after what may not be in the book was removed."""

    default_priority = Read.WORDLESS

    def apply(self, **kwargs: object) -> None:
        """Warn of each."""
        for node in self.document.findall(nodes.Element):
            if isinstance(node, nodes.image) and not node.get("alt", "").strip():
                message = "this picture has no words; say what it shows: in its option 'alt', or as ![words](file)"
                warn(Code.PICTURE, message, with_line(node))
            elif is_wordless_link(node):
                warn(Code.LINK, "this link has no words; write some: [words](address)", node)
        for section in self.sections():
            warn(Code.SECTION, "this section has no words; write some, or take its heading out", section)

    def sections(self) -> Iterator[nodes.section]:
        """The sections whose lines say nothing; a directive may leave no node behind, so the nodes do not tell."""
        file = self.document["source"]
        lines = Path(file).read_text(encoding="utf-8").splitlines()
        blocks = [*self.document.findall(nodes.section), *self.document.findall(nodes.footnote)]
        mine = {node.line: node for node in blocks if (node.source or file) == file and node.line}
        if sum(isinstance(child, nodes.section) for child in self.document.children) > 1:
            return  # a second title took the words of the section above it, which is reported
        for start, end in pairwise([*sorted(mine), len(lines) + 1]):
            section = mine[start]
            if not isinstance(section, nodes.section):
                continue
            inner = any(isinstance(child, nodes.section) for child in section.children)
            top = isinstance(section.parent, nodes.document)
            if not inner and not top and all(map(NOTHING.fullmatch, lines[start : end - 1])):
                yield section


def is_wordless_link(node: nodes.Element) -> bool:
    """Whether a node is a link without words; one to a name of the book may have none, and gets its title."""
    if isinstance(node, addnodes.pending_xref):
        named = node.get("refexplicit", False)
    else:
        named = isinstance(node, nodes.reference) and not node.get("id_link")
    return named and not node.astext().strip() and not any(node.findall(nodes.image))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the check."""
    app.add_transform(Wordless)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

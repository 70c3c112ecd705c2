"""Digests of the words of each name, by which a build notices that they have changed."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from edition.base.phases import Read
from edition.essay.carries import pair
from edition.essay.passages import passage
from edition.names.kinds import Kind
from edition.names.printed import own_nodes
from edition.names.record import marked

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class Words(SphinxTransform):
    """Store a digest of its words on the node of each passage, note, section, term, event and pair."""

    default_priority = Read.WORDS

    def apply(self, **kwargs: object) -> None:
        """Set the attribute ``words`` of each node that has a name."""
        for node in self.document.findall(nodes.Element):
            words = words_behind(node)
            if words is not None:
                node["words"] = hashlib.sha256(words.encode()).hexdigest()


def words_behind(node: nodes.Element) -> str | None:
    """The words of a name as written; None for a node without a name, or one that is more than its words."""
    if isinstance(node, nodes.section):
        return None if isinstance(node.parent, nodes.document) else own_words(node)
    if isinstance(node, passage):
        return own_words(next(iter(node.findall(nodes.paragraph))))
    if isinstance(node, pair):
        return normal(f"{node['relation']}: {node['carries']}")
    if isinstance(node, nodes.footnote):
        return own_words(node)
    if marked(node) in {Kind.TERM, Kind.EVENT}:
        return own_words(node.parent if isinstance(node, nodes.term) else node)
    return None


def own_words(whole: nodes.Element) -> str:
    """The words of a node as written: straight quotes, white space folded, Unicode's form NFC.

    Without what has a name or data of its own (sections, notes, terms, events, figures and tables), and without what
    only one of the books prints, such as the annotated source.
    """
    return normal("".join(" " if node is None else node.astext() for node in own_nodes(whole)))


def normal(text: str) -> str:
    """White space folded, Unicode's form NFC."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the digests."""
    app.add_transform(Words)
    return {"version": "1", "env_version": 2, "parallel_read_safe": True, "parallel_write_safe": True}

"""Citations in short forms: letters in notes, and none in answers and cards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.domains import domain
from edition.base.links import keys_of
from edition.base.phases import Write
from edition.essay.carries import pair
from edition.essay.passages import passage
from edition.sources.domain import SourcesDomain
from edition.sources.labels import join_names

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

MARKS = re.compile(r"[.,;:!?”’)]+")
"""Punctuation, which a letter follows, as the number of a note does."""


class source_letters(nodes.General, nodes.Inline, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """The ``letters`` of some sources of the surrounding note."""


def citations(node: nodes.Element) -> list[addnodes.pending_xref]:
    """The unresolved citations below a node."""
    return [x for x in node.findall(addnodes.pending_xref) if x["refdomain"] == "cite"]


def is_textual(citation: nodes.Element) -> bool:
    """Whether the name of the source is part of the sentence, as in the role ``cite:t``."""
    return str(citation["reftype"]).startswith("t")


def names(env: BuildEnvironment, keys: list[str]) -> str:
    """The names of sources as part of a sentence."""
    entries = domain(env, SourcesDomain).bibdata.data.entries
    return join_names([entries[key].fields["labelname"] for key in keys if key in entries])


def replace(citation: nodes.Element, name: str, made: Callable[[], nodes.Node] | None) -> None:
    """Replace a citation by a name and a node, which comes after the punctuation that follows the citation."""
    parent = citation.parent
    at = parent.index(citation)
    before = parent[at - 1] if at else None
    after = parent[at + 1] if at + 1 < len(parent) else None
    word = name
    if not name and isinstance(before, nodes.Text):
        rest, space, word = str(before).rstrip().rpartition(" ")
        parent[at - 1] = nodes.Text(rest + space)
    if isinstance(after, nodes.Text) and not name and (marks := MARKS.match(str(after))):
        word += marks[0]
        parent[at + 1] = nodes.Text(str(after)[marks.end() :])
    if made is None:
        parent[at] = nodes.Text(word)
    else:  # kept together with the word before it, so that it never begins a line
        parent[at] = nodes.inline("", "", nodes.Text(word), made(), classes=["held"])


def take_out(env: BuildEnvironment, node: nodes.Element) -> None:
    """Remove the citations from a text, but not names that are part of a sentence."""
    for citation in citations(node):
        replace(citation, names(env, keys_of(citation)) if is_textual(citation) else "", None)


class NoteLetters(SphinxPostTransform):
    """In notes, replace citations by the small letters of their sources in the list of the note."""

    default_priority = Write.PLACES
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Change every note of a chapter."""
        for row in self.document.findall(passage):
            for note in row.findall(nodes.footnote):
                letters = {item["source"]: item["letter"] for item in note.findall(pair)}
                for citation in citations(note):
                    self.change(citation, letters)

    def change(self, citation: addnodes.pending_xref, letters: dict[str, str]) -> None:
        """Replace one citation, if the list has all its sources."""
        keys = keys_of(citation)
        if not keys or not letters.keys() >= set(keys):
            return
        name = names(self.env, keys) if is_textual(citation) else ""
        made = source_letters("", letters=[letters[key] for key in keys])
        replace(citation, name, lambda: made)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the letters; their visitors are in ``pages.notes``."""
    app.add_node(source_letters)
    app.add_post_transform(NoteLetters)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

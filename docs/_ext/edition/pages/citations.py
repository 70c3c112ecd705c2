"""Citations where there is no room for them: taken out of an answer, or turned into letters in a note."""

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
"""Behind which a letter stands, as a note's number does."""


class source_letters(nodes.General, nodes.Inline, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """The ``letters`` of some sources of the note around it."""


def citations(node: nodes.Element) -> list[addnodes.pending_xref]:
    """The citations below a node that are not resolved yet."""
    return [x for x in node.findall(addnodes.pending_xref) if x["refdomain"] == "cite"]


def is_textual(citation: nodes.Element) -> bool:
    """Whether the name of the source is a word of the sentence."""
    return str(citation["reftype"]).startswith("t")


def names(env: BuildEnvironment, keys: list[str]) -> str:
    """The names by which sources are cited in a sentence."""
    entries = domain(env, SourcesDomain).bibdata.data.entries
    return join_names([entries[key].fields["labelname"] for key in keys if key in entries])


def replace(citation: nodes.Element, name: str, made: Callable[[], nodes.Node] | None) -> None:
    """Put a name and something made in the place of a citation, the latter behind the marks that follow it."""
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
    else:  # it never begins a line: it holds on to the word before it
        parent[at] = nodes.inline("", "", nodes.Text(word), made(), classes=["held"])


def take_out(env: BuildEnvironment, node: nodes.Element) -> None:
    """Take the citations out of a text; names that are words of a sentence stay."""
    for citation in citations(node):
        replace(citation, names(env, keys_of(citation)) if is_textual(citation) else "", None)


class NoteLetters(SphinxPostTransform):
    """In notes, let a small letter stand for each source; the note's list has the same letters."""

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
        """Change one citation, if the list has all its sources."""
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

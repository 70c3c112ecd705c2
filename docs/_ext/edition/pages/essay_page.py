"""``{whole-essay}``: the essay on one page, its claims underlined, each with a card for its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from edition.base.features import Feature, note_feature
from edition.base.phases import Write
from edition.base.trees import part
from edition.base.visitors import skip
from edition.essay.notes import notes_in
from edition.essay.passages import passages_of
from edition.essay.text import load_essay
from edition.pages.citations import take_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from edition.essay.notes import Note


class whole_essay(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """The whole essay: heads of chapters and passages."""


class essay_head(nodes.General, nodes.Element):  # noqa: N801
    """The head of the chapter ``docname``."""


class essay_passage(nodes.General, nodes.Element):  # noqa: N801
    """A passage: its words, then an ``essay_answer`` for each of its notes."""


class essay_answer(nodes.General, nodes.Element):  # noqa: N801
    """The answer of a note, without verdict and citations; ``record`` is its ``Note``."""


class WholeEssay(SphinxDirective):
    """``{whole-essay}``."""

    def run(self) -> list[nodes.Node]:
        """Make the placeholder; the chapters are known after all were read."""
        note_feature(self.env, Feature.WHOLE_ESSAY)
        return [whole_essay()]


class FillEssay(SphinxPostTransform):
    """Fill the placeholder with copies of the passages."""

    default_priority = Write.PLACES - 1  # citations in answers must be removed before other transforms change them
    formats = ("html", "epub")

    def run(self, **kwargs: object) -> None:
        """Add heads and passages."""
        for place in self.document.findall(whole_essay):
            for docname, chapter in zip(self.config.essay_chapters, load_essay(self.env), strict=True):
                if docname in self.env.all_docs:
                    if chapter.title:  # else its heading is the editors'
                        place += essay_head("", docname=docname)
                    place += list(self.passages(docname))

    def passages(self, docname: str) -> Iterator[essay_passage]:
        """The passages of a chapter."""
        notes = notes_in(self.env, docname)
        for row in part(self.env, passages_of, docname):
            words = row[0].deepcopy()
            assert isinstance(words, nodes.paragraph)
            unlink(words)
            found = essay_passage("", words, docname=docname, anchor=row["ids"][0], number=row["number"])
            for note in row.findall(nodes.footnote):
                if record := notes.get(note["ids"][0]):
                    found += self.answer(note, record)
            yield found

    def answer(self, note: nodes.footnote, record: Note) -> essay_answer:
        """The answer of one note."""
        paragraph = next(c for c in note.children if isinstance(c, nodes.paragraph)).deepcopy()
        for child in list(paragraph.children):
            if isinstance(child, nodes.strong):
                paragraph.remove(child)
                break
        take_out(self.env, paragraph)
        paragraph["classes"] = []
        return essay_answer("", paragraph, record=record)


def unlink(node: nodes.Element) -> None:
    """Replace links by their words; on this page only claims are links."""
    for link in list(node.findall(addnodes.pending_xref)):
        link.parent[link.parent.index(link)] = nodes.Text(link.astext())


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive; the visitors of its nodes are in ``pages.essay``."""
    app.add_directive("whole-essay", WholeEssay)
    app.add_node(whole_essay, typst=(skip, None), text=(skip, None))  # the PDF prints the whole essay at its front
    for node in (essay_head, essay_passage, essay_answer):
        app.add_node(node)
    app.add_post_transform(FillEssay)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

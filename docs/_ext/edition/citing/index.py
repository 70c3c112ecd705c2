"""The index of passages: each with its first words, its anchor and its page in the PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from edition.base.domains import domain
from edition.base.features import Feature, note_feature
from edition.base.links import cross_reference
from edition.base.locale import _
from edition.base.phases import Write
from edition.base.quotes import curl, shorten
from edition.essay.text import load_essay, passage_anchor
from edition.names.anchors import AnchorsDomain
from edition.names.kinds import Kind
from edition.names.pdf_pages import pdf_pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class passages_index(nodes.General, nodes.Element):  # noqa: N801
    """Placeholder for the index in the document ``docname``."""


class Passages(SphinxDirective):
    """``{passages}``: the index of passages."""

    def run(self) -> list[nodes.Node]:
        """Insert the placeholder."""
        self.env.note_dependency(self.config.essay_file)
        note_feature(self.env, Feature.PDF_PAGES)
        return [passages_index("", docname=self.env.docname)]


class PassagesIndex(SphinxPostTransform):
    """Fill the placeholder: in the PDF Typst inserts the pages, in HTML they are the same."""

    default_priority = Write.PLACES

    def run(self, **kwargs: object) -> None:
        """Replace each placeholder by a list."""
        for place in list(self.document.findall(passages_index)):
            place.replace_self(self.index(place["docname"]))

    def index(self, docname: str) -> nodes.bullet_list:
        """The list, in the order of the essay."""
        pages = pdf_pages(self.env)
        chapters = load_essay(self.env)
        index = nodes.bullet_list("", classes=["passages"])
        living = {a.anchor for a in domain(self.env, AnchorsDomain).all_names() if a.kind is Kind.PASSAGE}
        for number, (name, chapter) in enumerate(zip(self.config.essay_chapters, chapters, strict=True), 1):
            for k, text in enumerate(chapter.passages, 1):
                anchor = passage_anchor(name, k)
                if anchor not in living:
                    continue
                reference = cross_reference(docname, anchor, curl(shorten(text, 40), self.config.language))
                # The PDF prints the page of references with this class.
                words = reference[0]
                assert isinstance(words, nodes.Element)
                words["classes"] += ["std", "std-ref"]
                line = nodes.paragraph("", f"{number} ¶{k} ")
                line += [reference, nodes.Text(" "), nodes.literal("", anchor)]
                if anchor in pages:
                    line += nodes.Text(", " + _("PDF\u00a0p.\u00a0{page}", page=pages[anchor]))
                index += nodes.list_item("", line)
        return index


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive."""
    app.add_directive("passages", Passages)
    app.add_node(passages_index)
    app.add_post_transform(PassagesIndex)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

"""What the PDF leaves out: sections that only the web book has, and pages that the PDF has in another form."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.phases import Write
from edition.figures.nodes import gallery
from edition.pages.names_page import name_index
from edition.pdf.context import context_of
from edition.pdf.holes import FIGURES, INDEX
from edition.pdf.writer import document_label

OTHERWISE = (gallery, FIGURES), (name_index, INDEX)
"""What the PDF has in a form of its own, and what the labels of its page open instead."""


class LeaveOut(SphinxPostTransform):
    """Keep the title and the first lines of each document of ``pdf_left_out``; its names lead to the last of them.

    The page of the gallery is left out whole, and its names lead to the list of figures after the contents; the names
    of the page with the web book's index lead to the index at the end.
    """

    default_priority = Write.PDF_LEFT_OUT
    formats = ("typst",)

    def run(self, **kwargs: object) -> None:
        """Change a document before its lists are filled."""
        context = context_of(self.document)
        if not context.opening:
            return
        what = next((name for kind, name in OTHERWISE if any(True for _ in self.document.findall(kind))), "")
        if what:
            names = [name for page in self.document.findall(nodes.section) for name in page["ids"]]
            context.opens = {what: [document_label(context.docname, name) for name in names]}
            after = followers(self.document)
            self.document.clear()
            self.document += after
        elif context.docname in self.config.pdf_left_out:
            leave_sections(next(iter(self.document.findall(nodes.section))))


def leave_sections(page: nodes.section) -> None:
    """Take out the sections of a page; their names go to the last paragraph before them, or else to the title.

    The documents that follow in the toctrees of these sections stay.
    """
    sections = [child for child in page.children if isinstance(child, nodes.section)]
    before = [child for child in page.children if isinstance(child, nodes.paragraph)]
    line = before[-1] if before else page[0]
    assert isinstance(line, nodes.Element)
    for section in sections:
        names = [name for part in section.findall(nodes.section) for name in part["ids"]]
        for name in reversed(names):
            line.insert(0, nodes.inline("", "", ids=[name]))
        page.remove(section)
        page += followers(section)


def followers(node: nodes.Element) -> list[nodes.Node]:
    """The nodes that stand for the documents which follow in the toctrees of a part of a document."""
    return list(node.findall(addnodes.start_of_file))

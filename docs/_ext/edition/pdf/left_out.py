"""What the PDF leaves to the web book: the sections of some documents, and what it has in a form of its own."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.phases import Write
from edition.figures.nodes import gallery
from edition.pages.names_page import name_index
from edition.pdf.notes import document_of

OTHERWISE = (gallery, "figures"), (name_index, "names-of-index")
"""What the PDF has in a form of its own, and where the names of its page are kept for that."""


class LeaveOut(SphinxPostTransform):
    """Keep the title and the first lines of each document of ``pdf_left_out``; its names open the last of them.

    The page of the gallery goes whole, and its names open the list of figures behind the contents; those of the page of
    the web book's index open the one at the end.
    """

    default_priority = Write.PDF_LEFT_OUT
    formats = ("typst",)

    def run(self, **kwargs: object) -> None:
        """Change the documents before their lists are filled."""
        otherwise = {document_of(place): key for kind, key in OTHERWISE for place in self.document.findall(kind)}
        for file in list(self.document.findall(addnodes.start_of_file)):
            docname = file["docname"]
            if docname in otherwise:
                pages = file.findall(nodes.section)
                self.document[otherwise[docname]] = [(docname, name) for page in pages for name in page["ids"]]
                file.parent.remove(file)
            elif docname in self.config.pdf_left_out:
                leave_sections(next(iter(file.findall(nodes.section))))


def leave_sections(page: nodes.section) -> None:
    """Take out the sections of a page, and give their names to its last paragraph before them, else to its title."""
    sections = [child for child in page.children if isinstance(child, nodes.section)]
    before = [child for child in page.children if isinstance(child, nodes.paragraph)]
    line = before[-1] if before else page[0]
    assert isinstance(line, nodes.Element)
    for section in sections:
        names = [name for part in section.findall(nodes.section) for name in part["ids"]]
        for name in reversed(names):
            line.insert(0, nodes.inline("", "", ids=[name]))
        page.remove(section)

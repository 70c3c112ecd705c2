"""Typst visitors of documents: where they begin, their titles, and where others follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from edition.base.visitors import ignore
from edition.pdf.context import context_of
from edition.pdf.holes import CONTENTS, PART, hole
from edition.pdf.parts import NUMBERING
from edition.pdf.visitors import note_place
from edition.pdf.writer import close, document, open_block, own, owns, rename, write, write_labels, write_number

if TYPE_CHECKING:
    from edition.pdf.visitors import Visitors
    from edition.pdf.writer import Writer


def visit_document(writer: Writer, node: nodes.document) -> None:
    """Begin a page before the document's labels are written; otherwise they would be on the page before."""
    context = context_of(node)
    if context.opens:  # it is left out, but not what follows it
        write(writer, "".join(follower(writer, place) for place in node.findall(addnodes.start_of_file)))
        raise nodes.SkipNode
    if context.opening and context.docname not in writer.config.pdf_left_out:
        write(writer, "#opening()\n")
    if context.docname in writer.config.pdf_small:
        open_block(writer, None, "small-file")
    owns(writer, "visit_document", node)


def depart_document(writer: Writer, node: nodes.document) -> None:
    """End the document; names that wait for an element lead to its end."""
    write_labels(writer)
    owns(writer, "depart_document", node)
    if context_of(node).docname in writer.config.pdf_small:
        close(writer)


def visit_start_of_file(writer: Writer, node: addnodes.start_of_file) -> None:
    """Leave a hole for a document that follows."""
    write_labels(writer)
    write(writer, follower(writer, node))
    raise nodes.SkipNode


def follower(writer: Writer, node: addnodes.start_of_file) -> str:
    """The hole for a document that follows, below headings of this level; the PDF may be cut before it."""
    context, place = context_of(writer.document), f"{writer.sectionlevel} {node['docname']}"
    context.listed.append((0, node["docname"], False, ""))
    return hole(f"{PART} {place}" if writer.sectionlevel == 0 and stands_alone(writer, node) else place)


def stands_alone(writer: Writer, node: addnodes.start_of_file) -> bool:
    """Whether a document that follows here begins a page, and no call is open around it."""
    if {node["docname"], context_of(writer.document).docname} & {*writer.config.pdf_left_out, *writer.config.pdf_small}:
        return False
    around = node.parent
    while isinstance(around, (nodes.section, nodes.compound)):
        around = around.parent
    return isinstance(around, nodes.document)


def visit_compound(writer: Writer, node: nodes.compound) -> None:
    """Print the contents instead of the first toctree of the book."""
    if "toctree-wrapper" in node["classes"] and not context_of(writer.document).opening:
        before = node.parent.children[: node.parent.index(node)]
        if not any(isinstance(sibling, nodes.compound) for sibling in before):
            write(writer, f"#contents({hole(CONTENTS).strip()})\n")
    owns(writer, "visit_compound", node)


def visit_title(writer: Writer, node: nodes.title) -> None:
    """Number the essay's chapters; headings between them and their sections are kept for the bookmarks."""
    level = writer.sectionlevel
    owns(writer, "visit_title", node)
    note_place(writer, node)
    if isinstance(node.parent, nodes.table):
        write_number(writer, node.parent, "table")
    if not isinstance(node.parent, nodes.section):
        return
    if level == 1 and document(writer) in writer.config.essay_chapters:
        rename(writer, "heading", numbering=NUMBERING)
    elif level == 1 and document(writer) in writer.config.pdf_left_out:
        rename(writer, "heading", level="2", bookmarked="true")
    elif level == 2:
        rename(writer, "heading", outlined="false", bookmarked="true")


def depart_title(writer: Writer, node: nodes.title) -> None:
    """Keep the title of a section for the list of contents, unless it is not outlined."""
    title = writer.curr_element()
    if isinstance(node.parent, nodes.section) and "outlined" not in title.named_params:
        level, numbered = int(title.named_params["level"] or 0), "numbering" in title.named_params
        context_of(writer.document).listed.append((level, title.labels[-1], numbered, "".join(title.body)))
    owns(writer, "depart_title", node)


VISITORS: Visitors = {
    nodes.document: (visit_document, depart_document),
    addnodes.start_of_file: (visit_start_of_file, ignore),
    nodes.compound: (visit_compound, own("depart_compound")),
    nodes.title: (visit_title, depart_title),
}

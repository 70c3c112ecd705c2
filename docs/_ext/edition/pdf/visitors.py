"""Typst visitors of common nodes. Each adds one thing that the writer lacks and leaves the rest to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import admonitionlabels

from edition.base.breaks import line_break
from edition.base.visitors import ignore, skip
from edition.pdf.lengths import typst_length
from edition.pdf.problems import mark_place
from edition.pdf.writer import (
    call,
    close,
    open_block,
    open_inline,
    owns,
    quote,
    rename,
    target,
    write,
    write_number,
)
from edition.sources.cited import CITED

if TYPE_CHECKING:
    from collections.abc import Callable

    from edition.pdf.writer import Writer

    Visitor = Callable[[Writer, Any], None]
    Visitors = dict[type[nodes.Node], tuple[Visitor, Visitor]]


SET = frozenset({"claim", "answer", "letter", "relation", "accelerator", "menuselection", "guilabel"})
"""Classes of words that the design sets otherwise, by its ``inline`` or by a function of that name."""


def note_place(writer: Writer, node: nodes.Element, line: int = 0) -> None:
    """Note the place of the source, for errors in what follows: ``line`` lines below the node's first."""
    if node.line and node.source:
        source = str(node.source).removeprefix(f"{writer.builder.srcdir}/")
        write(writer, mark_place(f"{source}:{node.line + line}"))


def essay_label(passage: str) -> str:
    """The label of a passage where the essay is printed whole, which is not among the public names."""
    return f"essay {passage}"


def visit_text(writer: Writer, node: nodes.Text) -> None:
    """Print the words, and note the place of the source at each of its lines."""
    owns(writer, "visit_Text", node)
    if "\n" in node and isinstance(node.parent, nodes.TextElement):
        before = node.parent.children[: node.parent.index(node) + 1]
        note_place(writer, node.parent, sum(child.astext().count("\n") for child in before))


def visit_caption(writer: Writer, node: nodes.caption) -> None:
    """Number the caption of code, as the pages do; figures bring their numbers."""
    owns(writer, "visit_caption", node)
    if isinstance(node.parent, nodes.container):
        write_number(writer, node.parent, "code-block")


def visit_paragraph(writer: Writer, node: nodes.paragraph) -> None:
    """Pass a paragraph's class on; a list of uses becomes a list of their pages."""
    if "passage" in node:
        open_block(writer, node, "passage", str(node["passage"]), quote(essay_label(node["ids"][0])))
        note_place(writer, node)
        return
    if "uses" in node["classes"]:
        labels = [quote(target(writer, reference)) for reference in node.findall(nodes.reference)]
        run_in = "true" if isinstance(node.parent, nodes.citation) else "false"
        call(writer, None, "uses", *labels, run_in=run_in)
        raise nodes.SkipNode
    if node["classes"]:
        open_block(writer, node, "styled", quote(node["classes"][0]))
    elif isinstance(node.parent, nodes.footnote):
        open_block(writer, node, "par")  # the writer leaves it out
    else:
        owns(writer, "visit_paragraph", node)
    note_place(writer, node)


def visit_reference(writer: Writer, node: nodes.reference) -> None:
    """Print the page after a reference to a section or document, and an address whole."""
    if not node.get("internal") and "refuri" in node:
        owns(writer, "visit_reference", node)
        rename(writer, "web-link")
        return
    owns(writer, "visit_reference", node)
    inner = next(node.findall(nodes.inline), None)
    if (
        inner is None
        or not node.get("internal")
        or "pair-source" in node.parent.get("classes", ())
        or not {"std-ref", "std-doc", "doc"} & set(inner["classes"])
    ):
        return
    rename(writer, "page-link")
    labels = writer.builder.env.domains.standard_domain.labels
    anchor = node.get("refid") or node["refuri"].rpartition("#")[2]
    if anchor in labels and labels[anchor][2] == inner.astext():
        rename(writer, "page-link", title="true")


def visit_inline(writer: Writer, node: nodes.inline) -> None:
    """Pass on only classes that the design uses: Typst calls a function for each, and there are thousands."""
    if CITED in node["classes"]:
        node["ids"] = []  # for lists of uses, which lead to the names around them
    if node["ids"] or writer.pending_labels or SET & {*node["classes"]}:
        owns(writer, "visit_inline", node)
    else:
        writer.append_unprocessed(None)


def visit_strong(writer: Writer, node: nodes.strong) -> None:
    """Set verdicts by a function of their own."""
    owns(writer, "visit_strong", node)
    if "verdict" in node["classes"]:
        rename(writer, "verdict")


def visit_block_quote(writer: Writer, node: nodes.block_quote) -> None:
    """Leave out an empty quotation, which Typst cannot set; Markdown makes them of many ``>`` in a row."""
    if not node.astext().strip() and not next(node.findall(nodes.image), None):
        raise nodes.SkipNode
    owns(writer, "visit_block_quote", node)


def visit_enumerated_list(writer: Writer, node: nodes.enumerated_list) -> None:
    """Set the timeline by a function of its own."""
    owns(writer, "visit_enumerated_list", node)
    if "timeline" in node["classes"]:
        rename(writer, "events")
    if node.get("start", 1) != 1:
        rename(writer, "enum", start=str(node["start"]))


def visit_definition_list(writer: Writer, node: nodes.definition_list) -> None:
    """Set the glossary by a function of its own."""
    owns(writer, "visit_definition_list", node)
    if "glossary" in node["classes"]:
        rename(writer, "glossary")


def visit_definition_list_item(writer: Writer, node: nodes.definition_list_item) -> None:
    """Join the definitions of a term: Typst takes only one."""
    first, *others = (child for child in node.children if isinstance(child, nodes.definition))
    for other in others:
        first += other.children
        node.remove(other)
    owns(writer, "visit_definition_list_item", node)


def visit_image(writer: Writer, node: nodes.image) -> None:
    """Pass on the alternative text, which PDF/UA requires; a picture within a line is set in a box."""
    if isinstance(node.parent, nodes.TextElement):
        open_inline(writer, None, "box")
    if "width" in node:
        node["width"] = typst_length(node["width"])
    owns(writer, "visit_image", node)
    if node.get("alt"):
        rename(writer, "image", alt=quote(node["alt"]))


def depart_image(writer: Writer, node: nodes.image) -> None:
    """Close the picture, and its box."""
    close(writer)
    if isinstance(node.parent, nodes.TextElement):
        close(writer)


def visit_admonition(writer: Writer, node: nodes.Element) -> None:
    """Print its title, as the pages do; the writer would call a function of its name, such as ``note``."""
    owns(writer, f"visit_{node.tagname}", node)
    rename(writer, "admonition", title=quote(str(admonitionlabels[node.tagname])))


def visit_line_break(writer: Writer, _node: line_break) -> None:
    """Break the line."""
    write(writer, "#linebreak()")
    raise nodes.SkipNode


def visit_doctest_block(writer: Writer, node: nodes.doctest_block) -> None:
    """Print an example of code."""
    call(writer, None, "raw", quote(node.astext()), block="true")
    write(writer, "\n")
    raise nodes.SkipNode


ADMONITIONS = (
    nodes.attention,
    nodes.caution,
    nodes.danger,
    nodes.error,
    nodes.hint,
    nodes.important,
    nodes.note,
    nodes.tip,
    nodes.warning,
    addnodes.seealso,
)
ENTERING: dict[type[nodes.Node], Visitor] = {
    nodes.Text: visit_text,
    nodes.caption: visit_caption,
    nodes.paragraph: visit_paragraph,
    nodes.reference: visit_reference,
    nodes.inline: visit_inline,
    nodes.strong: visit_strong,
    nodes.block_quote: visit_block_quote,
    nodes.enumerated_list: visit_enumerated_list,
    nodes.definition_list: visit_definition_list,
    nodes.definition_list_item: visit_definition_list_item,
    nodes.doctest_block: visit_doctest_block,
    addnodes.desc: skip,
    **dict.fromkeys(ADMONITIONS, visit_admonition),
}
"""Departing is left to the writer."""

VISITORS: Visitors = {
    line_break: (visit_line_break, ignore),
    nodes.image: (visit_image, depart_image),
}

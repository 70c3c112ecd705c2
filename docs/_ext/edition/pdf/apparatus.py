"""Typst visitors of the book's own nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx import addnodes

from edition.base.fonts import LABELS, main_family
from edition.base.languages import foreign
from edition.base.visitors import ignore
from edition.figures.cache import picture
from edition.figures.forms import for_print
from edition.figures.nodes import below, chart, drawn, pictured
from edition.names.kinds import Kind, data_anchor
from edition.pdf.context import context_of
from edition.pdf.visitors import note_place
from edition.pdf.writer import (
    array,
    close_argument,
    document,
    open_argument,
    open_block,
    open_inline,
    own,
    owns,
    quote,
    rename,
    shut,
    take_labels,
    write,
)

if TYPE_CHECKING:
    from edition.pdf.visitors import Visitors
    from edition.pdf.writer import Writer


def visit_foreign(writer: Writer, node: foreign) -> None:
    """``#foreign("ko", "")[…]``."""
    language, _, script = node["lang"].partition("-")
    open_inline(writer, node, "foreign", quote(language), quote(script))


def visit_chart(writer: Writer, node: chart) -> None:
    """Hand the figure and its number to ``book.typ``."""
    note_place(writer, node)
    numbers = writer.builder.env.toc_fignumbers.get(document(writer), {}).get("figure", {})
    number = ".".join(map(str, numbers.get(node["ids"][0], ())))
    open_block(writer, node, "chart")
    anchors = take_labels(writer)  # they move with the figure
    words = writer.config.numfig_format["figure"] % number
    numbers_of = data_anchor(node["ids"][0].removeprefix(Kind.FIGURE.prefix))
    labels = writer.builder.env.domains.standard_domain.labels
    _, _, title = labels.get(numbers_of, ("", "", node["anchor-title"]))
    rename(writer, "chart", anchors=array(anchors), number=quote(words))
    context_of(writer.document).figures.append((anchors[0], words, title))


def visit_drawn(writer: Writer, node: drawn) -> None:
    """Set the picture for paper, with its alternative text, which PDF/UA requires."""
    kept = picture(writer.builder.env, node["name"], "print", node["key"]).read_text(encoding="utf-8")
    svg, alt = quote(for_print(kept, main_family(writer.config, LABELS))), quote(node["alt"])
    write(writer, f'#image(bytes({svg}), format: "svg", width: 100%, alt: {alt})\n')


def visit_below(writer: Writer, _node: below) -> None:
    """Begin what is printed below the picture."""
    open_argument(writer)


def depart_below(writer: Writer, _node: below) -> None:
    """Pass it to the figure as an argument."""
    close_argument(writer, "legend")


def visit_number_reference(writer: Writer, node: addnodes.number_reference) -> None:
    """A reference to a figure, with its page; the writer has no visitor for this node."""
    owns(writer, "visit_reference", node)
    rename(writer, "page-link")


VISITORS: Visitors = {
    foreign: (visit_foreign, shut),
    chart: (visit_chart, shut),
    drawn: (visit_drawn, ignore),
    pictured: (ignore, ignore),
    below: (visit_below, depart_below),
    addnodes.number_reference: (visit_number_reference, own("depart_reference")),
}

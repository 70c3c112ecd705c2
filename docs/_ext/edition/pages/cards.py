"""Cards: popovers with the meaning of a term or the details of a source, opened by a button after a link."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes

from edition.base.domains import domain
from edition.base.locale import _
from edition.base.quotes import curl
from edition.base.trees import ancestors
from edition.essay.carries import note_sources, pair, relation_word
from edition.essay.passages import passage
from edition.names.anchors import AnchorsDomain
from edition.names.kinds import Kind
from edition.pages.card_content import form_rows, reference, source_foot, source_head, term_card
from edition.pages.essay_page import essay_answer
from edition.pages.notes import NoteVisitors, card_of_source
from edition.sources.cited import CITED, entries

BOXES = {"std-term", "std-ref"}
"""Classes of the inline nodes that Sphinx puts around the words of links, for which the pages write no tag."""


class CardVisitors(NoteVisitors):
    """Links followed by a small empty button that opens a card, the cards, and the list of a note's sources."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.cards: dict[str, str] = {}
        """The ids of this page's cards by the names of terms: short ones, which no anchor can have."""

    # Links and their buttons.

    def visit_reference(self, node: nodes.Element) -> None:
        """Write no class for a link inside the book, to save bytes: a chapter has hundreds."""
        super().visit_reference(node)
        self.body[-1] = self.body[-1].replace(' class="reference internal"', "")

    def visit_inline(self, node: nodes.inline) -> None:
        """Write no tag for the node that Sphinx puts around the words of a link, and no id of a citation."""
        if self.has_no_tag(node):
            return
        if CITED in node["classes"]:
            node["ids"] = []
        super().visit_inline(node)

    def depart_inline(self, node: nodes.inline) -> None:
        """Close the tag, if one was written."""
        if not self.has_no_tag(node):
            super().depart_inline(node)

    def has_no_tag(self, node: nodes.inline) -> bool:
        """Whether a node needs no tag: the style sheet knows the citations of a chapter by their links."""
        return boxed(node) or (CITED in node["classes"] and self.docname in self.config.essay_chapters)

    def depart_reference(self, node: nodes.reference) -> None:
        """Add the button after a link to a term, in a passage, a note or an answer.

        The cards of what other text names would make the page too large (``card_files``).
        """
        super().depart_reference(node)
        anchor = (node.get("refuri") or "").rpartition("#")[2]
        if Kind.of(anchor) is Kind.TERM and is_term(node) and in_notes(node):
            card = self.cards.setdefault(anchor, f"_{len(self.cards) + 1}")
            self.body.append(peek(card, node.astext()))

    def depart_document(self, node: nodes.document) -> None:
        """Write the cards of terms at the end of the page."""
        if self.cards:
            self.body.append('<div class="cards">\n')
            names = domain(self.builder.env, AnchorsDomain).by_anchor()
            for anchor, card in self.cards.items():
                address = self.uri(names[anchor].docname, anchor)
                self.body.append(term_card(self.builder.env, names[anchor], card, address))
            self.body.append("</div>\n")
        super().depart_document(node)

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """Write the forms of a term as a list with the names of the forms."""
        if "forms" not in node["classes"] or not isinstance(node.parent, nodes.definition):
            super().visit_paragraph(node)
            return
        term = next(node.parent.parent.findall(nodes.term))
        anchor = term["ids"][0]
        names = domain(self.builder.env, AnchorsDomain).by_anchor()
        self.body.append(f'<dl class="forms">{form_rows(names[anchor].forms)}</dl>\n')
        raise nodes.SkipNode

    # The list of a note's sources. Each item is also the card that the letters of the source open.

    def visit_note_sources(self, _node: note_sources) -> None:
        """Open the list."""
        self.body.append('<ul class="note-sources">\n')

    def depart_note_sources(self, _node: note_sources) -> None:
        """Close it."""
        self.body.append("</ul>\n")

    def visit_pair(self, node: pair) -> None:
        """Write one source: its reference, what it carries here, its kind and how the editors know it."""
        entry = entries(self.builder.env)[node["source"]]
        anchor = Kind.SOURCE.anchor(node["source"])
        carries = escape(curl(node["carries"], self.config.language), quote=False)
        seen, address = node["seen"], self.uri(self.docname_of(anchor), anchor)
        self.body.append(
            f'<li popover class="card pair" data-n="{node["letter"]}" id="{card_of_source(node, node["letter"])}">'
            f'<p id="{node["ids"][0]}">{source_head(reference(entry), seen)}</p>\n'
            f"<p><b>{relation_word(node['relation']).capitalize()}.</b> {carries}</p>\n"
            f"{source_foot(self.builder.env, entry, seen, address)}</li>\n"
        )
        raise nodes.SkipNode


def boxed(node: nodes.inline) -> bool:
    """Whether a node is the one that Sphinx puts around the words of a link to a term or a place."""
    return isinstance(node.parent, nodes.reference) and bool(BOXES & {*node["classes"]})


def is_term(node: nodes.reference) -> bool:
    """Whether a link was made by the role for terms."""
    return any("std-term" in inner["classes"] for inner in node.findall(nodes.Element))


def in_notes(node: nodes.Node) -> bool:
    """Whether a node is in a passage with its notes, or in an answer of the page with the whole essay."""
    return any(isinstance(above, (passage, essay_answer)) for above in ancestors(node))


def peek(card: str, name: str) -> str:
    """The empty button after a link; the span around it keeps it from beginning a line."""
    return (
        f'<span class="peek"><button popovertarget="{card}" '
        f'aria-label="{escape(_("About {name}", name=name))}"></button></span>'
    )

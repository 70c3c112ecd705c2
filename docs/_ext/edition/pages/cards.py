"""Cards: popovers with the meaning of a term or the details of a source, opened by a button after a link."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from pybtex.database import Entry
from pybtex.richtext import HRef, Tag
from pybtex.richtext import String as Plain

from edition.base.domains import domain
from edition.base.features import Feature, has_feature
from edition.base.grammar import split_sentences
from edition.base.locale import _, later
from edition.base.quotes import curl
from edition.base.trees import ancestors, once, tree
from edition.base.vocabulary import Seen
from edition.essay.carries import note_sources, pair, relation_word
from edition.essay.passages import passage
from edition.names.anchors import AnchorsDomain
from edition.names.kinds import Kind
from edition.pages.citations import take_out
from edition.pages.essay_page import essay_answer
from edition.pages.notes import NoteVisitors, card_of_source
from edition.sources.chicago import SECOND_HAND, format_source
from edition.sources.cited import CITED, entries
from edition.sources.link_states import link_record, remark
from edition.sources.wording import LANGUAGE, LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.environment import BuildEnvironment

    from edition.names.record import Form, Name


ENOUGH = 60
"""The fewest characters of a definition in a card; a shorter first sentence is followed by the next."""
CALLED = {
    "article": later("Article"),
    **dict.fromkeys(("book", "booklet", "collection", "proceedings"), later("Book")),
    **dict.fromkeys(("incollection", "inbook", "inproceedings"), later("Chapter")),
    **dict.fromkeys(("techreport", "report", "manual"), later("Report")),
    **dict.fromkeys(("thesis", "phdthesis", "mastersthesis"), later("Thesis")),
    "online": later("Web page"),
    **dict.fromkeys(("misc", "unpublished"), later("Document")),
}
"""The kinds of sources for readers, by their type in ``references.bib``."""
BOXES = {"std-term", "std-ref"}
"""Classes of the inline nodes that Sphinx puts around the words of links, for which the pages write no tag."""
REST = {"date", "doi", "editor", "institution", "isbn", "note", "number", "pages", "publisher", "url", "volume"}
"""Fields that only the bibliography prints, not a card."""
READ: dict[str, str] = {
    Seen.OWN_PAGE: later("read, at least in part"),
    Seen.NOT_SHOWN: later("read, but this is not shown in it"),
}


class CardVisitors(NoteVisitors):
    """Links followed by a small empty button that opens a card, the cards, and the list of a note's sources."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.cards: dict[str, str] = {}
        """The ids of this page's cards by the names of terms: short ones, which no anchor can have."""
        self.pairs: dict[str, str] | None = None
        """The first card of each source on this page; None until it is needed."""

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
        """Add the button after a link to a term, or to a source that has a card on this page."""
        super().depart_reference(node)
        anchor = (node.get("refuri") or "").rpartition("#")[2]
        card = self.card_of(node, anchor) if self.has_cards else ""
        if card:
            self.body.append(peek(card, node.astext()))

    @property
    def has_cards(self) -> bool:
        """Whether this page has cards: a chapter, or the page with the whole essay."""
        chapter = self.docname in self.config.essay_chapters
        return chapter or has_feature(self.builder.env, self.docname, Feature.WHOLE_ESSAY)

    def card_of(self, node: nodes.reference, anchor: str) -> str:
        """The id of the card for a link: of a term, or of a source in a note of this page; empty for other links."""
        if Kind.of(anchor) is Kind.TERM and any("std-term" in c["classes"] for c in node.findall(nodes.Element)):
            if anchor not in self.cards and not in_notes(node):
                return ""  # cards for terms that only the commentary names would make the page too large
            return self.cards.setdefault(anchor, f"_{len(self.cards) + 1}")
        if Kind.of(anchor) is Kind.SOURCE:
            if self.pairs is None:
                listed = [one for found in self.document.findall(note_sources) for one in found.findall(pair)]
                self.pairs = {
                    Kind.SOURCE.anchor(one["source"]): card_of_source(one, one["letter"]) for one in reversed(listed)
                }
            return self.pairs.get(anchor, "")
        return ""

    def depart_document(self, node: nodes.document) -> None:
        """Write the cards of terms at the end of the page."""
        if self.cards:
            self.body.append('<div class="cards">\n')
            self.body += [self.term_card(anchor, card) for anchor, card in self.cards.items()]
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
        second = node["seen"] == Seen.CITED_BY
        dagger = ' <b class="second-hand">†</b>' if second else ""
        language = _(LANGUAGES.get(entry.fields.get("language", "en"), ""))
        facts = [f"{_(CALLED.get(entry.type, CALLED['misc']))}, {language}"]
        facts.append(_("second hand") if second else _(READ[node["seen"]]))
        facts.append(link_state(self.builder.env, entry))
        carries = escape(curl(node["carries"], self.config.language), quote=False)
        self.body.append(
            f'<li class="card pair" data-n="{node["letter"]}" id="{card_of_source(node, node["letter"])}" popover>'
            f'<p id="{node["ids"][0]}">{reference(entry)}{dagger}</p>\n'
            f"<p><b>{relation_word(node['relation']).capitalize()}.</b> {carries}</p>\n"
            f"<p><span>{'; '.join(filter(None, facts))}</span> "
            f'<a href="{self.uri(self.docname_of(anchor), anchor)}">{_("Bibliography")}</a></p></li>\n'
        )
        raise nodes.SkipNode

    # Cards.

    def term_card(self, anchor: str, card: str) -> str:
        """The card of a term: its forms with their names, and its meaning.

        It is an ``aside``, which Firefox's reader view removes; else all cards would be at the end of its text.
        """
        name = domain(self.builder.env, AnchorsDomain).by_anchor()[anchor]
        forms = form_rows(name.forms)
        meaning = meaning_of(self.builder.env, name)
        return (
            f'<aside id="{card}" popover class="card term" role="note">'
            f'<p class="card-name">{escape(name.title, quote=False)}</p>\n'
            + (f'<dl class="card-forms">{forms}</dl>\n' if forms else "")
            + f"<p>{escape(meaning, quote=False)}</p>"
            f'<p><a href="{self.uri(name.docname, anchor)}">{_("Glossary entry")}</a></p></aside>\n'
        )


def boxed(node: nodes.inline) -> bool:
    """Whether a node is the one that Sphinx puts around the words of a link to a term or a place."""
    return isinstance(node.parent, nodes.reference) and bool(BOXES & {*node["classes"]})


def form_rows(forms: Iterable[Form]) -> str:
    """The forms of a term as rows of a description list."""
    return "".join(
        f'<div><dt>{escape(_(form.name))}</dt><dd lang="{form.language}">{escape(form.text, quote=False)}</dd></div>'
        for form in forms
    )


def in_notes(node: nodes.Node) -> bool:
    """Whether a node is in a passage with its notes, or in an answer of the page with the whole essay."""
    return any(isinstance(above, (passage, essay_answer)) for above in ancestors(node))


def peek(card: str, name: str) -> str:
    """The empty button after a link; the span around it keeps it from beginning a line."""
    return (
        f'<span class="peek"><button popovertarget="{card}" '
        f'aria-label="{escape(_("About {name}", name=name))}"></button></span>'
    )


def reference(entry: Entry) -> str:
    """The reference of a source in its card: author, year, title and the work that it is in."""
    fields = [(name, value) for name, value in entry.fields.items() if name not in REST]
    plain = Entry(entry.type, fields, entry.persons)
    plain.key = entry.key
    return html_of(format_source(plain)).removesuffix(f" {_(SECOND_HAND)}")


def html_of(text: Any) -> str:
    """A rich text of pybtex as HTML, without links."""
    if isinstance(text, Plain):
        return escape(str(text), quote=False)
    inner = "".join(html_of(part) for part in text.parts)
    if isinstance(text, Tag) and text.name.startswith(LANGUAGE):
        return f'<span lang="{text.name.removeprefix(LANGUAGE)}">{inner}</span>'
    if isinstance(text, Tag) and not isinstance(text, HRef):
        return f"<{text.name}>{inner}</{text.name}>"
    return inner


def link_state(env: BuildEnvironment, entry: Entry) -> str:
    """A few words on the state of the address of a source."""
    url = entry.fields.get("url", "")
    if not url:
        return "" if "doi" in entry.fields else _("no address known")
    record = link_record(env)
    if record.checked is None:
        return _("address not checked since it was read")
    return remark(record, record.links.get(url)) or _("address there when last checked")


def meaning_of(env: BuildEnvironment, term: Name) -> str:
    """The meaning of a term for a card."""
    terms = once(env, ("terms", term.docname), lambda: terms_of(env, term.docname))
    return definition(env, terms[term.anchor])


def terms_of(env: BuildEnvironment, docname: str) -> dict[str, nodes.term]:
    """The terms of a document by their names."""
    return {anchor: term for term in tree(env, docname).findall(nodes.term) for anchor in term["ids"]}


def definition(env: BuildEnvironment, term: nodes.term) -> str:
    """The first sentences of a definition, mostly one, without citations."""
    block = term.parent[-1].deepcopy()
    assert isinstance(block, nodes.definition)
    take_out(env, block)
    paragraphs = [p for p in block.children if isinstance(p, nodes.paragraph) and not p["classes"]]
    return opening(" ".join(" ".join(p.astext() for p in paragraphs).split()))


def opening(text: str) -> str:
    """The first sentence of a text, and the next ones until there are ``ENOUGH`` characters.

    >>> opening("Soviet leader removed in 1964. His successor was Brezhnev, who led the Soviet Union until 1982. More.")
    'Soviet leader removed in 1964. His successor was Brezhnev, who led the Soviet Union until 1982.'
    """
    first, *more = split_sentences(text) or [""]
    while more and len(first.rstrip()) < ENOUGH:
        first += more.pop(0)
    return first.rstrip()

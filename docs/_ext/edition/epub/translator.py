"""Documents as XHTML for e-readers: notes open at their mark; there are no scripts and no tools."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from edition.base.address import relative_address
from edition.base.domains import domain
from edition.base.languages import RIGHT_TO_LEFT
from edition.base.locale import _
from edition.base.quotes import curl
from edition.epub.book import types
from edition.essay.notes import notes_in
from edition.essay.passages import passage
from edition.essay.verdicts import verdicts
from edition.figures import output
from edition.names.anchors import AnchorsDomain
from edition.names.kinds import Kind
from edition.pages.card_content import meaning_of

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.builders import Builder

    from edition.epub.builder import EpubBuilder
    from edition.names.record import Name

GLYPHS = {"disc": "●", "ring": "○", "half": "◒", "parted": "◫", "cross": "✕"}
"""The marks of the verdicts as text, by the shape that the settings name."""
ROLES = {"bibliography": "doc-bibliography", "glossary": "doc-glossary"}
"""The role of DPUB-ARIA that says to a listener what an ``epub:type`` says to a reading system."""


class EpubTranslator(HTML5Translator):
    """Sphinx's translator, with the nodes of the edition and what XHTML or e-readers need otherwise."""

    builder: EpubBuilder

    def __init__(self, document: nodes.document, builder: Builder) -> None:
        super().__init__(document, builder)
        self.cards: dict[str, Name] = {}
        """The terms that this chapter names."""

    def starttag(self, node: Element, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any) -> str:
        """Write the language as ``lang`` and ``xml:lang``."""
        tag: str = super().starttag(node, tagname, suffix, empty, **attributes)
        return tag.replace(' lang="', f' xml:lang="{attributes["lang"]}" lang="', 1) if "lang" in attributes else tag

    def add_permalink_ref(self, node: Element, title: str) -> None:
        """Write none: e-readers have bookmarks."""

    def visit_section(self, node: Element) -> None:
        """A section; that of a whole document has its role, for a ``body`` may have none (ARIA in HTML)."""
        self.section_level += 1
        kind = types(self.builder.env).get(self.docnames[0], "") if self.section_level == 1 else ""
        attributes: dict[str, Any] = {"epub:type": kind} if kind else {}
        attributes |= {"role": ROLES[kind]} if kind in ROLES else {}
        self.body.append(self.starttag(node, "section", **attributes))

    def visit_compound(self, node: nodes.compound) -> None:
        """Leave out the lists of contents: the navigation document, which is read before, has them."""
        if "toctree-wrapper" in node["classes"]:
            raise nodes.SkipNode
        super().visit_compound(node)

    # The essay.

    def visit_passage(self, node: passage) -> None:
        """A passage and its notes."""
        self.body.append(self.starttag(node, "div", CLASS="passage"))
        self.body.append(f'<p class="pilcrow">¶{node["number"]}</p>\n')

    def close_div(self, node: Element) -> None:
        """Close what is a ``div`` in this book."""
        self.body.append("</div>\n")

    depart_passage = depart_evidence = depart_citation = close_div

    def visit_footnote_reference(self, node: Element) -> None:
        """The mark of a note, which e-readers open in a pop-up."""
        if not isinstance(node.parent.parent, passage):
            raise nodes.SkipNode  # the essay alone shows no marks
        number = node.astext()
        self.body.append(
            f'<sup><a class="noteref" epub:type="noteref" role="doc-noteref" id="{node["ids"][0]}" '
            f'href="#{node["refid"]}">{number}</a></sup>'
        )
        raise nodes.SkipNode

    def visit_footnote(self, node: Element) -> None:
        """A note: its number, mark, answer and evidence, and at its end the link back.

        It is a ``div``, because some e-readers take an ``aside`` out of the text.
        """
        note = notes_in(self.builder.env, self.docnames[0]).get(node["ids"][0])
        attributes: dict[str, Any] = {"epub:type": "footnote", "role": "doc-footnote"}
        self.body.append(self.starttag(node, "div", **attributes))
        answer, *rest = node.children[1:]
        self.body.append(f'<p class="answer"><span class="number">{node[0].astext()}</span> ')
        if note:
            verdict = verdicts(self.config)[note.verdict]
            words = escape(curl(note.words, self.config.language), quote=False)
            self.body.append(f'<span class="lemma">{words}</span> ')
            self.body.append(f'<span class="mark" aria-hidden="true">{GLYPHS[verdict.mark]}</span> ')
        for child in answer.children:
            child.walkabout(self)
        self.body.append("</p>\n")
        for block in rest:
            block.walkabout(self)
        if note and note.claim.repair:
            repair = escape(curl(note.claim.repair, self.config.language), quote=False)
            self.body.append(f'<p class="repair">{escape(_("Editors’ repair"))}: <i>{repair}</i></p>\n')
        if node.get("backrefs"):
            label = escape(_("Back to the words of note {number}", number=node[0].astext()))
            self.body.append(
                f'<p class="back"><a epub:type="backlink" role="doc-backlink" href="#{node["backrefs"][0]}">'
                f"{label}</a></p>\n"
            )
        self.body.append("</div>\n")
        raise nodes.SkipNode

    def visit_evidence(self, _node: Element) -> None:
        """The evidence for the answer."""
        self.body.append('<div class="evidence">\n')

    def visit_note_sources(self, node: Element) -> None:
        """The sources of a note."""
        self.body.append(self.starttag(node, "ul", CLASS="note-sources"))

    def depart_note_sources(self, _node: Element) -> None:
        """Close them."""
        self.body.append("</ul>\n")

    def visit_pair(self, node: Element) -> None:
        """One source, and what it carries."""
        self.body.append(self.starttag(node, "li", ""))

    def depart_pair(self, _node: Element) -> None:
        """Close it."""
        self.body.append("</li>\n")

    visit_about, depart_about = HTML5Translator.visit_paragraph, HTML5Translator.depart_paragraph

    # The page with the essay alone.

    def visit_essay_head(self, node: Element) -> None:
        """The title of a chapter of the essay; there is none above the first chapter."""
        names: list[str] = self.config.essay_chapters
        if node["docname"] != names[0]:
            self.body.append(f"<h2>{escape(self.builder.env.titles[node['docname']].astext(), quote=False)}</h2>\n")
        raise nodes.SkipNode

    def visit_essay_passage(self, node: Element) -> None:
        """The words alone."""
        node[0].walkabout(self)
        raise nodes.SkipNode

    # Figures, lists, tables.

    visit_chart, depart_chart = output.visit_chart, output.depart_chart
    visit_pictured = output.visit_pictured
    visit_below, depart_below = output.visit_below, output.depart_below

    def visit_drawn(self, node: Element) -> None:
        """Close the caption and set the picture."""
        self.body.append("</figcaption>\n" + output.in_page(self.builder, self.docnames[0], node.attributes))

    def visit_exhibit(self, node: Element) -> None:
        """A picture of the gallery."""
        self.body.append(output.in_page(self.builder, self.docnames[0], node.attributes, linked=False))

    def visit_table(self, node: nodes.table) -> None:
        """A table without widths of its own."""
        node.attributes.pop("width", None)
        super().visit_table(node)

    def depart_colspec(self, node: Element) -> None:
        """Leave the width of columns to the e-reader."""

    def visit_citation(self, node: Element) -> None:
        """A source of the bibliography."""
        self.body.append(self.starttag(node, "div", classes=["citation"]))

    # Words and links.

    def visit_foreign(self, node: Element) -> None:
        """Words in another language."""
        more: dict[str, Any] = {"dir": "rtl"} if node["lang"].partition("-")[0] in RIGHT_TO_LEFT else {}
        self.body.append(self.starttag(node, "span", "", lang=node["lang"], **more))

    def depart_foreign(self, _node: Element) -> None:
        """Close them."""
        self.body.append("</span>")

    def visit_reference(self, node: Element) -> None:
        """A link; one to a page of the site gets its full address, or is no link if the site has none."""
        place = self.builder.outside(node.get("refuri", ""))
        if place is not None:
            if not place:
                self.context.append("")
                return
            node["refuri"], node["internal"] = place, False
        self.context.append("</a>")
        if anchor := self.term_of(node):
            self.cards[anchor] = domain(self.builder.env, AnchorsDomain).by_anchor()[anchor]
            self.body.append(f'<a epub:type="noteref" role="doc-glossref" href="#card-{anchor}">')
            return
        node.attributes.pop("reftitle", None)
        super().visit_reference(node)

    def depart_reference(self, node: nodes.reference) -> None:
        """Close it, if it was a link."""
        if self.context.pop():
            super().depart_reference(node)

    def term_of(self, node: Element) -> str:
        """The anchor of the term to which a link of a chapter leads; empty for other links."""
        anchor = str(node.get("refuri", "")).rpartition("#")[2]
        is_term = Kind.of(anchor) is Kind.TERM and any("std-term" in c["classes"] for c in node.findall(nodes.Element))
        return anchor if is_term and self.docnames[0] in self.config.essay_chapters else ""

    def depart_document(self, node: nodes.document) -> None:
        """Below a chapter, print its terms with their meanings: e-readers open them in a pop-up, as they do a note."""
        for anchor, term in self.cards.items():
            forms = "; ".join(
                f'<span xml:lang="{form.language}" lang="{form.language}">{escape(form.text, quote=False)}</span>'
                for form in term.forms
            )
            entry = relative_address(self.builder, self.docnames[0], term.docname, anchor)
            entry = f'<a href="{entry}">{_("Glossary entry")}</a>'
            self.body.append(
                f'<aside class="card" epub:type="footnote" role="doc-footnote" id="card-{anchor}">\n'
                f'<p><span class="number">{escape(term.title, quote=False)}</span> {forms}</p>\n'
                f"<p>{escape(meaning_of(self.builder.env, term), quote=False)} {entry}</p></aside>\n"
            )
        super().depart_document(node)

    def visit_written_file(self, node: Element) -> None:
        """The name of a file of the site."""
        place = self.builder.of_site(node.astext())
        self.body.append(f'<a href="{escape(place)}"><code>' if place else "<code>")

    def depart_written_file(self, node: Element) -> None:
        """Close it."""
        self.body.append("</code></a>" if self.builder.of_site(node.astext()) else "</code>")

    def visit_download_reference(self, node: Element) -> None:
        """A file that the site offers."""
        place = self.builder.of_site(f"_downloads/{node['filename']}") if "filename" in node else ""
        self.body.append(f'<a href="{escape(place)}">' if place else "")
        self.context.append("</a>" if place else "")

    # What the pages alone have.

    def skip(self, _node: Element) -> None:
        """Leave it to the pages."""
        raise nodes.SkipNode

    visit_offered = visit_compared = visit_listing = skip

    def unknown_visit(self, node: nodes.Node) -> None:
        """Print only the children of other nodes of the edition."""

    def unknown_departure(self, node: nodes.Node) -> None:
        """As above."""

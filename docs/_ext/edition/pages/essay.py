"""HTML visitors of the page with the whole essay."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from edition.base.locale import _, several
from edition.essay.verdicts import verdicts
from edition.pages.cards import CardVisitors
from edition.pages.chapters import chapters, key
from edition.pages.essay_page import essay_answer, essay_head, essay_passage, whole_essay
from edition.pages.marks import mark, word
from edition.pages.notes import note_and_verdict

if TYPE_CHECKING:
    from docutils.nodes import Element

    from edition.essay.notes import Note


class EssayVisitors(CardVisitors):
    """Visitors of the bar of filters, the passages, and the cards with the answers."""

    def visit_whole_essay(self, node: whole_essay) -> None:
        """Write the bar, and open the essay."""
        self.document["bar"] = "verdicts"
        answers = list(node.findall(essay_answer))
        context = {
            "key": key(self.builder.env),
            "evidence": self.uri(chapters(self.builder.env)[0].docname, "depth-evidence"),
            "mark": mark,
            "repairs": sum(bool(a["record"].claim.repair) for a in answers),
        }
        self.body.append(self.builder.templates.render("essay-bar.html", context))
        self.body.append('<div class="essay-whole">\n')

    def depart_whole_essay(self, _node: whole_essay) -> None:
        """Close it."""
        self.body.append("</div>\n")

    def visit_essay_head(self, node: essay_head) -> None:
        """Write the title of a chapter, as a link to it."""
        chapter = next(c for c in chapters(self.builder.env) if c.docname == node["docname"])
        subtitle = f' <span class="subtitle">{escape(chapter.subtitle)}</span>' if chapter.subtitle else ""
        colon = '<span class="colon">:</span>' if subtitle else ""
        self.body.append(
            f'<h2 class="essay-head"><span class="essay-number">{chapter.number}</span> '
            f'<a href="{self.uri(chapter.docname)}"><span class="title">{escape(chapter.title)}{colon}</span>'
            f"{subtitle}</a></h2>\n"
        )
        raise nodes.SkipNode

    def visit_essay_passage(self, node: essay_passage) -> None:
        """Write a passage: its number, its words, then its repairs and answers, for the margin."""
        href = self.uri(node["docname"], node["anchor"])
        chapter = next(c.number for c in chapters(self.builder.env) if c.docname == node["docname"])
        number = node["number"]
        words, *rest = node.children
        answers = [child for child in rest if isinstance(child, essay_answer)]
        self.body.append(f'<div class="essay-row" id="at-{node["anchor"]}">')
        name = _("Chapter {chapter}, passage {number}, with its notes", chapter=chapter, number=number)
        self.body.append(f'<a class="pilcrow" href="{href}" aria-label="{name}">¶{number}</a>\n')
        words.walkabout(self)
        self.repairs([answer["record"] for answer in answers])
        self.body.append('<div class="answers">\n')
        for answer in answers:
            answer.walkabout(self)
        self.body.append("</div></div>\n")
        raise nodes.SkipNode

    def visit_footnote_reference(self, node: Element) -> None:
        """Write the number of a note as a button that opens its answer; it has no text that could be copied."""
        if not isinstance(node.parent.parent, essay_passage):
            super().visit_footnote_reference(node)
            return
        answers = node.parent.parent.findall(essay_answer)
        record = next(answer["record"] for answer in answers if answer["record"].anchor == node["refid"])
        classes = " ".join(c for c in node["classes"] if c != "claim-mark")
        width = f"n-{len(str(record.number))}"
        self.body.append(
            f'<span class="room {width}"><button class="number {classes}" '
            f'data-n="{record.number}" popovertarget="answer-{record.anchor}" '
            f'aria-label="{note_and_verdict(record)}"></button></span>'
        )
        raise nodes.SkipNode

    def repairs(self, notes: list[Note]) -> None:
        """Write the repairs of a passage, with the numbers of their notes."""
        found = [note for note in notes if note.claim.repair]
        if not found:
            return
        self.body.append('<div class="repairs"><p class="repairs-name">' + _("Editors’ repairs") + "</p>\n")
        for note in found:
            css = verdicts(self.config)[note.verdict].css_class
            self.body.append(
                f'<p class="{css}"><span class="repair-number">{note.number}</span> {self.repair(note)}</p>\n'
            )
        self.body.append("</div>\n")

    def visit_essay_answer(self, node: essay_answer) -> None:
        """Open the card of an answer."""
        note: Note = node["record"]
        verdict = verdicts(self.config)[note.verdict]
        self.body.append(
            f'<div class="card answer-card {verdict.css_class}" id="answer-{note.anchor}" popover>'
            f'<p class="card-kind">{word(verdict, self.meaning_of(verdict.name))} '
            f'<a href="{self.uri(note.docname, note.anchor)}">{_("Note {number}", number=note.number)}</a></p>\n'
        )

    def depart_essay_answer(self, node: essay_answer) -> None:
        """Write the repair and the links, and close the card."""
        note: Note = node["record"]
        count = len(note.sources)
        evidence = several("Evidence and {count} source", "Evidence and {count} sources", count)
        evidence = evidence if count else _("Evidence")
        if note.claim.repair:
            self.body.append(self.repair_line(note))
        self.body.append(
            f'<p><a href="{self.uri(note.docname, note.anchor)}">{evidence}</a> '
            f'<a class="cite-link" href="{self.cite_uri(note.anchor)}" '
            f'aria-label="{_("Cite note {number}", number=note.number)}">{_("Cite")}</a>'
            "</p></div>\n"
        )

"""HTML visitors of passages, note marks, and notes with their answer and evidence."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from edition.base.compare import changes
from edition.base.features import Feature, has_feature
from edition.base.locale import _, several
from edition.base.quotes import curl
from edition.base.trees import ancestors
from edition.base.vocabulary import Confidence
from edition.essay.carries import note_sources
from edition.essay.claims import in_words
from edition.essay.notes import evidence, notes_in
from edition.essay.passages import passage
from edition.essay.verdicts import verdicts
from edition.pages.chapters import claims, neighbors
from edition.pages.headings import TEXT, HeadingVisitors
from edition.pages.marks import mark, word

if TYPE_CHECKING:
    from docutils.nodes import Element

    from edition.essay.notes import Note
    from edition.pages.citations import source_letters


class NoteVisitors(HeadingVisitors):
    """Visitors of passages and notes. Attributes that many tags share come first, so that pages compress well."""

    def note(self, anchor: str) -> Note | None:
        """The record of a note of this chapter; None if there is none."""
        return notes_in(self.builder.env, self.docname).get(anchor)

    # Passages.

    def visit_passage(self, node: passage) -> None:
        """Open a passage; in the margin are its number, a link to itself, and the link to its citations."""
        anchor, number = node["ids"][0], node["number"]
        self.body.append(self.starttag(node, "div", CLASS="passage"))
        here, cites = _("Link to passage {number}", number=number), _("Cite passage ¶{number}", number=number)
        self.body.append(
            f'<p class="margin"><a class="pilcrow" href="#{anchor}" aria-label="{here}">¶{number}</a>'
            f' <a class="cite-link" href="{self.cite_uri(anchor)}" aria-label="{cites}">{_("cite")}</a></p>\n'
        )

    def depart_passage(self, node: passage) -> None:
        """Write the link to what follows and the folded lists, and close the passage."""
        folds = [p for p in node.children if isinstance(p, nodes.paragraph) and "related" in p["classes"]]
        anchor, name = following(node)
        way = f'<a href="#{anchor}">{_("Next: {name}", name=name)}</a>\n' if anchor else ""
        self.body.append(f'<div class="onward">{way}')
        for line in folds:
            self.fold(line)
        self.body.append("</div>\n</div>\n")

    def fold(self, line: nodes.paragraph) -> None:
        """Write a list of related sections or events, folded; the summary says how many they are."""
        label = line.children[0].astext().rstrip(": ")
        links = list(line.findall(nodes.reference))
        if "years" in line:  # of events
            about = f"{label}, {'–'.join(dict.fromkeys(line['years']))}"
        else:
            about = f"{label}, {several('{count} section', '{count} sections', len(links))}"
        self.body.append(f'<details class="related"><summary>{escape(about)}</summary>\n<ul>')
        for link in links:
            self.body.append("<li>")
            link.walkabout(self)
            self.body.append("</li>")
        self.body.append("</ul></details>\n")

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """Leave out the lists of a passage, which are written when it closes."""
        if "related" in node["classes"] and isinstance(node.parent, passage):
            raise nodes.SkipNode
        super().visit_paragraph(node)

    # Notes.

    def visit_footnote_reference(self, node: Element) -> None:
        """Write the number of a note as a link; its label for screen readers has the verdict."""
        note = self.note(node["refid"])
        if note is None:
            super().visit_footnote_reference(node)
            return
        classes = " ".join(["footnote-reference", *node["classes"]])
        self.body.append(
            f'<a class="{classes}" id="{node["ids"][0]}" role="doc-noteref" data-n="{note.number}" '
            f'href="#{note.anchor}" aria-label="{note_and_verdict(note)}"><span>{note.number}</span></a>'
        )
        raise nodes.SkipNode

    def visit_footnote(self, node: Element) -> None:
        """Write a note, and around the notes of a passage a list."""
        if not isinstance(node.previous_sibling(), nodes.footnote):
            self.open_notes(node)
        self.write_note(node, self.note(node["ids"][0]))
        if not isinstance(node.next_node(descend=False, siblings=True), nodes.footnote):
            self.body.append("</div>\n")
        raise nodes.SkipNode

    def open_notes(self, node: Element) -> None:
        """Open the list of a passage's notes, with a link for keyboards to skip them."""
        if isinstance(node.parent, passage):
            labels = [n[0].astext() for n in node.parent.findall(nodes.footnote)]
            anchor, _name = following(node.parent)
            if len(labels) > 1:
                words = _("Skip notes {first} to {last}", first=labels[0], last=labels[-1])
            else:
                words = _("Skip note {number}", number=labels[0])
            if anchor:
                self.body.append(f'<a class="skip-notes" href="#{anchor}">{words}</a>\n')
        self.body.append('<div class="footnote-list">\n')

    def write_note(self, node: Element, note: Note | None) -> None:
        """Write one note: its number, which links back to its words, the answer, and the folded evidence.

        It is a ``div``, since Firefox's reader view removes every ``aside``.
        """
        number = node[0].astext()
        label = note_and_verdict(note) if note else _("Note {number}", number=number)
        self.body.append(note_tag(node, label))
        if backrefs := node.get("backrefs"):
            name = _("Back to the words of note {number}", number=number)
            self.body.append(
                f'<a class="label" role="doc-backlink" aria-label="{name}" href="#{backrefs[0]}">{number}</a>\n'
            )
        answer, *rest = (child for child in node.children[1:])
        self.body.append('<p class="answer">')
        if note:
            words = escape(curl(note.words, self.config.language), quote=False)
            self.body.append(f'<span class="lemma">{words}</span> ')
        self.write_answer(answer, note.confidence if note else Confidence.HIGH)
        name = _("Evidence for note {number}", number=number)
        self.body.append(f'</p>\n<details><summary aria-label="{name}"></summary>\n')
        if note and note.claim.repair:
            self.body.append(self.repair_line(note))
        sources = [block for block in rest if isinstance(block, note_sources)]
        for block in rest:
            if block not in sources:
                block.walkabout(self)
        self.body.append("</details>\n")
        for block in sources:
            block.walkabout(self)
        self.close_note(node, number)
        self.body.append("</div>\n")

    def visit_evidence(self, _node: evidence) -> None:
        """Open the evidence."""
        self.body.append(f'<div class="{TEXT} evidence">')

    def depart_evidence(self, _node: evidence) -> None:
        """Close it."""
        self.body.append("</div>\n")

    def repair_line(self, note: Note) -> str:
        """A paragraph with the repair of a claim."""
        return f'<p class="repair"><span class="repair-name">{_("Repair")}</span> {self.repair(note)}</p>\n'

    def repair(self, note: Note) -> str:
        """The words of a repair; those that the editors changed are marked."""
        parts = []
        for text, new in changes(note.words, note.claim.repair):
            words = escape(curl(text, self.config.language), quote=False)
            parts.append(f"<i>{words}</i>" if new else words)
        return f'<span class="repair-words">{" ".join(parts)}</span>'

    def write_answer(self, answer: nodes.Node, confidence: str) -> None:
        """Write the answer: the verdict, the editors' confidence if it is not high, then the rest."""
        said = False
        for child in answer.children:
            if not said and not isinstance(child, nodes.strong) and child.astext().strip():
                if confidence != Confidence.HIGH:
                    self.body.append(f' <span class="confidence">{escape(in_words(confidence))}</span>')
                self.body.append(' <span class="said">')
                said = True
            child.walkabout(self)
        self.body.append("</span>" if said else "")

    def visit_source_letters(self, node: source_letters) -> None:
        """Write the letters of sources: empty buttons, each of which opens the source's item of the list as a card."""
        self.body += (
            f'<button popovertarget="{card_of_source(node, letter)}" '
            f'data-n="{letter}" aria-label="{_("Source {letter}", letter=letter)}"></button>'
            for letter in node["letters"]
        )
        raise nodes.SkipNode

    def close_note(self, node: Element, number: str) -> None:
        """Write the links below the evidence: to the note's citations and to other claims."""
        anchor = node["ids"][0]
        links = [f'<a class="cite-link" href="{self.cite_uri(anchor)}">{_("Cite note {number}", number=number)}</a>']
        links += [
            f'<a href="{self.uri(mark.docname, mark.anchor)}">{escape(name)}</a>'
            for name, mark in neighbors(claims(self.builder.env), anchor)
        ]
        self.body.append(f'<p class="note-tools">{" ".join(links)}</p>')

    def visit_strong(self, node: nodes.strong) -> None:
        """Write the word of a verdict as a link to its meaning; its period is hidden, for copying and screen readers.

        Where a page explains it as a term, it has its mark and line instead.
        """
        explained = verdicts(self.config).get(node.astext()) if isinstance(node.parent, nodes.term) else None
        if explained is not None:
            said = f'{mark(explained)}<span class="key-word">{escape(explained.word)}</span>'
            self.body.append(f'<strong class="{explained.css_class}">{said}</strong>')
            raise nodes.SkipNode
        known = {v.css_class: v for v in verdicts(self.config).values()}
        verdict = next((known[c] for c in node["classes"] if c in known), None)
        if verdict is None:
            super().visit_strong(node)
            return
        stop = '<span class="stop">.</span>' if node.astext().endswith(".") else ""
        self.body.append(word(verdict, self.meaning_of(verdict.name)) + stop)
        raise nodes.SkipNode

    def meaning_of(self, name: str) -> str:
        """The address of a verdict's meaning: the key of this page, the section of the settings, or the title page."""
        if self.docname in self.config.essay_chapters or self.docname == self.config.root_doc:
            return f"#verdict-{name}"
        if has_feature(self.builder.env, self.docname, Feature.LEDGER):
            return f"#verdict-{name}"
        explained = self.config.verdicts_explained
        if explained not in self.builder.env.domains.standard_domain.anonlabels:
            return self.uri(self.config.root_doc, f"verdict-{name}")
        return self.uri(self.docname_of(explained), explained)


def note_tag(node: Element, label: str) -> str:
    """The tag that opens a note, and spans for its further names.

    Its class comes first, so that the page compresses well; ``starttag`` would sort the attributes.
    """
    first, *others = node["ids"]
    names = "".join(f'<span id="{other}"></span>' for other in others)
    classes = " ".join([TEXT, *node["classes"]])
    return f'<div class="{classes}" id="{first}" aria-label="{label}" role="doc-footnote">\n{names}'


def note_and_verdict(note: Note) -> str:
    """The label of a note's number for screen readers, escaped."""
    return escape(_("Note {number}, {verdict}", number=note.number, verdict=note.verdict))


def card_of_source(node: nodes.Node, letter: str) -> str:
    """The id of a source's card in the note around a node: shorter than the pair's name, and no possible anchor."""
    note = next(above for above in ancestors(node) if isinstance(above, nodes.footnote))
    return f"_{note[0].astext()}{letter}"


def following(node: passage) -> tuple[str, str]:
    """Anchor and title of what follows a passage: the next one, or the commentary; empty at the end."""
    after = node.parent.children[node.parent.index(node) + 1 :]
    for sibling in after:
        if isinstance(sibling, passage):
            return sibling["ids"][0], f"¶{sibling['number']}"
        if isinstance(sibling, nodes.section) and sibling["ids"]:
            return sibling["ids"][0], sibling[0].astext()
    return "", ""

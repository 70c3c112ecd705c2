"""Passages and notes in the PDF: the passage whole, then its notes as numbered text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.compare import changes
from edition.base.locale import _
from edition.base.phases import Write
from edition.base.quotes import curl
from edition.base.visitors import ignore
from edition.base.vocabulary import Confidence
from edition.essay.carries import note_sources, pair
from edition.essay.claims import in_words
from edition.essay.notes import Note, evidence, notes_in
from edition.essay.passages import passage
from edition.pdf.context import context_of
from edition.pdf.letters import set_letters
from edition.pdf.parting import LEMMA, REPAIR, SOURCE, TEXT, Parting, height, part
from edition.pdf.writer import (
    array,
    call,
    close_argument,
    document,
    document_label,
    open_argument,
    open_block,
    open_code,
    quote,
    shut,
    take_names,
    yes,
)

if TYPE_CHECKING:
    from edition.pdf.visitors import Visitors
    from edition.pdf.writer import Writer

ABOUT = frozenset({"hangs", "checked", "history"})
"""Classes of the lines on a note itself: what its verdict hangs on, when it was checked, what changed."""


class note_list(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """The notes of one passage; ``passage`` is its number."""


class NotesAsText(SphinxPostTransform):
    """Collect the notes of each passage in a list, and link each mark to its note."""

    default_priority = Write.PDF_NOTES
    formats = ("typst",)

    def run(self, **kwargs: object) -> None:
        """Change every passage."""
        known = notes_in(self.env, context_of(self.document).docname)
        for row in self.document.findall(passage):
            notes = [child for child in row.children if isinstance(child, nodes.footnote)]
            paragraph = row[0]
            assert isinstance(paragraph, nodes.paragraph)
            paragraph["passage"], paragraph["ids"], row["ids"] = row["number"], row["ids"], []
            for mark in paragraph.findall(nodes.footnote_reference):
                mark["note"] = document_label(context_of(self.document).docname, mark["refid"])
            if notes:
                first = row.index(notes[0])
                for note in notes:
                    row.remove(note)
                    record = known.get(note["ids"][0])
                    join_parts(note)
                    set_letters(note)
                    history_last(note)
                    note["record"] = record
                row.insert(first, note_list("", *notes, passage=row["number"]))


def join_parts(note: nodes.footnote) -> None:
    """Let the evidence follow the answer in one paragraph; take the verdict out, which the design prints above them."""
    answer = next(child for child in note.children if isinstance(child, nodes.paragraph))
    answer["classes"] = []
    strong = next((child for child in answer.children if is_verdict(child)), None)
    words = [child for child in answer.children if child is not strong]
    if strong is not None:
        words = strip_start(words)
    answer.children = []
    answer += nodes.inline("", "", *words, classes=["answer"])
    rest = next((child for child in note.children if isinstance(child, evidence)), None)
    if rest is None:
        return
    blocks = list(rest.children)
    if isinstance(blocks[0], nodes.paragraph):
        answer += [nodes.Text(" "), *blocks.pop(0).children]
    note.remove(rest)
    note += blocks


def history_last(note: nodes.footnote) -> None:
    """Put the history of the note in one line after the sources, which the design prints last."""
    sources = next((child for child in note.children if isinstance(child, note_sources)), None)
    lines = [child for child in note.children if isinstance(child, nodes.paragraph) and ABOUT & set(child["classes"])]
    if sources is None or not lines:
        return
    whole = nodes.paragraph("", classes=["on-note"])
    for line in lines:
        note.remove(line)
        whole += [*([nodes.Text(" ")] if whole.children else []), *line.children]
    sources += whole


def is_verdict(node: nodes.Node) -> bool:
    """Whether a node is the word with which a note begins."""
    return isinstance(node, nodes.strong) and "verdict" in node["classes"]


def strip_start(children: list[nodes.Node]) -> list[nodes.Node]:
    """The children without the white space at their start."""
    for i, child in enumerate(children):
        if not isinstance(child, nodes.Text):
            return children[i:]
        if text := str(child).lstrip():
            return [nodes.Text(text), *children[i + 1 :]]
    return []


def verdict_of(node: nodes.Element) -> str:
    """The name of the verdict that a node shows, or ``""``."""
    return next((c.removeprefix("verdict-") for c in node["classes"] if c.startswith("verdict-")), "")


def visit_note_list(writer: Writer, node: note_list) -> None:
    """Open the list."""
    open_block(writer, None, "notes", passage=str(node["passage"]))


def visit_footnote(writer: Writer, node: nodes.footnote) -> None:
    """Open a note: its number, the essay's words, its verdict, and the words that the editors propose."""
    label = next(node.findall(nodes.label)).astext()
    note: Note | None = node.get("record")
    parting = parting_of(node, note)
    named = {
        "number": label,
        "verdict": quote(verdict_of(node)),
        "names": array(take_names(writer, node)),
        "mark": quote(mark_label(document_label(document(writer), node["ids"][0]))),
        "whole": yes(parting.whole),
        "long": yes(parting.long),
        "holds": yes(parting.stays[0] if parting.stays else False),
    }
    if note:
        named["lemma"] = quote(curl(note.words, writer.config.language))
        named["confidence"] = quote("" if note.confidence == Confidence.HIGH else in_words(note.confidence))
        if note.claim.repair:
            named["repair"] = repair(note.words, note.claim.repair, writer.config.language)
    open_code(writer, "note", **named)


def parting_of(node: nodes.footnote, note: Note | None) -> Parting:
    """Which parts of a note stay together on a page; each of its sources gets the attribute ``stays``."""
    sources = next((child for child in node.children if isinstance(child, note_sources)), None)
    lines = list(sources.children) if sources else []
    texts = [child for child in node.children if child is not sources and not isinstance(child, nodes.label)]
    above = sum(height(child.astext(), TEXT) for child in texts)
    if note:
        above += height(f"{note.words} {note.verdict}", LEMMA) + height(note.claim.repair or "", REPAIR)
    found = part(above, [height(line.astext(), SOURCE) for line in lines])
    for line, stays in zip(lines, found.stays[1:], strict=False):
        if isinstance(line, pair):
            line["stays"] = stays
    return found if all(map(is_text, texts)) else found._replace(whole=False, long=True)


def is_text(node: nodes.Node) -> bool:
    """Whether a part of a note is plain text."""
    return isinstance(node, nodes.paragraph)


def mark_label(note: str) -> str:
    """The label of the mark of a note, which is not among the public names."""
    return f"mark {note}"


def repair(words: str, repaired: str, language: str) -> str:
    """The repair as a Typst array of its words, each with whether the editors changed them."""
    parts = (f"({quote(curl(text, language))}, {str(new).lower()})" for text, new in changes(words, repaired))
    return f"({', '.join(parts)},)"


def visit_footnote_reference(writer: Writer, node: nodes.footnote_reference) -> None:
    """Print the number as a link to the note."""
    note = node.get("note")
    if note:
        number = node.astext()
        named = (
            {}
            if node.get("copy")
            else {"place": quote(mark_label(note)), "words": quote(_("Words of note {number}", number=number))}
        )
        call(writer, None, "mark", quote(number), quote(verdict_of(node)), quote(note), **named)
    raise nodes.SkipNode


def depart_footnote(writer: Writer, _node: nodes.footnote) -> None:
    """Hand the note to the list."""
    close_argument(writer)


def visit_note_sources(writer: Writer, _node: note_sources) -> None:
    """Begin the list of a note's sources."""
    open_argument(writer)


def depart_note_sources(writer: Writer, _node: note_sources) -> None:
    """Hand it to the note, which prints it last."""
    close_argument(writer, "sources")


def visit_pair(writer: Writer, node: pair) -> None:
    """Open one source with its relation to the essay's words."""
    open_block(writer, node, "pair", quote(node["relation"]), stays=yes(node.get("stays", False)))


VISITORS: Visitors = {
    passage: (ignore, ignore),
    note_list: (visit_note_list, shut),
    nodes.footnote: (visit_footnote, depart_footnote),
    nodes.footnote_reference: (visit_footnote_reference, ignore),
    evidence: (ignore, ignore),
    note_sources: (visit_note_sources, depart_note_sources),
    pair: (visit_pair, shut),
}

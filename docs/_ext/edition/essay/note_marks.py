"""Check the marks of notes: each mark has a note, each note a mark, and the notes come last in a chapter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from edition.base.domains import domain
from edition.base.phases import Read
from edition.base.warnings import FatalError, warn
from edition.essay.notes import Code, NotesDomain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class MissingNotes(SphinxTransform):
    """Warn of marks without a note, and repair marks with a slip; docutils would only count them."""

    default_priority = Read.MISSING_NOTES

    def apply(self, **kwargs: object) -> None:
        """Compare the marks of a document with its notes."""
        notes = list(self.document.findall(nodes.footnote))
        if notes and self.env.docname not in self.config.essay_chapters:
            message = "a note answers words of the essay, of which this page has none; write it as words"
            raise FatalError(Code.PLACE, message, f"{self.env.doc2path(self.env.docname)}:{notes[0].line}")
        labels = {name for footnote in notes for name in footnote["names"]}
        references = list(self.document.findall(nodes.footnote_reference))
        marks = {reference["refname"] for reference in references if reference.get("refname")}
        seen = sorted((self.env.docname, label) for label in labels | marks)
        domain(self.env, NotesDomain).data["answered"][self.env.docname] = seen
        for label in sorted(labels - marks):
            self.near_mark(label)
        for label in sorted(marks - labels):
            self.missing(label, [reference for reference in references if reference.get("refname") == label])

    def near_mark(self, label: str) -> None:
        """Warn of a mark that the parser left as text, and make it a mark."""
        for text in self.document.findall(nodes.Text):
            if isinstance(text.parent, (nodes.literal, nodes.literal_block)) or not (found := near(label, text)):
                continue
            warn(Code.MARK, f"“{found[0]}” is no mark of a note; write [^{label}]", text.parent)
            reference = nodes.footnote_reference("", refname=label, auto=1)
            self.document.note_autofootnote_ref(reference)
            self.document.note_footnote_ref(reference)
            parts = [nodes.Text(text[: found.start()]), reference, nodes.Text(text[found.end() :])]
            text.parent.replace(text, parts)
            return

    def missing(self, label: str, references: list[nodes.footnote_reference]) -> None:
        """Warn once of a label without a note, and remove its references."""
        first = next((reference for reference in references if begins_note(reference)), None)
        if first:
            message = f"the note {label!r} has no colon; write '[^{label}]: **Verdict.** …'"
        else:
            message = f"no note has the label {label!r}; write '[^{label}]: **Verdict.** …' at the end"
        warn(Code.MISSING, message, first or references[0])
        for reference in references:
            reference.parent.remove(reference)
            if reference in self.document.autofootnote_refs:  # not if its label is a number
                self.document.autofootnote_refs.remove(reference)
        self.document.footnote_refs.pop(label, None)


def near(label: str, text: str) -> re.Match[str] | None:
    """A mark of a label with a slip in it, if a text has one.

    >>> near("soviet-pilots", "Pilots[^ soviet-pilots] flew.")[0]
    '[^ soviet-pilots]'
    """
    return re.search(rf"\[\s*\S?\s*{re.escape(label)}\s*\]", text)


def begins_note(reference: nodes.footnote_reference) -> bool:
    """Whether a mark is where a note would begin: at the start of a paragraph, before bold words."""
    block = reference.parent
    rest = [child for child in block.children if child is not reference and child.astext().strip(" :")]
    return block.index(reference) == 0 and bool(rest) and isinstance(rest[0], nodes.strong)


class NotesLast(SphinxTransform):
    """Warn of anything after the notes of a chapter: it would be printed as the end of the last section."""

    default_priority = Read.NOTES_LAST

    def apply(self, **kwargs: object) -> None:
        """Find the first block after the first note, by line: the parser has moved the notes to the end."""
        file = self.document["source"]  # a file that is taken in has lines of its own
        notes = [note for note in self.document.findall(nodes.footnote) if (note.source or file) == file]
        lines = [note.line for note in notes if note.line]
        if not lines or self.env.docname not in self.config.essay_chapters:
            return
        for section in self.document.findall(nodes.section):
            for block in section.children:
                if block.line and block.line > min(lines) and isinstance(block, (nodes.Body, nodes.section)):
                    if isinstance(block, (nodes.footnote, nodes.comment)):
                        continue
                    message = (
                        "this stands behind the notes; indent it by four spaces for the note, or move it above them"
                    )
                    warn(Code.LAST, message, block)
                    return


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the checks."""
    app.add_transform(MissingNotes)
    app.add_transform(NotesLast)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

"""Notes: each answers some words of the essay, in one sentence, followed by its evidence."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from docutils import nodes

from edition.base.domains import PerDocument, domain
from edition.base.trees import part
from edition.base.warnings import Finding, WarningCode, report
from edition.essay import carries, claims
from edition.essay.carries import CarriesDomain, Pair
from edition.essay.claims import Claim, ClaimsDomain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

CONTEXT = 32
"""The most characters of the passage that are kept before and after a claim's words."""


class Code(WarningCode, area="notes"):
    """Warning codes of type ``notes``."""

    VERDICT = "verdict"
    """A note does not begin with one of the verdicts in bold."""
    ANSWER = "answer"
    """A note has no answer after its verdict."""
    MARK = "mark"
    """A mark of a note has a slip, so that the parser left it as text."""
    LAST = "last"
    """Something follows the notes of a chapter."""
    CLAIM = "claim"
    """claims.yaml does not say which words a note answers."""
    WORDS = "words"
    """The words of a claim are not in the passage exactly once, or cannot be marked."""
    PLACE = "place"
    """A reference is not right after the words of its claim, or is outside the essay."""
    TWICE = "twice"
    """Two notes of the book have the same label, or one note has two references."""
    MISSING = "missing"
    """A reference has no note."""
    CROWDED = "crowded"
    """A passage has more notes than the style sheet can pair with their words."""


@dataclass(frozen=True, slots=True)
class Note:
    """One note, as the rest of the code needs it."""

    anchor: str
    """Label and public name."""
    docname: str
    """The chapter."""
    passage: str
    """The passage's anchor."""
    number: int
    """As printed, counted from 1 in each chapter."""
    verdict: str
    """The word of one of ``edition_verdicts``."""
    words: str
    """The essay's words that it answers."""
    prefix: str
    """Up to 32 characters of the passage before the words."""
    suffix: str
    """Up to 32 characters after them."""
    claim: Claim
    """Its entry in claims.yaml."""
    sources: tuple[str, ...]
    """Keys of the cited sources, in the order of the note."""
    pairs: tuple[Pair, ...] = ()
    """The note's entries in carries.yaml, in the same order; empty for a book without that file."""

    @property
    def confidence(self) -> str:
        """The editors' confidence in the note: a ``Confidence``, as written."""
        return self.claim.confidence


class evidence(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """All blocks that follow a note's answer; absent if there are none."""


def notes_of(env: BuildEnvironment, docname: str) -> dict[str, Note]:
    """The notes of a chapter with their claims, by their anchors; for ``trees.part``."""
    return {note.anchor: note for note in domain(env, NotesDomain).notes.get(docname, [])}


def pairs_of(env: BuildEnvironment, docname: str) -> dict[str, tuple[Pair, ...]]:
    """The pairs of each note of a chapter, by its anchor; for ``trees.part``."""
    return {note.anchor: note.pairs for note in domain(env, NotesDomain).notes.get(docname, [])}


def notes_in(env: BuildEnvironment, docname: str) -> dict[str, Note]:
    """The notes of a chapter by their anchors, for a document that is written; not those that were warned of."""
    return part(env, notes_of, docname)


class NotesDomain(PerDocument):
    """The notes of all chapters."""

    name = "notes"
    label = "Notes"
    initial_data = {"notes": {}, "answered": {}}  # noqa: RUF012 (Sphinx copies it)
    data_version = 3

    @property
    def notes(self) -> dict[str, list[Note]]:
        """Notes by document, in the order of the text."""
        notes: dict[str, list[Note]] = self.data["notes"]
        return notes

    def all_notes(self) -> Iterator[Note]:
        """Every note, in the order of the chapters."""
        for docname in self.env.config.essay_chapters:
            yield from self.notes.get(docname, [])

    def printed(self) -> object:
        """The notes without claims, sources and pairs, for which one looks at those of a chapter (``notes_in``)."""
        names = [field.name for field in fields(Note) if field.name not in {"claim", "sources", "pairs"}]
        return [[getattr(note, name) for name in names] for note in self.all_notes()]

    def check_consistency(self) -> None:
        """Compare notes, claims and pairs with each other."""
        for check in (self.labels, self.unanswered, self.left_over, self.order):
            report(check())

    def labels(self) -> Iterator[Finding]:
        """Labels used twice, and claims listed under another chapter than their note's."""
        seen: dict[str, Note] = {}
        for note in self.all_notes():
            if other := seen.get(note.anchor):
                message = (
                    f"the note label {note.anchor!r} is used in {other.docname} too; a label names one note of the book"
                )
                yield Finding(Code.TWICE, message, (note.docname, None))
            elif note.claim.chapter != note.docname:
                message = f"the note {note.anchor!r} stands in {note.docname!r}; file its claim there"
                yield Finding(claims.Code.CHAPTER, message, note.claim.record.location)
            seen[note.anchor] = note

    def unanswered(self) -> Iterator[Finding]:
        """Claims without a note."""
        answered = {pair for pairs in self.data["answered"].values() for pair in pairs}
        for claim in domain(self.env, ClaimsDomain).claims:
            if (claim.chapter, claim.note) not in answered and claim.chapter in self.env.all_docs:
                message = f"no note answers the claim {claim.note!r}; write '[^{claim.note}]' in {claim.chapter}.md"
                yield Finding(claims.Code.NOTE, message, claim.record.location)

    def left_over(self) -> Iterator[Finding]:
        """Entries of carries.yaml for unknown notes."""
        known = {note.anchor for note in self.all_notes()}
        for anchor, pairs in (domain(self.env, CarriesDomain).pairs or {}).items():
            if anchor not in known:
                message = f"the book has no note {anchor!r}; take these entries out, or write the note"
                yield Finding(carries.Code.NOTE, message, pairs[0].record.location)

    def order(self) -> Iterator[Finding]:
        """The first claim of each chapter that is not in the order of the essay."""
        for docname, notes in self.notes.items():
            names = {note.anchor for note in notes}
            known = (claim for claim in domain(self.env, ClaimsDomain).claims if claim.chapter == docname)
            order = [claim for claim in known if claim.note in names]
            for note, claim in zip((n for n in notes if n.claim.chapter == docname), order, strict=False):
                if note.anchor != claim.note:
                    message = f"the claim {claim.note!r} stands too early: next in the essay is {note.anchor!r}"
                    yield Finding(claims.Code.ORDER, message, claim.record.location)
                    break


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the notes; their visitors are in ``pages.notes`` and ``pdf.notes``."""
    app.add_domain(NotesDomain)
    app.add_node(evidence)
    return {"version": "1", "env_version": 2, "parallel_read_safe": True, "parallel_write_safe": True}

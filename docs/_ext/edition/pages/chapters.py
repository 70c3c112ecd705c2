"""The chapters of the essay for templates, each with its passages and claims."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from edition.base.domains import domain
from edition.base.locale import _
from edition.base.titles import short_title
from edition.base.trees import once
from edition.essay.notes import NotesDomain
from edition.essay.verdicts import verdicts
from edition.names.anchors import AnchorsDomain
from edition.names.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.environment import BuildEnvironment

    from edition.essay.notes import Note
    from edition.essay.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Mark:
    """One claim, with the mark of its verdict."""

    docname: str
    """Its chapter."""
    anchor: str
    """The name of its note."""
    number: int
    """As printed."""
    verdict: Verdict
    """The note's."""

    @property
    def name(self) -> str:
        """Its name for screen readers."""
        return _("Note {number}, {verdict}", number=self.number, verdict=self.verdict.word)


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage of a chapter."""

    anchor: str
    """Its name."""
    number: int
    """Counted from 1 in the chapter."""
    marks: tuple[Mark, ...]
    """Its claims, in the order of the essay."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter of the essay."""

    docname: str
    """Its document, whose name is also its public name."""
    number: int
    """Counted from 1."""
    title: str
    """The title up to its colon."""
    subtitle: str
    """The title after its colon; may be empty."""
    short: str
    """The short title, for tables and menus."""
    passages: tuple[Passage, ...]
    """In the order of the essay."""

    @property
    def marks(self) -> list[Mark]:
        """The claims of all passages."""
        return [mark for passage in self.passages for mark in passage.marks]


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One row of the key, which explains the verdicts."""

    verdict: Verdict
    """The verdict it explains."""
    count: int
    """How many claims have it."""

    @property
    def meaning(self) -> str:
        """The meaning as it follows the word in a row: without capital and period."""
        text = self.verdict.meaning.rstrip(".")
        return text[:1].lower() + text[1:]


def chapters(env: BuildEnvironment) -> list[Chapter]:
    """The chapters that were read, in the order of the essay; made once, since every page and note asks for them."""
    return once(env, chapters, lambda: make_chapters(env))


def make_chapters(env: BuildEnvironment) -> list[Chapter]:
    """See ``chapters``."""
    names: list[str] = env.config.essay_chapters
    notes = domain(env, NotesDomain)
    found = []
    for number, docname in enumerate(names, 1):
        if docname not in env.titles:
            continue
        title, _, subtitle = env.titles[docname].astext().partition(": ")
        passages = tuple(passages_of(env, notes.notes.get(docname, []), docname))
        found.append(Chapter(docname, number, title, subtitle, short_title(env, docname), passages))
    return found


def passages_of(env: BuildEnvironment, notes: list[Note], docname: str) -> Iterable[Passage]:
    """Each passage of a chapter with its claims."""
    known = verdicts(env.config)
    found = [a.anchor for a in domain(env, AnchorsDomain).anchors.get(docname, []) if a.kind is Kind.PASSAGE]
    for number, anchor in enumerate(found, 1):
        marks = [Mark(docname, n.anchor, n.number, known[n.verdict]) for n in notes if n.passage == anchor]
        yield Passage(anchor, number, tuple(marks))


def key(env: BuildEnvironment, marks: Iterable[Mark] | None = None) -> list[KeyRow]:
    """The key of all verdicts, with their counts among some claims, by default among all."""
    counted = Counter(mark.verdict.word for mark in (claims(env) if marks is None else marks))
    return [KeyRow(verdict, counted[word]) for word, verdict in verdicts(env.config).items()]


def claims(env: BuildEnvironment) -> list[Mark]:
    """All claims, in the order of the essay."""
    return [mark for chapter in chapters(env) for mark in chapter.marks]


def neighbors(marks: list[Mark], anchor: str) -> list[tuple[str, Mark]]:
    """The previous claim, the next one, and the next one with the same verdict, each with the words of its link.

    If the next claim has the same verdict, it is listed once.
    """
    at = next((i for i, mark in enumerate(marks) if mark.anchor == anchor), None)
    if at is None:
        return []
    verdict, after = marks[at].verdict, marks[at + 1 :]
    found = [(_("Previous claim"), marks[at - 1])] if at else []
    found += [(_("Next claim"), mark) for mark in after[:1]]
    same = next((mark for mark in after if mark.verdict == verdict), None)
    if same is not None and same is not after[0]:
        found.append((_("Next {verdict}", verdict=verdict.word), same))
    return found

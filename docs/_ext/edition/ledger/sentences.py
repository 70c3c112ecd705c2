"""Coverage: which sentences of the essay have a note, and why the others need none, from coverage.yaml."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from edition.base.domains import EachBuild, domain
from edition.base.grammar import split_sentences
from edition.base.records import PLAIN, TEXT, misfits, read_checked
from edition.base.warnings import Finding, WarningCode, report
from edition.essay.notes import Note, NotesDomain
from edition.essay.text import essay_passages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

FILE = "coverage.yaml"
SHAPE = {"sentence": TEXT, "reason": PLAIN}


class Code(WarningCode, area="coverage"):
    """Warning codes of type ``coverage``."""

    RECORDS = "records"
    """coverage.yaml cannot be read."""
    FIELD = "field"
    """An entry lacks a field, has one too many, or one of another shape."""
    SENTENCE = "sentence"
    """No sentence of the essay without a note begins with the words of an entry."""
    TWICE = "twice"
    """Two entries are for the same sentence."""


class Sentence(NamedTuple):
    """One sentence of the essay."""

    passage: str
    """Anchor of the passage."""
    text: str
    """Its words."""
    notes: tuple[str, ...]
    """Anchors of the notes that answer words of it."""
    reason: str = ""
    """Why it has none, if coverage.yaml says so."""


def sentences(passage: str, text: str, notes: Iterable[Note]) -> Iterator[Sentence]:
    """Split a passage into sentences, each with the notes whose words overlap it."""
    spans = [(at, at + len(n.words), n.anchor) for n in notes if (at := text.find(n.words)) >= 0]
    start = 0
    for words in split_sentences(text):
        end = start + len(words)
        inside = tuple(anchor for a, b, anchor in spans if a < end and b > start)
        yield Sentence(passage, words.strip(), inside)
        start = end


def read_reasons(path: Path) -> tuple[dict[str, tuple[str, str]], list[Finding]]:
    """The reason and its place by the first words of a sentence; and what is wrong with the file."""
    records, findings = read_checked(Code.RECORDS, path, optional=True)
    reasons: dict[str, tuple[str, str]] = {}
    for record in records:
        findings += (Finding(Code.FIELD, *told) for told in misfits(record, SHAPE, tuple(SHAPE)))
        words, location = record.text("sentence"), record.at("sentence")
        if words in reasons:
            findings.append(Finding(Code.TWICE, f"“{words}” stands here twice; keep one of the two", location))
        elif words:
            reasons[words] = record.text("reason"), location
    return reasons, findings


class CoverageDomain(EachBuild):
    """The reasons of coverage.yaml."""

    name = "coverage"
    label = "Coverage"

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.reasons: dict[str, tuple[str, str]] = {}


def begun(texts: Iterable[str], beginnings: Iterable[str]) -> dict[str, list[str]]:
    """For each of some beginnings, the texts that begin with it.

    >>> begun(["Is it so?", "It is.", "It was."], ["It", "So"])
    {'It': ['It is.', 'It was.'], 'So': []}
    """
    ordered = sorted(texts)
    found: dict[str, list[str]] = {}
    for words in beginnings:
        found[words] = []
        for at in range(bisect_left(ordered, words), len(ordered)):
            if not ordered[at].startswith(words):
                break
            found[words].append(ordered[at])
    return found


def explain(found: list[Sentence], reasons: Mapping[str, tuple[str, str]]) -> list[Sentence]:
    """The sentences, with the reasons of those that have no note."""
    texts = begun((s.text for s in found if not s.notes), reasons)
    why = {text: reasons[words][0] for words in reversed(texts) for text in texts[words]}
    return [s if s.notes else s._replace(reason=why.get(s.text, "")) for s in found]


def examine(env: BuildEnvironment) -> list[Sentence]:
    """Every sentence of the essay, in order, with its notes or its reason."""
    notes: defaultdict[str, list[Note]] = defaultdict(list)
    for note in domain(env, NotesDomain).all_notes():
        notes[note.passage].append(note)
    found = [
        sentence for anchor, text in essay_passages(env).items() for sentence in sentences(anchor, text, notes[anchor])
    ]
    return explain(found, domain(env, CoverageDomain).reasons)


def load(app: Sphinx) -> None:
    """Read and check the file, before any document is read."""
    domain(app.env, CoverageDomain).reasons, findings = read_reasons(Path(app.srcdir) / FILE)
    report(findings)


def check(_app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of reasons for sentences that do not exist, have a note, or have another reason."""
    bare = {sentence.text for sentence in examine(env) if not sentence.notes}  # one reason serves all that are equal
    reasons = domain(env, CoverageDomain).reasons
    explained: dict[str, str] = {}
    for words, texts in begun(bare, reasons).items():
        others = {explained.setdefault(text, words) for text in texts} - {words}
        if not texts:
            message = f"no sentence of the essay without a note begins with “{words}”; take this entry out"
            report([Finding(Code.SENTENCE, message, reasons[words][1])])
        elif len(texts) > 1:
            message = f"{len(texts)} sentences of the essay begin with “{words}”; write more of the one that is meant"
            report([Finding(Code.SENTENCE, message, reasons[words][1])])
        for other in sorted(others):
            message = f"“{words}” begins a sentence that “{other}” begins too; keep one of the two"
            report([Finding(Code.TWICE, message, reasons[words][1])])


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the reasons."""
    app.add_domain(CoverageDomain)
    app.connect("builder-inited", load)
    app.connect("env-check-consistency", check)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

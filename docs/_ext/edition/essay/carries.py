"""What each source says on each note that cites it ("carries"): a relation and one line, from carries.yaml."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from edition.base.domains import EachBuild, domain
from edition.base.locale import _, later
from edition.base.records import PLAIN, TEXT, Record, misfits, read_checked
from edition.base.vocabulary import Relation, Seen
from edition.base.warnings import Finding, WarningCode, nearest, report
from edition.base.words import letter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

FILE = "carries.yaml"
RELATION_WORDS: dict[str, str] = {
    Relation.SUPPORTS: later("supports"),
    Relation.QUALIFIES: later("qualifies"),
    Relation.DISPUTES: later("disputes"),
    Relation.BACKGROUND: later("background"),
}
SHAPE = {"source": TEXT, "relation": TEXT, "carries": PLAIN, "seen": TEXT}
CARRIES_MOST = 30
"""The most words that ``carries`` may have."""


class Code(WarningCode, area="carries"):
    """Warning codes of type ``carries``."""

    RECORDS = "records"
    """carries.yaml cannot be read."""
    FIELD = "field"
    """A pair lacks a field, has one too many, or one of another shape."""
    TWICE = "twice"
    """A source is listed twice for one note."""
    NOTE = "note"
    """The book has no such note."""
    MISSING = "missing"
    """A note cites a source that carries.yaml does not list for it."""
    LEFT = "left"
    """carries.yaml lists a source that the note does not cite."""
    ORDER = "order"
    """The sources of a note are not in the order in which it cites them."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A note and one of its sources."""

    note: str
    """Anchor of the note."""
    source: str
    """Key in ``references.bib``."""
    relation: str
    """A ``Relation``, as written."""
    carries: str
    """What the source says on the note's subject, in the editors' words."""
    seen: str
    """A ``Seen``, as written."""
    record: Record
    """Its entry in the file."""

    @property
    def anchor(self) -> str:
        """The public name of the pair."""
        return f"{self.note}--{nodes.make_id(self.source)}"

    @property
    def second_hand(self) -> bool:
        """Whether the editors know the source only from another work."""
        return self.seen == Seen.CITED_BY


def relation_word(relation: str) -> str:
    """A relation as the book prints it."""
    return _(RELATION_WORDS.get(relation, relation))


class note_sources(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """The list of sources at the end of a note; its children are ``pair`` nodes."""


class pair(nodes.General, nodes.Element):  # noqa: N801
    """One source of a note, with letter, source, relation, carries and seen; its id is the pair's public name."""


class source_link(nodes.General, nodes.Inline, nodes.Element):  # noqa: N801
    """Placeholder of the short reference of ``source``, whose label is known after all documents were read."""


def read_pairs(file: Path) -> tuple[dict[str, list[Pair]], list[Finding]]:
    """The pairs by note, in the order of the file, and what is wrong with it."""
    records, findings = read_checked(Code.RECORDS, file, depth=1, lists=True)
    pairs: dict[str, list[Pair]] = {}
    for record in records:
        found = Pair(
            note=record.keys[0],
            source=record.text("source"),
            relation=record.text("relation"),
            carries=record.text("carries"),
            seen=record.text("seen"),
            record=record,
        )
        findings += faults(found)
        of_note = pairs.setdefault(found.note, [])
        if any(other.source == found.source for other in of_note):
            message = f"{found.note!r} names the source {found.source!r} twice; keep one of the two"
            findings.append(Finding(Code.TWICE, message, record.location))
        else:
            of_note.append(found)
    return pairs, findings


def faults(found: Pair) -> Iterator[Finding]:
    """What is wrong with one pair by itself."""
    record, name = found.record, f"{found.note!r}, {found.source or 'a source'}"
    for message, location in misfits(record, SHAPE, tuple(SHAPE)):
        yield Finding(Code.FIELD, f"{name}: {message}", location)
    for field, allowed in (("relation", (*Relation,)), ("seen", (*Seen,))):
        value = record.text(field)
        if value and value not in allowed:
            message = f"{name}: {field!r} must be {' or '.join(allowed)}, not {value!r}"
            yield Finding(Code.FIELD, message, record.at(field))
    if (count := len(found.carries.split())) > CARRIES_MOST:
        message = f"{name}: 'carries' has {count} words; shorten it to at most {CARRIES_MOST}"
        yield Finding(Code.FIELD, message, record.at("carries"))


def meant(cited: Sequence[str], pairs: Sequence[Pair]) -> dict[str, str]:
    """For each source that a pair names, the cited source that it means: the same one, or one that it misspells.

    A misspelling can only mean a cited source that no pair names; a pair without a source, which was reported, means
    the first of these.  Sources that mean no cited one are left out.
    """
    named = {found.source for found in pairs}
    free = [key for key in cited if key not in named]
    result = {key: key for key in cited if key in named}
    for name in sorted(named - result.keys(), reverse=True):  # "", a missing source, comes last
        if source := nearest(name, free) if name else next(iter(free), ""):
            result[name] = source
            free.remove(source)
    return result


def compare(
    note: str, cited: Sequence[str], pairs: Sequence[Pair], known: Mapping[str, str], location: Any
) -> Iterator[Finding]:
    """Compare the sources that a note cites, in their order, with its pairs.

    ``known`` is the result of ``meant``, ``location`` that of the note.
    """
    for key in cited:
        if key not in known.values():
            message = f"the note {note!r} cites {key!r}, and {FILE} does not say what it carries; add it there"
            yield Finding(Code.MISSING, message, location)
    for found in pairs:
        if found.source and found.source not in cited:
            near = known.get(found.source)
            todo = f"write {near!r}" if near else "cite it there, or take this entry out"
            message = f"the note {note!r} does not cite {found.source!r}; {todo}"
            yield Finding(Code.LEFT, message, found.record.location)
    both = [found for found in pairs if found.source in known]
    for found, key in zip(both, (key for key in cited if key in known.values()), strict=True):
        if known[found.source] != key:
            message = f"the note {note!r} cites {key!r} before {found.source!r}; put the entries in that order"
            yield Finding(Code.ORDER, message, found.record.location)
            break


def as_cited(pairs: Sequence[Pair], known: Mapping[str, str]) -> list[Pair]:
    """The pairs with the sources that they mean (see ``meant``); the others, which were reported, are left out."""
    return [replace(found, source=known[found.source]) for found in pairs if found.source in known]


def list_sources(pairs: Sequence[Pair]) -> note_sources:
    """The list that ends a note."""
    items = []
    for number, found in enumerate(pairs):
        item = pair(
            "",
            nodes.inline("", letter(number), classes=["letter"]),
            nodes.Text(" "),
            source_link("", source=found.source),
            ids=[found.anchor],
            letter=letter(number),
            source=found.source,
            relation=found.relation,
            carries=found.carries,
            seen=found.seen,
            note=found.note,
            classes=["pair", f"pair-{found.relation}"],
        )
        if found.second_hand:
            item += [nodes.Text(" "), nodes.inline("", "†", classes=["second-hand"])]
        item += [
            nodes.Text(" "),
            nodes.inline("", relation_word(found.relation), classes=["relation", f"relation-{found.relation}"]),
            nodes.Text(": "),
            nodes.inline("", found.carries, classes=["carries"]),
        ]
        item.source, item.line = str(found.record.path), found.record.line
        items.append(item)
    return note_sources("", *items)


class CarriesDomain(EachBuild):
    """The pairs of carries.yaml by note; None if the book has no such file or it cannot be read."""

    name = "carries"
    label = "What sources carry"

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.pairs: dict[str, list[Pair]] | None = None

    def printed(self) -> object:
        """Nothing: documents print what their notes have taken from it when they were read."""
        return None


def path(env: BuildEnvironment) -> Path:
    """The path of carries.yaml, which a book need not have."""
    return Path(env.srcdir) / FILE


def load(app: Sphinx) -> None:
    """Read and check the file, before any document is read."""
    if path(app.env).exists():
        pairs, findings = read_pairs(path(app.env))
        if not pairs and not findings:
            message = "no note is in this file; write what each source carries, or take the file out"
            findings = [Finding(Code.RECORDS, message, f"{path(app.env)}:1")]
        unreadable = any(finding.code is Code.RECORDS for finding in findings)
        domain(app.env, CarriesDomain).pairs = None if unreadable else pairs
        report(findings)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the pairs; ``names.pairs`` makes their links."""
    app.add_domain(CarriesDomain)
    app.connect("builder-inited", load)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

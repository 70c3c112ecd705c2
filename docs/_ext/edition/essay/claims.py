"""Claims: for each note the exact words of the essay that it answers, with repair and confidence, from claims.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from edition.base.domains import EachBuild, domain
from edition.base.locale import _, later
from edition.base.records import MAPPING, PLAIN, TEXT, Record, misfits, read_checked
from edition.base.vocabulary import Confidence
from edition.base.warnings import Finding, WarningCode, report

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

FILE = "claims.yaml"
IN_WORDS: dict[str, str] = {
    Confidence.HIGH: later("high confidence"),
    Confidence.MEDIUM: later("medium confidence"),
    Confidence.LOW: later("low confidence"),
}
REPAIR_MOST = 18
"""The most words that a repair may have."""
SHAPE = {"quote": TEXT, "confidence": TEXT, "repair": PLAIN, "checked": MAPPING, "rests": PLAIN}
CHECKED = {"date": TEXT, "edition": TEXT}


def in_words(confidence: str) -> str:
    """The editors' confidence in the words that the book prints."""
    return _(IN_WORDS.get(confidence, confidence))


class Code(WarningCode, area="claims"):
    """Warning codes of type ``claims``."""

    RECORDS = "records"
    """claims.yaml cannot be read."""
    FIELD = "field"
    """A claim lacks a field, has one too many, or one of another shape."""
    CHAPTER = "chapter"
    """A claim is listed under an unknown chapter, or under another chapter than its note's."""
    REPAIR = "repair"
    """A repair is too long, is the same as the essay, or does not fit into it."""
    NOTE = "note"
    """No note answers a claim."""
    ORDER = "order"
    """The claims of a chapter are not in the order of the essay."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One record of claims.yaml."""

    note: str
    """Anchor of the note that answers it."""
    chapter: str
    """The chapter's document."""
    quote: str
    """The essay's words, white space folded."""
    record: Record
    """Its entry in the file."""
    confidence: str = Confidence.HIGH
    """The editors' confidence in the note: a ``Confidence``, as written."""
    repair: str = ""
    """The shortest words that would make the claim right in its sentence; or empty."""
    checked: date | None = None
    """The day on which the note was last checked against its sources."""
    edition: str = ""
    """The edition for which that was done; or empty."""
    rests: str = ""
    """What the verdict rests on if it lacks the kind of source that it needs; or empty."""


def read_claims(path: Path, chapters: Sequence[str]) -> tuple[list[Claim], list[Finding]]:
    """The claims in the order of the file, and what is wrong with them; wrong fields count as absent."""
    records, findings = read_checked(Code.RECORDS, path, depth=2)
    claims = [read_claim(record) for record in records]
    if claims and not any(claim.chapter in chapters for claim in claims):
        message = f"no chapter of the essay stands here; write each one's claims below its name, as in '{chapters[0]}:'"
        return [], [Finding(Code.RECORDS, message, f"{path}:1")]
    unknown: set[str] = set()
    for claim in claims:
        findings += faults(claim)
        if claim.chapter not in {*chapters, *unknown}:
            message = f"the essay has no chapter {claim.chapter!r}; one of {', '.join(chapters)}"
            findings.append(Finding(Code.CHAPTER, message, claim.record.location))
            unknown.add(claim.chapter)
    return claims, findings


def read_claim(record: Record) -> Claim:
    """One claim, whatever its faults."""
    chapter, note = record.keys
    checked = record.mapping("checked")
    try:
        day = date.fromisoformat(checked.text("date"))
    except ValueError:
        day = None
    return Claim(
        note=note,
        chapter=chapter,
        quote=record.text("quote"),
        confidence=record.text("confidence"),
        repair=record.text("repair"),
        checked=day,
        edition=checked.text("edition"),
        rests=record.text("rests"),
        record=record,
    )


def faults(claim: Claim) -> Iterator[Finding]:
    """What is wrong with one claim by itself."""
    name, record = repr(claim.note), claim.record
    for message, location in misfits(record, SHAPE, ("quote", "confidence")):
        yield Finding(Code.FIELD, f"the claim {name}: {message}", location)
    if claim.confidence and claim.confidence not in (*Confidence,):
        message = f"the claim {name}: 'confidence' must be {' or '.join(Confidence)}, not {claim.confidence!r}"
        yield Finding(Code.FIELD, message, record.at("confidence"))
    checked = record.mapping("checked")
    if checked.fields and all(isinstance(value, str) for value in checked.fields.values()):
        for message, location in misfits(checked, CHECKED, tuple(CHECKED)):
            yield Finding(Code.FIELD, f"the claim {name}: 'checked': {message}", location)
        day = checked.text("date")
        if day and (claim.checked is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", day)):
            message = f"the claim {name}: {day!r} is no day; write 'date: 2026-11-28'"
            yield Finding(Code.FIELD, message, record.at("checked"))
    if (count := len(claim.repair.split())) > REPAIR_MOST:
        message = f"the repair of {name} has {count} words; shorten it to at most {REPAIR_MOST}"
        yield Finding(Code.REPAIR, message, record.at("repair"))
    if claim.repair and claim.repair == claim.quote:
        message = f"the repair of {name} is what the essay says; leave it out, or write what would be right"
        yield Finding(Code.REPAIR, message, record.at("repair"))


class ClaimsDomain(EachBuild):
    """The claims, read at the start of each build."""

    name = "claims"
    label = "Claims"

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.claims: list[Claim] = []
        self._by_note: dict[tuple[str, str], Claim] = {}
        """By note and chapter; the first claim of a note also by the note and ``""``."""
        self.path = Path(env.srcdir) / FILE
        self.unreadable = False
        """Whether the file could not be read at all."""

    def printed(self) -> object:
        """Nothing: a note prints its claim."""
        return None

    def take(self, claims: list[Claim]) -> None:
        """Keep the claims of the file; of two claims of one note in one chapter, the first is found."""
        self.claims, self._by_note = claims, {}
        for claim in claims:
            for chapter in (claim.chapter, ""):
                self._by_note.setdefault((claim.note, chapter), claim)

    def find(self, note: str, chapter: str) -> Claim | None:
        """The claim of a note, preferably one listed under its chapter."""
        return self._by_note.get((note, chapter)) or self._by_note.get((note, ""))


def load(app: Sphinx) -> None:
    """Read and check the file, before any document is read."""
    claims, findings = read_claims(Path(app.srcdir) / FILE, app.config.essay_chapters)
    domain(app.env, ClaimsDomain).take(claims)
    domain(app.env, ClaimsDomain).unreadable = any(finding.code is Code.RECORDS for finding in findings)
    report(findings)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the claims."""
    app.add_domain(ClaimsDomain)
    app.connect("builder-inited", load)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

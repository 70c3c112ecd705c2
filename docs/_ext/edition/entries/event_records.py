"""The events of timeline.yaml, read and checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from edition.base import characters
from edition.base.dates import parse_date, show_date
from edition.base.records import TEXT, TEXTS, Record, misfits, read_checked
from edition.base.warnings import Finding, WarningCode
from edition.base.words import repeated
from edition.names.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

SHAPE = {
    "id": TEXT,
    "date": TEXT,
    "end": TEXT,
    "title": TEXT,
    "fact": TEXT,
    "sources": TEXTS,
    "chapter": TEXT,
    "kind": TEXT,
    "see": TEXTS,
}
REQUIRED = ("id", "date", "title", "fact", "sources", "chapter")
ANCHOR = re.compile(Kind.EVENT.prefix + r"[a-z0-9]+(-[a-z0-9]+)*")
KEY = re.compile(r"[^\s`{},\\]+")
"""What can be a key of references.bib in a citation."""


class Code(WarningCode, area="events"):
    """Warning codes of type ``events``."""

    RECORDS = "records"
    """timeline.yaml cannot be read."""
    FIELD = "field"
    """An event lacks a field, has one too many, or one of another shape."""
    DATE = "date"
    """A date is not of the form 1950, 1950-06 or 1950-06-25 or does not exist, or the end is not after the start."""
    CHAPTER = "chapter"
    """An event names a chapter that the essay does not have."""
    KIND = "kind"
    """An event has a kind that is not in ``events_kinds``."""
    TWICE = "twice"
    """Two events have the same id, or the same date and title."""
    EMPTY = "empty"
    """There is no event to print."""


@dataclass(frozen=True, slots=True)
class Event:
    """One record of timeline.yaml."""

    id: str
    """Its public name."""
    date: str
    """ISO, only as precise as its source."""
    end: str
    """The last day of an event that lasts; or empty."""
    shown: str
    """The date in words."""
    title: str
    """Inline Markdown."""
    fact: str
    """Inline Markdown, without its citations."""
    sources: tuple[str, ...]
    """Keys of the sources."""
    chapter: str
    """The chapter's document."""
    kind: str
    """A key of ``events_kinds``; ``""`` in a book without kinds of events."""
    see: tuple[str, ...]
    """Names of the passages and sections that list it."""
    record: Record
    """Its entry in the file."""

    @property
    def start(self) -> str:
        """The first day, by which events are sorted; a year counts as its first day."""
        year, month, day = parse_date(self.date) if self.shown else (9999, 0, 0)
        return f"{year:04}-{month or 1:02}-{day or 1:02}"

    @property
    def cited(self) -> str:
        """The fact with its citations before the final period."""
        citation = f"{{cite:p}}`{','.join(self.sources)}`" if self.sources else ""
        stop = "." if self.fact.endswith(".") else ""
        return f"{self.fact.removesuffix('.')} {citation}{stop}".strip()


def read_events(path: Path, chapters: Sequence[str], kinds: Collection[str] = ()) -> tuple[list[Event], list[Finding]]:
    """The events with a valid id, the oldest first, and what is wrong with all; wrong fields count as absent."""
    records, findings = read_checked(Code.RECORDS, path)
    if not records and not findings:
        return [], [Finding(Code.EMPTY, "there is no event in this file; write one, or take the list out", f"{path}:1")]
    events: dict[str, Event] = {}
    told: dict[tuple[str, ...], Record] = {}
    for record in records:
        findings += faults(record, chapters, kinds)
        name = record.text("id")
        other = told.setdefault(tuple(record.text(field) for field in ("date", "end", "title")), record)
        if other is not record and other.text("id") != name:
            message = f"{name}: line {other.line} has an event of this date and title too; take one of the two out"
            findings.append(Finding(Code.TWICE, message, record.location))
        if name in events:
            message = (
                f"{name}: line {events[name].record.line} has an event of this id too; give one of the two another"
            )
            findings.append(Finding(Code.TWICE, message, record.at("id")))
        elif ANCHOR.fullmatch(name):
            events[name] = read_event(record)
    return sorted(events.values(), key=lambda event: event.start), findings


def read_event(record: Record) -> Event:
    """One event, whatever its faults."""
    date, end = record.text("date"), record.text("end")
    return Event(
        id=record.text("id"),
        date=date,
        end=end,
        shown="" if any(date_fault(date, end)) else show_date(date, end),
        title=record.text("title"),
        fact=record.text("fact"),
        sources=tuple(dict.fromkeys(key for key in record.texts("sources") if KEY.fullmatch(key))),
        chapter=record.text("chapter"),
        kind=record.text("kind"),
        see=tuple(record.texts("see")),
        record=record,
    )


def date_fault(date: str, end: str) -> tuple[str, str]:
    """The field with a wrong date of an event, and what is wrong; both are empty if nothing is."""
    days = []
    for field, day in (("date", date), ("end", end or date)):
        try:
            days.append(parse_date(day))
        except ValueError as error:
            return field, str(error)
    first, last = days
    if end and last == first:
        return "end", f"it ends when it begins ({date}); leave 'end' out"
    return ("end", f"it ends ({end}) before it begins ({date}); change the two") if last < first else ("", "")


def faults(record: Record, chapters: Sequence[str], kinds: Collection[str]) -> Iterator[Finding]:
    """What is wrong with one event by itself."""
    name = record.text("id") or "this event"
    for message, location in misfits(record, SHAPE, (*REQUIRED, "kind") if kinds else REQUIRED):
        yield Finding(Code.FIELD, f"{name}: {message}", location)
    odd = any(characters.faults(record.text("id"), ""))  # which base.characters reports
    if record.text("id") and not odd and not ANCHOR.fullmatch(record.text("id")):
        message = f"{name}: 'id' must be of the form {Kind.EVENT.prefix}name-in-small-letters"
        yield Finding(Code.FIELD, message, record.at("id"))
    for field, what in (("sources", "source"), ("see", "name")):
        for twin in repeated(record.texts(field)):
            yield Finding(Code.FIELD, f"{name}: the {what} {twin!r} stands here twice; take one out", record.at(field))
    if "{cite" in record.text("fact"):
        message = f"{name}: 'fact' has a citation, and those of 'sources' end it; move its sources there"
        yield Finding(Code.FIELD, message, record.at("fact"))
    for key in record.texts("sources"):
        if not KEY.fullmatch(key):
            message = f"{name}: {key!r} can be no key of a source; write the key as its source has it"
            yield Finding(Code.FIELD, message, record.at("sources"))
    if record.text("id") in record.texts("see"):
        yield Finding(Code.FIELD, f"{name}: 'see' names the event itself; take that out", record.at("see"))
    field, message = date_fault(record.text("date"), record.text("end")) if record.text("date") else ("", "")
    if field:
        yield Finding(Code.DATE, f"{name}: {message}", record.at(field))
    if record.text("chapter") and record.text("chapter") not in chapters:
        message = f"{name}: there is no chapter {record.text('chapter')!r}; one of {', '.join(chapters)}"
        yield Finding(Code.CHAPTER, message, record.at("chapter"))
    if (kind := record.text("kind")) and kind not in kinds:
        known = f"one of {', '.join(kinds)}" if kinds else "list it in 'events_kinds' of conf.py, or take it out"
        yield Finding(Code.KIND, f"{name}: there is no kind of event {kind!r}; {known}", record.at("kind"))

"""The edition as plain data, by public names: the content of ``edition.json``, of which TEI and texts are made."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edition.base.address import pdf_address, public_address, public_page
from edition.base.domains import domain
from edition.base.quotes import curl
from edition.entries.events import EventsDomain
from edition.essay.commentary import CommentaryDomain
from edition.essay.text import essay_bytes, essay_passages, load_essay, passage_anchor
from edition.essay.verdicts import verdicts
from edition.names.kinds import Kind
from edition.names.promises import RegistryDomain
from edition.names.subjects import kind_of
from edition.names.units import Unit, gather
from edition.sources.labels import label
from edition.sources.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

SCHEMA = "edition.schema.json"
"""The JSON Schema of ``edition.json``, beside it and beside this module."""
SCHEMAS = (SCHEMA, "anchors.schema.json", "claims.schema.json")
"""All published schemas, with those of ``anchors.json`` and ``claims.jsonld``."""
FIELDS = ("doi", "isbn", "url", "language", "year", "date", "seen", "note")
"""Fields of a source, as in ``references.bib``."""
RENAMED = {"note": "remark"}
"""Fields that have another name in the data."""


class Model:
    """Makes the data, after all documents were read."""

    def __init__(self, app: Sphinx) -> None:
        self.app, self.config = app, app.config
        self.gatherer = gather(app.env)
        self.units = self.gatherer.units
        self.commentary = domain(app.env, CommentaryDomain)
        self.passages = essay_passages(app.env)
        self.event_kinds = {event.id: event.kind for event in domain(app.env, EventsDomain).events}
        self.groups: dict[str, str] = {}
        heading = ""
        for unit in self.units:  # the group of a term is the heading above it
            heading = unit.anchor if unit.kind in {Kind.SECTION, Kind.PAGE} else heading
            if unit.kind is Kind.TERM:
                self.groups[unit.anchor] = heading

    def of(self, kind: Kind) -> Iterable[Unit]:
        """The units of a kind, in the order of the toctrees."""
        return (unit for unit in self.units if unit.kind is kind)

    def address(self, unit: Unit) -> str:
        """The address of a name: public if the book has a public address, else relative to the title page."""
        return public_page(self.app.builder, unit.page, unit.anchor)

    def data(self) -> dict[str, Any]:
        """All data, without empty values."""
        config = self.config
        edition = {
            "$schema": SCHEMA,
            "title": config.project,
            "editors": config.author,
            "edition": config.release,
            "date": config.typst_date.isoformat(),
            "language": config.language,
            "address": config.html_baseurl,
            "pdf": public_address(config, pdf_address(config)) if pdf_address(config) else "",
            "verdicts": [
                {"word": one.word, "meaning": one.meaning, "rating": one.rating} for one in verdicts(config).values()
            ],
            "essay": self.essay(),
            # A note that a warning has left out is not part of the data.
            "notes": [self.note(unit) for unit in self.of(Kind.NOTE) if unit.anchor in self.gatherer.notes],
            "commentary": [self.section(unit) for unit in self.of(Kind.SECTION) if unit.page in config.essay_chapters],
            "terms": [self.term(unit) for unit in self.of(Kind.TERM)],
            "events": [self.event(unit) for unit in self.of(Kind.EVENT)],
            "figures": [
                {"name": unit.anchor, "title": unit.title, "text": unit.text, "sources": list(unit.sources)}
                | {"address": self.address(unit)}
                for unit in self.of(Kind.FIGURE)
            ],
            "sources": [self.source(unit) for unit in self.of(Kind.SOURCE)],
            "retired": dict(domain(self.app.env, RegistryDomain).retired),
        }
        cleaned: dict[str, Any] = clean(edition)
        return cleaned

    def essay(self) -> dict[str, Any]:
        """The essay, word for word, with straight quotation marks as in its file."""
        chapters = []
        titles = {unit.page: unit.title for unit in self.of(Kind.CHAPTER)}
        for number, (name, chapter) in enumerate(
            zip(self.config.essay_chapters, load_essay(self.app.env), strict=True), 1
        ):
            passages = [
                {"name": passage_anchor(name, n), "number": n, "text": text}
                for n, text in enumerate(chapter.passages, 1)
            ]
            chapters.append(
                {
                    "name": name,
                    "number": number,
                    "title": titles.get(name, chapter.title),
                    "titled_by": "author" if chapter.title else "editors",
                    "passages": passages,
                    "address": public_page(self.app.builder, name),
                }
            )
        return {"sha256": hashlib.sha256(essay_bytes(self.app.env)).hexdigest(), "chapters": chapters}

    def note(self, unit: Unit) -> dict[str, Any]:
        """One note, with its claim and its pairs."""
        note = self.gatherer.notes[unit.anchor]
        start = self.passages[note.passage].find(note.words)
        claim = note.claim
        return {
            "name": unit.anchor,
            "chapter": note.docname,
            "passage": note.passage,
            "number": note.number,
            "words": note.words,
            "start": start,
            "end": start + len(note.words),
            "verdict": note.verdict,
            "confidence": note.confidence,
            "repair": claim.repair,
            "rests": claim.rests,
            "checked": {"date": claim.checked.isoformat(), "edition": claim.edition} if claim.checked else {},
            "answer": unit.text,
            "evidence": unit.more,
            "sources": [
                {
                    "name": pair.anchor,
                    "source": Kind.SOURCE.anchor(pair.source),
                    "relation": pair.relation,
                    "carries": curl(pair.carries, self.config.language),
                    "seen": pair.seen,
                }
                for pair in note.pairs
            ],
            "terms": list(unit.terms),
            "address": self.address(unit),
        }

    def section(self, unit: Unit) -> dict[str, Any]:
        """One commentary section."""
        sections = self.commentary.sections.get(unit.page, [])
        passages = next((list(one.passages) for one in sections if one.anchor == unit.anchor), [])
        return {
            "name": unit.anchor,
            "chapter": unit.page,
            "title": unit.title,
            "text": unit.text,
            "passages": passages,
            "sources": list(unit.sources),
            "terms": list(unit.terms),
            "address": self.address(unit),
        }

    def term(self, unit: Unit) -> dict[str, Any]:
        """One term, with its forms."""
        return {
            "name": unit.anchor,
            "term": unit.title,
            "forms": [{"text": f.text, "language": f.language, "form": f.name} for f in unit.name.forms],
            "group": self.groups[unit.anchor],
            "kind": kind_of(self.config, self.groups[unit.anchor]),
            "definition": unit.text,
            "sources": list(unit.sources),
            "address": self.address(unit),
        }

    def event(self, unit: Unit) -> dict[str, Any]:
        """One event; its dates are only as precise as its sources."""
        return {
            "name": unit.anchor,
            "date": unit.name.date,
            "end": unit.name.end,
            "shown": unit.shown,
            "title": unit.title,
            "fact": unit.text,
            "kind": self.event_kinds.get(unit.anchor, ""),
            "sources": list(unit.sources),
            "address": self.address(unit),
        }

    def source(self, unit: Unit) -> dict[str, Any]:
        """One source: its reference as printed, and its fields."""
        entry = self.gatherer.citations[unit.name.source].entry
        fields = {RENAMED.get(name, name): plain(entry.fields[name]) for name in FIELDS if name in entry.fields}
        return {
            "name": unit.anchor,
            "key": unit.name.source,
            "citation": label(entry),
            "reference": str(self.gatherer.citations[unit.name.source].formatted_entry.text),
            "title": plain(entry.fields.get("title", "")),
            **fields,
            "page": self.address(unit),
        }


def clean(value: Any) -> Any:
    """The value without empty texts, lists and mappings in mappings."""
    if isinstance(value, dict):
        return {key: clean(item) for key, item in value.items() if item not in ("", [], {}, None)}
    return [clean(item) for item in value] if isinstance(value, list) else value


def schema(name: str = SCHEMA) -> str:
    """The text of a JSON Schema."""
    return (Path(__file__).parent / name).read_text(encoding="utf-8")

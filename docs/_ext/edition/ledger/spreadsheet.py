"""The claims as CSV tables (RFC 4180): one with a row per note, one with a row per pair of note and source."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from edition.base.address import public_page
from edition.base.domains import domain
from edition.base.vocabulary import Relation
from edition.essay.notes import NotesDomain
from edition.essay.verdicts import verdicts
from edition.ledger.evidence import source_fields
from edition.ledger.hangs import weigh
from edition.names.anchors import AnchorsDomain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from edition.essay.notes import Note

CLAIMS = (
    "note", "chapter", "passage", "number", "words", "verdict", "answer", "repair", "confidence", "checked", "edition",
    "rests", "sources", "read", "second_hand", "languages", "kinds", *Relation, "agreement", "hangs_on", "pairs",
    "url",
)  # fmt: skip
PAIRS = ("pair", "note", "source", "relation", "carries", "seen", "url")


def to_csv(rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def claim_row(app: Sphinx, note: Note, answer: str) -> list[object]:
    """The row of one note, in the order of ``CLAIMS``."""
    sources = source_fields(app.env, note.pairs)
    claim, hangs = note.claim, weigh(note.pairs, sources, verdicts(app.config)[note.verdict])

    def counted(counts: dict[str, int]) -> str:
        return " ".join(f"{name}:{count}" for name, count in sorted(counts.items()))

    return [
        note.anchor, note.docname, note.passage, note.number, note.words, note.verdict, answer, claim.repair,
        claim.confidence, claim.checked.isoformat() if claim.checked else "", claim.edition, claim.rests,
        " ".join(note.sources), len(hangs.pairs) - hangs.second_hand, hangs.second_hand, counted(hangs.languages),
        counted(hangs.kinds), *(hangs.relations[relation] for relation in Relation),
        ("agree" if hangs.agree else "disagree") if hangs.pairs else "",
        " ".join(pair.source for pair in hangs.deciding),
        " ".join(f"{pair.anchor}:{pair.relation}" for pair in note.pairs),
        public_page(app.builder, note.docname, note.anchor),
    ]  # fmt: skip


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write ``claims.csv`` and ``carries.csv`` beside the pages."""
    if exception or app.builder.name != "html":
        return
    notes = list(domain(app.env, NotesDomain).all_notes())
    answers = {name.anchor: name.answer for name in domain(app.env, AnchorsDomain).all_names()}
    claims = [CLAIMS, *(claim_row(app, note, answers.get(note.anchor, "")) for note in notes)]
    pairs = [
        (p.anchor, p.note, p.source, p.relation, p.carries, p.seen, public_page(app.builder, note.docname, p.anchor))
        for note in notes
        for p in note.pairs
    ]
    for name, rows in (("claims.csv", claims), ("carries.csv", [PAIRS, *pairs])):
        (Path(app.outdir) / name).write_text(to_csv(rows), encoding="utf-8", newline="")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Write the tables when the pages have been written."""
    app.connect("build-finished", write)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

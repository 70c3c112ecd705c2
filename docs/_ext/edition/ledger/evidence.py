"""Check that each verdict has the sources that it needs, and print below each note what its verdict rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.dates import show_date
from edition.base.domains import domain
from edition.base.locale import _
from edition.base.phases import Write
from edition.base.vocabulary import Relation
from edition.base.warnings import WarningCode, warn
from edition.essay.notes import NotesDomain, notes_in
from edition.essay.passages import passage
from edition.essay.verdicts import verdicts
from edition.ledger.hangs import say, shortfall, weigh
from edition.sources.cited import entries
from edition.sources.wording import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

    from edition.essay.carries import Pair


class Code(WarningCode, area="ledger"):
    """Warning codes of type ``ledger``."""

    VERDICT = "verdict"
    """A note lacks the kind of source that its verdict needs, and its claim has no ``rests``."""
    RESTS = "rests"
    """A claim has ``rests`` although its note has the kind of source that its verdict needs."""
    PART = "part"
    """A directive names an unknown part of the ledger."""


def source_fields(env: BuildEnvironment, pairs: Iterable[Pair]) -> Mapping[str, Mapping[str, str]]:
    """The fields of the sources of some pairs, by key."""
    known = entries(env)
    return {pair.source: known[pair.source].fields for pair in pairs if pair.source in known}


def check(_app: Sphinx, env: BuildEnvironment) -> None:
    """Check each verdict against the sources of its note."""
    for note in domain(env, NotesDomain).all_notes():
        if not note.pairs or any(pair.relation not in (*Relation,) for pair in note.pairs):
            continue  # an unknown relation was reported
        verdict = verdicts(env.config)[note.verdict]
        missing = shortfall(note.anchor, verdict, weigh(note.pairs, source_fields(env, note.pairs), verdict))
        if missing and not note.claim.rests:
            warn(Code.VERDICT, missing, note.claim.record.location)
        elif note.claim.rests and not missing:
            message = f"the sources of {note.anchor!r} carry its verdict; take 'rests' out"
            warn(Code.RESTS, message, note.claim.record.at("rests"))


class EvidenceLines(SphinxPostTransform):
    """Add to each note a line on what its verdict rests on, and one on when it was checked."""

    default_priority = Write.PLACES

    def run(self, **kwargs: object) -> None:
        """Add the lines to every note."""
        known = notes_in(self.env, self.env.current_document.docname)
        for row in self.document.findall(passage):
            for footnote in (child for child in row.children if isinstance(child, nodes.footnote)):
                note = known.get(footnote["ids"][0])
                if note is None:
                    continue
                if note.pairs:
                    fields = source_fields(self.env, note.pairs)
                    hangs = weigh(note.pairs, fields, verdicts(self.config)[note.verdict])
                    text = say(hangs, note.claim.rests, LANGUAGES)
                    footnote += nodes.paragraph("", text, classes=["hangs"])
                if note.claim.checked:
                    text = _(
                        "Checked on {day} for edition {edition}.",
                        day=show_date(note.claim.checked.isoformat()),
                        edition=note.claim.edition,
                    )
                    footnote += nodes.paragraph("", text, classes=["checked"])


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the lines and the check."""
    app.add_post_transform(EvidenceLines)
    app.connect("env-check-consistency", check)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

"""The line below each note's sources on what its verdict hangs on, and when it was checked; and the rule behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.dates import show_date
from edition.base.domains import domain
from edition.base.findings import WarningCode, warn
from edition.base.locale import _
from edition.base.phases import Write
from edition.base.vocabulary import Relation
from edition.essay.notes import NotesDomain
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
    """A note's sources do not carry its verdict, and nothing says why it stands."""
    RESTS = "rests"
    """A claim says on what its verdict rests, although its sources carry it."""
    PART = "part"
    """A page asks for a part of the ledger that there is not."""


def source_fields(env: BuildEnvironment, pairs: Iterable[Pair]) -> Mapping[str, Mapping[str, str]]:
    """The fields of the bibliography's entries of some pairs by key."""
    known = entries(env)
    return {pair.source: known[pair.source].fields for pair in pairs if pair.source in known}


def check(_app: Sphinx, env: BuildEnvironment) -> None:
    """Hold each verdict against its sources."""
    for note in domain(env, NotesDomain).all_notes():
        if not note.pairs or any(pair.relation not in (*Relation,) for pair in note.pairs):
            continue  # or that was told
        verdict = verdicts(env.config)[note.verdict]
        missing = shortfall(note.anchor, verdict, weigh(note.pairs, source_fields(env, note.pairs), verdict))
        if missing and not note.claim.rests:
            warn(Code.VERDICT, missing, note.claim.record.location)
        elif note.claim.rests and not missing:
            message = f"the sources of {note.anchor!r} carry its verdict; take 'rests' out"
            warn(Code.RESTS, message, note.claim.record.at("rests"))


class EvidenceLines(SphinxPostTransform):
    """End each note with what its verdict hangs on and when it was checked."""

    default_priority = Write.PLACES

    def run(self, **kwargs: object) -> None:
        """Add one line to each note."""
        known = {note.anchor: note for note in domain(self.env, NotesDomain).all_notes()}
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
    """Register the line and the rule."""
    app.add_post_transform(EvidenceLines)
    app.connect("env-check-consistency", check)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

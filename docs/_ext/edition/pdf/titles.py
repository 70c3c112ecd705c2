"""A description of what each name leads to, which screen readers read aloud at a link of the PDF."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from edition.base.domains import domain
from edition.base.locale import _
from edition.base.trees import once
from edition.essay.notes import NotesDomain
from edition.names.anchors import AnchorsDomain
from edition.names.kinds import Kind
from edition.pdf.parts import TITLES
from edition.sources.cited import citations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from edition.names.record import Name

OWN_TITLE = (Kind.CHAPTER, Kind.PAGE, Kind.PASSAGE, Kind.PAIR)
"""Kinds whose title says what they are."""


def title(name: Name, notes: Mapping[str, str], sources: Mapping[str, str]) -> str:
    """The description of one name: a source by its citation, a note by its number and verdict.

    ``notes`` and ``sources`` are such words by name.
    """
    if name.anchor in notes:
        return notes[name.anchor]
    if name.anchor in sources:
        return _("{title}, {kind}", title=sources[name.anchor], kind=Kind.SOURCE.word)
    return name.title if name.kind in OWN_TITLE else _("{title}, {kind}", title=name.title, kind=name.kind.word)


def titles_of(env: BuildEnvironment) -> dict[str, str]:
    """The description of every name, made once in a build."""
    return once(env, titles_of, lambda: _titles(env))


def _titles(env: BuildEnvironment) -> dict[str, str]:
    notes = {
        note.anchor: _("Note {number}, {verdict}", number=note.number, verdict=note.verdict)
        for note in domain(env, NotesDomain).all_notes()
    }
    sources = {c.citation_id: c.formatted_entry.label for c in citations(env)}
    return {name.anchor: title(name, notes, sources) for name in domain(env, AnchorsDomain).all_names()}


def write_titles(app: Sphinx, builder: Builder) -> None:
    """Write the descriptions of all names beside each Typst file."""
    if builder.name != "typst":
        return
    text = json.dumps(titles_of(app.env), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    for document in app.config.typst_documents:
        folder = Path(builder.outdir) / document["targetname"]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / TITLES).write_text(text, encoding="utf-8")

"""Count what the book contains, for the summary at the end of a build."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.addnodes import pending_xref

from edition.base.domains import domain
from edition.essay.commentary import CommentaryDomain
from edition.essay.notes import NotesDomain
from edition.essay.passages import passage
from edition.essay.verdicts import verdicts
from edition.ledger.sentences import examine
from edition.names.anchors import AnchorsDomain
from edition.names.kinds import Kind
from edition.sources.cited import entries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata


def count_words(app: Sphinx, doctree: nodes.document) -> None:
    """Store how many words of a document are the editors', without citations."""
    left_out: list[nodes.Node] = [row[0] for row in doctree.findall(passage)]
    left_out += [x for x in doctree.findall(pending_xref) if x["refdomain"] == "cite"]
    total, less = (
        sum(len(re.findall(r"\w+", t.astext())) for root in roots for t in root.findall(nodes.Text))
        for roots in ([doctree], left_out)
    )
    app.env.metadata[app.env.docname]["words"] = total - less


def summary(env: BuildEnvironment) -> Iterator[str]:
    """The lines of the summary."""
    notes = list(domain(env, NotesDomain).all_notes())
    by_chapter = Counter(note.docname for note in notes)
    by_verdict = Counter(note.verdict for note in notes)
    yield f"notes: {len(notes)} ({listed({word: by_verdict[word] for word in verdicts(env.config)})})"
    yield f"  by chapter: {listed({name: by_chapter[name] for name in env.config.essay_chapters})}"
    yield f"repairs: {sum(bool(note.claim.repair) for note in notes)}"
    relations = Counter(pair.relation for note in notes for pair in note.pairs)
    yield f"pairs of note and source: {relations.total()} ({listed(relations)})"
    found = examine(env)
    yield f"coverage: {sum(bool(s.notes) for s in found)} of {len(found)} sentences have a note"
    names = domain(env, AnchorsDomain).all_names()
    yield f"anchors: {listed(Counter(name.kind for name in names))}"
    yield f"commentary sections: {sum(map(len, domain(env, CommentaryDomain).sections.values()))}"
    cited = [entries(env)[name.source] for name in names if name.kind is Kind.SOURCE]
    yield f"sources by group: {listed(Counter(entry.fields.get('keywords', '') for entry in cited))}"
    words = {name: data["words"] for name, data in env.metadata.items() if "words" in data}
    chapters = sum(words.get(name, 0) for name in env.config.essay_chapters)
    lists = map(domain(env, AnchorsDomain).page_of, (Kind.EVENT, Kind.TERM))
    others = {name: words[name] for name in lists if name in words}
    yield f"words: {listed({'notes and commentary': chapters} | others)}"


def listed(counts: Mapping[str, int]) -> str:
    """``2 one, 3 two``."""
    return ", ".join(f"{count} {name}" for name, count in counts.items())


def setup(app: Sphinx) -> ExtensionMetadata:
    """Count when documents are read."""
    app.connect("doctree-read", count_words)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

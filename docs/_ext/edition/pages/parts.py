"""Parts of pages that are rendered by templates: tables of verdicts, strips, bars of filters."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.domains import domain
from edition.base.phases import Write
from edition.base.quotes import curl
from edition.base.trees import part
from edition.essay.notes import NotesDomain
from edition.essay.passages import passages_of
from edition.essay.verdicts import verdicts
from edition.ledger.tables import ledger
from edition.pages.chapters import chapters, key
from edition.pages.citations import take_out
from edition.pages.tables import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata


class template_part(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """A part rendered by ``template`` with ``context``; ``filtered`` if it has a bar of filters."""


class DrawVerdicts(SphinxPostTransform):
    """In the pages, render two tables of the ledger by templates: counts are links, rows can be filtered."""

    default_priority = Write.PLACES - 1
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Replace the placeholders of counts and claims."""
        for place in list(self.document.findall(ledger)):
            if place["part"] == "counts":
                context = counts(self.env) | {"name": name_of(place)}
                place.replace_self(template_part("", template="verdict-counts.html", context=context))
            elif place["part"] == "claims":
                place.replace_self(
                    template_part("", template="verdict-claims.html", context=claims(self.env), filtered=True)
                )


def counts(env: BuildEnvironment) -> dict[str, Any]:
    """The context for the number of claims by chapter and verdict; each number links to the first of them."""
    words = list(verdicts(env.config).values())
    rows = []
    for chapter in chapters(env):
        counted = Counter(mark.verdict.word for mark in chapter.marks)
        first = {mark.verdict.word: mark for mark in reversed(chapter.marks)}
        cells = [(counted[v.word], first.get(v.word)) for v in words]
        rows.append((chapter, cells, counted.total()))
    return {"verdicts": words, "rows": rows, "key": key(env)}


def claims(env: BuildEnvironment) -> dict[str, Any]:
    """The context for all claims with their answers."""
    rows = [(chapter, list(claim_rows(env, chapter.docname))) for chapter in chapters(env)]
    return {"key": key(env), "rows": rows}


def claim_rows(env: BuildEnvironment, docname: str) -> Iterator[dict[str, Any]]:
    """The claims of one chapter, for the template."""
    answers = {}
    for row in part(env, passages_of, docname):
        for note in row.findall(nodes.footnote):
            answers[note["ids"][0]] = answer_text(env, note)
    known = verdicts(env.config)
    for record in domain(env, NotesDomain).notes.get(docname, []):
        yield {
            "number": record.number,
            "anchor": record.anchor,
            "words": curl(record.words, env.config.language),
            "answer": answers.get(record.anchor, ""),
            "verdict": known[record.verdict],
        }


def answer_text(env: BuildEnvironment, note: nodes.footnote) -> str:
    """The answer of a note as plain text, without its verdict and citations."""
    paragraph = next((c for c in note.children if isinstance(c, nodes.paragraph)), None)
    if paragraph is None:
        return ""
    copy = paragraph.deepcopy()
    take_out(env, copy)
    words = [child.astext() for child in copy.children if not isinstance(child, nodes.strong)]
    return " ".join("".join(words).split())


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the parts; the visitor is in ``pages.headings``."""
    app.add_node(template_part)
    app.add_post_transform(DrawVerdicts)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

"""The front of the PDF: the essay whole, and what the title page shows of its claims."""

from __future__ import annotations

import hashlib
from collections import Counter
from textwrap import indent
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.domains import domain
from edition.base.features import Feature, has_feature
from edition.base.locale import _
from edition.base.phases import Write
from edition.base.titles import short_title
from edition.base.visitors import ignore
from edition.essay.notes import NotesDomain
from edition.essay.text import essay_bytes
from edition.essay.verdicts import verdicts
from edition.pages.essay_page import whole_essay as place_of_essay
from edition.pdf.context import context_of
from edition.pdf.holes import ESSAY, TITLED_ESSAY, hole
from edition.pdf.titles import titles_of
from edition.pdf.visitors import essay_label
from edition.pdf.writer import (
    array,
    call,
    close_apart,
    document_label,
    open_apart,
    open_block,
    quote,
    shut,
    take_names,
    write,
    write_labels,
    yes,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from edition.pdf.texts import Text
    from edition.pdf.visitors import Visitors
    from edition.pdf.writer import Writer


WHOLE = "the essay"
"""The label of the title that the essay has if no page of the author's gives it one."""


class title_page(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """The first page, with the names of the whole book."""


class essay_whole(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """Where the essay is printed without its notes; ``titled`` if no page of the author's gives it a title."""


class essay_part(nodes.General, nodes.Element):  # noqa: N801
    """The passages of one chapter, which are printed there."""


class essay_text(nodes.TextElement):  # noqa: N801
    """A passage: its ``number``, ``anchor``, ``words`` that describe it, and the ``label`` of the annotated passage."""


class EssayWhole(SphinxPostTransform):
    """Begin the book, put the essay before its first chapter, and copy for it the passages of a chapter."""

    default_priority = Write.PDF_ESSAY
    formats = ("typst",)

    def run(self, **kwargs: object) -> None:
        """Change a document, after its words have been marked."""
        for place in list(self.document.findall(place_of_essay)):
            place.replace_self(essay_whole("", titled=False))
        if not context_of(self.document).opening:
            self.introduce()
        if copies := list(self.copies()):
            self.document += essay_part("", *copies)

    def introduce(self) -> None:
        """Begin with the title page, and give the lines before the first toctree a class of their own."""
        first = next(iter(self.document.findall(addnodes.start_of_file)), None)
        page = any(has_feature(self.env, name, Feature.WHOLE_ESSAY) for name in context_of(self.document).documents)
        if first is not None and not page:
            first.parent.insert(first.parent.index(first), essay_whole("", titled=True))
        section = next(iter(self.document.findall(nodes.section)), None)
        if section is not None:
            section.insert(0, title_page())
        for child in section.children if section else []:
            if isinstance(child, nodes.compound):
                return
            if isinstance(child, nodes.paragraph):
                first_line = isinstance(child.previous_sibling(), nodes.title)
                child["classes"].insert(0, "intro-1" if first_line else "intro-2")

    def copies(self) -> Iterator[nodes.Node]:
        """The passages without their names."""
        titles, docname = titles_of(self.env), context_of(self.document).docname
        for paragraph in self.document.findall(nodes.paragraph):
            if "passage" not in paragraph:
                continue
            anchor = paragraph["ids"][0]
            copy = paragraph.deepcopy()
            for node in copy.findall(nodes.Element):
                node["ids"] = []
                node["copy"] = True
            label = document_label(docname, anchor)
            words = _("{title}, in the essay whole", title=titles.get(anchor, docname))
            named = {"number": paragraph["passage"], "anchor": anchor, "label": label, "words": words}
            yield essay_text("", "", *copy.children, **named)


def whole_essay(env: BuildEnvironment, texts: Mapping[str, Text], *, titled: bool) -> str:
    """The essay as Typst: the passages of each document, below the titles of all chapters but the first."""
    chapters = [(docname, text.passages) for docname, text in texts.items() if text.passages]
    parts = [f"#essay-title({quote(env.titles[docname].astext())})\n{passages}" for docname, passages in chapters]
    if parts:
        parts[0] = chapters[0][1]
    elif titled:
        return ""
    body = f"\n{indent(''.join(parts), '  ')}" if parts else ""
    return f"#essay-whole(title: {yes(titled)})[{body}]\n"


def describe_claims(app: Sphinx, builder: Builder) -> None:
    """Give ``book.typ`` the claims for the title page, and the verdicts of the settings."""
    if builder.name == "typst":
        for document in app.config.typst_documents:
            document["metadata"] = document.get("metadata", {}) | claims_data(app.env)


def claims_data(env: BuildEnvironment) -> dict[str, Any]:
    """Verdicts with their counts, claims by chapter, the essay's hash, the book's address and its section on rights."""
    notes = domain(env, NotesDomain)
    counts = Counter(note.verdict for note in notes.all_notes())
    shown = {
        verdict.name: verdict._asdict() | {"count": counts[verdict.word], "ink": verdict.ink[0], "line": verdict.line}
        for verdict in verdicts(env.config).values()
    }
    for verdict in shown.values():
        verdict["stroke"] = verdict["stroke"][0]
    names = {verdict["word"]: name for name, verdict in shown.items()}
    strip = [
        {
            "title": short_title(env, docname),
            "label": document_label(docname, docname),
            "claims": [[names[n.verdict], document_label(docname, n.anchor)] for n in notes.notes.get(docname, [])],
        }
        for docname in env.config.essay_chapters
        if docname in env.titles
    ]
    digest = hashlib.sha256(essay_bytes(env)).hexdigest()
    rights = env.domains.standard_domain.anonlabels.get(env.config.rights_explained)
    return {
        "verdicts": shown,
        "strip": strip,
        "essay": digest,
        "address": env.config.html_baseurl,
        "rights": document_label(*rights) if rights else "",
    }


def visit_title_page(writer: Writer, node: title_page) -> None:
    """Print the title page; the names that lead to the whole book lead here."""
    call(writer, None, "title-page", names=array(take_names(writer, node)))
    raise nodes.SkipNode


def visit_essay_whole(writer: Writer, node: essay_whole) -> None:
    """Leave a hole for the essay, since its passages come from all documents."""
    write_labels(writer)
    if node["titled"]:
        context_of(writer.document).listed.append((1, WHOLE, False, '#say("The essay")'))
    write(writer, hole(TITLED_ESSAY if node["titled"] else ESSAY))
    raise nodes.SkipNode


def visit_essay_part(writer: Writer, _node: essay_part) -> None:
    """Begin the passages of this document."""
    write_labels(writer)
    open_apart(writer)


def depart_essay_part(writer: Writer, _node: essay_part) -> None:
    """Keep them for the book."""
    context_of(writer.document).passages = close_apart(writer)


def visit_essay_text(writer: Writer, node: essay_text) -> None:
    """Print a passage; its number leads to the annotated one, and back."""
    place, words = quote(essay_label(node["anchor"])), quote(node["words"])
    open_block(writer, None, "essay-text", str(node["number"]), quote(node["label"]), place, words)


VISITORS: Visitors = {
    title_page: (visit_title_page, ignore),
    essay_whole: (visit_essay_whole, ignore),
    essay_part: (visit_essay_part, depart_essay_part),
    essay_text: (visit_essay_text, shut),
}

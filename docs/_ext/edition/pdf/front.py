"""The front of the PDF: the essay whole, and what the title page shows of its claims."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.domains import domain
from edition.base.locale import _
from edition.base.phases import Write
from edition.base.titles import short_title
from edition.essay.notes import NotesDomain
from edition.essay.text import essay_bytes
from edition.essay.verdicts import verdicts
from edition.pages.essay_page import whole_essay as place_of_essay
from edition.pdf.notes import document_of
from edition.pdf.titles import titles_of
from edition.pdf.visitors import essay_label, ignore
from edition.pdf.writer import array, call, document_label, open_block, quote, shut, take_names, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from edition.pdf.visitors import Visitors
    from edition.pdf.writer import Writer


class title_page(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """The first page, with the names of the whole book."""


class essay_whole(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """The essay without its notes: titles and passages."""


class essay_title(nodes.TextElement):  # noqa: N801
    """The title of a chapter."""


class essay_text(nodes.TextElement):  # noqa: N801
    """A passage, with its ``number``, ``anchor``, ``words`` for its place, and the ``label`` of the annotated one."""


class EssayWhole(SphinxPostTransform):
    """Put the essay before the first chapter of the book."""

    default_priority = Write.PDF_ESSAY
    formats = ("typst",)

    def run(self, **kwargs: object) -> None:
        """Copy the passages, whose words are marked by now, to the page that is meant for them."""
        chapters = list(self.chapters())
        place = next(iter(self.document.findall(place_of_essay)), None)
        first = next(iter(self.document.findall(addnodes.start_of_file)), None)
        if place is not None:
            place.replace_self(essay_whole("", *chapters, title=False))
        elif chapters and first is not None:
            first.parent.insert(first.parent.index(first), essay_whole("", *chapters, title=True))
        self.introduce()

    def introduce(self) -> None:
        """Begin with the title page, and tell the lines before the first toctree from other paragraphs."""
        section = next(iter(self.document.findall(nodes.section)), None)
        if section is not None:
            section.insert(0, title_page())
        for child in section.children if section else []:
            if isinstance(child, nodes.compound):
                return
            if isinstance(child, nodes.paragraph):
                first = isinstance(child.previous_sibling(), nodes.title)
                child["classes"].insert(0, "intro-1" if first else "intro-2")

    def chapters(self) -> Iterator[nodes.Node]:
        """The titles and passages in their order."""
        chapter = ""
        titles = titles_of(self.env)
        for paragraph in self.document.findall(nodes.paragraph):
            if "passage" not in paragraph:
                continue
            docname, anchor = document_of(paragraph), paragraph["ids"][0]
            if docname != chapter and chapter:
                title = self.env.titles[docname].astext()
                yield essay_title("", title)
            chapter = docname
            copy = paragraph.deepcopy()
            for node in copy.findall(nodes.Element):
                node["ids"] = []
                node["copy"] = True
            label = document_label(docname, anchor)
            words = _("{title}, in the essay whole", title=titles.get(anchor, docname))
            named = {"number": paragraph["passage"], "anchor": anchor, "label": label, "words": words}
            yield essay_text("", "", *copy.children, **named)


def describe_claims(app: Sphinx, builder: Builder) -> None:
    """Give ``book.typ`` the claims as the title page shows them, and the verdicts as the settings have them."""
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
    """Open the chapter."""
    open_block(writer, None, "essay-whole", title=str(node["title"]).lower())


def visit_essay_title(writer: Writer, node: essay_title) -> None:
    """Print a chapter's title, and its subtitle apart."""
    call(writer, None, "essay-title", quote(node.astext()))
    write(writer, "\n")
    raise nodes.SkipNode


def visit_essay_text(writer: Writer, node: essay_text) -> None:
    """Print a passage; its number leads to the annotated one, and back."""
    place, words = quote(essay_label(node["anchor"])), quote(node["words"])
    open_block(writer, None, "essay-text", str(node["number"]), quote(node["label"]), place, words)


VISITORS: Visitors = {
    title_page: (visit_title_page, ignore),
    essay_whole: (visit_essay_whole, shut),
    essay_title: (visit_essay_title, shut),
    essay_text: (visit_essay_text, shut),
}

"""Public anchors: the names of chapters, passages, notes, sections, terms, events and sources."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from essay import passage
from sphinx.domains import Domain
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)


class Code(StrEnum):
    """Warning codes of type ``anchors``."""

    UNNAMED = "unnamed"
    """A heading has no anchor of its own; its machine-made one could not be cited for ever."""
    TWICE = "twice"
    """Two places of the book have the same anchor."""


class Anchor(NamedTuple):
    """One public name."""

    anchor: str
    """The name itself, which is also the id in the pages."""
    kind: str
    """chapter, page, passage, note, section, term, event, figure or source."""
    title: str
    """What a list calls it."""
    docname: str
    """The document that holds it."""
    place: str
    """``file:line`` of the source, the file seen from ``docs/``."""


class AnchorsDomain(Domain):
    """Every public anchor, by document."""

    name = "anchors"
    label = "Anchors"
    initial_data = {"anchors": {}}  # noqa: RUF012 (Sphinx copies it)
    data_version = 1

    @property
    def anchors(self) -> dict[str, list[Anchor]]:
        """Anchors by document, in the order of the text."""
        anchors: dict[str, list[Anchor]] = self.data["anchors"]
        return anchors

    def all_anchors(self) -> Iterator[Anchor]:
        """Every anchor of the book, in the order of the contents."""
        sources = list(self.sources())
        for docname in book_order(self):
            yield from self.anchors.get(docname, [])
            yield from (source for source in sources if source.docname == docname)

    def sources(self) -> Iterator[Anchor]:
        """The cited sources, which sphinxcontrib-bibtex sets when all documents have been read."""
        for citation in self.env.get_domain("cite").citations:  # type: ignore[attr-defined]
            docname = citation.bibliography_key.docname
            title = str(citation.formatted_entry.text)
            yield Anchor(citation.citation_id, "source", title, docname, f"references.bib:{citation.key}")

    def clear_doc(self, docname: str) -> None:
        """Forget one document."""
        self.anchors.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader found."""
        self.anchors.update({d: v for d, v in otherdata["anchors"].items() if d in docnames})

    def check_consistency(self) -> None:
        """Warn of a name given twice."""
        seen: dict[str, Anchor] = {}
        for anchor in self.all_anchors():
            other = seen.setdefault(anchor.anchor, anchor)
            if other is not anchor:
                warn(
                    Code.TWICE,
                    f"the anchor {anchor.anchor!r} is given in {other.place} too; one of the two needs another",
                    f"{Path(self.env.srcdir) / anchor.place}",
                )


def book_order(domain: Domain) -> list[str]:
    """The documents in the order of the contents."""
    root = domain.env.config.root_doc
    included = domain.env.toctree_includes.get(root, [])
    return [root, *included]


def warn(code: Code, message: str, location: Any) -> None:
    """Warn with the code, at a node or a document's line."""
    logger.warning(message, location=location, type="anchors", subtype=code.value)


class NamedSections(SphinxTransform):
    """Leave each heading only the anchors that its author wrote."""

    default_priority = 300  # after targets are propagated (260)

    def apply(self, **kwargs: object) -> None:
        """Drop the ids that docutils makes from titles."""
        for section in self.document.findall(nodes.section):
            written = [
                identifier
                for name, identifier in self.document.nameids.items()
                if identifier in section["ids"] and self.document.nametypes.get(name)
            ]
            if not written:
                title = section[0].astext()
                warn(Code.UNNAMED, f"the heading “{title}” has no anchor; write '(name)=' above it", section)
                continue
            for identifier in section["ids"]:
                if identifier not in written:
                    self.document.ids.pop(identifier, None)
            section["ids"] = written


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Record the public anchors of a document that has been read."""
    domain = app.env.get_domain("anchors")
    assert isinstance(domain, AnchorsDomain)
    docname = app.env.docname
    domain.anchors[docname] = list(find_anchors(doctree, docname, app.config.essay_chapters, str(app.srcdir)))


def find_anchors(doctree: nodes.document, docname: str, chapters: list[str], folder: str) -> Iterator[Anchor]:
    """The public anchors of one document, in the order of the text; ``folder`` is cut from paths."""

    def anchors(node: nodes.Element, kind: str, title: str) -> Iterator[Anchor]:
        source = (node.source or doctree["source"]).removeprefix(folder).lstrip("/\\")
        for identifier in node["ids"]:
            yield Anchor(identifier, kind, " ".join(title.split()), docname, f"{source}:{node.line or 1}")

    is_chapter = docname in chapters
    chapter_title = next((title.astext() for title in doctree.findall(nodes.title)), docname)
    for node in doctree.findall(nodes.Element):
        if isinstance(node, nodes.section):
            top = isinstance(node.parent, nodes.document)
            kind = ("chapter" if is_chapter else "page") if top else "section"
            yield from anchors(node, kind, node[0].astext())
        elif isinstance(node, passage):
            yield from anchors(node, "passage", f"{chapter_title}, ¶{node['number']}")
        elif isinstance(node, nodes.footnote) and isinstance(node.parent, passage):
            yield from anchors(node, "note", note_title(node))
        elif "anchor-kind" in node:
            yield from anchors(node, node["anchor-kind"], node.get("anchor-title", node.astext()))


def note_title(node: nodes.footnote) -> str:
    """The beginning of a note, at a word's end, for lists of anchors."""
    text = " ".join(node[-1].astext().split())
    return text if len(text) <= 80 else text[:80].rsplit(" ", 1)[0] + " …"


def write_json(app: Sphinx, exception: Exception | None) -> None:
    """Write ``anchors.json`` beside the pages, with each anchor's address and place in the PDF."""
    if exception or app.builder.format != "html":
        return
    domain = app.env.get_domain("anchors")
    assert isinstance(domain, AnchorsDomain)
    pages = pdf_pages(app)
    base = app.config.html_baseurl
    entries = [
        {
            "anchor": a.anchor,
            "kind": a.kind,
            "title": a.title,
            "url": f"{base}{app.builder.get_target_uri(a.docname)}#{a.anchor}",
            "pdf_page": pages.get(a.anchor),
        }
        for a in domain.all_anchors()
    ]
    text = json.dumps(entries, ensure_ascii=False, indent=1)
    (Path(app.outdir) / "anchors.json").write_text(text + "\n", encoding="utf-8")


def forget_missing_pages(_app: Sphinx, env: BuildEnvironment) -> None:
    """Take the indices that Sphinx knows and this book does not have out of ``objects.inv``; the search page stays."""
    std = env.get_domain("std")
    pages = {*env.found_docs, "search"}
    for labels in (std.data["labels"], std.data["anonlabels"]):
        for name in [n for n, (docname, *_) in labels.items() if docname not in pages]:
            del labels[name]


def pdf_pages(app: Sphinx) -> dict[str, int]:
    """Page by anchor in the PDF that the Typst builder left; empty when there is none."""
    path = Path(app.config.pdf_folder) / f"{app.config.typst_documents[0]['targetname']}.json"
    if not app.config.pdf_folder or not path.exists():
        return {}
    pages: dict[str, int] = json.loads(path.read_text(encoding="utf-8"))
    return pages


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the anchors."""
    app.add_domain(AnchorsDomain)
    app.add_transform(NamedSections)
    app.connect("doctree-read", collect)
    app.connect("env-updated", forget_missing_pages)
    app.connect("build-finished", write_json)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

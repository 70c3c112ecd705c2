"""Public anchors: the names of chapters, passages, notes, sections, terms, events and sources."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from edition.essay.passages import passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)


# Ids that docutils and autodoc make; they are not public and can change.
MACHINE_MADE = re.compile(r"id\d+|module-.*")


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
    words: str = ""
    """SHA-256 of the words as written, see ``own_words``; empty for the kinds that are more than words."""


class AnchorsDomain(Domain):
    """Every public anchor, by document."""

    name = "anchors"
    label = "Anchors"
    initial_data = {"anchors": {}}  # noqa: RUF012 (Sphinx copies it)
    data_version = 1

    retired: dict[str, str]
    """Heir by retired name, as the registry has it in this build."""

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.retired = {}

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
        lines = dict(entry_lines(Path(self.env.srcdir), self.env.config.bibtex_bibfiles))
        for citation in self.env.get_domain("cite").citations:  # type: ignore[attr-defined]
            docname = citation.bibliography_key.docname
            title = str(citation.formatted_entry.text)
            file, number = lines.get(citation.key, (self.env.config.bibtex_bibfiles[0], 1))
            yield Anchor(citation.citation_id, "source", title, docname, f"{file}:{number}")

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


def entry_lines(folder: Path, files: list[str]) -> Iterator[tuple[str, tuple[str, int]]]:
    """Where each entry of the BibTeX files begins; pybtex does not keep it."""
    for file in files:
        for number, line in enumerate((folder / file).read_text(encoding="utf-8").splitlines(), 1):
            if match := re.match(r"\s*@\w+\s*\{\s*([^\s,]+)\s*,", line):
                yield match[1], (file, number)


def anchors_domain(env: BuildEnvironment) -> AnchorsDomain:
    """The domain, typed."""
    domain = env.get_domain("anchors")
    assert isinstance(domain, AnchorsDomain)
    return domain


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
        types = self.document.nametypes
        explicit = [identifier for name, identifier in self.document.nameids.items() if types.get(name)]
        order = {identifier: n for n, identifier in enumerate(explicit)}
        for section in self.document.findall(nodes.section):
            written = sorted((i for i in section["ids"] if i in order), key=order.__getitem__)
            if not written:
                title = section[0].astext()
                warn(Code.UNNAMED, f"the heading “{title}” has no anchor; write '(name)=' above it", section)
                continue
            # autodoc's name of a module moves to the heading above it, and objects.inv leads there.
            modules = [i for i in section["ids"] if i.startswith("module-")]
            for identifier in set(section["ids"]) - {*written, *modules}:
                self.document.ids.pop(identifier, None)
            section["ids"] = written + modules


class Words(SphinxTransform):
    """Keep a digest of the words of each passage, note, section, term and event."""

    default_priority = 745  # after notes are moved (710), before quotes become typographic (750)

    def apply(self, **kwargs: object) -> None:
        """Set ``words`` on the node that bears the anchor."""
        for node in self.document.findall(nodes.Element):
            if isinstance(node, nodes.section):
                whole: nodes.Element | None = None if isinstance(node.parent, nodes.document) else node
            elif isinstance(node, passage):
                whole = next(iter(node.findall(nodes.paragraph)))
            elif isinstance(node, nodes.footnote):
                whole = node
            elif node.get("anchor-kind") in {"term", "event"}:
                whole = node.parent if isinstance(node, nodes.term) else node
            else:
                continue
            if whole is not None:
                node["words"] = hashlib.sha256(own_words(whole).encode()).hexdigest()


def own_words(whole: nodes.Element) -> str:
    """The words of a node as they were written: straight quotes, white space folded, Unicode's form NFC.

    Without what has a name or data of its own: sections, notes, terms, events, figures and tables below it;
    and without what stands in one of the two books only, as the annotated source does.
    """
    return unicodedata.normalize("NFC", " ".join("".join(_own_words(whole)).split()))


def _own_words(node: nodes.Node) -> Iterator[str]:
    apart = (
        nodes.section,
        nodes.footnote,
        nodes.footnote_reference,
        nodes.label,
        nodes.figure,
        nodes.table,
        nodes.Invisible,
        nodes.system_message,
        addnodes.toctree,
        addnodes.only,
        addnodes.desc,
    )
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield child.astext()
        elif isinstance(child, nodes.Element) and not isinstance(child, apart):
            named = child[0] if isinstance(child, nodes.definition_list_item) else child
            if isinstance(named, nodes.Element) and "anchor-kind" in named and not isinstance(child, nodes.term):
                continue
            yield from _own_words(child)
            if not isinstance(child, nodes.Inline):
                yield " "


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Record the public anchors of a document that has been read."""
    domain = anchors_domain(app.env)
    docname = app.env.docname
    domain.anchors[docname] = list(find_anchors(doctree, docname, app.config.essay_chapters, str(app.srcdir)))
    labels = app.env.domains.standard_domain.labels
    for a in domain.anchors[docname]:
        if a.kind == "passage":  # Sphinx gives a title to labels of sections only
            labels[a.anchor] = docname, a.anchor, a.title


def find_anchors(doctree: nodes.document, docname: str, chapters: list[str], folder: str) -> Iterator[Anchor]:
    """The public anchors of one document, in the order of the text; ``folder`` is cut from paths."""

    def anchors(node: nodes.Element, kind: str, title: str) -> Iterator[Anchor]:
        source = (node.source or doctree["source"]).removeprefix(folder).lstrip("/\\")
        for identifier in (i for i in node["ids"] if not MACHINE_MADE.fullmatch(i)):
            place = f"{source}:{node.line or 1}"
            yield Anchor(identifier, kind, " ".join(title.split()), docname, place, node.get("words", ""))

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
    domain = anchors_domain(app.env)
    pages = pdf_pages(app.env)
    base = app.config.html_baseurl
    pdf = f"{app.config.typst_documents[0]['targetname']}.pdf"
    heirs: dict[str, list[str]] = {}
    for old, heir in domain.retired.items():
        heirs.setdefault(heir, []).append(old)
    entries = []
    for a in domain.all_anchors():
        for name in (a.anchor, *heirs.get(a.anchor, [])):
            entry = {
                "anchor": name,
                "kind": a.kind,
                "title": a.title,
                "chapter": a.docname,
                "url": f"{base}{app.builder.get_target_uri(a.docname)}#{name}",
                "pdf_page": pages.get(name),
                "pdf": f"{base}{pdf}#{name}" if name in pages else None,
                "sha256": a.words or None,
            }
            entries.append(entry if name == a.anchor else {**entry, "heir": a.anchor})
    text = json.dumps(entries, ensure_ascii=False, indent=1)
    (Path(app.outdir) / "anchors.json").write_text(text + "\n", encoding="utf-8")


def forget_missing_pages(_app: Sphinx, env: BuildEnvironment) -> None:
    """Take the indices that Sphinx knows and this book does not have out of ``objects.inv``; the search page stays."""
    std = env.get_domain("std")
    pages = {*env.found_docs, "search"}
    for labels in (std.data["labels"], std.data["anonlabels"]):
        for name in [n for n, (docname, *_) in labels.items() if docname not in pages]:
            del labels[name]


def pdf_pages(env: BuildEnvironment) -> dict[str, int]:
    """Page by anchor in the PDF that the build makes beside the pages or has made; empty when there is none.

    Waits for the PDF: a document that asks sets ``names_pdf_pages`` in its metadata, to be written last.
    """
    env.events.emit("pdf-needed")
    config = env.config
    path = Path(config.pdf_folder) / f"{config.typst_documents[0]['targetname']}.json"
    if not config.pdf_folder or not path.exists():
        return {}
    pages: dict[str, int] = json.loads(path.read_text(encoding="utf-8"))
    return pages


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the anchors."""
    app.add_event("pdf-needed")
    app.add_domain(AnchorsDomain)
    app.add_transform(NamedSections)
    app.add_transform(Words)
    app.connect("doctree-read", collect)
    app.connect("env-updated", forget_missing_pages)
    app.connect("build-finished", write_json)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

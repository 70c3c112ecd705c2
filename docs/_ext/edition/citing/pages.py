"""Cite this: a page for each passage, note, section, figure, chapter and the book, and its data to download."""

from __future__ import annotations

import html
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.address import page_address
from edition.base.domains import domain
from edition.citing import styles
from edition.citing.work import ANCHOR_ONLY, Edition, Work, quoted, to_bibtex, to_csl, to_json, to_ris, without_address
from edition.essay.commentary import about
from edition.essay.notes import NotesDomain
from edition.essay.passages import passage
from edition.names.anchors import AnchorsDomain
from edition.names.kinds import Kind
from edition.names.units import pdf_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

    from edition.names.record import Name

CITABLE = {Kind.CHAPTER, Kind.PAGE, Kind.PASSAGE, Kind.NOTE, Kind.SECTION, Kind.FIGURE}
FOLDER = "cite"
FILES = {
    # suffix: (name for readers, media type)
    "bib": ("BibTeX", "application/x-bibtex"),
    "ris": ("RIS", "application/x-research-info-systems"),
    "json": ("CSL-JSON", "application/vnd.citationstyles.csl+json"),
}


class Page(NamedTuple):
    """What a page of ``cite/`` holds."""

    work: Work
    name: str
    """What is cited, for readers."""
    cited: list[styles.Cited]
    completed: list[styles.Cited]
    """The same with ``ANCHOR_ONLY`` for an address, for the book when it has none."""
    data: dict[str, str]
    """Text by suffix; a line with ``ANCHOR_ONLY`` is for the browser to complete."""


def edition(app: Sphinx) -> Edition:
    """The facts of conf.py and of the command line."""
    config = app.config
    return Edition(
        config.project, config.author, config.release, config.typst_date, config.language, config.html_baseurl
    )


def works(app: Sphinx) -> Iterator[tuple[Work, str]]:
    """Everything citable in the order of the book, each with its name for readers."""
    env = app.env
    pages = pdf_pages(env)
    chapters = app.config.essay_chapters
    by_anchor = {note.anchor: note for note in domain(env, NotesDomain).all_notes()}
    names = domain(env, AnchorsDomain).all_names()
    titles = {a.docname: a.title for a in names if a.kind is Kind.CHAPTER}
    root = app.config.root_doc
    yield Work(root, "book", app.config.project, False, "", "", None), "The book"
    for a in names:
        if a.kind not in CITABLE or a.docname == root:
            continue
        title, name, number = a.title, f"{a.kind.printed} “{a.title}”", ""
        if a.kind is Kind.PASSAGE:
            title, number = titles[a.docname], passage_number(a.anchor)
            name = f"Passage ¶{number} of “{title}”"
        elif a.kind is Kind.NOTE and a.anchor in by_anchor:
            note = by_anchor[a.anchor]
            title, number = f"Note on {quoted(note.words)}", passage_number(note.passage)
            name = f"Note {note.number} of “{titles[a.docname]}”"
        by_editors = a.kind is not Kind.PASSAGE and not (a.kind is Kind.CHAPTER and a.docname in chapters)
        yield Work(a.anchor, a.kind, title, by_editors, address(app, a), number, pages.get(a.anchor)), name


def passage_number(anchor: str) -> str:
    """``2`` for ``soviet-era-p2``."""
    return anchor.rpartition("-p")[2]


def address(app: Sphinx, a: Name) -> str:
    """Where an anchor is, from the title page; a whole page needs no fragment."""
    return page_address(app.builder, a.docname, "" if a.kind.whole else a.anchor)


def make_pages(app: Sphinx) -> list[Page]:
    """Everything that the folder of citations will hold."""
    facts = edition(app)
    found = list(works(app))
    # For want of a public address the styles print the one from the title page, which is little but the anchor.
    items = [(to_csl(work, facts, address=work.address), work.locator) for work, _ in found]
    completed = [(to_csl(work, facts, address=ANCHOR_ONLY), None) for work, _ in found if work.kind == "book"]
    cited = styles.cite_all(styles.load_styles(), [*items, *(completed if not facts.base else [])])
    pages = []
    for k, (work, name) in enumerate(found):
        item = to_csl(work, facts, address=ANCHOR_ONLY)
        data = {"bib": to_bibtex(work, item), "ris": to_ris(work, item), "json": to_json(item)}
        pages.append(Page(work, name, cited[k], cited[-1] if work.kind == "book" and not facts.base else [], data))
    return pages


def forms_html(app: Sphinx, page: Page) -> str:
    """The citation in all forms, for the page and for the place of the link; links are seen from ``cite/``."""
    base = app.config.html_baseurl
    target = f"../{page.work.address or app.builder.get_target_uri(app.config.root_doc)}"
    shown = html.escape(base + page.work.address, quote=False)
    link = f'<a class="address" href="{html.escape(target)}">{shown or html.escape(target[3:])}</a>'
    by_style: dict[str, list[tuple[str, str, str]]] = {}
    completed = {cited[:2]: cited.html for cited in page.completed if ANCHOR_ONLY in cited.html}
    for cited in page.cited:
        text = link.join(cited.html.rsplit(shown, 1)) if shown else cited.html
        other = completed.get(cited[:2], "").replace(ANCHOR_ONLY, link)
        by_style.setdefault(cited.style, []).append((cited.form, text, other))
    data = []
    for suffix, (name, media_type) in FILES.items():
        text = html.escape(page.data[suffix], quote=False)
        lines = [
            line
            if ANCHOR_ONLY not in line
            else f'<span class="own-line" hidden>{line.replace(ANCHOR_ONLY, link)}</span>'
            for line in text.splitlines(keepends=True)
        ]
        data.append((suffix, name, media_type, "".join(lines)))
    context = {"anchor": page.work.anchor, "by_style": by_style, "data": data, "work": page.work}
    return str(app.builder.templates.render("cite-forms.html", context))


def to_script(text: str) -> str:
    """A string of JavaScript."""
    return json.dumps(text, ensure_ascii=False)


def write_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Hand the pages to the builder, and write the other files; what is cited no more goes."""
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(exist_ok=True)
    old = {path.name for path in folder.iterdir()}
    for page in make_pages(app):
        anchor = page.work.anchor
        forms = forms_html(app, page)
        files = {f"{anchor}.{suffix}": without_address(text) for suffix, text in page.data.items()}
        files[f"{anchor}.js"] = f"citeThis({to_script(page.name)}, {to_script(forms)});\n"
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        old -= {*files, f"{anchor}.html"}
        target = f"../{page.work.address or app.builder.get_target_uri(app.config.root_doc)}"
        context = {
            "title": html.escape(f"Cite: {page.name}", quote=False),
            "name": page.name,
            "forms": forms,
            "target": target,
        }
        yield f"{FOLDER}/{anchor}", {**context, "work": page.work}, "cite.html"
    for name in old:
        (folder / name).unlink()


def book_data(app: Sphinx, exception: Exception | None) -> None:
    """Put the book's own citation beside the pages too, as ``book.json``."""
    if exception or app.builder.format != "html":
        return
    root = app.config.root_doc
    shutil.copyfile(Path(app.outdir) / FOLDER / f"{root}.json", Path(app.outdir) / "book.json")


# The links.


class cite_link(nodes.General, nodes.Inline, nodes.Element):  # noqa: N801
    """A link to the page that cites ``anchor``; ``name`` says what it cites. It has no text to be searched."""


class CiteLinks(SphinxPostTransform):
    """Put a small link at everything that has a page of its own."""

    default_priority = 960  # when all ids and all generated texts are there
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Add the links of one page."""
        docname = self.env.current_document.docname
        if docname == self.config.root_doc:
            return  # the title page has its own
        linked: set[nodes.Element] = set()
        for a in domain(self.env, AnchorsDomain).all_names():
            if a.docname != docname:
                continue
            node = self.document.ids.get(a.anchor) if a.kind in CITABLE else None
            if node is not None and node not in linked:  # one link for a section with several anchors
                linked.add(node)
                self.add(node, a)

    def add(self, node: nodes.Element, a: Name) -> None:
        """Add one link where it disturbs least."""
        link = cite_link("", anchor=a.anchor, name=self.name_of(node, a))
        if isinstance(node, (passage, nodes.footnote)):
            return  # their visitors write it
        if isinstance(node, nodes.section):
            line = node[1] if len(node) > 1 else None
            if not isinstance(line, about):
                line = nodes.paragraph("", classes=["cite-line"])
                node.insert(1, line)
            line += [nodes.Text(" "), link] if isinstance(line, about) else [link]
        else:
            captions = list(node.findall(nodes.caption))
            if captions:
                captions[-1] += [nodes.Text(" "), link]

    def name_of(self, node: nodes.Element, a: Name) -> str:
        """What the link cites."""
        return f"{a.kind} “{a.title}”" if a.kind in {Kind.SECTION, Kind.FIGURE} else f"this {a.kind}"


def visit_cite_link(self: HTML5Translator, node: cite_link) -> None:
    """Write the link."""
    uri = self.builder.get_relative_uri(self.builder.current_docname, f"{FOLDER}/{node['anchor']}")
    whole = node["name"].startswith("this ")
    text = f"Cite {html.escape(node['name'])}" if whole else "cite"
    label = "" if whole else f' aria-label="Cite {html.escape(node["name"])}"'
    self.body.append(f'<a class="cite-link" href="{html.escape(uri)}"{label}>{text}</a>')
    raise nodes.SkipNode


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the citations."""
    app.add_node(cite_link, html=(visit_cite_link, None))
    app.add_post_transform(CiteLinks)
    app.connect("html-collect-pages", write_pages)
    app.connect("build-finished", book_data)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

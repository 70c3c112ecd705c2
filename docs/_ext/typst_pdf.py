"""The PDF: what the Typst writer lacks, the compilation, and a named destination for every anchor."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pikepdf
import typst
from docutils import nodes
from sphinx import addnodes
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.display import progress_message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

MACHINE_MADE = re.compile(r"id\d+")


class Destination(NamedTuple):
    """A place in the PDF."""

    name: str
    page: int
    """Counted from 1."""
    x: float
    y: float
    """Points (1/72 inch) from the page's left and upper edge."""


def read_destinations(answer: str) -> list[Destination]:
    """The places that ``mlabel`` in ``book.typ`` recorded, the first one for each name.

    Typst labels are ``%document#anchor``, or ``%document`` for a whole file, which is no anchor; nor
    is an id that docutils made.
    """
    found: dict[str, Destination] = {}
    for entry in json.loads(answer):
        value = entry["value"]
        if not isinstance(value, dict) or "#" not in value.get("label", ""):
            continue
        name = value["label"].rpartition("#")[2]
        if MACHINE_MADE.fullmatch(name):
            continue
        place = value["place"]
        x, y = (float(place[side].removesuffix("pt")) for side in ("x", "y"))
        found.setdefault(name, Destination(name, place["page"], x, y))
    return sorted(found.values())


def name_destinations(pdf: pikepdf.Pdf, destinations: Iterable[Destination]) -> None:
    """Write the name tree (ISO 32000-2, 7.9.6 and 12.3.2.4), keeping the names that Typst wrote.

    The names must come sorted; one leaf holds them all, which readers search by halves.
    """
    pages = [page.obj for page in pdf.pages]
    names: dict[str, Any] = {}
    tree = pikepdf.NameTree.new(pdf)
    for d in destinations:
        page = pages[d.page - 1]
        height = float(page.MediaBox[3])
        names[d.name] = pikepdf.Array(
            [page, pikepdf.Name.XYZ, max(0.0, round(d.x - 12, 2)), round(height - d.y + 14, 2), 0]
        )
    old = pdf.Root.get("/Names", pikepdf.Dictionary())
    if "/Dests" in old:
        for name, value in pikepdf.NameTree(old.Dests).items():
            names.setdefault(name, value)
    for name in sorted(names):
        tree[name] = names[name]
    pdf.Root.Names = old if "/Names" in pdf.Root else pdf.make_indirect(old)
    pdf.Root.Names.Dests = tree.obj


def compile_book(app: Sphinx, exception: Exception | None) -> None:
    """Turn each Typst document into a PDF beside it, and its destinations into ``<name>.json``."""
    if exception or app.builder.name != "typst":
        return
    for document in app.config.typst_documents:
        name = document["targetname"]
        folder = Path(app.outdir) / name
        with progress_message(f"typesetting {name}.pdf"):
            destinations = compile_document(folder / f"{name}.typ", Path(app.confdir) / "_pdf" / "fonts", app)
        (Path(app.outdir) / f"{name}.json").write_text(
            json.dumps({d.name: d.page for d in destinations}, indent=1) + "\n", encoding="utf-8"
        )


def compile_document(source: Path, fonts: Path, app: Sphinx) -> list[Destination]:
    """Compile one file; the PDF stands two folders up, under the same name."""
    edition = app.config.typst_date
    stamp = datetime(edition.year, edition.month, edition.day, tzinfo=UTC)
    compiler = typst.Compiler(
        str(source), root=str(source.parent), font_paths=[str(fonts)], ignore_system_fonts=True
    )
    try:
        data, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=["ua-1"], timestamp=stamp)
    except typst.TypstError as error:
        raise ExtensionError(
            f"Typst cannot set {source}: {error.message}\n"
            + "\n".join([*error.hints, (error.trace and str(error.trace)) or ""])
        ) from error
    for warning in warnings:
        logger.warning("%s", warning.message, location=str(source), type="typst_pdf", subtype="typst")
    destinations = read_destinations(compiler.query("metadata"))
    target = source.parent.parent / f"{source.stem}.pdf"
    assert isinstance(data, bytes)
    raw = source.with_suffix(".pdf")
    raw.write_bytes(data)
    with pikepdf.open(raw) as pdf:
        name_destinations(pdf, destinations)
        pdf.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return destinations


def offer_download(app: Sphinx, exception: Exception | None) -> None:
    """Copy the PDF beside the pages."""
    if exception or app.builder.format != "html" or not app.config.pdf_folder:
        return
    for document in app.config.typst_documents:
        name = f"{document['targetname']}.pdf"
        shutil.copyfile(Path(app.config.pdf_folder) / name, Path(app.outdir) / name)


def describe_edition(_app: Sphinx, config: Config) -> None:
    """Give ``book.typ`` the facts of the edition that the builder does not pass on."""
    for document in config.typst_documents:
        facts = {"version": config.release, "copyright": config.copyright}
        document["metadata"] = facts | document.get("metadata", {})


# What the writer lacks. Each visitor changes one thing and leaves the rest to the writer's own method, which
# is still on its class: ``add_node`` sets ours on the instance.


def leave(name: str) -> Any:
    """The writer's own method."""

    def depart(self: nodes.NodeVisitor, node: nodes.Element) -> None:
        getattr(type(self), f"depart_{name}")(self, node)

    return depart


def visit_start_of_file(self: nodes.NodeVisitor, node: addnodes.start_of_file) -> None:
    """Begin a page before the file's labels are written, else they would stay on the page before."""
    self.curr_element().body.append("#opening()\n")
    type(self).visit_start_of_file(self, node)


def visit_compound(self: nodes.NodeVisitor, node: nodes.compound) -> None:
    """Print the contents in place of the first toctree."""
    if "toctree-wrapper" in node["classes"]:
        before = node.parent.children[: node.parent.index(node)]
        if not any(isinstance(sibling, nodes.compound) for sibling in before):
            self.curr_element().body.append("#contents()\n")
    type(self).visit_compound(self, node)


def visit_title(self: nodes.NodeVisitor, node: nodes.title) -> None:
    """Number the essay's chapters; keep their "Commentary" out of the contents."""
    type(self).visit_title(self, node)
    if isinstance(node.parent, nodes.section) and self.curr_files[-1] in self.config.essay_chapters:
        if self.sectionlevel == 1:
            self.curr_element().named_params["numbering"] = '"1"'
        elif self.sectionlevel == 2:
            self.curr_element().named_params |= {"outlined": "false", "bookmarked": "true"}


def visit_paragraph(self: nodes.NodeVisitor, node: nodes.paragraph) -> None:
    """Pass a paragraph's class on."""
    if node["classes"]:
        name = json.dumps(node["classes"][0])
        self.append_block_fun(node, name="styled", positional_params=[name], force_body=True)
    else:
        type(self).visit_paragraph(self, node)


def visit_reference(self: nodes.NodeVisitor, node: nodes.reference) -> None:
    """Let a reference to a section or page name the page in print."""
    type(self).visit_reference(self, node)
    inner = next(node.findall(nodes.inline), None)
    if inner is not None and {"std-ref", "std-doc"} & set(inner["classes"]) and node.get("internal"):
        self.curr_element().name = "page-link"


def visit_enumerated_list(self: nodes.NodeVisitor, node: nodes.enumerated_list) -> None:
    """Tell the timeline from other lists."""
    type(self).visit_enumerated_list(self, node)
    if "timeline" in node["classes"]:
        self.curr_element().name = "events"


def visit_definition_list(self: nodes.NodeVisitor, node: nodes.definition_list) -> None:
    """Tell the glossary from other lists."""
    type(self).visit_definition_list(self, node)
    if "glossary" in node["classes"]:
        self.curr_element().name = "glossary"


def visit_image(self: nodes.NodeVisitor, node: nodes.image) -> None:
    """Pass the alternative text on; PDF/UA requires it."""
    type(self).visit_image(self, node)
    if node.get("alt"):
        self.curr_element().named_params["alt"] = json.dumps(node["alt"], ensure_ascii=False)


VISITORS = {
    addnodes.start_of_file: visit_start_of_file,
    nodes.compound: visit_compound,
    nodes.title: visit_title,
    nodes.paragraph: visit_paragraph,
    nodes.reference: visit_reference,
    nodes.enumerated_list: visit_enumerated_list,
    nodes.definition_list: visit_definition_list,
    nodes.image: visit_image,
}


def setup(app: Sphinx) -> ExtensionMetadata:
    """Compile when the Typst builder has finished; the HTML builder finds the PDF in ``pdf_folder``."""
    app.add_config_value("pdf_folder", "", "", types=frozenset({str}))
    for node, visit in VISITORS.items():
        app.add_node(node, override=True, typst=(visit, leave(node.__name__)))
    app.connect("config-inited", describe_edition)
    app.connect("build-finished", compile_book)
    app.connect("build-finished", offer_download)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

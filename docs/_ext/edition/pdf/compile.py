"""The PDF: what the Typst writer lacks, the compilation, and a named destination for every anchor."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pikepdf
import typst
from docutils import nodes
from sphinx import addnodes
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.display import progress_message

from edition.names.anchors import MACHINE_MADE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

ABOVE = 14.0
"""Points that a reader sees above a destination; inside a line Typst gives its base line."""
ADVICE = {
    "could not be displayed": "add the character to the fonts with scripts/subset_fonts.py, or write it otherwise",
    "missing alt text": "say what the figure shows in its option 'alt'",
    "unknown variable": "the Typst writer calls a helper that docs/_pdf/book.typ must define",
}
"""What to do about the errors that a change of the text can bring about."""


class Code(StrEnum):
    """Warning codes of type ``typst_pdf``."""

    TYPST = "typst"
    """Typst has compiled the book but warns, for instance of a font that is missing."""


class Destination(NamedTuple):
    """A place in the PDF."""

    name: str
    page: int
    """Counted from 1."""
    x: float
    y: float
    """Points (1/72 inch) from the page's left and upper edge."""


# Asked of Typst after the compilation, whose layout is still in its cache, it costs no second one.
PLACES = "query(metadata).map(it => (it.value, it.location().position()))"


def read_destinations(answer: str) -> list[Destination]:
    """Typst's answer to ``PLACES`` as destinations, sorted by name, the first one for each.

    Its labels are ``%document#anchor``, or ``%document`` for a whole file, which is no anchor; nor is an
    id that docutils or autodoc made.
    """
    found: dict[str, Destination] = {}
    for label, place in json.loads(answer):
        name = label.partition("#")[2]
        if name and not MACHINE_MADE.fullmatch(name):
            x, y = (float(place[side].removesuffix("pt")) for side in ("x", "y"))
            found.setdefault(name, Destination(name, place["page"], x, y))
    return sorted(found.values())


def name_destinations(pdf: pikepdf.Pdf, destinations: Iterable[Destination]) -> None:
    """Write the name tree (ISO 32000-2, 7.9.6 and 12.3.2.4); Typst itself writes no names for this book."""
    pages = [page.obj for page in pdf.pages]
    tree = pikepdf.NameTree.new(pdf)
    for d in destinations:
        page = pages[d.page - 1]
        top = float(page.MediaBox[3]) - max(0.0, d.y - ABOVE)
        tree[d.name] = pikepdf.Array([page, pikepdf.Name.XYZ, 0, round(top, 2), 0])
    pdf.Root.Names = pdf.make_indirect(pikepdf.Dictionary(Dests=tree.obj))


def locate(diagnostic: str, source: str) -> str:
    """Where Typst's error or warning is: in the book, if ``source``, which the writer wrote, shows it."""
    found = re.search(r"┌─ .*?([^/\\]+\.typ):(\d+):(\d+)", diagnostic)
    if not found:
        return "place unknown"
    line, column = int(found[2]), int(found[3])
    place = f"{found[1]}, line {line}, column {column}"
    if found[1] == "book.typ":
        return place
    lines = source.split("\n")
    before = "\n".join([*lines[: line - 1], lines[line - 1][:column]])
    labels = re.findall(r'mlabel\("%([^"#]+)#([^"]+)"\)', before)
    anchors = [(document, anchor) for document, anchor in labels if not MACHINE_MADE.fullmatch(anchor)]
    return f"{anchors[-1][0]}, after the anchor {anchors[-1][1]!r} ({place})" if anchors else place


def explain(problem: typst.TypstError | typst.TypstWarning, source: str) -> str:
    """What is wrong, where, and what to do."""
    advice = [advice for words, advice in ADVICE.items() if words in problem.message]
    return "; ".join([problem.message, locate(problem.diagnostic, source), *(advice or problem.hints)])


def compile_book(app: Sphinx, exception: Exception | None) -> None:
    """Turn each Typst document into a PDF beside it, and its destinations into ``<name>.json``."""
    if exception or app.builder.name != "typst":
        return
    for document in app.config.typst_documents:
        name = document["targetname"]
        source = Path(app.outdir) / name / f"{name}.typ"
        with progress_message(f"typesetting {name}.pdf"):
            data, destinations = typeset(app, source)
            write_pdf(data, destinations, Path(app.outdir) / f"{name}.pdf")
        pages = json.dumps({d.name: d.page for d in destinations}, indent=1)
        (Path(app.outdir) / f"{name}.json").write_text(pages + "\n", encoding="utf-8")


def typeset(app: Sphinx, source: Path) -> tuple[bytes, list[Destination]]:
    """Compile one file with no fonts but the book's own, and find its destinations."""
    edition = app.config.typst_date
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(Path(app.config.typst_templates_path[0]) / "fonts")],
    )
    compiler = typst.Compiler(str(source), root=str(source.parent), font_paths=fonts)
    try:
        data, warnings = compiler.compile_with_warnings(
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=datetime(edition.year, edition.month, edition.day, tzinfo=UTC),
        )
        places = compiler.eval(PLACES)
    except typst.TypstError as error:
        message = f"{source} cannot be set: {explain(error, source.read_text(encoding='utf-8'))}"
        raise ExtensionError(message) from None
    for warning in warnings:
        message = explain(warning, source.read_text(encoding="utf-8"))
        logger.warning(message, location=f"{source}:", type="typst_pdf", subtype=Code.TYPST.value)
    assert isinstance(data, bytes)
    return data, read_destinations(places)


def write_pdf(data: bytes, destinations: Iterable[Destination], target: Path) -> None:
    """Write the PDF with its names; the same input gives the same bytes."""
    with pikepdf.open(BytesIO(data)) as pdf:
        name_destinations(pdf, destinations)
        pdf.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


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


def quote(text: str) -> str:
    """A Typst string; its escapes for these are JSON's."""
    return json.dumps(text, ensure_ascii=False)


def leave(name: str) -> Callable[[Any, Any], None]:
    """The writer's own method."""

    def depart(self: Any, node: nodes.Node) -> None:
        getattr(type(self), f"depart_{name}")(self, node)

    return depart


def visit_start_of_file(self: Any, node: addnodes.start_of_file) -> None:
    """Begin a page before the file's labels are written, else they would stay on the page before."""
    self.curr_element().body.append("#opening()\n")
    type(self).visit_start_of_file(self, node)


def visit_compound(self: Any, node: nodes.compound) -> None:
    """Print the contents in place of the first toctree."""
    if "toctree-wrapper" in node["classes"]:
        before = node.parent.children[: node.parent.index(node)]
        if not any(isinstance(sibling, nodes.compound) for sibling in before):
            self.curr_element().body.append("#contents()\n")
    type(self).visit_compound(self, node)


def visit_title(self: Any, node: nodes.title) -> None:
    """Number the essay's chapters; keep what is between them and their sections for the bookmarks."""
    type(self).visit_title(self, node)
    if not isinstance(node.parent, nodes.section):
        return
    if self.sectionlevel == 1 and self.curr_files[-1] in self.config.essay_chapters:
        self.curr_element().named_params["numbering"] = '"1"'
    elif self.sectionlevel == 2:
        self.curr_element().named_params |= {"outlined": "false", "bookmarked": "true"}


def visit_paragraph(self: Any, node: nodes.paragraph) -> None:
    """Pass a paragraph's class on; a list of uses becomes a list of their pages."""
    if "uses" in node["classes"]:
        labels = [self.label_ref(r.get("refuri") or r["refid"]) for r in node.findall(nodes.reference)]
        source = isinstance(node.parent, nodes.citation)
        self.append_inline_fun(
            None,
            name="uses",
            named_params={"run-in": "true" if source else "false"},
            positional_params=[quote(label) for label in labels],
        )
        self.absorb_fun_in_body()
        raise nodes.SkipNode
    if node["classes"] and "answer" not in node["classes"]:
        name = quote(node["classes"][0])
        self.append_block_fun(node, name="styled", positional_params=[name], force_body=True)
    else:
        type(self).visit_paragraph(self, node)


def visit_reference(self: Any, node: nodes.reference) -> None:
    """Let a reference to a section or page name the page in print."""
    type(self).visit_reference(self, node)
    inner = next(node.findall(nodes.inline), None)
    if inner is None or not node.get("internal") or not {"std-ref", "std-doc"} & set(inner["classes"]):
        return
    self.curr_element().name = "page-link"
    labels = self.builder.env.domains.standard_domain.labels
    anchor = node.get("refid") or node["refuri"].rpartition("#")[2]
    if anchor in labels and labels[anchor][2] == inner.astext():
        self.curr_element().named_params["title"] = "true"


def visit_strong(self: Any, node: nodes.strong) -> None:
    """Tell verdicts from other strong words."""
    type(self).visit_strong(self, node)
    if "verdict" in node["classes"]:
        self.curr_element().name = "verdict"


def visit_enumerated_list(self: Any, node: nodes.enumerated_list) -> None:
    """Tell the timeline from other lists."""
    type(self).visit_enumerated_list(self, node)
    if "timeline" in node["classes"]:
        self.curr_element().name = "events"


def visit_definition_list(self: Any, node: nodes.definition_list) -> None:
    """Tell the glossary from other lists."""
    type(self).visit_definition_list(self, node)
    if "glossary" in node["classes"]:
        self.curr_element().name = "glossary"


def visit_image(self: Any, node: nodes.image) -> None:
    """Pass the alternative text on; PDF/UA requires it."""
    type(self).visit_image(self, node)
    if node.get("alt"):
        self.curr_element().named_params["alt"] = quote(node["alt"])


def visit_doctest_block(self: Any, node: nodes.doctest_block) -> None:
    """Print an example of the annotated source as code."""
    self.append_block_fun(node, name="raw", named_params={"block": "true"}, positional_params=[quote(node.astext())])
    self.absorb_fun_in_body()
    raise nodes.SkipNode


def visit_desc(_self: Any, _node: addnodes.desc) -> None:
    """Leave classes and functions to the web book: without links to their source they say little."""
    raise nodes.SkipNode


VISITORS: dict[type[nodes.Element], Callable[[Any, Any], None]] = {
    addnodes.start_of_file: visit_start_of_file,
    nodes.compound: visit_compound,
    nodes.title: visit_title,
    nodes.paragraph: visit_paragraph,
    nodes.reference: visit_reference,
    nodes.strong: visit_strong,
    nodes.enumerated_list: visit_enumerated_list,
    nodes.definition_list: visit_definition_list,
    nodes.image: visit_image,
    nodes.doctest_block: visit_doctest_block,
    addnodes.desc: visit_desc,
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

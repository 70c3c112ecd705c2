"""The figures in the pages, and the files of their pictures and data beside them."""

from __future__ import annotations

import base64
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.address import page_file, public_address, relative_address, up_from
from edition.base.fonts import LABELS, generic, main_family, picture_face
from edition.base.links import cross_reference
from edition.base.locale import _, later
from edition.base.phases import Write
from edition.base.visitors import ignore, skip
from edition.figures.cache import DATA, figures_domain, load_figures, picture
from edition.figures.forms import alone, for_file, for_page, for_print
from edition.figures.nodes import bare, below, chart, drawn, fold, offered, pictured
from edition.names.kinds import Kind, data_anchor
from edition.sources.cited import CITED

if TYPE_CHECKING:
    from docutils.writers.html5_polyglot import HTMLTranslator
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

    from edition.figures.cache import Shown

PICTURES = "figures"
"""The folder of the pictures beside the pages, public like the anchors."""
SUMMARY = later("The numbers behind the figure")
"""What its fold is called."""
IDLE = re.compile(r' class="(?:row-odd|row-even|head|figure-data docutils align-default)"')
"""Marks of docutils in a table below a figure."""


class FoldInPrint(SphinxPostTransform):
    """In the PDF the tables are in the appendix, to which a line below the figure leads."""

    default_priority = Write.PLACES
    formats = ("typst",)

    def run(self, **kwargs: object) -> None:
        """Replace each ``fold`` by that line; tables keep their column widths, and their lead-ins get a class."""
        for node in list(self.document.findall(fold)):
            figure = node.parent[node.parent.index(node) - 1]
            legend: nodes.Element = next(iter(figure.findall(below)))
            line = nodes.paragraph("", nodes.Text(_("The numbers: ")))
            line += cross_reference(self.env.docname, data_anchor(node["name"]))
            line += nodes.Text(".")
            legend += line
            node.parent.remove(node)
        for table in self.document.findall(nodes.table):
            if "figure-data" in table["classes"]:
                table["classes"].append("colwidths-given")  # pages would get a style attribute from it
                before = table.previous_sibling()
                if isinstance(before, nodes.rubric):  # the table's title
                    before = before.previous_sibling()
                if isinstance(before, nodes.paragraph):
                    before["classes"].append("lead-in")


# --- Pages ---


def visit_chart(self: HTMLTranslator, node: chart) -> None:
    """Open the figure; its caption is above the picture, like a title."""
    self.body.append(self.starttag(node, "figure", CLASS="chart") + "<figcaption>\n")


def depart_chart(self: HTMLTranslator, _node: chart) -> None:
    """Close it."""
    self.body.append("</figure>\n")


def visit_drawn(self: Any, node: drawn) -> None:
    """Close the caption and write the drawing in both widths; the style sheet shows the one that fits the window."""
    self.body.append("</figcaption>\n" + in_page(self.builder, self.builder.current_docname, node.attributes))


def visit_pictured(self: HTMLTranslator, _node: pictured) -> None:
    """Close the caption."""
    self.body.append("</figcaption>\n")


def in_page(builder: Builder, docname: str, about: dict[str, str], linked: bool = True) -> str:
    """The drawing with the ``name``, ``key`` and ``alt`` of ``about``, its events linked from a document."""
    env = builder.env
    if builder.name == "epub":  # it has another style sheet; the drawing for phones can be read on all
        sizes = (picture(env, about["name"], size, about["key"]) for size in ("narrow", "wide"))
        text = alone(*(path.read_text(encoding="utf-8") for path in sizes))
        return for_print(text, main_family(builder.config, LABELS), about["alt"])
    labels = env.domains.standard_domain.anonlabels
    links = {
        name: relative_address(builder, docname, page, identifier)
        for name, (page, identifier) in labels.items()
        if linked and Kind.of(name) is Kind.EVENT
    }
    forms = (
        for_page(picture(env, about["name"], size, about["key"]).read_text(encoding="utf-8"), size, about["alt"], links)
        for size in ("wide", "narrow")
    )
    return "".join(forms)


def visit_below(self: HTMLTranslator, node: below) -> None:
    """Open the lines below the picture."""
    self.body.append(self.starttag(node, "div", CLASS="legend"))


def depart_below(self: HTMLTranslator, _node: below) -> None:
    """Close them."""
    self.body.append("</div>\n")


def visit_fold(self: Any, node: fold) -> None:
    """Open the details and remember where they begin; tags and classes that no style needs are dropped, for size."""
    for citation in [inline for inline in node.findall(nodes.inline) if inline["classes"] == [CITED]]:
        citation.replace_self(bare("", "", *citation.children))
    self.body.append(f'<details class="fold">\n<summary>{_(SUMMARY)}</summary>\n')
    self.context.append(len(self.body))


def depart_fold(self: Any, node: fold) -> None:
    """Drop classes that no style needs, add the links to the files, and close the details."""
    start = self.context.pop()
    self.body[start:] = [IDLE.sub("", "".join(self.body[start:]))]
    visit_offered(self, node)
    self.body.append("</details>\n")


def visit_offered(self: Any, node: nodes.Element) -> None:
    """Write the links to the files."""
    links = ", ".join(file_links(self.builder.current_docname, node["name"], node["files"]))
    self.body.append(f'<p class="downloads">{_("Download: {links}", links=links)}</p>\n')


def file_links(docname: str, name: str, files: list[str]) -> list[str]:
    """Links to the data and the picture of a figure."""
    up = up_from(docname)
    places = [(f"{up}{DATA}/{file}", file) for file in files] + [(f"{up}{PICTURES}/{name}.svg", f"{name}.svg")]
    return [f'<a href="{address}" download="">{words}</a>' for address, words in places]


# --- Files for readers ---


def number_of(env: BuildEnvironment, docname: str, name: str) -> str:
    """The number of a figure as printed, ``Figure 5``."""
    numbers = env.toc_fignumbers.get(docname, {}).get("figure", {}).get(Kind.FIGURE.anchor(name), ())
    return str(env.config.numfig_format["figure"] % ".".join(map(str, numbers)))


def short_citation(env: BuildEnvironment, docname: str, shown: Shown) -> str:
    """A citation in one line: number and title, the book, its edition, and the address or anchor."""
    config = env.config
    anchor = Kind.FIGURE.anchor(shown.name)
    place = _("anchor {name}", name=anchor)
    if config.html_baseurl:
        place = public_address(config, f"{page_file(config, docname)}#{anchor}")
    return _(
        "{figure}, “{title},” in {book}, ed. {edition} ({year}), {place}.",
        figure=number_of(env, docname, shown.name),
        title=shown.title.rstrip("."),
        book=config.project,
        edition=config.version,
        year=config.typst_date.year,
        place=place,
    )


def font_rule(config: Config) -> str:
    """The ``@font-face`` rule that a drawing's own file embeds; empty if the book has no fonts of its own."""
    face = picture_face(config)
    if face is None:
        return ""
    data = base64.b64encode(Path(config.fonts_folder, face.file).read_bytes()).decode()
    return f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};src:url(data:font/woff2;base64,{data})}}'


def publish(app: Sphinx, exception: Exception | None = None) -> None:
    """Put the pictures and the data beside the pages."""
    if exception or app.builder.name != "html":
        return
    out, source = Path(app.outdir), Path(app.srcdir)
    for folder in (DATA, PICTURES):
        shutil.rmtree(out / folder, ignore_errors=True)
    figures, rule = load_figures(app.config), None
    fonts = ", ".join(dict.fromkeys([main_family(app.config, LABELS), generic(app.config, LABELS)]))
    for docname, shown in figures_domain(app.env).drawn():
        rule = font_rule(app.config) if rule is None else rule
        (out / DATA).mkdir(exist_ok=True)
        (out / PICTURES).mkdir(exist_ok=True)
        for file in figures[shown.name].files:
            shutil.copyfile(source / DATA / file, out / DATA / file)
        svg = picture(app.env, shown.name, "wide", shown.key).read_text(encoding="utf-8")
        citation = short_citation(app.env, docname, shown)
        text = for_file(svg, shown.title, shown.alt, citation, fonts, rule)
        (out / PICTURES / f"{shown.name}.svg").write_text(text, encoding="utf-8", newline="\n")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register what writes the figures."""
    app.add_enumerable_node(chart, "figure", html=(visit_chart, depart_chart))
    app.add_node(drawn, html=(visit_drawn, ignore))
    app.add_node(pictured, html=(visit_pictured, ignore))
    app.add_node(bare, html=(ignore, ignore))
    app.add_node(below, html=(visit_below, depart_below))
    app.add_node(offered, html=(visit_offered, ignore), typst=(skip, None), text=(skip, None))
    app.add_node(fold, html=(visit_fold, depart_fold))
    app.add_post_transform(FoldInPrint)
    app.connect("build-finished", publish)
    app.connect("assets-renewed", publish)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

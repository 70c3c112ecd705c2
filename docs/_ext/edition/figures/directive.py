"""The figures: each drawn from its tables once, until data or code change, with the tables beside it."""

from __future__ import annotations

import base64
import hashlib
import importlib
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.domains import Domain
from sphinx.errors import ExtensionError
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from edition.base.links import cross_reference
from edition.figures.data import Code, RowFinding, read_table, split_sources
from edition.figures.tables import FIGURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from docutils.writers.html5_polyglot import HTMLTranslator
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata, OptionSpec

    from edition.figures.data import Figure, Row, Table

logger = logging.getLogger(__name__)

DATA, PICTURES = "data", "figures"
"""Folders beside the pages, public like the anchors: the tables as CSV, the pictures as SVG."""
WEIGHTS = {400: "EditionSans-Regular.latin.woff2", 600: "EditionSans-Semibold.latin.woff2"}
IDLE = re.compile(r' class="(?:row-odd|row-even|head)"|<span class="bibtex-citation">|(?<=</a>)</span>(?=</td>)')
"""Marks of docutils and sphinxcontrib-bibtex in a table below a figure."""
SIZES = ("wide", "narrow", "print")
"""The layouts of ``svg``, which is imported only to draw."""
NARROW = "(max-width: 39.99rem)"
"""Where the style sheet makes the page narrow."""


# --- Drawing, kept until something changes ---


def inputs(figure: Figure, source: Path) -> list[Path]:
    """The files on which a figure depends: its data and the code that draws it."""
    code = Path(__file__).parent
    names = [table.file for table in figure.tables] + list(figure.other_files)
    modules = ["data", "svg", "tables", figure.module]
    return [source / DATA / name for name in names] + [code / f"{name}.py" for name in modules]


def digest(paths: list[Path]) -> str:
    """A name for the contents of some files."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:16]


@cache
def read_fonts(folder: str) -> dict[int, str]:
    """The fonts that a picture brings along, by weight, as base64."""
    try:
        return {
            weight: base64.b64encode((Path(folder) / name).read_bytes()).decode() for weight, name in WEIGHTS.items()
        }
    except OSError as error:
        raise ExtensionError(f"The fonts of the figures cannot be read: {error}") from error


def draw(figure: Figure, data: dict[str, list[Row]], source: Path, fonts: str, target: Path, key: str) -> None:
    """Draw a figure in every size into ``target``, unless the pictures with this key are there."""
    missing = [size for size in SIZES if not picture(target, figure.name, size, key).exists()]
    if not missing:
        return
    from edition.figures.svg import LAYOUTS

    target.mkdir(parents=True, exist_ok=True)
    for layout in LAYOUTS:
        drawing = importlib.import_module(f"edition.figures.{figure.module}").DRAW[figure.name](
            layout, data, source / DATA
        )
        text = drawing.render(read_fonts(fonts))
        # Another reader may be drawing the same figure: the file appears whole.
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=target, delete=False) as file:
            file.write(text)
        Path(file.name).replace(picture(target, figure.name, layout.name, key))


def picture(folder: Path, name: str, size: str, key: str) -> Path:
    """The file of a drawn figure."""
    return folder / f"{name}-{size}-{key}.svg"


def cache_folder(env: BuildEnvironment) -> Path:
    """Where drawn figures are kept: with the doctrees that name them."""
    return Path(env.doctreedir) / PICTURES


def public_name(name: str, size: str) -> str:
    """The file name that readers see."""
    return f"{name}.svg" if size == "wide" else f"{name}-{size}.svg"


def measure(svg: str) -> tuple[float, float]:
    """Width and height of a picture, as its first line has them.

    >>> measure('<svg xmlns="…" width="320" height="425.5" viewBox="…">')
    (320.0, 425.5)
    """
    width, height = (float(svg.partition(f' {side}="')[2].partition('"')[0]) for side in ("width", "height"))
    return width, height


# --- Nodes and directives ---


class chart(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """A figure: its caption, its picture, and what stands below it."""


class drawn(nodes.General, nodes.Element):  # noqa: N801
    """The picture of the figure ``name``, drawn with the key ``key``, told in ``alt``."""


class below(nodes.General, nodes.Element):  # noqa: N801
    """What stands below the picture: sources and cautions."""


class fold(nodes.General, nodes.Element):  # noqa: N801
    """The tables behind the figure ``name`` and its ``files``, for the pages; in the PDF a line leads to them."""


class FiguresDomain(Domain):
    """Which figures the documents show, and the keys of their pictures."""

    name = "figures"
    label = "Figures"
    initial_data = {"figures": {}}  # noqa: RUF012 (Sphinx copies it)
    data_version = 1

    @property
    def figures(self) -> dict[str, dict[str, str]]:
        """Keys by name by document."""
        figures: dict[str, dict[str, str]] = self.data["figures"]
        return figures

    def clear_doc(self, docname: str) -> None:
        """Forget one document."""
        self.figures.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader found."""
        self.figures.update({d: v for d, v in otherdata["figures"].items() if d in docnames})


class DataDirective(SphinxDirective):
    """What both directives share: reading the figure's tables and setting them."""

    required_arguments = 1

    def figure(self) -> Figure:
        """The figure of the argument."""
        name = self.arguments[0]
        if name not in FIGURES:
            raise self.error(f"there is no figure {name!r}; one of {', '.join(FIGURES)}")
        return FIGURES[name]

    def read(self, figure: Figure) -> dict[str, list[Row]] | None:
        """The rows of each table; None after a warning."""
        keys = self.env.get_domain("cite").bibdata.data.entries  # type: ignore[attr-defined]
        source = Path(self.env.srcdir)
        data: dict[str, list[Row]] = {}
        sound = True
        for path in inputs(figure, source):
            self.env.note_dependency(str(path))
        for table in figure.tables:
            path = source / DATA / table.file
            data[table.file], findings = read_table(path, table, keys)
            for finding in findings:
                warn(finding, path)
                sound = False
        for name in figure.other_files:
            if not (source / DATA / name).is_file():
                warn(RowFinding(1, Code.FILE, "the data cannot be read: there is no such file"), source / DATA / name)
                sound = False
        return data if sound else None

    def table(self, table: Table, rows: list[Row]) -> list[nodes.Element]:
        """One table for readers, with the sources as citations.

        Cells hold their text without a paragraph, and citations no target of their own: long tables stay light.
        """
        cited: dict[str, list[nodes.Node]] = {"": [nodes.Text("the editors")]}
        lines: list[list[list[nodes.Node]]] = []
        for row in rows:
            keys = ",".join(split_sources(row.fields["source"]))
            if keys not in cited:
                cited[keys] = self.parse_inline(f"{{cite:alp}}`{keys}`")[0]
                for node in cited[keys]:
                    if isinstance(node, nodes.Element):
                        node["ids"] = []
            lines.append([*in_cells(table.cells(row.fields)), [node.deepcopy() for node in cited[keys]]])
        return grid(table, [*table.headings, "Source"], lines)


def in_cells(words: Iterable[str]) -> list[list[nodes.Node]]:
    """Words, each as the content of a cell."""
    return [[nodes.Text(text)] for text in words]


def grid(table: Table, headings: list[str], lines: list[list[list[nodes.Node]]]) -> list[nodes.Element]:
    """A table node, below the table's title if it has one."""
    widths = table.widths or [1] * len(headings)
    numeric = table.numeric if len(headings) > len(table.headings) else ()  # not in the short form
    classes = [["text-right"] if i in numeric else [] for i in range(len(headings))]

    def row(cells: list[list[nodes.Node]]) -> nodes.row:
        return nodes.row("", *(nodes.entry("", *c, classes=k) for c, k in zip(cells, classes, strict=False)))

    group = nodes.tgroup("", cols=len(headings))
    group += [nodes.colspec(colwidth=width) for width in widths[: len(headings)]]
    group += nodes.thead("", row(in_cells(headings)))
    group += nodes.tbody("", *map(row, lines))
    title = [nodes.rubric("", table.title)] if table.title else []
    return [*title, nodes.table("", group, classes=["figure-data"])]


class Chart(DataDirective):
    """``{chart} trade``: a figure; its first paragraph is its message, the others are its sources and cautions."""

    has_content = True
    option_spec: ClassVar[OptionSpec] = {"alt": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Read, check and draw, and set the figure with its tables."""
        figure = self.figure()
        if not self.options.get("alt"):
            raise self.error(f"the figure {figure.name!r} needs 'alt': what the picture shows, with the extremes")
        words = self.parse_content_to_nodes()
        if not words or not isinstance(words[0], nodes.paragraph):
            raise self.error(f"the figure {figure.name!r} needs a caption that begins with its message")
        data = self.read(figure)
        if data is None:
            return []
        source = Path(self.env.srcdir)
        fonts = self.config.figures_fonts
        key = digest(inputs(figure, source) + [Path(fonts) / name for name in WEIGHTS.values()])
        draw(figure, data, source, fonts, cache_folder(self.env), key)
        domain = self.env.get_domain("figures")
        assert isinstance(domain, FiguresDomain)
        domain.figures.setdefault(self.env.docname, {})[figure.name] = key

        anchor = f"figure-{figure.name}"
        node = chart("", names=[anchor])
        self.set_source_info(node)
        first, *rest = words
        node += nodes.caption("", "", *first.children)
        node += drawn("", name=figure.name, key=key, alt=" ".join(self.options["alt"].split()))
        node += below("", *rest)
        node["anchor-kind"], node["anchor-title"] = "figure", node[0].astext()
        self.state.document.note_explicit_target(node)
        files = [table.file for table in figure.tables] + list(figure.other_files)
        return [node, fold("", *self.unfolded(figure, data), name=figure.name, files=files)]

    def unfolded(self, figure: Figure, data: dict[str, list[Row]]) -> list[nodes.Node]:
        """The rows that are drawn, and how many are not; the appendix has all, with their sources."""
        result: list[nodes.Node] = []
        out = 0
        for table in figure.tables:
            rows = [row for row in data[table.file] if table.place(row.fields).drawn]
            out += len(data[table.file]) - len(rows)
            if table.short:
                headings, *lines = table.short(rows)
                result += grid(table, list(headings), [in_cells(line) for line in lines])
            else:
                result += self.table(table, rows)
        words = f"Rows that are not drawn: {out}" + ("." if not out else ", each with its reason in the appendix.")
        line = nodes.paragraph("", nodes.Text(f"{words} Every row with its source: "))
        line += cross_reference(self.env.docname, f"data-{figure.name}")
        line += nodes.Text(".")
        return [*result, line]


class ChartData(DataDirective):
    """``{chart-data} trade``: the tables of a figure, for the appendix."""

    def run(self) -> list[nodes.Node]:
        """Read, check and set them."""
        figure = self.figure()
        data = self.read(figure)
        if data is None:
            return []
        return [node for table in figure.tables for node in self.table(table, data[table.file])]


def warn(finding: RowFinding, path: Path) -> None:
    """Warn at a row."""
    location = f"{path}:{finding.line}"
    logger.warning(finding.message, location=location, type="figures", subtype=finding.code.value)


class FoldInPrint(SphinxPostTransform):
    """In the PDF the tables stand in the appendix; a line below the figure leads there."""

    default_priority = 5  # before references are resolved (10)
    formats = ("typst",)

    def run(self, **kwargs: object) -> None:
        """Replace each fold-out by a reference; give tables their columns' widths, and their lead-ins a class."""
        for node in list(self.document.findall(lambda n: isinstance(n, (fold, nodes.table)))):
            assert isinstance(node, nodes.Element)
            if isinstance(node, fold):
                figure = node.parent[node.parent.index(node) - 1]
                assert isinstance(figure, chart)
                legend = figure[-1]
                assert isinstance(legend, below)
                line = nodes.paragraph("", nodes.Text("The numbers: "))
                line += cross_reference(self.env.docname, f"data-{node['name']}")
                line += nodes.Text(".")
                legend += line
                node.parent.remove(node)
            elif "figure-data" in node["classes"]:
                node["classes"].append("colwidths-given")  # pages would get a style attribute from it
                before = node.previous_sibling()
                if isinstance(before, nodes.paragraph):
                    before["classes"].append("lead-in")


# --- HTML ---


def visit_chart_html(self: HTMLTranslator, node: chart) -> None:
    """Open the figure; its caption stands above the picture, as a title does."""
    self.body.append(self.starttag(node, "figure", CLASS="chart") + "<figcaption>\n")


def depart_chart_html(self: HTMLTranslator, _node: chart) -> None:
    """Close it."""
    self.body.append("</figure>\n")


def visit_drawn_html(self: Any, node: drawn) -> None:
    """Close the caption and show the picture in the size that fits the window.

    The picture is a file, fetched when it comes near: a chapter stays light.  It follows the page's color scheme, for
    browsers tell an image the scheme of its element.
    """
    up = "../" * self.builder.current_docname.count("/")
    alt = self.attval(node["alt"])
    folder = cache_folder(self.builder.env)
    wide, narrow = (
        measure(picture(folder, node["name"], size, node["key"]).read_text(encoding="utf-8")[:200])
        for size in ("wide", "narrow")
    )
    place = f"{up}{PICTURES}/"
    self.body.append(
        f'</figcaption>\n<picture>\n<source media="{NARROW}" srcset="{place}{public_name(node["name"], "narrow")}" '
        f'width="{round(narrow[0])}" height="{round(narrow[1])}">\n'
        f'<img src="{place}{public_name(node["name"], "wide")}" width="{round(wide[0])}" height="{round(wide[1])}" '
        f'loading="lazy" alt="{alt}">\n</picture>\n'
    )


def visit_below_html(self: HTMLTranslator, node: below) -> None:
    """Open the lines below the picture."""
    self.body.append(self.starttag(node, "div", CLASS="legend"))


def depart_below_html(self: HTMLTranslator, _node: below) -> None:
    """Close them."""
    self.body.append("</div>\n")


def visit_fold_html(self: Any, node: fold) -> None:
    """Open the fold-out."""
    self.body.append('<details class="fold">\n<summary>The numbers behind the figure</summary>\n')
    node["start"] = len(self.body)


def depart_fold_html(self: Any, node: fold) -> None:
    """Leave out what no style needs, as chapters must stay light; offer the files and close it."""
    self.body[node["start"] :] = [IDLE.sub("", "".join(self.body[node["start"] :]))]
    up = "../" * self.builder.current_docname.count("/")
    files = [(f"{up}{DATA}/{name}", f"{name}") for name in node["files"]]
    files += [(f"{up}{PICTURES}/{public_name(node['name'], 'wide')}", f"{node['name']}.svg")]
    links = ", ".join(f'<a href="{address}" download>{name}</a>' for address, name in files)
    self.body.append(f'<p class="downloads">Download: {links}</p>\n</details>\n')


def nothing(_self: nodes.NodeVisitor, _node: nodes.Node) -> None:
    """Write nothing."""


# --- Files for readers ---


def publish(app: Sphinx, exception: Exception | None) -> None:
    """Put the pictures and the data beside the pages."""
    if exception or app.builder.format != "html":
        return
    domain = app.env.get_domain("figures")
    assert isinstance(domain, FiguresDomain)
    shown = {name: key for figures in domain.figures.values() for name, key in figures.items()}
    out, source = Path(app.outdir), Path(app.srcdir)
    for folder in (DATA, PICTURES):
        shutil.rmtree(out / folder, ignore_errors=True)
    for name, key in shown.items():
        figure = FIGURES[name]
        (out / DATA).mkdir(exist_ok=True)
        (out / PICTURES).mkdir(exist_ok=True)
        for size in ("wide", "narrow"):
            target = out / PICTURES / public_name(name, size)
            shutil.copyfile(picture(cache_folder(app.env), name, size, key), target)
        for file in [table.file for table in figure.tables] + list(figure.other_files):
            shutil.copyfile(source / DATA / file, out / DATA / file)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the figures."""
    app.add_config_value("figures_fonts", "", "env", types=frozenset({str}))
    app.add_domain(FiguresDomain)
    app.add_directive("chart", Chart)
    app.add_directive("chart-data", ChartData)
    app.add_enumerable_node(
        chart,
        "figure",
        html=(visit_chart_html, depart_chart_html),
    )
    app.add_node(drawn, html=(visit_drawn_html, nothing))
    app.add_node(below, html=(visit_below_html, depart_below_html))
    app.add_node(fold, html=(visit_fold_html, depart_fold_html))
    app.add_post_transform(FoldInPrint)
    app.connect("build-finished", publish)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

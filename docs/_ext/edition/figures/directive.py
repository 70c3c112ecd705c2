"""The directives ``{chart}``, a figure with its tables, and ``{chart-data}``, only the tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from edition.base.links import cross_reference
from edition.base.locale import _
from edition.base.quotes import curl
from edition.base.warnings import warn
from edition.base.words import plain_text
from edition.figures.cache import (
    FiguresDomain,
    Shown,
    check_modules,
    computed,
    digest,
    figures_domain,
    inputs,
    keep,
    load_figures,
    read_data,
)
from edition.figures.data import Code, split_sources
from edition.figures.nodes import below, chart, drawn, fold
from edition.names.kinds import Kind, data_anchor
from edition.names.record import mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata, OptionSpec

    from edition.figures.data import Figure, Row, Table


class DataDirective(SphinxDirective):
    """What both directives share: reading the figure's tables and setting them."""

    required_arguments = 1

    def figure(self) -> Figure | None:
        """The figure named by the argument; None, after a warning, if there is none."""
        figures, name = load_figures(self.config), self.arguments[0]
        if name not in figures:
            known = f"write one of {', '.join(figures)}" if figures else "the setting figures_modules names none"
            warn(Code.UNKNOWN, f"there is no figure {name!r}; {known}", self.get_location())
        return figures.get(name)

    def read(self, figure: Figure) -> dict[str, list[Row]] | None:
        """The rows of each table; None if a file has a mistake, which the domain reports after all was read."""
        for path in inputs(figure, Path(self.env.srcdir)):
            self.env.note_dependency(str(path))
        figures_domain(self.env).note_computed(self.env.docname, figure)
        data, findings = read_data(self.env, figure)
        return None if findings else data

    def table(self, table: Table, rows: list[Row]) -> list[nodes.Element]:
        """One table for readers, with the sources as citations.

        Cells have no paragraphs and citations no ids, to keep long tables small.
        """
        language = self.config.language
        if table.compute:
            return grid(table, list(table.headings), [in_cells(table.cells(row.fields), language) for row in rows])
        cited: dict[str, list[nodes.Node]] = {"": [nodes.Text(_("the editors"))]}
        lines: list[list[list[nodes.Node]]] = []
        for row in rows:
            keys = ",".join(split_sources(row.fields["source"]))
            if keys not in cited:
                cited[keys] = self.parse_inline(f"{{cite:alp}}`{keys}`")[0]
                for node in cited[keys]:
                    if isinstance(node, nodes.Element):
                        node["ids"] = []
            lines.append([*in_cells(table.cells(row.fields), language), [node.deepcopy() for node in cited[keys]]])
        return grid(table, [*table.headings, _("Source")], lines)


def in_cells(words: Iterable[str], language: str) -> list[list[nodes.Node]]:
    """Words, each as the content of a cell; Sphinx curls no quotation marks there, for it looks at paragraphs."""
    return [[nodes.Text(curl(text, language))] for text in words]


def grid(table: Table, headings: list[str], lines: list[list[list[nodes.Node]]]) -> list[nodes.Element]:
    """A table node, below the table's title if it has one."""
    widths = table.widths or [1] * len(headings)
    whole = table.compute or len(headings) > len(table.headings)  # not the short form
    numeric = table.numeric if whole else ()
    classes = [["text-right"] if i in numeric else [] for i in range(len(headings))]

    def row(cells: list[list[nodes.Node]]) -> nodes.row:
        return nodes.row("", *(nodes.entry("", *c, classes=k) for c, k in zip(cells, classes, strict=False)))

    group = nodes.tgroup("", cols=len(headings))
    group += [nodes.colspec(colwidth=width) for width in widths[: len(headings)]]
    group += nodes.thead("", row([[nodes.Text(text)] for text in headings]))
    group += nodes.tbody("", *map(row, lines))
    title = [nodes.rubric("", table.title)] if table.title else []
    return [*title, nodes.table("", group, classes=["figure-data"])]


class Chart(DataDirective):
    """``{chart} trade``: a figure; its first paragraph is its message, the others are its sources and cautions."""

    has_content = True
    option_spec: ClassVar[OptionSpec] = {"alt": directives.unchanged}  # an empty one is reported below

    def run(self) -> list[nodes.Node]:
        """Read, check and draw, and set the figure with its tables."""
        figure = self.figure()
        if figure is None:
            return []
        if bool(self.options.get("alt")) == bool(figure.alt_text):
            lacks = "needs 'alt'; write what the picture shows, with the extremes"
            what = "is counted, and so is its alternative text; leave 'alt' out" if figure.alt_text else lacks
            warn(Code.WORDS, f"the figure {figure.name!r} {what}", self.get_location())
            return []
        words = self.parse_content_to_nodes()
        if not words or not isinstance(words[0], nodes.paragraph):
            message = f"the figure {figure.name!r} has no caption; write one that begins with its message"
            warn(Code.WORDS, message, self.get_location())
            return []
        first, *rest = words
        data = self.read(figure)
        key = digest(inputs(figure, Path(self.env.srcdir)), computed(self.env, figure)) if data else ""
        alt_text = figure.alt_text(data) if figure.alt_text and data else self.options.get("alt", "")
        alt, title = " ".join(alt_text.split()), plain_text(first)
        figures_domain(self.env).show(self.env.docname, Shown(figure.name, key, title, alt))
        if data is None:
            return []
        keep(self.env, figure, data, key)

        anchor = Kind.FIGURE.anchor(figure.name)
        node = chart("", names=[anchor])
        self.set_source_info(node)
        node += nodes.caption("", "", *first.children)
        node += drawn("", name=figure.name, key=key, alt=alt)
        node += below("", *rest)
        mark(node, Kind.FIGURE, title)
        self.state.document.note_explicit_target(node)
        rows = self.unfolded(figure, data)
        return [node, fold("", *rows, name=figure.name, files=figure.files, classes=["figure-rows"])]

    def unfolded(self, figure: Figure, data: dict[str, list[Row]]) -> list[nodes.Node]:
        """The tables of the drawn rows, and a line that says how many are not drawn and where all rows are."""
        result: list[nodes.Node] = []
        out = 0
        for table in figure.tables:
            rows = [row for row in data[table.file] if table.place(row.fields).drawn]
            out += len(data[table.file]) - len(rows)
            if table.short:
                headings, *lines = table.short(rows)
                result += grid(table, list(headings), [in_cells(line, self.config.language) for line in lines])
            else:
                result += self.table(table, rows)
        if out:
            words = _("Rows that are not drawn: {count}, each with its reason in the appendix.", count=out)
        else:
            words = _("Rows that are not drawn: 0.")
        line = nodes.paragraph("", nodes.Text(f"{words} {_('Every row with its source: ')}"))
        line += cross_reference(self.env.docname, data_anchor(figure.name))
        line += nodes.Text(".")
        return [*result, line] if figure.files else result


class ChartData(DataDirective):
    """``{chart-data} trade``: the tables of a figure, for the appendix."""

    def run(self) -> list[nodes.Node]:
        """Read, check and set them."""
        figure = self.figure()
        data = self.read(figure) if figure else None
        if figure is None:
            return []
        if data is None:
            figures_domain(self.env).show(self.env.docname, Shown(figure.name, "", ""))
            return []
        return [node for table in figure.tables for node in self.table(table, data[table.file])]


def find_changed(_app: Sphinx, env: BuildEnvironment, *_documents: set[str]) -> list[str]:
    """The documents whose computed rows have changed."""
    return figures_domain(env).find_changed()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives and the domain."""
    app.add_config_value("figures_modules", [], "env", types=frozenset({list}))
    app.connect("config-inited", check_modules, priority=110)  # after its type (90)
    app.add_domain(FiguresDomain)
    app.connect("env-get-outdated", find_changed)
    app.add_directive("chart", Chart)
    app.add_directive("chart-data", ChartData)
    return {"version": "1", "env_version": 2, "parallel_read_safe": True, "parallel_write_safe": True}

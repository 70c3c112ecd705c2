"""Keep the drawings until their data or code change, and record which documents show which figures."""

from __future__ import annotations

import hashlib
import importlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from edition.base.contents import book_order
from edition.base.domains import PerDocument, domain
from edition.base.settings import setting_error
from edition.base.warnings import Finding, report
from edition.figures.data import Code, Figure, Kind
from edition.figures.reading import read_table
from edition.figures.svg import LAYOUTS
from edition.sources.cited import entries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from edition.figures.data import Fields, Row

DATA = "data"
"""The folder of the tables, in ``docs/`` and in the site."""
KEPT = "figures"
"""The folder of the drawings, beside the doctrees."""


def check_modules(app: Sphinx, config: Config) -> None:
    """End the build at a module of ``figures_modules`` that has no figure."""
    for name in config.figures_modules:
        try:
            if not isinstance(importlib.import_module(name).FIGURE, Figure):
                raise TypeError("it is none of ours")
        except Exception as error:  # of whatever kind: the module is an author's
            why = f"{type(error).__name__}: {error}"
            message = f"figures_modules: {name!r} is no module with a FIGURE ({why}); mend it, or its name"
            raise setting_error(app, "figures_modules", message) from error


def load_figures(config: Config) -> dict[str, Figure]:
    """All figures by name, in the order of the setting ``figures_modules``."""
    figures: list[Figure] = [importlib.import_module(name).FIGURE for name in config.figures_modules]
    return {figure.name: figure for figure in figures}


def inputs(figure: Figure, source: Path) -> list[Path]:
    """The files that a figure depends on: its data and the code of this folder; ``source`` is ``docs/``."""
    code = sorted(Path(__file__).parent.glob("*.py"))
    module = Path(importlib.import_module(figure.draw.__module__).__file__ or __file__)
    data = [source / DATA / name for name in figure.files]
    return data + code + ([] if module in code else [module])


def computed(env: BuildEnvironment, figure: Figure) -> str:
    """The rows of a figure that are in no file, as one text; ``""`` if it has none."""
    return "".join(repr(table.compute(env)) for table in figure.tables if table.compute)


def digest(paths: list[Path], words: str) -> str:
    """A digest of the contents of some files, of which a missing one counts as empty, and of some words."""
    whole = hashlib.sha256(words.encode())
    for path in paths:
        whole.update(hashlib.sha256(path.read_bytes() if path.is_file() else b"").digest())
    return whole.hexdigest()[:16]


def read_data(env: BuildEnvironment, figure: Figure) -> tuple[dict[str, list[Row]], list[Finding]]:
    """The rows of each table by its file, and the mistakes in all files."""
    source, sources = Path(env.srcdir), known_sources(env)
    data: dict[str, list[Row]] = {}
    findings: list[Finding] = []
    for table in figure.tables:
        if table.compute:
            data[table.file], found = table.compute(env), []
            if not data[table.file]:
                message = f"the figure {figure.name} has nothing to count"
                found = [Finding(Code.EMPTY, message, f"{source / figure.records[0]}:1")]
        else:
            data[table.file], found = read_table(source / DATA / table.file, table, sources)
        findings += found
    for name in figure.other_files:
        if not (source / DATA / name).is_file():
            message = "the data cannot be read: there is no such file"
            findings.append(Finding(Code.FILE, message, f"{source / DATA / name}:1"))
    return data, findings


def picture(env: BuildEnvironment, name: str, layout: str, key: str) -> Path:
    """The file of a drawing."""
    return Path(env.doctreedir) / KEPT / f"{name}-{layout}-{key}.svg"


def keep(env: BuildEnvironment, figure: Figure, data: dict[str, list[Row]], key: str) -> None:
    """Draw a figure in every layout, unless its drawings with this key are there."""
    for layout in LAYOUTS:
        target = picture(env, figure.name, layout.name, key)
        if target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        text = figure.draw(layout, data, Path(env.srcdir) / DATA).render()
        # A parallel reader may be drawing the same figure: the file must appear complete.
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=target.parent, delete=False) as file:
            file.write(text)
        Path(file.name).replace(target)


class Shown(NamedTuple):
    """A figure in a document."""

    name: str
    key: str
    """Of its drawings; empty where only its tables stand, or its data has a mistake."""
    title: str
    """Its message."""
    alt: str = ""
    """What the picture shows."""


class FiguresDomain(PerDocument):
    """The figures that each document shows."""

    name = "figures"
    label = "Figures"
    initial_data = {"shown": {}, "computed": {}}  # noqa: RUF012 (Sphinx copies it)
    data_version = 5

    def show(self, docname: str, shown: Shown) -> None:
        """Remember a figure."""
        self.data["shown"].setdefault(docname, []).append(shown)

    def note_computed(self, docname: str, figure: Figure) -> None:
        """Remember the rows of a figure that are in no file."""
        if rows := computed(self.env, figure):
            self.data["computed"].setdefault(docname, {})[figure.name] = rows

    def find_changed(self) -> list[str]:
        """The documents that show computed rows which are others now."""
        figures = load_figures(self.env.config)
        shown: dict[str, dict[str, str]] = self.data["computed"]
        now = {name: computed(self.env, figure) for name, figure in figures.items()}
        return [docname for docname, of in shown.items() if any(now.get(name) != rows for name, rows in of.items())]

    def drawn(self) -> Iterator[tuple[str, Shown]]:
        """Every figure that is drawn, with its document, in the order of the toctrees."""
        for docname in book_order(self.env):
            yield from ((docname, shown) for shown in self.data["shown"].get(docname, []) if shown.key)

    def printed(self) -> object:
        """Nothing: the gallery looks at the figures (``gallery.drawn``); see ``base.kept``."""
        return None

    def check_consistency(self) -> None:
        """Report each mistake in the data once, however many documents show the figure."""
        names = {shown.name for found in self.data["shown"].values() for shown in found}
        figures = load_figures(self.env.config)
        for figure in (figure for name, figure in figures.items() if name in names):
            data, findings = read_data(self.env, figure)
            report(findings or self.lost_events(figure, data))

    def lost_events(self, figure: Figure, data: dict[str, list[Row]]) -> Iterator[Finding]:
        """Findings on rows that name an unknown event."""
        events = self.env.domains.standard_domain.anonlabels
        for table in figure.tables:
            for name in (column.name for column in table.columns if column.kind is Kind.EVENT):
                for row in data[table.file]:
                    if row.fields[name] and row.fields[name] not in events:
                        message = f"{name}: the timeline has no event {row.fields[name]!r}"
                        yield Finding(Code.EVENT, message, f"{self.env.srcdir}/{DATA}/{table.file}:{row.line}")


def figures_domain(env: BuildEnvironment) -> FiguresDomain:
    """The domain of the figures."""
    return domain(env, FiguresDomain)


def known_sources(env: BuildEnvironment) -> Mapping[str, Fields]:
    """The fields of the bibliography's entries by key."""
    return {key: entry.fields for key, entry in entries(env).items()}

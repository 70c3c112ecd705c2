"""Make the search page and its index, instead of Sphinx's search, which finds only whole pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from edition.base.domains import domain
from edition.base.features import Feature, documents_with
from edition.base.lean import lean_script
from edition.base.locale import _, in_scripts
from edition.base.titles import short_title
from edition.base.warnings import report
from edition.entries.events import EventsDomain
from edition.essay.verdicts import verdicts
from edition.names.anchors import AnchorsDomain
from edition.names.kinds import Kind
from edition.names.promises import RegistryDomain
from edition.names.units import gather
from edition.search.index import KINDS, parts, script
from edition.search.words import read_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

NAME = "search"
FOLDER = "search"
FILES = ("first", "rest")
"""The scripts of the index, in the order in which the page loads them."""
CODE = ("engine", "page", "lit")
"""The scripts of the page, and the one that lights its words where it leads to; beside this module."""


def collect(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Give the search page to the builder, with the values of its fields, and write the index."""
    write_index(app)
    names = domain(app.env, AnchorsDomain)
    lists = documents_with(app.env, Feature.NAMES)
    lists += filter(None, map(names.page_of, (Kind.TERM, Kind.EVENT)))
    titles = [short_title(app.env, name) for name in app.config.essay_chapters]
    context = {
        "title": _("Search"),
        "kind_words": [kind.value for kind in KINDS],
        "verdict_words": list(verdicts(app.config)),
        "chapter_titles": titles,
        "examples": app.config.search_examples,
        "lookups": [(docname, short_title(app.env, docname)) for docname in lists],
    }
    yield NAME, context, "search.html"


def write_index(app: Sphinx) -> None:
    """Write the index as scripts in ``search/``; it names no page of the PDF, and need not wait for it."""
    gatherer = gather(app.env)
    units = gatherer.units
    of_kind = {kind: [unit.anchor for unit in units if unit.kind is kind] for kind in KINDS}
    others = [*of_kind[Kind.SECTION], *of_kind[Kind.FIGURE]]
    words, findings = read_words(Path(app.srcdir), of_kind[Kind.TERM], list(gatherer.notes), others)
    report(findings)
    retired = domain(app.env, RegistryDomain).retired | gatherer.second
    chapters = app.config.essay_chapters
    events = [event for event in domain(app.env, EventsDomain).events if event.chapter in chapters]
    told = {event.id: chapters.index(event.chapter) + 1 for event in events}
    data = parts(units, chapters, list(verdicts(app.config)), words, retired, app.config.search_light, told)
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(exist_ok=True)
    for name in CODE:
        code = in_scripts((Path(__file__).parent / f"{name}.js").read_text(encoding="utf-8"))
        (folder / f"{name}.js").write_text(lean_script(code), encoding="utf-8")
    for name, part in zip(FILES, data, strict=True):
        (folder / f"{name}.js").write_text(script(part), encoding="utf-8")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the page and its index."""
    # What the page offers to try, each as it is typed: ``question``, ``words``, ``beginning``, ``source``, ``fields``,
    # and lists of ``names``, ``dates`` and ``places``.
    app.add_config_value("search_light", [], "html", types=frozenset({list}))  # words that all of the book is about
    app.add_config_value("search_examples", {}, "html", types=frozenset({dict}))
    app.connect("html-collect-pages", collect)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

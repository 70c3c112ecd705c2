"""The annotated edition: what this book does beyond Sphinx and the extensions that it uses.

The house has four floors; an import only goes down, which import-linter holds (``pyproject.toml``)::

    4  epub, pdf       the other two books            pages      what the web pages look like
       ledger          claims, coverage, changes      citing     how everything is cited
       finding         the search                     exports    TEI, tables, texts, the whole as data
       site            files of the site, policy      listing    the annotated source
    3  entries         terms, events, downloads       figures    tables and their drawings
       names           the one record of each named thing, registry, editions, links back
    2  essay           passages, claims, notes        sources    references.bib, bibliography, links
    1  base            records, warnings, links, dates, quotes, words in the book's language, forks, phases

The way of a **note**: its words come from a chapter, what it answers and its repair from ``claims.yaml``
(``essay.claims``), what its sources carry from ``carries.yaml`` (``essay.carries``). ``essay.beside`` puts it into its
passage, parts answer and evidence, marks the essay's words and lists its sources. ``names.digests`` hashes its words,
``names.find`` records its name with the references still open; ``names.make`` makes the record when all is read.
``pages.notes`` and ``pdf.notes`` print it; ``ledger`` weighs it (``hangs``), lists it (``tables``) and writes it as
data (``spreadsheet``, ``annotations``); ``essay.repairs`` writes the patch; ``citing`` and ``finding`` read the record.

The way of a **source**: ``sources.bibfile`` checks the entry and knows its line, ``sources.labels`` tells it apart,
sphinxcontrib-bibtex collects what is cited, ``sources.chicago`` sets it, ``names.anchors`` gives it a label that links
find, ``names.backlinks`` prints who uses it, ``names.pairs`` leads from a note's citation to what it carries.

The way of an **event**: ``entries.event_records`` reads ``timeline.yaml``, sphinx-timeline makes the list,
``entries.events`` gives each its name, date and links, and lists it under the passages and sections that it names.

The way of a **name**: ``names.kinds`` knows its prefix, ``names.find`` meets it, ``names.make`` completes it,
``names.promises`` holds it against ``anchors.txt`` (``names.registry``) and keeps its old addresses open,
``names.anchors_json`` publishes it, ``pdf.mended_names`` makes it a destination, ``citing`` gives it a page.
``names.units`` reads its words out of the documents, for search, exports and the index of names.

The way of the **words that are ours**: ``base.locale`` reads the catalog of the book's language, code and templates ask
it with ``_``, ``pdf.book`` hands the design its words, ``base.locale.in_scripts`` writes them into the scripts.

The **other books** are written beside the pages by forks of the same build (``base.forks``), ``pdf.beside`` and
``epub.beside``; another sets the citations of the sources while the documents are read, ``citing.ahead``.

A **page that would be the same** is not written again, though ``base.features`` asks for those that gather from all
others: ``base.kept`` holds what it prints against what the last build
printed. What a page prints of another document it sees through ``base.trees.tree``, or ``part`` where it prints but
little of it, or says so with ``look_at``; what all share, each domain says in ``printed``. So the text of the PDF is
kept by document too (``pdf.texts``), and ``pdf.builder`` puts the book together.

When each part works is one list, ``base.phases``: ``Read`` (transforms of a document), ``Updated`` (``env-updated``)
and ``Write`` (transforms of a page). Around them stand Sphinx's events: ``config-inited`` (settings are mended),
``builder-inited`` (records are read anew), ``doctree-read`` (names and uses are found), ``env-check-consistency``
(records are held against the book), ``html-collect-pages`` (pages without a document), ``build-finished`` (files).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

PARTS = (
    "base.findings",
    "base.advice",
    "base.contents",
    "base.documents",
    "base.features",
    "base.settings",
    "base.setting_values",
    "base.utf8",
    "base.locale",
    "base.builders",
    "base.languages",
    "base.fonts",
    "base.characters",
    "base.foreign",
    "base.refused",
    "base.lost",
    "base.unread",
    "base.fences",
    "base.links",
    "base.fresh",
    "base.trees",
    "base.kept",
    "base.titles",
    "base.address",
    "essay.text",
    "essay.verdicts",
    "essay.claims",
    "essay.carries",
    "essay.passages",
    "essay.commentary",
    "essay.notes",
    "essay.marks",
    "essay.beside",
    "essay.repairs",
    "names.twins",
    "names.anchors",
    "names.listed",
    "names.digests",
    "names.promises",
    "names.pairs",
    "names.anchors_json",
    "names.inventory",
    "names.editions",
    "names.history",
    "citing.ahead",
    "citing.pages",
    "citing.links",
    "citing.metadata",
    "names.not_found",
    "citing.index",
    "entries.glossary",
    "entries.downloads",
    "entries.events",
    "ledger.changes",
    "ledger.feed",
    "ledger.sentences",
    "ledger.evidence",
    "ledger.tables",
    "ledger.spreadsheet",
    "ledger.annotations",
    "ledger.quality",
    "ledger.summary",
    "sources.bibliography",
    "sources.backend",
    "sources.link_states",
    "names.backlinks",
    "figures.directive",
    "figures.output",
    "figures.gallery",
    "figures.plain",
    "finding.page",
    "exports.write",
    "pdf.builder",
    "pdf.book",
    "pdf.beside",
    "site.builder",
    "base.policy",
    "site.hosts",
    "site.crawlers",
    "epub.builder",
    "epub.beside",
    "listing.page",
    "pages.translator",
    "pages.context",
    "pages.citations",
    "pages.essay_page",
    "pages.parts",
    "pages.filters",
    "pages.lists",
    "pages.names_page",
    "pages.numbers",
)
"""The modules that register something with Sphinx."""


NEEDED = ("myst_parser", "sphinxcontrib_typstbuilder")
"""Extensions of others that no part sets up by itself."""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up every part."""
    for name in (*NEEDED, *(f"edition.{part}" for part in PARTS)):
        app.setup_extension(name)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

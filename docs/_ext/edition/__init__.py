"""An annotated edition as a Sphinx extension: all that this book needs beyond Sphinx and the extensions that it uses.

Its packages are called rooms. They stand on eight floors, and a room imports only from floors below its own, which
import-linter checks (``pyproject.toml``)::

    8  epub            the EPUB
    7  pdf             the PDF
    6  pages           what the HTML pages look like
    5  ledger          claims, coverage, changes      citing     how everything is cited
       search          the search and its data        exports    TEI, tables, texts, JSON: the edition as data
       site            files of the site, headers     listing    the annotated source
    4  entries         terms, events, downloads       figures    tables and their drawings
    3  names           the record of each named thing, the registry, editions, back links
    2  essay           passages, claims, notes        sources    references.bib, bibliography, outside links
    1  base            what all rooms need: records, warnings, links, dates, quotes, catalogs, forks, phases

How a **note** is made: its text comes from a chapter, the words that it answers and its repair from ``claims.yaml``
(``essay.claims``), what its sources carry from ``carries.yaml`` (``essay.carries``). ``essay.placing`` moves it into
its passage, separates answer and evidence, marks the essay's words and lists its sources. ``names.digests`` hashes its
words, ``names.find`` records its name while references are still open, and ``names.make`` makes its record when all
documents are read. ``pages.notes`` and ``pdf.notes`` print it; ``ledger`` counts what it rests on (``hangs``), lists it
(``tables``) and writes it as data (``spreadsheet``, ``annotations``); ``essay.repairs`` writes the patch; ``citing``
and ``search`` use its record.

How a **source** is made: ``sources.bibfile`` checks the entry and knows its line, ``sources.labels`` makes its label
unique, sphinxcontrib-bibtex collects what is cited, ``sources.chicago`` formats it, ``names.anchors`` gives it an
anchor, ``names.backlinks`` prints where it is used, and ``names.pairs`` links each citation in a note to what
the source carries of it. Its card is in the note (``pages.cards``), that for other text in a file
(``pages.card_files``).

How an **event** is made: ``entries.event_records`` reads ``timeline.yaml``, sphinx-timeline makes the list, and
``entries.events`` gives each event its name, date and links, and lists it in the passages and sections that it names.

How a **name** is made: ``names.kinds`` knows its prefix, ``names.find`` finds it, ``names.make`` completes its record,
``names.promises`` compares it with ``anchors.txt`` (``names.registry``) and keeps its former addresses working,
``names.anchors_json`` publishes it, ``pdf.mended_names`` makes it a named destination, ``citing`` gives it a page.
``names.units`` reads its words from the documents, for search, exports and the index of names.

The **words that records share**, such as ``supports`` or ``own-page``, are enumerations in ``base.vocabulary``; the
words of verdicts are a setting (``essay.verdicts``).

The **words that the book prints of its own**: ``base.locale`` reads the catalog of the book's language, code and
templates look them up with ``_``, ``pdf.book`` passes them to the template of the PDF, ``base.locale.in_scripts``
writes them into scripts.

**PDF and EPUB** are written beside the pages by forks of the same build (``base.forks``, ``pdf.beside``,
``epub.beside``); another fork sets the citations of the sources while documents are read (``citing.ahead``). What
visitors of the PDF know of a document, and what they collect from it for the whole book, is its ``pdf.context``. The
text is cut into parts (``pdf.parts``), which workers set and mend (``pdf.compile``, ``pdf.typesetting``, ``pdf.mend``)
and which are joined (``pdf.joined``); what a part came to is kept by what it was made of (``pdf.results``).

A **page that would be the same** is not written again: ``base.kept`` compares what it prints with what the last build
printed. A page gets what it prints of another document from ``base.trees.tree`` (or ``part``), or reports it with
``look_at``; what all pages share, each domain returns from ``printed``. Pages that collect from all documents are found
by ``base.features``. The text of the PDF is kept by document in the same way (``pdf.texts``), and so is the body of a
page (``site.bodies``), which is put into its frame again after a change of a template (``site.templates``).

The **order of work** is one list, ``base.phases``: ``Read`` (transforms of a document), ``Updated`` (handlers of
``env-updated``) and ``Write`` (transforms of a page). Around them are Sphinx's events: ``config-inited`` (settings are
checked), ``builder-inited`` (records are read), ``doctree-read`` (names and uses are found), ``env-check-consistency``
(records are compared with the book), ``html-collect-pages`` (pages without a document), ``build-finished`` (files).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

PARTS = (
    "base.warnings",
    "base.advice",
    "base.contents",
    "base.documents",
    "base.features",
    "base.settings",
    "base.library_settings",
    "base.setting_words",
    "base.setting_values",
    "base.utf8",
    "base.locale",
    "base.builders",
    "base.languages",
    "base.fonts",
    "base.characters",
    "base.breaks",
    "base.foreign",
    "base.includes",
    "base.refused",
    "base.lost",
    "base.unread",
    "base.wordless",
    "base.fences",
    "base.indented",
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
    "essay.note_marks",
    "essay.placing",
    "essay.repairs",
    "names.twins",
    "names.anchors",
    "names.labels",
    "names.listed",
    "names.digests",
    "names.promises",
    "names.pairs",
    "names.anchors_json",
    "names.inventory",
    "names.editions",
    "names.closed_pages",
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
    "search.page",
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
    "pages.card_files",
    "pages.filters",
    "pages.lists",
    "pages.names_page",
    "pages.numbers",
    "pages.unparted",
)
"""The modules that register something with Sphinx."""


NEEDED = ("myst_parser", "sphinxcontrib_typstbuilder")
"""Extensions of others that no part sets up by itself."""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up every part."""
    for name in (*NEEDED, *(f"edition.{part}" for part in PARTS)):
        app.setup_extension(name)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

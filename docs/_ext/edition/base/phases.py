"""The order in which the parts of the edition work: the one list of priorities."""

from __future__ import annotations

from enum import IntEnum, unique


@unique
class Read(IntEnum):
    """Transforms of a document after it was parsed, the lowest first; those of docutils and Sphinx run between them."""

    BREAKS = 49
    """``base.breaks``: line breaks get a node of their own, before other markup of one format is refused (50)."""
    FOREIGN = 50
    """``base.foreign``, ``base.refused``: what may not be in the book is removed, before anything else looks at it."""
    LOST = 52
    """``base.lost``: the build stops at slips after which other warnings would be misleading."""
    WORDLESS = 54
    """``base.wordless``: it warns of links and pictures without words, before links get titles (60)."""
    TWINS = 55
    """``names.twins``: of two places with one name the first keeps it, before anything looks for it."""
    MARKDOWN_LINKS = 60
    """``base.links``: links of Markdown to names become references like those of the role ``ref``."""
    JOIN_TERMS = 240
    """``entries.glossary``: terms that follow each other become one list, before targets are propagated (260)."""
    NAMED_SECTIONS = 300
    """``names.anchors``: headings keep only the anchors that were written, after targets are propagated (260)."""
    LISTINGS = 450
    """``listing.page``: the modules of the annotated source are read."""
    PLAIN_FIGURES = 590
    """``figures.plain``: plain figures take the form of the others, after names are given (260)."""
    MISSING_NOTES = 600
    """``essay.note_marks``: marks and notes are compared, before footnotes are resolved (620)."""
    NOTES_LAST = 605
    """``essay.note_marks``: it warns of anything after the notes."""
    UNREAD = 610
    """``base.unread``: it warns of unread markup, after marks of notes were repaired (600)."""
    PASSAGES = 700
    """``essay.passages``: paragraphs become passages, after footnotes (620), their quotes still straight (750)."""
    NOTES = 710
    """``essay.placing``: notes move into their passage, the claims are marked, answer and evidence are separated."""
    WORDS = 745
    """``names.digests``: words are hashed, before quotes become typographic (750)."""


@unique
class Updated(IntEnum):
    """Handlers of ``env-updated``, after all documents were read; others have Sphinx's default, 500."""

    STALE_LISTS = 400
    """``sources.bibliography``: outdated lists of sources are found, before sphinxcontrib-bibtex makes them (500)."""
    SOURCE_LABELS = 600
    """``names.anchors``: the sources become labels, after sphinxcontrib-bibtex has made them."""
    SETTLE = 800
    """``names.anchors``: the list of names is made for the rest of the build."""
    REGISTRY = 900
    """``names.promises``: the names are compared with the registry."""
    CHANGES = 910
    """``ledger.changes``: the edition's reasons are compared with what changed."""
    RETIRED_REFERENCES = 950
    """``names.promises``: retired names become labels, for links and other projects."""


@unique
class Write(IntEnum):
    """Transforms of a document before it is written, the lowest first; Sphinx resolves references at 10."""

    PDF_LEFT_OUT = 4
    """``pdf.left_out``: what only the pages print is removed, before its lists are filled (5)."""
    PLACES = 5
    """Placeholders of lists and tables are filled: related sections, ledger, index, bibliography."""
    EVENTS = 6
    """``entries.events``: passages and sections list their events."""
    LISTS = 7
    """``names.backlinks``: entries list their uses; ``sources.bibliography``: sources become list items."""
    LINKS = 8
    """``sources.link_states``, ``listing.page``, ``pages.lists``: what needs the finished lists."""
    MARKED_LINKS = 9
    """``sources.link_states``: links get the attributes on their state, which was found at 8."""
    FOREIGN = 20
    """``base.languages``: words in other languages are marked, also in titles of references (10) and sources (5)."""
    PAIR_LINKS = 21
    """``names.pairs``: citations in a note link to its list of sources, after references are resolved (10)."""
    NUMBERS = 22
    """``pages.numbers``: no-break spaces before numbers of listed places, after references are resolved (10)."""
    WHOLE = 23
    """``pages.unparted``: names and signs get boxes, which split the texts that others search (20 to 22)."""
    PDF_NOTES = 400
    """``pdf.notes``, ``pdf.related``, ``pdf.sources``, ``pdf.tables``: the tree takes the form that the PDF prints."""
    PDF_ESSAY = 410
    """``pdf.front``: passages are copied for the essay at the front, with their marks (400)."""
    PDF_INDEX = 420
    """``pdf.index_places``: places of the index are numbered, after all paragraphs are in place (400, 410)."""
    PDF_NAMES = 430
    """``pdf.unparted``: names get boxes, which split the texts that the index searches (420)."""
    RETIRED = 950
    """``names.promises``: heirs get their retired names as further ids, after everything that sets ids."""
    CITE_LINKS = 960
    """``citing.links``: each name gets the link to its page of citations."""

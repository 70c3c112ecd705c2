"""When each part of the edition works: the one list of priorities."""

from __future__ import annotations

from enum import IntEnum, unique


@unique
class Read(IntEnum):
    """Transforms of a document that is being read, the lowest first; docutils' and Sphinx's own lie between them."""

    FOREIGN = 50
    """``base.foreign``: what may not get in is taken out, before anything looks at it."""
    LOST = 52
    """``base.lost``: markup is told after which the rest of a page would be told for what it is not."""
    TWINS = 55
    """``names.twins``: of two places with one name the first keeps it, before anything looks for it."""
    MARKDOWN_LINKS = 60
    """``base.links``: links to names that are written as in Markdown become references as roles make them."""
    JOIN_TERMS = 240
    """``entries.glossary``: terms that follow each other become one list, before targets are propagated (260)."""
    NAMED_SECTIONS = 300
    """``names.anchors``: headings keep only the anchors that were written, after targets are propagated (260)."""
    LISTINGS = 450
    """``listing.page``: the modules of the annotated source are read."""
    PLAIN_FIGURES = 590
    """``figures.plain``: plain figures take the form of the others, after names are given (260)."""
    MISSING_NOTES = 600
    """``essay.marks``: marks and notes are held against each other, before footnotes are resolved (620)."""
    NOTES_LAST = 605
    """``essay.marks``: what stands behind the notes is told."""
    UNREAD = 610
    """``base.unread``: markup that was not read is told, after marks of notes have been."""
    PASSAGES = 700
    """``essay.passages``: paragraphs become passages, after footnotes (620), their quotes still straight (750)."""
    NOTES = 710
    """``essay.beside``: notes move into their passage, their words are marked, answer and evidence are parted."""
    WORDS = 745
    """``names.digests``: digests of words, before quotes become typographic (750)."""


@unique
class Updated(IntEnum):
    """Handlers of ``env-updated``, when all documents have been read; those without a number have Sphinx's 500."""

    STALE_LISTS = 400
    """``sources.bibliography``: the lists of sources are written anew, before bibtex sets them (500)."""
    SOURCE_LABELS = 600
    """``names.anchors``: links find the sources, after bibtex has set them."""
    SETTLE = 800
    """``names.anchors``: the list of names is made, for the rest of the build."""
    REGISTRY = 900
    """``names.promises``: the book is held against its registry, when the sources are known."""
    CHANGES = 910
    """``ledger.changes``: the reasons of the edition are held against what changed."""
    RETIRED_REFERENCES = 950
    """``names.promises``: links and other projects go on finding retired names."""


@unique
class Write(IntEnum):
    """Transforms of a document that is about to be written, the lowest first; references are resolved at 10."""

    PDF_LEFT_OUT = 4
    """``pdf.left_out``: what the PDF leaves to the web book goes, before its lists are filled (5)."""
    PLACES = 5
    """Places that stand for a list or table are filled: related sections, ledger, index, bibliography."""
    EVENTS = 6
    """``entries.events``: passages and sections list their events."""
    LISTS = 7
    """``names.backlinks``: entries list their uses; ``sources.bibliography``: sources become items."""
    LINKS = 8
    """``sources.link_states`` and ``figures``: links and pictures that need the finished lists."""
    MARKED_LINKS = 9
    """``sources.link_states``: pages print what is known of outside links (8)."""
    FOREIGN = 20
    """``base.languages``: words in other languages are marked, titles of references (10) and sources (5) too."""
    PAIR_LINKS = 21
    """``names.pairs``: citations of a note lead to its list of sources, after references are resolved (10)."""
    NUMBERS = 22
    """``pages.numbers``: numbers of listed places keep to their words, after references are resolved (10)."""
    PDF_NOTES = 400
    """``pdf.notes``: notes become lists after their passage."""
    PDF_ESSAY = 410
    """``pdf.front``: passages are copied for the essay whole, with the marks that they have got (400)."""
    PDF_INDEX = 420
    """``pdf.index_places``: places get their numbers when every paragraph stands where it is printed (400, 410)."""
    PDF_NAMES = 430
    """``pdf.unparted``: names are kept whole, which cuts the words that the index looks for (420)."""
    RETIRED = 950
    """``names.promises``: heirs bear their retired names, after everything that sets ids."""
    CITE_LINKS = 960
    """``citing.pages``: each name gets its link to what cites it."""

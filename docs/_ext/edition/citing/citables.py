"""Everything that can be cited, in the order of the book: each name with its text for readers and its CSL item."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, NamedTuple

from edition.base.address import page_address
from edition.base.dates import show_date
from edition.base.domains import domain
from edition.base.features import Feature, has_feature
from edition.base.locale import _, later
from edition.base.quotes import curl, shorten, turn
from edition.citing.source_items import to_csl as source_item
from edition.citing.work import Edition, Work, quoted, to_csl, without_stop
from edition.essay.notes import NotesDomain
from edition.names.anchors import AnchorsDomain
from edition.names.kinds import Kind
from edition.names.pdf_pages import pdf_pages
from edition.sources.cited import entries
from edition.sources.labels import label
from edition.sources.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from edition.essay.notes import Note
    from edition.names.record import Name

THE_ESSAY = later("the essay’s words; their author is not known")
THE_EDITORS = later("the editors’ words")
THE_WORK = later("the work itself, not this book")
ABOUT_MOST = 160
"""The most characters of a description, of a name or of a page."""
QUOTED_MOST = 250
"""The most characters that are quoted of a text; a passage is quoted whole."""


class Citable(NamedTuple):
    """One thing to cite."""

    anchor: str
    kind: str
    """As in ``kinds.Kind``, or ``book``."""
    heading: str
    """What follows "Cite": ``note 16, Soviet Era``."""
    subject: str
    """What it is about and whose words it has, for readers."""
    about: str
    """What a link to it should show elsewhere: claim, verdict, answer; text."""
    quote: str
    """Its words in quotation marks, to be followed by the place in the book; empty if nothing is quoted."""
    place: str
    """``chapter 2, note 16``."""
    address: str
    """Relative to the title page."""
    item: dict[str, Any]
    """In CSL-JSON; without ``URL`` if the book has no public address."""
    locator: tuple[str, str]
    """Label and text of the place, or two empty strings."""
    pairs: Sequence[tuple[str, str]] = ()
    """Of a note: name and source of each line on what a source carries of it."""


def edition(app: Sphinx) -> Edition:
    """The facts of the edition, from conf.py and the command line."""
    config = app.config
    return Edition(
        config.project, config.author, config.release, config.typst_date, config.language, config.html_baseurl
    )


def citables(app: Sphinx) -> Iterator[tuple[int, Citable]]:
    """The book and each of its names, numbered in their order.

    The sources come first: only the others wait for the PDF.
    """
    maker = Maker(app)
    names = [name for name in domain(app.env, AnchorsDomain).all_names() if name.docname != app.config.root_doc]
    for number, name in sorted(enumerate(names, 1), key=lambda one: one[1].kind is not Kind.SOURCE):
        yield number, maker.citable(name)
    yield 0, maker.book()


def is_essay(env: BuildEnvironment, docname: str) -> bool:
    """Whether a page prints the essay, whose author is not known."""
    return docname in env.config.essay_chapters or has_feature(env, docname, Feature.WHOLE_ESSAY)


def passage_number(anchor: str) -> str:
    """``2`` for ``soviet-era-p2``."""
    return anchor.rpartition("-p")[2]


class Maker:
    """Makes ``Citable`` objects, after all documents were read."""

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self.edition = edition(app)
        self.notes: dict[str, Note] = {note.anchor: note for note in domain(app.env, NotesDomain).all_notes()}
        self.names: Mapping[str, Name] = domain(app.env, AnchorsDomain).by_anchor()
        self.chapters = {name.docname: name.title for name in self.names.values() if name.kind is Kind.CHAPTER}
        self.entries = entries(app.env)

    @functools.cached_property
    def pages(self) -> dict[str, int]:
        """The page of each name in the PDF; waits for the PDF."""
        return pdf_pages(self.app.env)

    def book(self) -> Citable:
        """The book as a whole."""
        root = self.app.config.root_doc
        address = "" if self.edition.base else self.app.builder.get_target_uri(root)
        work = Work(root, "book", self.edition.title, False, address, "", None)
        day = show_date(self.edition.day.isoformat())
        imprint = _("Edition {version}, {day}.", version=self.edition.number, day=day)
        subject = _("the essay’s author is not known; notes and apparatus are the editors’")
        about = f"{self.edition.title}. {imprint}"
        item = to_csl(work, self.edition)
        return Citable(root, "book", _("the book"), subject, about, "", "", address, item, ("", ""))

    def citable(self, name: Name) -> Citable:
        """One name."""
        address = page_address(self.app.builder, name.docname, "" if name.kind.whole else name.anchor)
        heading, subject, title = self.called(name)
        note = self.notes.get(name.note or name.anchor)
        number = passage_number(name.anchor if name.kind is Kind.PASSAGE else note.passage if note else "")
        essay = name.kind is Kind.PASSAGE or (name.kind.whole and is_essay(self.app.env, name.docname))
        if name.kind is Kind.SOURCE:
            item, locator = source_item(self.entries[name.source]), ("", "")
        else:
            page = self.pages.get(name.anchor) or self.pages.get(name.note)
            work = Work(name.anchor, name.kind, title, not essay, address, number, page)
            item, locator = to_csl(work, self.edition), work.locator
            subject = "; ".join(filter(None, [subject, _(THE_ESSAY) if essay else _(THE_EDITORS)]))
        words = self.words(name)
        quote = _("“{words}”", words=turn(words)) if words and name.kind is not Kind.SOURCE else ""
        about = self.about(name, words)
        pairs = (
            [(pair.anchor, self.label(pair.source)) for pair in note.pairs] if name.kind is Kind.NOTE and note else ()
        )
        return Citable(
            name.anchor, name.kind, heading, subject, about, quote, self.place(name), address, item, locator, pairs
        )

    def called(self, name: Name) -> tuple[str, str, str]:
        """Heading, subject and the title in citations."""
        note = self.notes.get(name.note or name.anchor)
        on = quoted(note.words, self.edition.language) if note else ""
        match name.kind:
            case Kind.PASSAGE:
                return _("passage {place}", place=name.place), "", self.chapters[name.docname]
            case Kind.NOTE:
                return name.place, _("on {words}", words=on), _("Note on {words}", words=on)
            case Kind.PAIR:
                label = self.label(name.source)
                subject = _("of {note}, on {words}", note=name.mention, words=on)
                return _("what {source} carries", source=label), subject, _("{source} on {note}", source=label, note=on)
            case Kind.SOURCE:
                return _("the source {label}", label=self.label(name.source)), _(THE_WORK), ""
            case Kind.EVENT:
                return _("an event"), name.title, name.title
            case Kind.FIGURE:
                return name.place, _("“{words}”", words=turn(without_stop(name.title))), name.title
            case Kind.TERM:
                return _("the term “{title}”", title=name.title), name.place, name.title
            case _:
                title = turn(name.title)
                return _("the {kind} “{title}”", kind=name.kind.word, title=title), "", name.title

    def label(self, key: str) -> str:
        """How the book cites a source: ``Rusk 1990``."""
        return label(self.entries[key])

    def words(self, name: Name) -> str:
        """The quotation for a name."""
        match name.kind:
            case Kind.PASSAGE:
                return name.words
            case Kind.NOTE:
                return name.answer
            case Kind.TERM:
                words = name.words
                for form in name.forms:
                    text = curl(form.text, self.edition.language)
                    words = words.removeprefix(text).lstrip(" \u00a0·,;")
                return shorten(words.partition(f" {_('See also ')}")[0], QUOTED_MOST)
            case Kind.EVENT:
                title = name.title.replace(": ", " ", 1)
                return shorten(name.words.removeprefix(title).lstrip(), QUOTED_MOST)
            case Kind.PAIR:
                return name.words.partition(": ")[2]
            case _:
                return ""

    def place(self, name: Name) -> str:
        """The place in the book that follows a quotation."""
        if name.kind in {Kind.PASSAGE, Kind.NOTE, Kind.PAIR}:
            return name.mention
        return name.place

    def about(self, name: Name, words: str) -> str:
        """The description of a name for links on other sites."""
        match name.kind:
            case Kind.NOTE:
                note = self.notes.get(name.anchor)
                claim = f"{quoted(note.words, self.edition.language)} " if note else ""
                return f"{claim}{name.verdict}: {words}"
            case Kind.SOURCE:
                return plain(self.entries[name.source].fields.get("title", ""))
            case Kind.PAIR:
                return name.words
            case _:
                return shorten(words or name.title, ABOUT_MOST)

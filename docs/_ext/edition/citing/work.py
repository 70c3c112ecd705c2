"""What is cited: the book or one of its names, and its CSL-JSON item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from edition.base.locale import _
from edition.base.quotes import curl, shorten, turn
from edition.base.words import capital

if TYPE_CHECKING:
    from datetime import date


class Edition(NamedTuple):
    """The book's facts, from conf.py."""

    title: str
    editors: str
    number: str
    day: date
    language: str
    base: str
    """Public address that ends in a slash, or ``""`` if there is none."""


class Work(NamedTuple):
    """Something of the book to cite."""

    anchor: str
    kind: str
    """As in ``kinds.Kind``, or ``book``."""
    title: str
    by_editors: bool
    """Whether the words are the editors'; else their author is not known."""
    address: str
    """Relative to the title page."""
    passage: str
    """Number of the passage, without ¶, or ``""``."""
    pdf_page: int | None

    @property
    def locator(self) -> tuple[str, str]:
        """Label and text of the place, or two empty strings; outside passages the label is one that no style prints."""
        page = _("PDF p. {page}", page=self.pdf_page) if self.pdf_page and self.kind != "book" else ""
        if self.passage:
            return "paragraph", ", ".join(filter(None, [self.passage, page]))
        return ("PDF page", page) if page else ("", "")

    @property
    def note(self) -> str:
        """The place and what is known of the author, in words, without a final period."""
        place = [f"¶{self.passage}"] if self.passage else []
        place += [_("PDF p. {page}", page=self.pdf_page)] if self.pdf_page and self.kind != "book" else []
        where = ", ".join([*place, _("anchor {name}", name=self.anchor)])
        author = "" if self.by_editors else ". " + _("The essay's author is not known")
        return capital(where) + author


def to_csl(work: Work, edition: Edition) -> dict[str, Any]:
    """The work as a CSL item, with its address if there is a public one."""
    is_book = work.kind == "book"
    title = without_stop(work.title)
    item: dict[str, Any] = {"id": work.anchor, "type": "book" if is_book else "chapter", "title": title}
    if work.by_editors:
        item["author"] = [{"literal": edition.editors}]
    elif ": " in title:  # it replaces the author
        item["title-short"] = title.split(": ", 1)[0]
    if not is_book:
        item["container-title"] = edition.title
    item["edition"] = _("Edition {version}", version=edition.number)
    item["issued"] = {"date-parts": [[edition.day.year, edition.day.month, edition.day.day]]}
    item["language"] = edition.language
    if edition.base:
        item["URL"] = edition.base + work.address
    item["note"] = work.note
    return item


def with_address(item: dict[str, Any], address: str) -> dict[str, Any]:
    """The item of a work; if it has no public address, with ``address``, in the place of that."""
    if "URL" in item:
        return item
    before = {name: value for name, value in item.items() if name != "note"}
    return {**before, "URL": address, "note": item["note"]}


def without_stop(title: str) -> str:
    """A title without the period of a sentence, which the styles' own punctuation would follow.

    >>> without_stop("What was written off."), without_stop("Made in the U.S."), without_stop("And then ...")
    ('What was written off', 'Made in the U.S.', 'And then ...')
    """
    return title if re.search(r"(?:\b[A-Z]|\.|\betc|\bet al)\.$", title) else title.removesuffix(".")


def quoted(words: str, language: str = "en") -> str:
    """Words of the essay for a title, at most some sixty characters, with inner quotations in single quotation marks.

    >>> quoted('a policy of "Juche," or self-reliance'), quoted("the two fell out.")
    ('“a policy of ‘Juche,’ or self-reliance”', '“the two fell out”')
    """
    return _("“{words}”", words=turn(shorten(curl(without_stop(words), language), 60)))

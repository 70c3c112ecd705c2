"""What a citation says, and the forms in which programs read it: CSL-JSON, BibTeX and RIS."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import rispy
from pybtex.database import BibliographyData, Entry, Person
from pybtex.database.output.bibtex import Writer

if TYPE_CHECKING:
    from datetime import date

ANCHOR_ONLY = "\ue002"
"""Stands for an address that only the reader's browser knows; a line with it is left out of files."""
# In a BibTeX string braces count even after a backslash, so they get names too.
LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\lbrace{}",
        "}": r"\rbrace{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "&%$#_"},
    }
)


class Edition(NamedTuple):
    """The book's facts, from conf.py."""

    title: str
    editors: str
    number: str
    day: date
    language: str
    base: str
    """Public address that ends in a slash, or ``""`` where there is none."""


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
    def locator(self) -> tuple[str, str] | None:
        """Label and text of the place, as CSL has it; the label is one that no style prints where it is no passage."""
        page = f"PDF p. {self.pdf_page}" if self.pdf_page and self.kind != "book" else ""
        if self.passage:
            return "paragraph", ", ".join(filter(None, [self.passage, page]))
        return ("PDF page", page) if page else None

    @property
    def note(self) -> str:
        """The place and what is known of the author, in words."""
        place = [f"¶{self.passage}"] if self.passage else []
        place += [f"PDF p. {self.pdf_page}"] if self.pdf_page and self.kind != "book" else []
        author = "" if self.by_editors else "The essay's author is not known."
        where = ", ".join([*place, f"anchor {self.anchor}"]) + "."
        return f"{where[0].upper()}{where[1:]} {author}".strip()


def to_csl(work: Work, edition: Edition, *, address: str = "") -> dict[str, Any]:
    """The work as a CSL item; ``address`` stands in for the public one."""
    is_book = work.kind == "book"
    item: dict[str, Any] = {
        "id": work.anchor,
        "type": "book" if is_book else "chapter",
        "title": work.title,
    }
    if ": " in work.title:
        item["title-short"] = work.title.split(": ", 1)[0]
    if work.by_editors:
        item["author"] = [{"literal": edition.editors}]
    if not is_book:
        item["container-title"] = edition.title
    item["edition"] = f"Edition {edition.number}"
    item["issued"] = {"date-parts": [[edition.day.year, edition.day.month, edition.day.day]]}
    item["language"] = edition.language
    if edition.base or address:
        item["URL"] = edition.base + work.address if edition.base else address
    if work.locator:
        item["locator"] = work.locator[1]
    item["note"] = work.note
    return item


def to_json(item: dict[str, Any]) -> str:
    """CSL-JSON: a list of one item."""
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


def latex(text: str) -> str:
    """Escape a text for LaTeX, also what it would join: two hyphens, two quotes."""
    return re.sub(r"([-'`,<>?!])(?=[-'`,<>])", r"\1{}", text.translate(LATEX))


class PlainWriter(Writer):  # type: ignore[misc]
    """Takes the text as LaTeX already; pybtex's own encoding loses backslashes."""

    def _encode(self, text: str) -> str:
        return text


def to_bibtex(work: Work, item: dict[str, Any]) -> str:
    """A BibTeX entry under the anchor as its key; an inner pair of braces keeps capitals."""
    year, month, _ = item["issued"]["date-parts"][0]
    fields = {"title": f"{{{latex(item['title'])}}}"}
    if "container-title" in item:
        fields["booktitle"] = f"{{{latex(item['container-title'])}}}"
    fields |= {
        "edition": latex(item["edition"].removeprefix("Edition ")),
        "year": str(year),
        "month": str(month),
    }
    if work.pdf_page and work.kind != "book":
        fields["pages"] = str(work.pdf_page)
    fields["language"] = item["language"]
    if "URL" in item:
        fields["url"] = item["URL"]
    fields["note"] = latex(item["note"])
    persons = {"author": [Person(f"{{{latex(name['literal'])}}}") for name in item.get("author", [])]}
    entry = Entry("book" if item["type"] == "book" else "incollection", fields, persons if "author" in item else None)
    return str(PlainWriter().to_string(BibliographyData({work.anchor: entry})))


class RisWriter(rispy.RisWriter):  # type: ignore[misc]
    """Without the number that rispy puts before each record."""

    def set_header(self, count: int) -> str:
        """No header."""
        return ""


def to_ris(work: Work, item: dict[str, Any]) -> str:
    """A RIS record."""
    year, month, day = item["issued"]["date-parts"][0]
    record: dict[str, Any] = {
        "type_of_reference": "BOOK" if item["type"] == "book" else "CHAP",
        "id": work.anchor,
        "authors": [name["literal"] for name in item.get("author", [])],
        "title": item["title"],
        "secondary_title": item.get("container-title"),
        "short_title": item.get("title-short"),
        "edition": item["edition"].removeprefix("Edition "),
        "year": str(year),
        "date": f"{year}/{month:02}/{day:02}",
        "start_page": str(work.pdf_page) if work.pdf_page and work.kind != "book" else None,
        "section": f"¶{work.passage}" if work.passage else None,
        "language": item["language"],
        "urls": [item["URL"]] if "URL" in item else [],
        "notes": [item["note"]],
    }
    known = {name: value for name, value in record.items() if value}
    return str(rispy.dumps([known], implementation=RisWriter)).lstrip("\n")


def without_address(text: str) -> str:
    """A file's text without the line that only the reader's browser can complete."""
    return "".join(line for line in text.splitlines(keepends=True) if ANCHOR_ONLY not in line)


def typographic(words: str) -> str:
    """Words of the essay as they are printed, with curly quotes.

    >>> typographic('It ended "late" in China\'s war')
    'It ended “late” in China’s war'
    """
    return re.sub(r'(^|[\s(])"', r"\1“", words).replace('"', "”").replace("'", "’")


def quoted(words: str) -> str:
    """Words of the essay for a title, at most some sixty characters."""
    words = typographic(words)
    if len(words) > 60:
        words = words[:60].rsplit(" ", 1)[0].rstrip(",;:") + " …"
    return f"“{words}”"

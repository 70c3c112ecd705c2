"""A source of the bibliography as an item of CSL-JSON, so that it can be cited itself in every form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from edition.citing.specimen import OTHERS
from edition.citing.work import without_stop
from edition.sources.chicago import page_range, volume_of
from edition.sources.labels import family, given, people_of, rank, signers
from edition.sources.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pybtex.database import Entry, Person

TYPES = {
    "article": "article-journal",
    "book": "book",
    "booklet": "book",
    "collection": "book",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "chapter",
    "manual": "report",
    "mastersthesis": "report",
    "online": "webpage",
    "phdthesis": "report",
    "proceedings": "book",
    "report": "report",
    "techreport": "report",
    "thesis": "report",
}
_IN_PAPER = re.compile(r"(?P<agency>[^,]+), in (?P<paper>.+)")


def to_csl(entry: Entry) -> dict[str, Any]:
    """The source as an item, from its entry in ``references.bib`` and under its key."""
    fields: Mapping[str, str] = {name.lower(): value for name, value in entry.fields.items()}
    title = without_stop(plain(fields.get("title", entry.key)))
    item: dict[str, Any] = {"id": entry.key, "type": kind_of(entry, fields), "title": title}
    people, more, role = signers(entry)
    short = plain(fields.get("shortauthor", ""))
    if people:
        item[role] = named(people, more)
    elif short and not short.startswith("“"):
        item["author"] = [{"literal": short}]
    elif ": " in title:
        item["title-short"] = title.split(": ", 1)[0]
    editors, more = people_of(entry, "editor")
    if editors and role == "author":
        item["editor"] = named(editors, more)
    item |= place_of(fields, item)
    if day := fields.get("date") or fields.get("year"):
        item["issued"] = {"date-parts": [[int(part) for part in day.split("-")]]}
    item["language"] = fields.get("language", "en")
    if "doi" in fields:
        item["DOI"] = plain(fields["doi"])
    if "isbn" in fields:
        item["ISBN"] = fields["isbn"]
    if "url" in fields:
        item["URL"] = fields["url"]
    return item


def kind_of(entry: Entry, fields: Mapping[str, str]) -> str:
    """The CSL type of a source: a periodical without volumes is a newspaper, a part of a book a chapter."""
    if "journal" in fields:
        is_paper = fields.get("keywords") == "news" and "volume" not in fields
        return "article-newspaper" if is_paper else "article-journal"
    if _IN_PAPER.fullmatch(plain(fields.get("publisher", ""))):
        return "article-newspaper"
    if "booktitle" in fields:
        return "chapter"
    kind = TYPES.get(entry.type, "document")
    return "document" if kind == "article-journal" else kind


def named(people: Iterable[Person], more: bool) -> list[dict[str, str]]:
    """Names for CSL, and "others" if there are ``more``; an organization, or a person with one name, is literal."""
    names = [
        {"family": family(person), "given": given(person)} | ({"suffix": rank(person)} if rank(person) else {})
        if given(person)
        else {"literal": family(person)}
        for person in people
    ]
    return [*names, OTHERS] if more else names


def place_of(fields: Mapping[str, str], item: Mapping[str, Any]) -> dict[str, str]:
    """Where a source was published: container, volume, number, pages, publisher and its place."""
    found: dict[str, str] = {}
    kind = item["type"]
    maker = plain(fields.get("publisher", "")) or plain(fields.get("institution", ""))
    paper = _IN_PAPER.fullmatch(plain(fields.get("publisher", "")))
    host = plain(fields.get("journal") or fields.get("booktitle") or "")
    signed = {name.get("literal", "").casefold() for name in item.get("author", [])}
    if paper:
        host, maker = host or paper["paper"], ""
    elif kind == "webpage":
        host, maker = maker, ""
    if host and (kind != "webpage" or host.casefold() not in signed):
        found["container-title"] = host
    if volume := volume_of(fields):
        found["volume"] = volume
    if number := plain(fields.get("number", "")):
        found["issue" if kind.startswith("article") else "number"] = number
    if pages := page_range(fields):
        found["page"] = pages.partition(" ")[2]
    loose = kind == "document" and "url" not in fields  # Chicago lists no document that nobody keeps
    if maker and (loose or maker.casefold() not in signed) and not kind.startswith("article"):
        found["publisher"] = maker
    if "address" in fields and "publisher" in found:
        found["publisher-place"] = plain(fields["address"])
    return found

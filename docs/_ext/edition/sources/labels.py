"""Labels of sources: the names of their authors, and the name and year by which each is cited, unique in the book."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from edition.base.grammar import without_article
from edition.base.locale import _
from edition.base.words import letter
from edition.sources.wording import plain, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pybtex.database import Entry, Person


def family(person: Person) -> str:
    """The family name, with its particles."""
    return plain(" ".join([*person.prelast_names, *person.last_names]))


def given(person: Person) -> str:
    """The given names; empty for an organization or a person with a single name."""
    return plain(" ".join([*person.first_names, *person.middle_names]))


def rank(person: Person) -> str:
    """What follows a name, such as ``Jr.``; empty for most."""
    return plain(" ".join(person.lineage_names))


def unturned(person: Person) -> str:
    """The whole name, given names first: ``John von Neumann Jr.``"""
    return " ".join(filter(None, [given(person), family(person), rank(person)]))


def join_names(names: Sequence[str], more: bool = False) -> str:
    """Join names as Chicago does: ``A``, ``A and B``, ``A, B, and C``, ``A, B, et al.``, ``A et al.``"""
    if more:
        return f"{', '.join(names)}{', ' if len(names) > 1 else ' '}{_('et al.')}"
    if len(names) < 3:
        return _(" and ").join(names)
    return f"{', '.join(names[:-1])}{_(', and ')}{names[-1]}"


def people_of(entry: Entry, role: str) -> tuple[list[Person], bool]:
    """The authors or editors of an entry, and whether it has ``others``."""
    people = entry.persons.get(role, [])
    known = [person for person in people if family(person) != "others"]
    return known, len(known) < len(people)


def signers(entry: Entry) -> tuple[list[Person], bool, str]:
    """The authors of an entry, or else its editors; whether it has ``others``; and which role it is."""
    for role in ("author", "editor"):
        known, more = people_of(entry, role)
        if known:
            return known, more, role
    return [], False, ""


def short_author(entry: Entry) -> str:
    """The name by which a source is cited: up to three family names, an organization, or a short title."""
    if "shortauthor" in entry.fields:
        return plain(entry.fields["shortauthor"])
    people, more, _role = signers(entry)
    if not people:
        return quoted(plain(entry.fields.get("title", entry.key)))
    names = [family(p) for p in people]
    return join_names(names[:1], more=True) if more or len(names) > 3 else join_names(names)


def full_author(entry: Entry) -> str:
    """The names that begin an entry of the bibliography: all of them, the first one inverted."""
    people, more, role = signers(entry)
    if not people:
        return short_author(entry)
    first = ", ".join(filter(None, [family(people[0]), given(people[0]), rank(people[0])]))
    names = [first, *(unturned(person) for person in people[1:])]
    # an inverted name is followed by a comma, even before "and" and "et al.": "Shen, Zhihua, and Yafeng Xia"
    if len(names) == 2 and not more:
        text = f"{names[0]}{_(', and ')}{names[1]}"
    elif more and given(people[0]):
        text = ", ".join([*names, _("et al.")])
    else:
        text = join_names(names, more)
    if role == "author":
        return text
    return f"{text}, {_('eds.') if more or len(people) > 1 else _('ed.')}"


def label_years(sources: Iterable[tuple[str, str, str, str]]) -> dict[str, str]:
    """The year of each source by its key, with a letter if several have the same name and year.

    ``sources`` have key, short author, year (empty: not known) and title.  Letters follow the order of the titles, as
    Chicago (18th edition, 13.114) wants, then that of the keys.
    """
    same: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for key, author, year, title in sources:
        same[author.casefold(), year].append((alphabetical(title), key))
    years: dict[str, str] = {}
    for (_author, year), titles in same.items():
        for index, (_title, key) in enumerate(sorted(titles)):
            mark = letter(index) if len(titles) > 1 else ""
            years[key] = (year + mark) if year else f"{_('n.d.')}-{mark}".rstrip("-")
    return years


def letters_of(text: str) -> str:
    """A name as lists sort it: its letters and digits, without case and accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    name = "".join(c for c in letters if c.isalnum() or c.isspace()).strip()
    return re.sub(r"\d+", lambda number: number[0].zfill(8), name)


def alphabetical(text: str) -> str:
    """A title or the name of an organization as lists sort it: also without its first article."""
    return without_article(letters_of(text))


def set_labels(entries: Iterable[Entry]) -> None:
    """Store in each entry the two halves of its citation, under biblatex's names ``labelname`` and ``labelyear``."""
    named = [(entry, short_author(entry)) for entry in entries]
    years = label_years(
        (e.key, name, e.fields.get("year") or e.fields.get("date", "")[:4], plain(e.fields.get("title", "")))
        for e, name in named
    )
    for entry, name in named:
        entry.fields["labelname"] = name
        entry.fields["labelyear"] = years[entry.key]


def label(entry: Entry) -> str:
    """The citation without its brackets, ``Shen and Xia 2012``."""
    return f"{entry.fields['labelname']} {entry.fields['labelyear']}"


def sort_key(entry: Entry) -> tuple[str, str, str]:
    """The key that sorts sources by short author, without articles and marks, then by year; "n.d." comes last."""
    people, _more, _role = signers(entry)
    # A person's name has no article: An is a Korean family.
    form = letters_of if people and given(people[0]) and "shortauthor" not in entry.fields else alphabetical
    return form(entry.fields["labelname"]), entry.fields["labelyear"], entry.key

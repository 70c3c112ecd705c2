"""Print a source in the manner of Chicago's author-date system: its citation and its entry in the list.

This module knows pybtex's entries and nothing of Sphinx.  ``set_labels`` tells the sources of the whole book apart;
after it ``label`` gives a citation and ``format_source`` an entry.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from pybtex.richtext import HRef, Tag, Text

from edition.base.dates import parse_date, show_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pybtex.database import Entry, Person

LANGUAGES = {
    "en": "English",
    "ar": "Arabic",
    "de": "German",
    "fr": "French",
    "hr": "Croatian",
    "hu": "Hungarian",
    "id": "Indonesian",
    "ja": "Japanese",
    "ko": "Korean",
    "pt": "Portuguese",
    "ru": "Russian",
    "zh": "Chinese",
}

_OPENING = re.compile(r"(^|[\s(\[–—/“‘])(['\"])")
_YEARS = re.compile(r"(?<![\d-])((?:1[5-9]|20)\d\d)-((?:1[5-9]|20)?\d\d)(?![\d-])")
_HOST = re.compile(r"\w+://(?:www\.)?([^/?#]+).*")
_HYPHEN = re.compile(r"(?<=\d)-(?=\d)")
_TRANSLATED = re.compile(r"([^\[].*?) (\[[^\[\]]*\])")
_ARTICLE = re.compile(r"(?:the|an|a) ")


def plain(value: str) -> str:
    """Turn the BibTeX text of a field into printed text: no braces and escapes, real quotes and dashes."""
    text = re.sub(r"\\([&%#$_{}])", r"\1", re.sub(r"(?<!\\)[{}]", "", value))
    text = text.replace("--", "–")
    text = _OPENING.sub(lambda m: m[1] + ("“" if m[2] == '"' else "‘"), text)
    text = text.replace('"', "”").replace("'", "’")
    return _YEARS.sub(r"\1–\2", text)


def stop(text: str) -> str:
    """End *text* with a full stop, inside a closing quotation mark, unless it already ends a sentence."""
    body = text.rstrip("”’")
    if body.endswith((".", "?", "!")):
        return text
    if text.endswith("’") and "‘" not in text:  # an apostrophe, not a quotation mark
        body = text
    return body + "." + text[len(body) :]


def quoted(title: str) -> str:
    """Set a title in quotation marks, with single ones inside."""
    return f"“{title.replace('“', '‘').replace('”', '’')}”"


def is_date(text: str) -> bool:
    """Say whether *text* is a date of the calendar, as precise as a year, a month or a day."""
    try:
        parse_date(text)
    except ValueError:
        return False
    return True


def spoken_date(iso: str) -> str:
    """Write an ISO date as day month year, only as precise as it is: ``2024-06`` is ``June 2024``."""
    try:
        return show_date(iso)
    except ValueError:
        return iso


def family(person: Person) -> str:
    """The family name, with its particles."""
    return plain(" ".join([*person.prelast_names, *person.last_names]))


def given(person: Person) -> str:
    """The given names as they stand; empty for a body or a person with a single name."""
    return plain(" ".join([*person.first_names, *person.middle_names]))


def unturned(person: Person) -> str:
    """The whole name, given names first."""
    return f"{given(person)} {family(person)}".strip()


def join_names(names: Sequence[str], more: bool = False) -> str:
    """Join names as Chicago does: ``A``, ``A and B``, ``A, B, and C``, ``A, B, et al.``"""
    if more:
        return names[0] + (", " if len(names) > 1 else " ") + ", ".join([*names[1:], "et al."])
    if len(names) < 3:
        return " and ".join(names)
    return f"{', '.join(names[:-1])}, and {names[-1]}"


def signers(entry: Entry) -> tuple[list[Person], bool, str]:
    """The authors, or else the editors, of an entry, whether there are ``others``, and the role."""
    for role in ("author", "editor"):
        if people := entry.persons.get(role):
            known = [p for p in people if family(p) != "others"]
            return known, len(known) < len(people), role
    return [], False, ""


def short_author(entry: Entry) -> str:
    """The name by which a source is cited: up to three family names, a body, or a short title."""
    if "shortauthor" in entry.fields:
        return plain(entry.fields["shortauthor"])
    people, more, _ = signers(entry)
    if not people:
        return quoted(plain(entry.fields.get("title", entry.key)))
    names = [family(p) for p in people]
    return f"{names[0]} et al." if more or len(names) > 3 else join_names(names)


def full_author(entry: Entry) -> str:
    """The names that open an entry of the list: all of them, the first one turned round."""
    people, more, role = signers(entry)
    if not people:
        return short_author(entry)
    first = ", ".join(filter(None, [family(people[0]), given(people[0])]))
    names = [first, *(unturned(person) for person in people[1:])]
    # a comma stands after a turned name even before "and": "Shen, Zhihua, and Yafeng Xia"
    text = f"{names[0]}, and {names[1]}" if len(names) == 2 and not more else join_names(names, more)
    if role == "author":
        return text
    return f"{text}, {'ed.' if len(people) == 1 else 'eds.'}"


def letter(index: int) -> str:
    """The letters a to z, then aa, ab and so on, for 0, 1, 2 …"""
    text = ""
    while index >= 0:
        text = chr(ord("a") + index % 26) + text
        index = index // 26 - 1
    return text


def label_years(sources: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Give each source its year, told apart by a letter where a name and year serve for several.

    *sources* are triples of key, short author and year (empty: not known); letters follow the order of the keys.
    """
    same: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for key, author, year in sources:
        same[author.casefold(), year].append(key)
    years: dict[str, str] = {}
    for (_, year), keys in same.items():
        for index, key in enumerate(sorted(keys)):
            mark = letter(index) if len(keys) > 1 else ""
            years[key] = (year + mark) if year else ("n.d.-" + mark).rstrip("-")
    return years


def set_labels(entries: Iterable[Entry]) -> None:
    """Store in each entry the two halves of its citation, under biblatex's names ``labelname`` and ``labelyear``."""
    named = [(entry, short_author(entry)) for entry in entries]
    years = label_years((e.key, name, e.fields.get("year") or e.fields.get("date", "")[:4]) for e, name in named)
    for entry, name in named:
        entry.fields["labelname"] = name
        entry.fields["labelyear"] = years[entry.key]


def label(entry: Entry) -> str:
    """The citation without its brackets, ``Shen and Xia 2012``."""
    return f"{entry.fields['labelname']} {entry.fields['labelyear']}"


def sort_key(entry: Entry) -> tuple[str, str, str]:
    """Sort by the short author without articles and marks, then by the year with its letter; no date comes last."""
    letters = unicodedata.normalize("NFKD", entry.fields["labelname"].casefold())
    name = "".join(c for c in letters if c.isalnum() or c.isspace())
    return _ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else name, entry.fields["labelyear"], entry.key


def title_parts(entry: Entry) -> list[str | Tag]:
    """The title: in italics for a book, without quotation marks for an editors' [description]."""
    main, extra = plain(entry.fields.get("title", entry.key)), ""
    if match := _TRANSLATED.fullmatch(main):
        main, extra = match[1], " " + match[2]
    if main.startswith("["):
        return [stop(main)]
    if entry.type == "book":
        return [Tag("em", main), extra + "." if extra or not main.endswith(("?", "!", ".")) else ""]
    return [quoted(main) + extra + "." if extra else stop(quoted(main))]


def issue(fields: Mapping[str, str]) -> str:
    """Volume, number and pages of a journal, ``20 (1): 149–174``, and the date of a paper that has no volumes."""
    volume, number, pages = (plain(fields.get(name, "")) for name in ("volume", "number", "pages"))
    number = _HYPHEN.sub("–", number)
    text = f" {volume}" if volume else ""
    if number:
        text += f" ({number})" if volume and "(" not in number else f", no. {number}"
    if pages:
        text += f": {pages}" if volume or number else f", {'pp.' if '–' in pages else 'p.'} {pages}"
    if "date" in fields and (not volume or fields.get("keywords") != "work"):
        text += f", {spoken_date(fields['date'])}"
    return text


def rest_of(maker: str, head: str) -> str:
    """What a publisher or institution adds to the name that already opens the entry."""
    if set(re.findall(r"\w+", maker)) <= set(re.findall(r"\w+", head)):
        return ""
    if not maker.startswith(tuple(head + mark for mark in (",", ";", " (", " /"))):
        return maker
    rest = re.sub(r"^\(([^()]*)\)", r"\1", maker[len(head) :].lstrip(" ,;/"))
    return "" if rest == "compiler" else rest[:1].upper() + rest[1:]


def imprint(entry: Entry, head: str) -> list[str | Tag]:
    """Where the source stands: editors, journal or collection, number, publisher and date."""
    fields = entry.fields
    parts: list[str | Tag] = []
    details: list[str] = []
    journal = plain(fields.get("journal", ""))
    number = plain(fields.get("number", ""))
    if entry.persons.get("author") and (editors := entry.persons.get("editor")):
        parts.append(f" Edited by {join_names([unturned(person) for person in editors])}.")
    if journal:
        parts += [" ", Tag("em", journal), stop(issue(fields))]
    elif "booktitle" in fields:
        part = f", no. {number}" if number else ""
        parts += [" In ", Tag("em", plain(fields["booktitle"])), part + "."]
    elif number:
        details.append(number[0].upper() + number[1:])
    if not journal or entry.type != "article":
        makers = (rest_of(plain(fields.get(name, "")), head) for name in ("institution", "publisher"))
        details += [maker for maker in makers if maker]
    if not journal:
        if entry.type == "article" and "pages" in fields:
            details.append(f"pp. {plain(fields['pages'])}")
        if len(fields.get("date", "")) > len("2024"):
            details.append(spoken_date(fields["date"]))
    if details:
        parts.append(" " + stop(", ".join(details)))
    return parts


def with_language(parts: list[str | Tag], language: str) -> list[str | Tag]:
    """Add the language of a work that is not in English to the sentence that ends *parts*."""
    if language == "en":
        return parts
    name = f"in {LANGUAGES.get(language, language)}"
    *before, last = parts
    if isinstance(last, str) and last.endswith("."):
        return [*before, f"{last[:-1]} ({name})."]
    return [*parts, f" ({name.capitalize()}.)"]


def link(fields: Mapping[str, str]) -> list[str | HRef]:
    """The way to the source: its DOI, else its host as a link, else its ISBN."""
    if doi := fields.get("doi"):
        return [" ", HRef(f"https://doi.org/{doi}", f"doi:{doi}"), "."]
    if url := fields.get("url"):
        return [" ", HRef(url, _HOST.sub(r"\1", url)), "."]
    return [f" ISBN {fields['isbn']}."] if "isbn" in fields else []


def format_source(entry: Entry) -> Text:
    """Print one labelled entry in the manner of a Chicago author-date list."""
    fields = entry.fields
    head, title = full_author(entry), plain(fields.get("title", ""))
    year = stop(fields["labelyear"])
    bare = head.strip("“”").casefold()
    if head.startswith("“") and title.casefold().startswith(bare):  # the title stands in the author's place
        opening = [*title_parts(entry), " ", year]
    else:
        opening = [stop(head), " ", year, " ", *title_parts(entry)]
    parts: list[str | Tag | HRef] = []
    parts += with_language([*opening, *imprint(entry, head)], fields.get("language", "en"))
    parts += link(fields)
    if "note" in fields:
        parts.append(" " + stop(plain(fields["note"])))
    if fields.get("seen") == "cited-by":
        parts.append(" Cited at second hand.")
    return Text(*parts)

"""Format the entry of a source in the bibliography, in Chicago's author-date style.

This module knows pybtex's entries and nothing of Sphinx; ``labels.set_labels`` must have run before.

Citations of the book itself are set by citeproc-py in CSL's Chicago style.  The bibliography is set here because it has
what CSL cannot express: the editors' [description] of a page without a title, the language of a work, "cited at second
hand", the short title by which a source without an author is cited, and the host in place of a long address.  For
plain sources both give the same, which a test checks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pybtex.richtext import HRef, Tag, Text

from edition.base.languages import is_latin, runs
from edition.base.locale import _, home, later
from edition.base.vocabulary import Seen
from edition.base.words import capital
from edition.sources.labels import full_author, join_names, people_of, signers, unturned
from edition.sources.wording import LANGUAGE, LANGUAGES, LATIN, plain, quoted, spoken_date, stop

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pybtex.database import Entry

_HOST = re.compile(r"\w+://(?:www\.)?([^/?#]+).*")
_HYPHEN = re.compile(r"(?<=\d)-(?=\d)")
_TRANSLATED = re.compile(r"([^\[].*?) (\[[^\[\]]*\])")
_ROMAN = re.compile(r"(?=[CLXVI])(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
SECOND_HAND = later("Cited at second hand.")
_PAPER = re.compile(r"(In )([^()]+?)((?: \([^()]*\))?)")


def title_parts(entry: Entry) -> list[str | Tag]:
    """The title: in italics for a book, without quotation marks for the editors' [description].

    A title in another language is in a tag of that language.
    """
    main, extra = plain(entry.fields.get("title", entry.key)), ""
    if match := _TRANSLATED.fullmatch(main):
        main, extra = match[1], " " + match[2]
    if main.startswith("["):
        return [stop(main)]
    language = entry.fields.get("language", "en")
    own = language != home() and (language in LATIN or not is_latin(main))
    tag = f"{LANGUAGE}{language}" if own else ""
    if entry.type == "book":
        whole = Tag("em", Tag(tag, main)) if tag else Tag("em", main)
        return [whole, extra + "." if extra or not main.endswith(("?", "!", ".")) else ""]
    text = quoted(main) + extra + "." if extra else stop(quoted(main))
    if not tag:
        return [text]
    end = text.index(quoted("")[-1], 1)
    return [text[0], Tag(tag, text[1:end]), text[end:]]


def volume_of(fields: Mapping[str, str]) -> str:
    """The volume, in Arabic numerals, as Chicago wants.

    >>> volume_of({"volume": "XXIX"}), volume_of({"volume": "12"})
    ('29', '12')
    """
    volume = plain(fields.get("volume", ""))
    found = _ROMAN.fullmatch(volume)
    if not found:
        return volume
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    numbers = [values[letter] for letter in volume]
    following = [*numbers[1:], 0]
    return str(sum(-n if n < after else n for n, after in zip(numbers, following, strict=True)))


def page_range(fields: Mapping[str, str]) -> str:
    """``pp. 12–30`` or ``p. 3``; empty if there are no pages."""
    pages = _HYPHEN.sub("–", plain(fields.get("pages", "")))
    if not pages:
        return ""
    return _("pp. {pages}", pages=pages) if re.search("[–,]", pages) else _("p. {pages}", pages=pages)


def issue(fields: Mapping[str, str]) -> str:
    """Volume, number and pages of a journal, ``20 (1): 149–174``, and the date of a newspaper."""
    volume = volume_of(fields)
    number, pages = (_HYPHEN.sub("–", plain(fields.get(name, ""))) for name in ("number", "pages"))
    text = f" {volume}" if volume else ""
    if number:
        text += f" ({number})" if volume and "(" not in number else ", " + _("no. {number}", number=number)
    if pages:
        text += f": {pages}" if volume or number else f", {page_range(fields)}"
    if "date" in fields and (not volume or fields.get("keywords") != "work"):
        text += f", {spoken_date(fields['date'])}"
    return text


def rest_of(maker: str, head: str) -> str:
    """The rest of a publisher's or institution's name, if the entry already begins with a part of it."""
    if set(re.findall(r"\w+", maker)) <= set(re.findall(r"\w+", head)):
        return ""
    if not maker.startswith(tuple(head + mark for mark in (",", ";", " (", " /"))):
        return maker
    rest = re.sub(r"^\(([^()]*)\)", r"\1", maker[len(head) :].lstrip(" ,;/"))
    return "" if rest == "compiler" else capital(rest)


def imprint(entry: Entry, head: str) -> list[str | Tag]:
    """Where the source appeared: editors, journal or collection, number, publisher and date."""
    fields = entry.fields
    parts: list[str | Tag] = []
    details: list[str] = []
    journal = plain(fields.get("journal", ""))
    number = plain(fields.get("number", ""))
    editors, more = people_of(entry, "editor")
    if editors and signers(entry)[2] == "author":
        names = join_names([unturned(person) for person in editors], more)
        parts.append(" " + stop(_("Edited by {names}.", names=names).removesuffix(".")))
    if journal:
        parts += [" ", Tag("em", journal), stop(issue(fields))]
    elif "booktitle" in fields:
        details_of_book = [_("no. {number}", number=number) if number else "", page_range(fields)]
        part = "".join(f", {detail}" for detail in details_of_book if detail)
        parts += [f" {_('In')} ", Tag("em", plain(fields["booktitle"])), part + "."]
    elif number:
        details.append(capital(number))
    if not journal or entry.type != "article":
        makers = (rest_of(plain(fields.get(name, "")), head) for name in ("institution", "publisher"))
        details += [maker for maker in makers if maker and maker.casefold() != host(fields).casefold()]
    if not journal:
        if "booktitle" not in fields and "pages" in fields:
            details.append(page_range(fields))
        if len(fields.get("date", "")) > len("2024"):
            details.append(spoken_date(fields["date"]))
    if details:
        parts += with_paper(details)
    return parts


def with_paper(details: Sequence[str]) -> list[str | Tag]:
    """A sentence of details, with the newspaper that printed an agency's report in italics."""
    paper = _PAPER.fullmatch(details[0])
    if not paper:
        return [" " + stop(", ".join(details))]
    rest = "".join([paper[3], *(f", {detail}" for detail in details[1:])])
    return [f" {paper[1]}", Tag("em", paper[2]), rest + ("" if rest.endswith(".") else ".")]


def with_language(parts: list[str | Tag], language: str) -> list[str | Tag]:
    """Add the language of a work, unless it is the book's own, to the sentence that ends ``parts``."""
    if language == home():
        return parts
    name = _("(in {language})", language=_(LANGUAGES.get(language, language))) + "."
    *before, last = parts
    if last == "”" and before and isinstance(before[-1], Tag):
        title: Any = before.pop()
        return [*before, Tag(title.name, str(title).removesuffix(".")), f"” {name}"]
    if isinstance(last, str) and last.endswith((".", ".”")):
        return [*before, f"{last.removesuffix('”').removesuffix('.')}{'”' if last.endswith('”') else ''} {name}"]
    return [*parts, f" {name}"]


def host(fields: Mapping[str, str]) -> str:
    """The host of the address, which the bibliography prints; empty if there is no address, or a DOI."""
    return _HOST.sub(r"\1", fields["url"]) if "url" in fields and "doi" not in fields else ""


def doi_address(doi: str) -> str:
    """The address of a DOI, percent-encoded.

    >>> doi_address("10.1002/(SICI)1099<1::AID-1>3.0.CO;2-#")
    'https://doi.org/10.1002/(SICI)1099%3C1::AID-1%3E3.0.CO;2-%23'
    """
    return f"https://doi.org/{quote(doi, safe='/:;()._-,')}"


def link(fields: Mapping[str, str]) -> list[str | HRef]:
    """The link to the source: the address of its DOI, else its host; and its ISBN."""
    parts: list[str | HRef] = []
    if doi := plain(fields.get("doi", "")):
        parts += [" ", HRef(doi_address(doi), doi_address(doi)), "."]
    elif url := fields.get("url"):
        parts += [" ", HRef(url, host(fields)), "."]
    if "isbn" in fields:
        parts.append(f" ISBN {fields['isbn']}.")
    return parts


def format_source(entry: Entry) -> Text:
    """Format one labeled entry as in a Chicago author-date bibliography."""
    fields = entry.fields
    head, title = full_author(entry), plain(fields.get("title", ""))
    year = stop(fields["labelyear"])
    bare = head.strip("„“”").casefold()
    if head.startswith(quoted("")[0]) and title.casefold().startswith(bare):  # the title stands in the author's place
        opening = [*title_parts(entry), " ", year]
    else:
        opening = [stop(head), " ", year, " ", *title_parts(entry)]
    parts: list[str | Tag | HRef] = []
    parts += with_language([*opening, *imprint(entry, head)], fields.get("language", "en"))
    parts += link(fields)
    if "note" in fields:
        parts.append(" " + stop(plain(fields["note"])))
    if fields.get("seen") == Seen.CITED_BY:
        parts.append(f" {_(SECOND_HAND)}")
    return Text(*in_their_language(parts, fields.get("language", "en")))


def in_their_language(parts: Iterable[str | Tag | HRef], language: str) -> Iterator[str | Tag | HRef]:
    """The parts with tags around words in other scripts, see ``languages.runs``."""
    for part in parts:
        if isinstance(part, HRef):
            yield part
        elif isinstance(part, Tag) and not part.name.startswith(LANGUAGE):
            yield Tag(part.name, *marked_runs(str(part), language))
        elif isinstance(part, Tag):
            yield part
        else:
            yield from marked_runs(part, language)


def marked_runs(text: str, language: str) -> Iterator[str | Tag]:
    """A text in pieces; those in another script are in a tag of their language."""
    for piece, tag in runs(text, language):
        yield Tag(LANGUAGE + tag, piece) if tag else piece

"""Cite sources by author and date, and print the bibliography in three groups.

``references.bib`` is plain BibTeX, read and resolved by sphinxcontrib-bibtex.  This module adds what that library
leaves to its users: the two styles (``author_date`` for citations, ``author_date`` for the list), the ``sources``
directive, which lists the cited sources of one group, and checks of the file that name file, line and code.
Beside BibTeX's own fields an entry has ``shortauthor`` (the name to cite by where nobody signs), ``keywords`` (its
group), ``seen`` (whether the editors read it) and ``note`` (what a reader should know).
"""

from __future__ import annotations

import ast
import re
import unicodedata
from collections import defaultdict
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, cast
from urllib.parse import urlsplit

import pybtex.errors
import pybtex.plugin
import sphinxcontrib.bibtex.plugin
from docutils import nodes
from docutils.parsers.rst import directives
from pybtex.backends import plaintext
from pybtex.plugin import Plugin
from pybtex.richtext import HRef, Tag, Text
from pybtex.scanner import PybtexSyntaxError
from pybtex.style import FormattedEntry
from sphinx.errors import ExtensionError
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinxcontrib.bibtex.bibfile import process_bibdata
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.directives import BibliographyDirective
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.roles import CiteRole
from sphinxcontrib.bibtex.style.referencing import BaseReferenceStyle
from sphinxcontrib.bibtex.style.template import join, join2, node, post_text, pre_text, reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pybtex.database import Entry, Person
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata
    from sphinxcontrib.bibtex.directives import BibliographyKey

logger = logging.getLogger(__name__)

STYLE = "author_date"
GROUPS = ("archive", "work", "news")
SEEN = ("own-page", "cited-by")
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
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


class Problem(Enum):
    """The codes of this module's warnings, all of the type ``bibliography``."""

    DUPLICATE_KEY = "duplicate_key"
    """Two entries have the same key; the second is not read."""

    DUPLICATE_FIELD = "duplicate_field"
    """An entry gives a field twice; the second is not read."""

    MISSING_TITLE = "missing_title"
    """An entry has no title."""

    BAD_DATE = "bad_date"
    """A date is not YYYY, YYYY-MM or YYYY-MM-DD, is not in the calendar or disagrees with the year."""

    BAD_URL = "bad_url"
    """An address is not a complete http or https URL."""

    UNKNOWN_GROUP = "unknown_group"
    """``keywords`` names none of the groups of the bibliography, so the entry would be printed nowhere."""

    UNKNOWN_SEEN = "unknown_seen"
    """``seen`` does not say whether the editors read the work."""

    UNKNOWN_LANGUAGE = "unknown_language"
    """A language code has no English name in this module."""

    BAD_CITATION = "bad_citation"
    """A citation role in a document holds something other than keys with commas between them."""


class Finding(NamedTuple):
    """One mistake in ``references.bib``, at a line of it (0: not known)."""

    line: int
    problem: Problem
    message: str


# --- Reading the file -------------------------------------------------------------------------------------------------

_ENTRY_OR_FIELD = re.compile(
    r"^\s*(?:@\w+\s*[{(]\s*(?P<key>[^\s,]+)\s*,|(?P<field>[\w-]+)\s*=)", re.MULTILINE
)
_URL = re.compile(r"https?://[^\s/?#\"<>\\^`{|}]+\.[^\s/?#\"<>\\^`{|}]+(?:[/?#][^\s\"<>\\^`{|}]*)?")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def find_lines(text: str) -> tuple[dict[tuple[str, str], int], list[Finding]]:
    """Find the line of each entry, as ``(key, "")``, and of each field, as ``(key, field)``, and what stands twice.

    Keys and fields are in lower case, as BibTeX does not tell cases apart.  The file has one field a line.
    """
    lines: dict[tuple[str, str], int] = {}
    twice: list[Finding] = []
    key, fresh = "", False
    line, end = 1, 0
    for match in _ENTRY_OR_FIELD.finditer(text):
        start = match.start("key" if match["key"] else "field")
        line += text.count("\n", end, start)
        end = start
        if match["key"]:
            key = match["key"].lower()
            fresh = (key, "") not in lines
            if fresh:
                lines[key, ""] = line
            else:
                message = f"source {match['key']}: the key is already taken in line {lines[key, '']}"
                twice.append(Finding(line, Problem.DUPLICATE_KEY, message))
        elif fresh:
            place = (key, match["field"].lower())
            if place in lines:
                message = f"source {key}: the field {match['field']} is already given in line {lines[place]}"
                twice.append(Finding(line, Problem.DUPLICATE_FIELD, message))
            else:
                lines[place] = line
    return lines, twice


def is_date(text: str) -> bool:
    """Say whether *text* is a date of the calendar, as precise as a year, a month or a day."""
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def check_fields(fields: Mapping[str, str]) -> Iterator[tuple[str, Problem, str]]:
    """Yield field, code and message for each mistake in the fields of one entry."""
    if not fields.get("title", "").strip("{} "):
        yield "title", Problem.MISSING_TITLE, "there is no title"
    day, year = fields.get("date"), fields.get("year")
    if day is not None and not is_date(day):
        yield "date", Problem.BAD_DATE, f"the date {day!r} is not YYYY, YYYY-MM or YYYY-MM-DD"
    elif day is not None and year is not None and not day.startswith(year):
        yield "date", Problem.BAD_DATE, f"the date {day!r} is not in the year {year!r}"
    if "url" in fields and not _URL.fullmatch(fields["url"]):
        yield "url", Problem.BAD_URL, f"the address {fields['url']!r} is not a complete URL"
    if (group := fields.get("keywords", "")) not in GROUPS:
        yield (
            "keywords",
            Problem.UNKNOWN_GROUP,
            f"the group {group!r} (keywords) is none of {', '.join(GROUPS)}",
        )
    if (seen := fields.get("seen", "")) not in SEEN:
        yield "seen", Problem.UNKNOWN_SEEN, f"seen is {seen!r} and should be one of {', '.join(SEEN)}"
    if (language := fields.get("language", "en")) not in LANGUAGES:
        yield "language", Problem.UNKNOWN_LANGUAGE, f"the language {language!r} has no name in the extension"


# --- Words of a reference ---------------------------------------------------------------------------------------------

_OPENING = re.compile(r"(^|[\s(\[–—/“‘])(['\"])")
_YEARS = re.compile(r"(?<![\d-])((?:1[5-9]|20)\d\d)-((?:1[5-9]|20)?\d\d)(?![\d-])")
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


def spoken_date(iso: str) -> str:
    """Write an ISO date as day month year, only as precise as it is: ``2024-06`` is ``June 2024``."""
    year, _, rest = iso.partition("-")
    month, _, day = rest.partition("-")
    parts = [str(int(day))] if day else []
    parts += [MONTHS[int(month) - 1]] if month else []
    return " ".join([*parts, year])


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
    years = label_years(
        (e.key, name, e.fields.get("year") or e.fields.get("date", "")[:4]) for e, name in named
    )
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
    return (
        _ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else name,
        entry.fields["labelyear"],
        entry.key,
    )


# --- One entry of the list --------------------------------------------------------------------------------------------


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
        return [" ", HRef(url, (urlsplit(url).hostname or url).removeprefix("www.")), "."]
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


class AuthorDateList(Plugin):  # type: ignore[misc]  # pybtex has no types
    """The style of the list, for pybtex: the three methods that sphinxcontrib-bibtex calls."""

    def sort(self, entries: Iterable[Entry]) -> list[Entry]:
        """Order the entries of one list."""
        return sorted(entries, key=sort_key)

    def format_labels(self, entries: Iterable[Entry]) -> list[str]:
        """The label of each entry, unique in the book."""
        return [label(entry) for entry in entries]

    def format_entry(self, label: str, entry: Entry, bib_data: object = None) -> FormattedEntry:
        """Print one entry."""
        return FormattedEntry(entry.key, format_source(entry), label)


# --- Citations in the text --------------------------------------------------------------------------------------------


@node
def _field(children: list[Any], data: dict[str, Any], name: str) -> Text:
    return Text(data["entry"].fields[name])


class AuthorDateCitation(BaseReferenceStyle):
    """The style of citations: ``(Shen and Xia 2012; TASS 2024a)``, and for the role ``t`` ``Shen and Xia (2012)``.

    The role ``alp`` leaves the brackets out; every other role prints as ``p``.  Author and year are one link.
    """

    def role_names(self) -> Iterable[str]:
        """The roles that differ."""
        return ("p", "t", "alp")

    def outer(self, role_name: str, children: list[Any]) -> Any:
        """Join the citations of one role."""
        if role_name.startswith("t"):
            return join(sep=", ", sep2=" and ", last_sep=", and ")[children]
        cited = join(sep="; ")[children]
        return cited if role_name.startswith("alp") else join["(", cited, ")"]

    def inner(self, role_name: str) -> Any:
        """Print one citation."""
        if role_name.startswith("t"):
            year = join2(sep1=" ", sep2=", ")[pre_text, _field("labelyear"), post_text]
            return reference[_field("labelname"), " (", year, ")"]
        cited = reference[_field("labelname"), " ", _field("labelyear")]
        return join2(sep1=" ", sep2=", ")[pre_text, cited, post_text]


# --- Sphinx -----------------------------------------------------------------------------------------------------------


class Cite(CiteRole):
    """The role of a citation, which warns of a slip such as ``{cite:p}`one two``` where the library's own crashes."""

    def result_nodes(
        self, document: nodes.document, env: BuildEnvironment, node: nodes.Element, is_ref: bool
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Note the cited keys, or print the words as they stand."""
        try:
            list(parse_citation_targets(self.target))
        except ValueError:
            message = f"the citation {self.target!r} is not a list of keys with commas between them"
            code = Problem.BAD_CITATION.value
            logger.warning(message, location=self.get_location(), type="bibliography", subtype=code)
            return [nodes.inline("", self.target)], []
        result: tuple[list[nodes.Node], list[nodes.system_message]] = super().result_nodes(
            document, env, node, is_ref
        )
        return result


class SourcesDomain(BibtexDomain):
    """The domain of sphinxcontrib-bibtex, with a list's choice of cited entries made in one pass.

    The library's own asks for each entry which of all citations name it, in every build.
    """

    roles: ClassVar[dict[str, Any]] = {name: Cite() for name in BibtexDomain.roles}

    def get_filtered_entries(self, bibliography_key: BibliographyKey) -> Iterator[tuple[str, Entry]]:
        """Yield key and entry of each cited source that the list knows."""
        place = self.bibliographies[bibliography_key]
        if ast.dump(place.filter_) != ast.dump(ast.parse("cited")) or place.keys:
            yield from super().get_filtered_entries(bibliography_key)
            return
        cited = {target.key for ref in self.citation_refs for target in ref.targets}
        for key in place.citation_nodes:
            if key in cited:
                yield key, self.bibdata.data.entries[key.removeprefix(place.keyprefix)]


class Sources(BibliographyDirective):
    """List the cited sources of one group: ``{sources} archive``.

    A list of sphinxcontrib-bibtex claims an anchor for every entry of the file, so that a second list in the same
    document would claim them all again.  This one is shown only the entries of its group.
    """

    required_arguments = 1
    optional_arguments = 0
    has_content = False
    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> Sequence[nodes.Node]:
        """Make the list's place; its entries come when all citations are known."""
        group = directives.choice(self.arguments.pop(), GROUPS)
        domain = cast("BibtexDomain", self.env.get_domain("cite"))
        everything = domain.bibdata
        entries = everything.data.entries
        domain.data["bibdata"] = everything._replace(
            bibfiles={
                path: file._replace(
                    keys={k: None for k in file.keys if entries[k].fields.get("keywords") == group}
                )
                for path, file in everything.bibfiles.items()
            }
        )
        try:
            return super().run()
        finally:
            domain.data["bibdata"] = everything


class PlainEntries(SphinxPostTransform):
    """Take the label from each entry, which begins with the same words, and make the HTML list a real list.

    The HTML of docutils would give each entry the role ``doc-biblioentry``, which ARIA has withdrawn.
    """

    default_priority = (
        6  # after sphinxcontrib-bibtex fills the lists (5), before references are resolved (10)
    )

    def run(self, **kwargs: Any) -> None:
        """Change every list of sources of the document."""
        for entries in list(dict.fromkeys(entry.parent for entry in self.document.findall(nodes.citation))):
            items = [child for child in entries.children if isinstance(child, nodes.citation)]
            for item in items:
                item.children = [child for child in item.children if not isinstance(child, nodes.label)]
            if self.app.builder.format == "html":
                bullets = [nodes.list_item("", *item.children, ids=item["ids"]) for item in items]
                entries.replace_self(nodes.bullet_list("", *bullets, classes=["sources"]))


def read_references(app: Sphinx) -> None:
    """Read the files of ``bibtex_bibfiles`` ahead of sphinxcontrib-bibtex, check them and label their entries.

    A file that is not BibTeX is an ExtensionError with file and line; every other mistake is a warning.
    """
    domain = cast("BibtexDomain", app.env.get_domain("cite"))
    paths = [(Path(app.confdir) / name).resolve() for name in app.config.bibtex_bibfiles or ()]
    with pybtex.errors.capture() as errors:
        domain.data["bibdata"] = process_bibdata(domain.bibdata, paths, app.config.bibtex_encoding)
    for error in errors:
        if isinstance(error, PybtexSyntaxError):
            raise ExtensionError(f"{error.filename}:{error.lineno}: {error.args[0]}")
    entries = domain.bibdata.data.entries
    twice = False
    for path, file in domain.bibdata.bibfiles.items():
        if not path.is_file():
            continue  # sphinxcontrib-bibtex has said so
        lines, findings = find_lines(path.read_text(encoding=app.config.bibtex_encoding))
        twice = twice or bool(findings)
        for key in file.keys:
            for name, problem, message in check_fields(entries[key].fields):
                place = lines.get((key.lower(), name)) or lines.get((key.lower(), "")) or 0
                findings.append(Finding(place, problem, f"source {key}: {message}"))
        for line, problem, message in findings:
            logger.warning(message, location=f"{path}:{line}", type="bibliography", subtype=problem.value)
    if errors and not twice:
        raise ExtensionError(f"{', '.join(map(str, paths))}: {errors[0]}")
    set_labels(entries.values())


def stale_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the pages to write again because a citation elsewhere, or the file, has changed what they print.

    sphinxcontrib-bibtex writes only pages whose own source has changed: neither the list, when a chapter cites one
    source more, nor a chapter, when a new source turns "2024" into "2024a".
    """
    domain = cast("BibtexDomain", env.get_domain("cite"))
    entries = domain.bibdata.data.entries
    before = {c.key: c.formatted_entry.label for c in domain.citations}
    cited = {target.key for ref in domain.citation_refs for target in ref.targets}
    now = {key: label(entries[key]) for key in cited if key in entries}
    changed = {key for key in before.keys() | now.keys() if before.get(key) != now.get(key)}
    if not changed:
        return []
    pages = {ref.docname for ref in domain.citation_refs if any(t.key in changed for t in ref.targets)}
    return sorted(pages | {place.docname for place in domain.bibliographies})


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the styles, the directive and the handlers."""
    app.setup_extension("sphinxcontrib.bibtex")
    app.add_domain(SourcesDomain, override=True)
    app.add_role("cite", Cite(), override=True)
    pybtex.plugin.register_plugin("pybtex.style.formatting", STYLE, AuthorDateList, force=True)
    # The library asks for this plugin at every citation, and pybtex would search all installed packages for it, which
    # takes 2 ms each time.  A registered plugin is found at once.
    pybtex.plugin.register_plugin("pybtex.backends", "plaintext", plaintext.Backend, force=True)
    sphinxcontrib.bibtex.plugin.register_plugin(
        "sphinxcontrib.bibtex.style.referencing", STYLE, AuthorDateCitation, force=True
    )
    app.add_directive("sources", Sources)
    app.add_post_transform(PlainEntries)
    app.connect("builder-inited", read_references, priority=400)  # before sphinxcontrib-bibtex (500)
    app.connect(
        "env-updated", stale_pages, priority=400
    )  # before sphinxcontrib-bibtex forgets the last build
    return {"version": "1.0", "parallel_read_safe": True, "parallel_write_safe": True}

"""Subjects of the indexes: terms with their forms, events and authors, and the words by which a text names them."""

from __future__ import annotations

import re
import string
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from edition.base.dates import show_date
from edition.base.domains import domain
from edition.base.grammar import plural_endings, without_article
from edition.base.locale import later
from edition.base.trees import ancestors, once
from edition.names.anchors import AnchorsDomain
from edition.names.kinds import Kind
from edition.sources.cited import citations
from edition.sources.labels import family, given, letters_of, signers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

PERSON, AUTHOR, TERM = later("person"), later("author"), later("term")
KINDS = (PERSON, later("place"), later("institution"), later("document"), later("event"), later("weapon"), TERM)
"""The kinds of entries of the glossary; ``glossary_kinds`` has the kind of each of its sections."""
LETTERS = ("0–9", *string.ascii_uppercase)
"""The groups of lists by letter."""
SCRIPTS = {"CYRILLIC": later("Russian"), "HANGUL": later("Hangul"), "CJK": later("Chinese characters")}
"""The groups after the alphabet, by the first word of a character's name in Unicode."""


@dataclass(slots=True)
class Subject:
    """One entry of the indexes."""

    key: str
    """Its public name if it has one; else made of its heading."""
    heading: str
    """As the index prints it."""
    kind: str
    """One of ``KINDS``, ``AUTHOR`` or ``event``."""
    forms: tuple[tuple[str, str, str], ...] = ()
    """Its other forms, each with its name (``Hangul``, ``Russian``) and language (``ko``)."""
    words: tuple[str, ...] = ()
    """The words by which a text names it."""
    docname: str = ""
    """The document that explains it; empty for authors and entries of ``subjects.yaml``."""
    location: str = ""
    """``path:line`` of its entry in ``subjects.yaml``; empty for the others."""

    @property
    def filed(self) -> str:
        """The heading without an article, by which it is sorted; a person's name has none (An is a Korean name)."""
        return self.heading if self.kind in {PERSON, AUTHOR} else without_article(self.heading)


def kind_of(config: Config, section: str) -> str:
    """The kind of the entries in a section of the glossary."""
    kind: str = config.glossary_kinds.get(section, TERM)
    return kind


def kind_around(config: Config, term: nodes.Element) -> str:
    """The kind of a term, that of the innermost section around it that has one."""
    names = (name for around in ancestors(term) for name in around["ids"])
    return next((kind_of(config, name) for name in names if name in config.glossary_kinds), TERM)


def find_subjects(env: BuildEnvironment, documents: Iterable[nodes.document]) -> Iterator[Subject]:
    """Terms and events of the book, and the authors of its sources; ``documents`` are those with terms."""
    kinds = {
        name: kind_around(env.config, term)
        for document in documents
        for term in document.findall(nodes.term)
        for name in term["ids"]
    }
    for name in domain(env, AnchorsDomain).all_names():
        if name.kind is Kind.TERM:
            kind = kinds.get(name.anchor, TERM)
            forms = tuple((form.text, form.name, base(form.language)) for form in name.forms)
            family_first = any(form == "hanja" for _, form, _ in forms)
            heading = term_heading(name.title, kind, family_first=family_first)
            yield Subject(name.anchor, heading, kind, forms, term_words(name.title, heading), name.docname)
        elif name.kind is Kind.EVENT:
            day = show_date(name.date, name.end)
            title = name.title.removeprefix(f"{day}: ")
            yield Subject(name.anchor, f"{title}, {day}", "event", docname=name.docname)
    people = {name: heading for found in authors_by_source(env).values() for name, heading in found}
    for key, heading in people.items():
        yield Subject(key, heading, AUTHOR)


def authors_by_source(env: BuildEnvironment) -> Mapping[str, list[tuple[str, str]]]:
    """The persons among the authors of each cited source, by its public name, as key and heading."""
    return once(env, authors_by_source, lambda: _authors(env))


def _authors(env: BuildEnvironment) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for citation in citations(env):
        people, _more, _role = signers(citation.entry)
        headings = [f"{family(person)}, {given(person)}" for person in people if given(person)]
        found[citation.citation_id] = [(f"author {heading}", heading) for heading in headings]
    return found


def base(tag: str) -> str:
    """The language of a tag without its script.

    >>> base("ko-Hani")
    'ko'
    """
    return tag.partition("-")[0]


def mentions(text: str, finder: re.Pattern[str] | None, by_word: Mapping[str, str]) -> set[str]:
    """The keys of the subjects that a text names; ``by_word`` has the keys by words in lower case."""
    return {by_word[match[1].lower()] for match in finder.finditer(text)} if finder else set()


def term_heading(title: str, kind: str, *, family_first: bool) -> str:
    """The heading of a term in the index: persons begin with their family name.

    >>> term_heading("Joseph Stalin", "person", family_first=False)
    'Stalin, Joseph'
    """
    if kind != PERSON or family_first or "," in title or " " not in title:
        return title
    given, _, family = title.rpartition(" ")
    return f"{family}, {given}"


def term_words(title: str, heading: str) -> tuple[str, ...]:
    """The words by which a text names a term: its title without remarks, an abbreviation, the family name of a person.

    >>> term_words("Non-Proliferation Treaty (NPT)", "Non-Proliferation Treaty (NPT)")
    ('Non-Proliferation Treaty', 'NPT')
    >>> term_words("Joseph Stalin", "Stalin, Joseph")
    ('Joseph Stalin', 'Stalin')
    """
    bare = re.sub(r" *\([^()]*\)", "", title)
    found = [part.strip() for part in bare.split(";")]
    found += re.findall(r"\(([A-Z]{3,})\)", title)
    if "," in heading:
        family = heading.partition(",")[0]
        found = [title if "," not in title else family, family]
    return tuple(dict.fromkeys(found))


def pattern(subjects: Iterable[Subject]) -> re.Pattern[str] | None:
    """A regular expression that finds the words of subjects, the longest first, also with a capital or as a plural."""
    rests: dict[str, list[str]] = {}
    for word in sorted({word for subject in subjects for word in subject.words}):
        first = f"[{word[0].upper()}{word[0].lower()}]" if word[0].isalpha() else re.escape(word[0])
        rests.setdefault(first, []).append(word[1:])
    either = "|".join(first + longest_of(found) for first, found in rests.items())
    return re.compile(rf"(?<![\w-])({either}){plural_endings()}?(?![\w-])") if rests else None


def longest_of(texts: Iterable[str]) -> str:
    """A regular expression for the longest of some texts that matches; common beginnings are shared, for speed.

    >>> longest_of(["ozen", "o", "addy"])
    '(?:o(?:zen)?|addy)'
    """
    rests: dict[str, list[str]] = {}
    for text in texts:
        rests.setdefault(text[:1], []).append(text[1:])
    may_end = rests.pop("", None) is not None
    either = "|".join(re.escape(first) + longest_of(found) for first, found in rests.items())
    if not either or (len(rests) == 1 and not may_end):
        return either
    return f"(?:{either})?" if may_end else f"(?:{either})"


def sort_key(text: str) -> tuple[str, str]:
    """The key that sorts entries: letters without case and accents, numbers by their size."""
    return letters_of(text), text


def group(heading: str) -> str:
    """The group of an entry: its first letter, ``0–9``, or the name of a script.

    >>> group("Őrség"), group("38th parallel"), group("주체")
    ('O', '0–9', 'Hangul')
    """
    first = next((c for c in unicodedata.normalize("NFD", heading) if c.isalnum()), "")
    script = unicodedata.name(heading[:1] or " ", "").partition(" ")[0]
    if script in SCRIPTS:
        return SCRIPTS[script]
    return "0–9" if first.isdigit() else first.upper()


def grouped(entries: Sequence[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Entries, pairs of the text to sort by and a text, by group: digits, letters, then other scripts."""
    groups: dict[str, list[str]] = {}
    order = [*LETTERS, *SCRIPTS.values()]
    for heading, text in sorted(entries, key=lambda entry: sort_key(entry[0])):
        groups.setdefault(group(heading), []).append(text)
    return sorted(groups.items(), key=lambda item: order.index(item[0]) if item[0] in order else len(order))

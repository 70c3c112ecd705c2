"""The catalogs have every message that the code prints and no other, and every slot of each."""

from __future__ import annotations

import ast
import string
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po
from sphinx import locale

from conftest import PACKAGE
from edition.base.dates import show_date
from edition.base.grammar import show_number, split_sentences, without_article
from edition.base.locale import CATALOG, FOLDER, _, home, in_scripts, read_catalog, several
from edition.base.quotes import turn
from edition.figures.words import short_day, short_span, span
from edition.names.subjects import Subject, grouped, pattern
from edition.pdf.book import WORDS
from messages import messages, said_by_design

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from babel.messages.catalog import Message

CATALOGS = sorted(FOLDER.glob("*/LC_MESSAGES/edition.po"))


@pytest.fixture
def german() -> Iterator[None]:
    """As much of a German book as pure functions see."""
    before = locale.translators.get(("general", CATALOG))
    locale.translators["general", CATALOG] = read_catalog("de-AT")
    yield
    if before is None:
        del locale.translators["general", CATALOG]
    else:
        locale.translators["general", CATALOG] = before


def entries(path: Path) -> dict[str, Message]:
    """The entries of a catalog by their forms in English, without its head."""
    with path.open("rb") as file:
        return {as_key(entry.id): entry for entry in read_po(file) if entry.id}


def as_key(message: str | tuple[str, ...] | list[str]) -> str:
    return message if isinstance(message, str) else " | ".join(message)


def forms(words: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [words] if isinstance(words, str) else list(words or [])


def slots(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


def test_there_is_a_catalog() -> None:
    assert "de" in {path.parts[-3] for path in CATALOGS}


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parts[-3])
def test_a_catalog_has_every_message_of_the_code_and_no_other(path: Path) -> None:
    asked = {as_key(message): place for message, place in messages().items()}
    known = entries(path)
    missing = [f"{place}: {message}" for message, place in asked.items() if message not in known]
    assert missing == [], "write them into the catalog"
    assert sorted(known.keys() - asked.keys()) == [], "nothing asks for these any more; take them out"


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parts[-3])
def test_every_entry_is_translated_with_all_its_slots(path: Path) -> None:
    faults = []
    for key, entry in entries(path).items():
        wanted = set().union(*map(slots, forms(entry.id)))
        for text in forms(entry.string):
            if not text or (slots(text) != wanted and not (may_lack(key) and slots(text) < wanted)):
                faults.append(f"{key!r} -> {text!r}")
            if text[-1:].isspace() != key[-1:].isspace() or (key[:1].isspace() and not text[:1].isspace()):
                faults.append(f"spaces around {key!r}")
    assert faults == []


def may_lack(key: str) -> bool:
    """A language that writes dates in one way need not say them in two."""
    return key.startswith("a date, in any order")


def test_the_design_of_the_pdf_says_what_it_is_given() -> None:
    assert said_by_design() == set(WORDS)


def test_words_of_the_book_are_in_its_language(german: None) -> None:
    assert home() == "de"
    assert show_date("1953-09-19", "1953-09-20") == "19.–20. September 1953"
    assert show_date("2027-02") == "Februar 2027"
    assert _("Chapter {number} of {total}", number=2, total=3) == "Kapitel 2 von 3"
    assert [several("{count} section", "{count} sections", n) for n in (1, 2)] == ["1 Abschnitt", "2 Abschnitte"]
    assert turn("der „alte“ Weg") == "der ‚alte‘ Weg"


@pytest.mark.parametrize(
    ("text", "english", "of_german"),
    [
        ("It was No. 5. Mr. Li saw it … “Why?” He left.", ["It was No. 5. ", "Mr. Li saw it … ", "“Why?” ", "He left."], []),
        ("Die U.S. Army kam am 3. Februar 1951. Dann ging sie.", [], ["Die U.S. Army kam am 3. Februar 1951. ", "Dann ging sie."]),
        ("Es war z. B. Nr. 5 mit ca. 3 Mio. Rubel. Ältere gab es nicht", [], ["Es war z. B. Nr. 5 mit ca. 3 Mio. Rubel. ", "Ältere gab es nicht"]),
        ("etwa usw. ähnlich. Ende.", [], ["etwa usw. ähnlich. ", "Ende."]),
        ("Sie kamen (alle.) „So?“ Er ging.", [], ["Sie kamen (alle.) ", "„So?“ ", "Er ging."]),
        ("", [], []),
    ],
)  # fmt: skip
def test_a_sentence_ends_as_its_language_ends_it(
    request: pytest.FixtureRequest, text: str, english: list[str], of_german: list[str]
) -> None:
    if english:
        assert split_sentences(text) == english
    request.getfixturevalue("german")
    if not english:
        assert split_sentences(text) == of_german


def test_numbers_articles_and_plurals_are_those_of_the_language(german: None) -> None:
    assert [show_number(n) for n in ("6033.9", 1250, "7", "")] == ["6.033,9", "1.250", "7", ""]
    assert (span("240000", "420000"), short_span("", "2500000")) == ("240.000–420.000", "höchstens 2,5 Millionen")
    assert (short_day("2000-09-09"), short_day("1950-04"), short_day("2015")) == ("9. Sept.", "April", "")
    assert [without_article(title) for title in ("Der Grundstein", "Eine Brücke", "Desto besser", "The Bridge")] == [
        *("Grundstein", "Brücke", "Desto besser", "The Bridge"),
    ]
    filed = [Subject(title, title, "term").filed for title in ("Der Obelisk", "Nebel", "Die Mühle")]
    assert grouped([(name, name) for name in filed]) == [("M", ["Mühle"]), ("N", ["Nebel"]), ("O", ["Obelisk"])]
    found = pattern([Subject("term-bruecke", "Brücke", "", words=("Brücke",))])
    assert found
    assert found.findall("Brücken, brücke, Brückenbau") == ["Brücke", "brücke"]


@pytest.mark.parametrize(
    ("sample", "printed"),
    [
        ("1,234.5", ["-0.50", "-1,234,567.5", "2,000,000"]),
        ("1\u202f234,5", ["-0,50", "-1\u202f234\u202f567,5", "2\u202f000\u202f000"]),
        ("1234,5", ["-0,50", "-1234567,5", "2000000"]),
    ],
)
def test_a_number_has_the_marks_of_its_language_a_space_or_none_among_them(
    monkeypatch: pytest.MonkeyPatch, sample: str, printed: list[str]
) -> None:
    monkeypatch.setattr("edition.base.grammar._", lambda _message: f"a number: {sample}")
    assert [show_number(number) for number in ("-0.50", "-1234567.5", f"{2e6:g}")] == printed


def test_a_language_without_a_catalog_prints_english() -> None:
    assert read_catalog("nl").gettext("Close") == "Close"


@pytest.mark.parametrize(
    ("code", "spoken"),
    [
        ('_("Close")', '"Schließen"'),
        ('_("Show all {count}", { count: units.length })', "`Alle ${units.length} zeigen`"),
        ('_("passage {place}", { place: `¶${from}` })', "`Absatz ${`¶${from}`}`"),
        ('_("PDF pp. {pages}", { pages: dashed(p, q) })', "`PDF S. ${dashed(p, q)}`"),
        ('_("Name: {name}", { name })', "`Name: ${name}`"),
        ('const s_ = f_("Close");', 'const s_ = f_("Close");'),
    ],
)
def test_a_script_is_written_with_the_words_of_the_book(german: None, code: str, spoken: str) -> None:
    assert in_scripts(code) == spoken


def test_no_module_fixes_its_words_when_it_is_imported() -> None:
    """A constant that calls ``_`` would keep the language of the first book that a process makes."""
    found = []
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = {
            id(node)
            for function in ast.walk(tree)
            if isinstance(function, (ast.FunctionDef, ast.Lambda))
            for node in ast.walk(function)
        }
        found += [
            f"{path.name}:{node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"_", "several"}
            and id(node) not in inside
        ]
    assert found == [], "write later(), and call _() where it is printed"

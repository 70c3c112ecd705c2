"""The index: what its entries are called, how they are found in texts and in which order they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from conftest import read_chapter_names, select, with_page
from edition.names.subjects import Subject, grouped, pattern, term_heading, term_words
from pdf_tools import typst_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built


@pytest.mark.parametrize(
    ("title", "kind", "family_first", "heading", "words"),
    [
        ("Joseph Stalin", "person", False, "Stalin, Joseph", ("Joseph Stalin", "Stalin")),
        ("Kim Il-sung", "person", True, "Kim Il-sung", ("Kim Il-sung",)),
        ("Shtykov, Terentii Fomich", "person", False, "Shtykov, Terentii Fomich", ("Shtykov",)),
        ("Soviet Union (USSR)", "institution", False, "Soviet Union (USSR)", ("Soviet Union", "USSR")),
        ("Light-water reactor; VVER", "term", False, "Light-water reactor; VVER", ("Light-water reactor", "VVER")),
        ("Moscow Declaration (2001)", "document", False, "Moscow Declaration (2001)", ("Moscow Declaration",)),
    ],
)
def test_a_term_has_a_heading_and_words(
    title: str, kind: str, family_first: bool, heading: str, words: tuple[str, ...]
) -> None:
    assert term_heading(title, kind, family_first=family_first) == heading
    assert term_words(title, heading) == words


def test_words_are_found_whole_the_longest_first_with_a_small_or_a_capital_letter() -> None:
    subjects = [Subject(key, key, "term", words=(key,)) for key in ("Kim", "Kim Il-sung", "excess deaths", "MiG-15")]
    finder = pattern(subjects)
    assert finder
    text = "Kim Il-sung met Kim; Kimono. Excess deaths, non-Kim. Two MiG-15s, MiG-15sk."
    assert [match[1] for match in finder.finditer(text)] == ["Kim Il-sung", "Kim", "Excess deaths", "MiG-15"]
    assert pattern([]) is None


def test_entries_stand_by_letter_numbers_by_size_other_scripts_behind() -> None:
    headings = ["Zhou", "주체", "88th Brigade", "Őrség", "6th", "МиГ", "Oil", "chuch’e", "The older one", "A Council"]
    subjects = [Subject(heading, heading, "term") for heading in headings]
    people = [Subject(name, name, kind) for name, kind in [("An Jung-geun", "person"), ("An, Yong-su", "author")]]
    assert grouped([(subject.filed, subject.key) for subject in [*subjects, *people]]) == [
        ("0–9", ["6th", "88th Brigade"]),
        ("A", ["An Jung-geun", "An, Yong-su"]),
        ("C", ["chuch’e", "A Council"]),
        ("O", ["Oil", "The older one", "Őrség"]),
        ("Z", ["Zhou"]),
        ("Russian", ["МиГ"]),
        ("Hangul", ["주체"]),
    ]


def test_the_index_leads_to_every_page_that_speaks_of_a_subject(small: Callable[..., Built]) -> None:
    built = small("typst")
    assert not built.failed, built.messages
    with pypdfium2.PdfDocument(built.out / "typst" / "russia-north-korea.pdf") as pdf:
        texts = [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]
    index = texts[-1]
    assert index.startswith("Index")
    chapter = next(n for n, text in enumerate(texts, 1) if text.startswith("Chapter 1"))
    glossary = next(n for n, text in enumerate(texts, 1) if text.startswith("Glossary"))
    assert f"MiG-15 (term) {glossary}, {chapter}" in index
    assert "see also МиГ-15 (Russian)" in index
    assert "МиГ-15 (Russian), see MiG-15" in index
    assert "주체 (Hangul), see Juche" in index
    assert "Rusk, Dean (author) " in index
    assert "The war begins, 25 June 1950 (event) " in index


LISTED = """\
- {heading: Norway, kind: place, words: [Norway, Norwegian], forms: {capital: Oslo}}
- heading: "Prince, A."
  kind: person
"""
NAMED = [("It was long.", "It was long.\n\n(two-commentary)=\n## Commentary\n\nNorwegian ships. Prince, A. sailed.")]
NAMES = "(names)=\n# Names\n\n:::{names}\n:::\n"


def test_each_subject_has_a_place_where_its_own_words_stand(build_small: Callable[..., Built]) -> None:
    """A page may end within a paragraph, wherever that is: it names a subject first on one page and last on the other."""
    words = "Juche is said to be older than MiG-15s, though Juche is not, as Juche has it."
    built = build_small({"one.md": [("A section {cite:p}`rusk1990`.", words)]}, "typst")
    assert not built.failed, built.messages
    written = typst_text(built.out / "typst" / "russia-north-korea")
    section = written.partition('mlabel("%one#the-founder")')[2].partition("#opening")[0]
    assert re.findall(r'#place-label\("index one \d+", "[^"]*"\)#"([\w-]+)', section) == ["Juche", "MiG-15s", "Juche"]
    assert section.count("Juche") == 3


def test_an_entry_of_the_index_is_no_place_in_any_document(build_small: Callable[..., Built]) -> None:
    """Whatever the document is called: of two places with one label the first would be opened."""
    changes = {
        "conf.py": [("anchors_file", 'pdf_indexed = ["entry"]\nanchors_file')],
        **with_page("entry", "(entry)=\n# Entry\n\nOf {term}`Juche`.\n\nOf {term}`MiG-15`.\n", "bibliography"),
    }
    built = build_small(changes, "typst")
    assert not built.failed, built.messages
    written = typst_text(built.out / "typst" / "russia-north-korea")
    places = set(re.findall(r'#place-label\("([^"]*)"', written))
    entries = set(re.findall(r' label: "([^"]*)"', written))
    assert {"index entry 1", "index entry 2"} <= places
    assert len(entries) == 5
    assert not places & entries


def test_subjects_that_no_term_explains_are_in_both_indexes(build_small: Callable[..., Built]) -> None:
    book = {
        "subjects.yaml": LISTED,
        "two.md": NAMED,
        **with_page("names", NAMES, "bibliography"),
    }
    built = build_small(book, "typst")
    assert not built.failed, built.messages
    with pypdfium2.PdfDocument(built.out / "typst" / "russia-north-korea.pdf") as pdf:
        texts = [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]
    chapter = next(n for n, text in enumerate(texts, 1) if text.startswith("Chapter 2"))
    assert f"Norway (place) {chapter}; see also Oslo (capital)" in texts[-1]
    assert "Oslo (capital), see Norway" in texts[-1]
    assert f"Prince, A. (person) {chapter}" in texts[-1]


def test_a_listed_subject_leads_on_its_page_to_where_it_is_first_named(build_small: Callable[..., Built]) -> None:
    index = [("bibliography\n", "bibliography\nnames\n")]
    built = build_small({"subjects.yaml": LISTED, "two.md": NAMED, "names.md": NAMES, "index.md": index})
    assert built.messages == []
    links = {a.text_content(): a.get("href") for a in select(built.page("names"), "a.name")}
    assert links["Norway"] == "two.html#two-commentary"


@pytest.mark.parametrize(
    ("text", "builder", "message"),
    [
        ("- {heading: Norway, kind: land}\n", "dummy",
         "subjects.yaml:1: WARNING: the subject 'Norway': 'kind' must be person or place or institution or document or "
         "event or weapon or term, not 'land' [subjects.field]"),
        ("- {kind: place}\n", "dummy", "subjects.yaml:1: WARNING: a subject: there is no 'heading' [subjects.field]"),
        ("Norway\n", "dummy",
         "subjects.yaml:1: WARNING: expected a list of entries, each with a dash [subjects.records]"),
        ("- {heading: A, kind: place, word: [A]}\n", "dummy",
         "subjects.yaml:1: WARNING: the subject 'A': there is no field 'word', only heading, kind, words, forms "
         "[subjects.field]"),
        ("- {heading: MiG, kind: place}\n- {heading: MiG, kind: term}\n", "dummy",
         "subjects.yaml:2: WARNING: the subject 'MiG' stands here twice; keep one of the two [subjects.twice]"),
        ("- {heading: Norway, kind: place}\n", "typst",
         "subjects.yaml:1: WARNING: no text of the book names 'Norway'; mend its words, or take it out "
         "[subjects.nowhere]"),
    ],
    ids=["kind", "no heading", "no list", "a field too many", "twice", "nowhere"],
)  # fmt: skip
def test_a_mistake_in_the_list_of_subjects_is_told(
    build_small: Callable[..., Built], text: str, builder: str, message: str
) -> None:
    built = build_small({"subjects.yaml": text}, builder)
    assert built.failed
    assert message in built.messages


@pytest.mark.slow
def test_many_pages_are_told_apart_by_the_parts_of_the_book(build_small: Callable[..., Built]) -> None:
    """Nine pages of a chapter that name Norway, each behind one that does not, stand in a line of their own."""
    filler = "Nothing of note happened there. " * 90
    story = "\n\n".join(f"Norway again.\n\n{filler}\n\n{filler}" for _ in range(9))
    text = [("It was long.", f"It was long.\n\n(two-commentary)=\n## Commentary\n\n{story}")]
    built = build_small({"subjects.yaml": "- {heading: Norway, kind: place}\n", "two.md": text}, "typst")
    assert not built.failed, built.messages
    with pypdfium2.PdfDocument(built.out / "typst" / "russia-north-korea.pdf") as pdf:
        texts = [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]
    pages = [str(n) for n, text in enumerate(texts, 1) if "Norway" in text]
    assert len(pages) == 10
    assert f"Norway (place) – The Second Chapter {', '.join(pages[:-1])}" in texts[-1]


OFFICES = "President|Premier|Minister|Secretary|General|Ambassador|Lieutenant|Colonel|Governor"
NAME = r"(?!Staff)[A-Z][^\W\d_]+(?:-[a-z]+)?"


@pytest.mark.slow
def test_whoever_the_book_names_with_an_office_is_in_its_index(book: Built) -> None:
    listed = " ".join(book.page("names").xpath("string(//main)").split())
    missing = {
        match[0]
        for page in [*read_chapter_names(), "timeline"]
        for paragraph in book.page(page).xpath("//main//*[self::p or self::dd][not(ancestor::*[@popover])]")
        for match in re.finditer(rf"\b(?:{OFFICES}) ({NAME}(?: {NAME})*)", paragraph.text_content())
        if match[1].split()[-1] not in listed
    }
    assert missing == set()

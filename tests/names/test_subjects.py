"""The index: what its entries are called, how they are found in texts and in which order they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest

from edition.names.subjects import Subject, grouped, pattern, term_heading, term_words

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
    headings = ["Zhou", "주체", "88th Brigade", "Őrség", "6th", "МиГ", "Oil", "chuch’e", "The older one"]
    assert grouped([(heading, heading) for heading in headings]) == [
        ("0–9", ["6th", "88th Brigade"]),
        ("C", ["chuch’e"]),
        ("O", ["Oil", "The older one", "Őrség"]),
        ("Z", ["Zhou"]),
        ("Russian", ["МиГ"]),
        ("Hangul", ["주체"]),
    ]


def test_the_index_leads_to_every_page_that_speaks_of_a_subject(build_small: Callable[..., Built]) -> None:
    built = build_small(builder="typst")
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

"""Words in other scripts have their language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import select
from edition.base.languages import language_of, runs
from edition.entries.glossary import split_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built


def test_words_in_other_scripts_have_their_language_wherever_they_stand(build_small: Callable[..., Built]) -> None:
    text = "A section on Чучхе (주체, 主體), الوطن and `МиГ` {cite:p}`rusk1990`"
    built = build_small({"one.md": [("A section {cite:p}`rusk1990`", text)]})
    assert not built.failed, built.messages
    found = [
        (e.get("lang"), e.get("dir"), e.text_content()) for e in select(built.page("one"), "section section [lang]")
    ]
    assert found == [
        ("ru", None, "Чучхе"),
        ("ko", None, "주체, 主體"),
        ("ar", "rtl", "الوطن"),
        ("ru", None, "МиГ"),
    ]


@pytest.mark.parametrize("text", ["8월 종파 사건", "38-я параллель", "МиГ-15", "화성-11", "1988년 12월"])
def test_numbers_in_a_word_are_read_in_its_language_and_others_are_not(text: str) -> None:
    language = language_of(text, "ko")
    assert list(runs(f"1950 {text} 1995a")) == [("1950 ", ""), (text, language), (" 1995a", "")]


@pytest.mark.parametrize(
    ("text", "tag", "expected"),
    [
        ("김일성", "ko", [("김일성", "ko")]),
        ("резолюция 1718", "ru", [("резолюция 1718", "ru")]),
        ("丹東, formerly 安東", "ko-Hani", [("丹東", "ko-Hani"), (", formerly ", ""), ("安東", "ko-Hani")]),
        ("jaju, jarip", "ko-Latn", [("jaju, jarip", "ko-Latn")]),
    ],
)
def test_remarks_in_a_form_are_english(text: str, tag: str, expected: list[tuple[str, str]]) -> None:
    assert split_form(text, tag) == expected

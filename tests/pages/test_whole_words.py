"""No line of a page ends within a name of the essay, nor within a sign such as F-86."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from conftest import Built, select, with_page
from edition.base.unparted import keep_whole, unparted
from edition.pages.unparted import NAMES, SIGNS

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("text", "signs", "names"),
    [
        ("MiG-15s and the F-86", ["MiG-15s", "F-86"], []),
        ("(KCNA n.d.-a; KBS o. J.-b)", ["n.d.-a", "o. J.-b"], []),
        ("Kim Il-sung’s R-27", ["R-27"], ["Il-sung"]),
        ("1950-1953, self-reliance, example.org/NSC-68, SCIENCE-2020", [], []),
    ],
    ids=["designations", "undated works", "name", "neither"],
)
def test_signs_and_in_the_essay_names_are_kept_whole(text: str, signs: list[str], names: list[str]) -> None:
    for words, kept in ((SIGNS, signs), (NAMES, [*names, *signs])):
        paragraph = nodes.paragraph("", text)
        keep_whole(paragraph, words)
        assert [found.astext() for found in paragraph.findall(unparted)] == kept
        assert paragraph.astext() == text


def test_in_a_chapter_and_on_the_page_of_the_essay_they_stand_in_boxes(small: Callable[..., Built]) -> None:
    essay = with_page("essay", "(essay)=\n# Essay\n\n```{whole-essay}\n```\n")
    built = small("html", essay)
    for page, passage in (("one", "#one-p1 > p:not(.margin)"), ("essay", "#at-one-p1 > p")):
        (words,) = select(built.page(page), passage)
        assert [box.text_content() for box in select(words, ".held")] == ["Il-sung", "MiG-15"]

"""Two texts word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.base.compare import compare_words, same_words

WORDS = st.lists(st.sampled_from(["Kim", "came", "in", "1949.", "late", "“late”"]), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_the_pieces_give_back_both_texts(old: str, new: str) -> None:
    pieces = list(compare_words(old, new))
    assert same_words(" ".join(p.old for p in pieces), old)
    assert " ".join(p.new for p in pieces if p.new) == new


@given(WORDS)
def test_a_text_is_the_same_as_itself_in_one_piece(text: str) -> None:
    assert [p.new for p in compare_words(text, text)] == ([text] if text else [])


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("the “late”  war", 'the "late" war', True),
        ("in\u00a01953", "in 1953", True),
        ("in 1953", "in 1954", False),
        ("in 1953", "in 1953.", False),
    ],
)
def test_quotation_marks_and_white_space_change_no_words(old: str, new: str, same: bool) -> None:
    assert same_words(old, new) is same

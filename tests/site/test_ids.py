"""Ids that a page has twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import with_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built


@pytest.mark.parametrize("name", ["menu", "main"])
def test_a_name_that_every_page_has_is_told_where_it_stands(build_small: Callable[..., Built], name: str) -> None:
    page = f"(more)=\n# More\n\nWords.\n\n({name})=\n## Again\n\nWords.\n"
    (told,) = build_small(with_page("more", page)).told()
    assert told.place == "more.md:7"
    assert told.code == "pages.twice"
    assert f"the name {name!r} is also that of another part of the page" in told.message


def test_a_book_whose_names_stand_once_is_told_nothing(small: Callable[..., Built]) -> None:
    assert small().messages == []

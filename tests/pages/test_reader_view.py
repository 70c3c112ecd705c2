"""What reader views show of a page: all of its text, by the code of Firefox's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import Built, read_chapter_names, run_client, select

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PARTS = ".passage > p, .answer, .evidence > p, .event > p:not(.about), section > p:not(.related, .about, .cite-line)"


@pytest.mark.full
@pytest.mark.xdist_group("clients")  # where the clients of other tests are installed
def test_a_reader_view_shows_all_notes_commentary_and_events(npm: Path, book: Built) -> None:
    names = [*read_chapter_names(), "essay", "timeline"]
    pages = [(book.out / "html" / f"{name}.html").read_text("utf-8") for name in names]
    assert run_client(npm, command="readerView", pages=pages, parts=PARTS) == []


def test_what_a_name_or_many_links_would_take_out_says_that_it_is_text(small: Callable[..., Built]) -> None:
    page = small().page("one")
    for part in ("section#one-commentary", ".note"):
        (found,) = select(page, part)
        assert "body" in found.classes
    assert not select(small().page("timeline"), ".events div"), "boxes without text of their own"

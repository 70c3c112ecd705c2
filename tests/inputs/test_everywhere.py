"""The book can be built from any checkout and by any command, or one line says why not."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import lxml.html
import pytest

from conftest import ROOT, SMALL_BOOK, Built, at_home

if TYPE_CHECKING:
    from collections.abc import Callable

HASH: dict[str, Any] = {"one.md": [("A section {", "Its hash is {essay}`sha256`. A section {")]}


@pytest.mark.parametrize("builder", ["text", "latex", "singlehtml", "dirhtml", "man", "texinfo"])
def test_a_builder_that_cannot_set_the_book_says_so(build_small: Callable[..., Built], builder: str) -> None:
    built = build_small(builder=builder)
    assert built.failed
    (said,) = built.messages
    assert said.startswith(f"The builder {builder!r} cannot set passages, notes and figures of this book; make its ")


@pytest.mark.parametrize("builder", ["xml", "pseudoxml", "changes", "linkcheck"])
def test_a_builder_that_needs_no_visitor_works(build_small: Callable[..., Built], builder: str) -> None:
    built = build_small(builder=builder)
    assert not built.failed
    assert built.messages == []


def test_translators_get_each_note_once(build_small: Callable[..., Built]) -> None:
    built = build_small(builder="gettext")
    assert built.messages == []
    catalog = (built.out / "gettext" / "one.pot").read_text(encoding="utf-8")
    assert catalog.count("Others founded it too") == 1
    assert catalog.count("A section {cite:p}`rusk1990`.") == 1


def test_plain_pages_link_no_file_that_is_not_there(build_small: Callable[..., Built]) -> None:
    built = build_small()
    missing = set()
    for page in (built.out / "html").rglob("*.html"):
        for element in lxml.html.parse(str(page)).getroot().iter("a", "link", "img", "script"):
            parts = urlsplit(at_home(page.name, element.get("href") or element.get("src") or ""))
            if parts.path and not parts.scheme and not (page.parent / parts.path).exists():
                missing.add((page.name, parts.path))
    assert missing == set()


@pytest.mark.slow
def test_a_checkout_with_other_line_ends_prints_the_same(build_small: Callable[..., Built]) -> None:
    def pages(built: Built) -> dict[str, bytes]:
        assert built.messages == []
        folder = built.out / "html"
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.html")}

    digest = hashlib.sha256(SMALL_BOOK["essay.txt"].encode()).hexdigest()
    built = build_small(HASH)
    expected = pages(built)
    assert digest.encode() in expected["one.html"]
    texts = {path.name: path.read_text(encoding="utf-8") for path in built.docs.iterdir() if path.suffix != ".py" and path.is_file()}  # fmt: skip
    found = pages(build_small({name: text.replace("\n", "\r\n") for name, text in texts.items()}))
    assert found.keys() == expected.keys()
    assert [name for name in found if found[name] != expected[name]] == []


def test_texts_are_checked_out_with_the_same_line_ends() -> None:
    rules = (ROOT / ".gitattributes").read_text(encoding="utf-8").splitlines()
    assert "* text=auto eol=lf" in rules

"""What a document was written from: its own words, those that it looks at, and what all documents share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from docutils import nodes

from edition.base import kept, trees
from edition.base.kept import is_same, own, plain
from edition.base.records import Record
from edition.essay.passages import passage, passages_of

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Claim:
    quote: str
    record: Record


def claim(quote: str, line: int) -> Claim:
    return Claim(quote, Record(Path("claims.yaml"), line, (), {"quote": quote}))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        ({"a": 1}, {"a": 2}, False),
        ({1, 2, 3}, {3, 2, 1}, True),
        ({("term", "x"): ("glossary", "term-x")}, {("term", "x"): ("glossary", "term-y")}, False),
        (claim("words", 1), claim("words", 7), True),
        (claim("words", 1), claim("other words", 1), False),
        (nodes.title("", "One"), nodes.title("", "One"), True),
        (nodes.title("", "One"), nodes.title("", "Two"), False),
        (1, "1", False),
    ],
)
def test_values_are_told_apart_by_what_they_say_not_by_where_it_stands(one: object, other: object, same: bool) -> None:
    assert (repr(plain(one)) == repr(plain(other))) is same


@pytest.fixture
def env() -> Iterator[Any]:
    trees.forget()
    yield cast(
        "Any",
        type("Environment", (), {"get_doctree": staticmethod(lambda name: nodes.section("", nodes.title("", name)))})(),
    )
    trees.forget()


def test_whoever_asks_for_what_was_made_of_documents_looks_at_them_too(env: Any) -> None:
    for _ in range(2):  # the second time it is there already
        with trees.looking() as seen:
            trees.once(env, "made", lambda: trees.tree(env, "one"))
            with trees.looking() as within:
                trees.look_at("two")
        assert seen == {"one", "two"}
        assert within == {"two"}


def chapter(words: str, commentary: str) -> nodes.Element:
    return nodes.section("", passage("", nodes.paragraph("", words)), nodes.paragraph("", commentary))


def test_whoever_looks_at_a_part_depends_on_it_and_not_on_the_documents_where_it_was_found(env: Any) -> None:
    env.get_doctree = lambda _name: chapter("one", "two")
    with trees.looking() as seen:
        trees.part(env, passages_of, "one")
    (address,) = seen
    assert address != "one"

    def digest(words: str, commentary: str) -> str:
        trees.forget()
        env.get_doctree = lambda _name: chapter(words, commentary)
        return own(env, address)

    assert digest("one", "two") == digest("one", "three")
    assert digest("one", "two") != digest("four", "two")


def test_a_document_with_pictures_is_written_again_as_sphinx_collects_them_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kept, "made_of", lambda *_: "the same")
    metadata: dict[str, dict[str, str]] = {"one": {}, "two": {}}
    env: Any = SimpleNamespace(metadata=metadata, images={"a.png": ({"two"}, "a.png")})
    last = {"looked": [], "made_of": "the same"}
    assert is_same(env, "one", last)
    assert not is_same(env, "two", last)

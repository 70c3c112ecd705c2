"""An address never dies: what moved or was retired opens at its old address, without script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import WITH_REGISTRY, Built, select
from edition.names.promises import former_pages
from edition.names.registry import Entry, read_registry, update, write_registry

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("line", "page", "name", "target"),
    [
        ("the-founder one,two {digest}", "two", "the-founder", "one.html#the-founder"),
        ("the-founder one,gone {digest}", "gone", "the-founder", "one.html#the-founder"),
        (
            "the-founder one {digest}\nthe-first two -> the-founder  # merged",
            "two",
            "the-first",
            "one.html#the-founder",
        ),
        (
            "the-founder one {digest}\nthe-first gone -> the-founder  # merged",
            "gone",
            "the-first",
            "one.html#the-founder",
        ),
    ],
)
def test_an_old_address_leads_to_the_new_one(
    build_small: Callable[..., Built], registered: str, line: str, page: str, name: str, target: str
) -> None:
    lines = [x for x in registered.splitlines() if not x.startswith("the-founder ")]
    digest = next(x for x in registered.splitlines() if x.startswith("the-founder ")).split()[2]
    text = "\n".join(sorted([*lines, *line.format(digest=digest).split("\n")])) + "\n"
    built = build_small(dict([WITH_REGISTRY]) | {"anchors.txt": text})
    assert built.messages == []
    (place,) = select(built.page(page), f"#{name}")
    assert [a.get("href") for a in select(place, "a:not(.cite-link)")] == [target]


def test_a_name_that_moved_and_one_that_it_inherited_stand_once_on_their_old_page(
    build_small: Callable[..., Built], registered: str
) -> None:
    line = next(x for x in registered.splitlines() if x.startswith("the-founder "))
    more = [line.replace(" one ", " one,two "), "the-first two -> the-founder  # merged"]
    lines = sorted([*(x for x in registered.splitlines() if x != line), *more])
    built = build_small(dict([WITH_REGISTRY]) | {"anchors.txt": "\n".join(lines) + "\n"})
    assert built.messages == []
    for name in ("the-founder", "the-first"):
        for page in ("one", "two"):
            assert len(select(built.page(page), f"#{name}")) == 1
        assert (built.out / "html" / "cite" / f"{name}.html").exists()


def test_a_name_that_came_back_leads_nowhere_else() -> None:
    entries = [Entry("a", ("one", "two"), "", "", "", 1), Entry("b", ("one",), "", "a", "merged", 2)]
    assert former_pages(entries) == {"two": {"a": "a"}}


def test_comments_stay_where_they_are() -> None:
    text = "# head\n# more\na one\n# about c\nc one\n# last\n"
    entries, faults = read_registry(text, "anchors.txt")
    assert faults == []
    entries.insert(1, Entry("b", ("two",), "", "", "", 0))
    assert write_registry(text, entries) == "# head\n# more\na one\nb two\n# about c\nc one\n# last\n"


def test_a_pair_that_goes_has_its_note_as_heir() -> None:
    from edition.names.kinds import Kind
    from edition.names.record import Name

    entries = [Entry("note", ("one",), "", "", "", 1), Entry("note--key", ("one",), "a" * 12, "", "", 2)]
    new, said = update(entries, [Name("note", Kind.NOTE, "one", "", "one.md:1")])
    assert list(map(str, new)) == ["note one", "note--key one -> note  # the note no longer cites the source"]
    assert said == ["retired: note--key, its heir is note"]

"""What each source carries: one entry for each citation of a note, and a name for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from conftest import CARRIES, SMALL_BOOK, Built, select

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_note_lists_what_its_sources_carry(build_small: Callable[..., Built]) -> None:
    built = build_small({"carries.yaml": CARRIES})
    assert built.messages == []
    page = built.page("one")
    (item,) = select(page, "#who-founded li.pair")
    first = select(item, "p")[0]
    assert (item.get("data-n"), first.get("id")) == ("a", "who-founded--rusk1990")
    reference, carries = (" ".join(p.text_content().split()) for p in select(item, "p")[:2])
    assert reference == "Rusk, Dean. 1990. As I Saw It. †", "the bibliography has the rest"
    assert carries == "Qualifies. Others founded it with “him”"
    assert [a.get("href") for a in select(item, "a")] == ["bibliography.html#ref-rusk1990"]
    (letter,) = select(page, "#who-founded .said .held button")
    assert (letter.text_content(), letter.get("data-n")) == ("", "a"), "drawn, so that nobody copies it"
    assert letter.get("popovertarget") == item.get("id") == "_1a"
    (use,) = select(built.page("bibliography"), ".uses a[href^='one.html#who-founded']")
    assert use.get("href") == "one.html#who-founded--rusk1990"
    assert not select(built.page("two"), ".second-hand")


@pytest.mark.parametrize("before", [None, f"{CARRIES}  odd\n"])
@pytest.mark.slow
def test_a_file_that_comes_or_is_mended_after_a_build_is_read_by_the_next(
    build_small: Callable[..., Built], before: str | None
) -> None:
    assert build_small({"carries.yaml": before}).failed == bool(before)
    built = build_small({"carries.yaml": CARRIES})
    assert built.messages == []
    assert len(select(built.page("one"), "#who-founded li.pair")) == 1


def test_a_pair_is_a_name_like_all_others(build_small: Callable[..., Built]) -> None:
    link = ("It was long.", "It was long.\n\n(two-commentary)=\n## Commentary\n\n[one](#who-founded--rusk1990)")
    built = build_small({"carries.yaml": CARRIES, "two.md": [link]})
    assert built.messages == []
    (found,) = select(built.page("two"), "#two-commentary p:not(.cite-line) a")
    assert found.get("href") == "one.html#who-founded--rusk1990"


BAD: list[tuple[list[tuple[str, str]], str]] = [
    ([("relation: qualifies", "relation: proves")],
     "carries.yaml:3: WARNING: 'who-founded', rusk1990: 'relation' must be supports or qualifies or disputes or "
     "background, not 'proves' [carries.field]"),
    ([("    seen: cited-by\n", "")], "carries.yaml:2: WARNING: 'who-founded', rusk1990: there is no 'seen' [carries.field]"),
    ([("    seen: cited-by\n", "    seen: cited-by\n    page: 3\n")],
     "carries.yaml:6: WARNING: 'who-founded', rusk1990: there is no field 'page', only source, relation, carries, "
     "seen [carries.field]"),
    ([("The day of the armistice", " ".join(["word"] * 31))],
     "carries.yaml:9: WARNING: 'it-ended', rusk1990: 'carries' has 31 words; shorten it to at most 30 [carries.field]"),
    ([("it-ended:", "it-endet:")],
     "two.md:11: WARNING: the note 'it-ended' cites 'rusk1990', and carries.yaml does not say what it carries; add it "
     "there [carries.missing]"),
    ([("who-founded:\n  - source: rusk1990", "who-founded:\n  - source: other")],
     "one.md:19: WARNING: the note 'who-founded' cites 'rusk1990', and carries.yaml does not say what it carries; add "
     "it there [carries.missing]"),
    ([("it-ended:\n", "it-ended:\n  - source: rusk1990\n    relation: supports\n    carries: It\n    seen: own-page\n")],
     "carries.yaml:11: WARNING: 'it-ended' names the source 'rusk1990' twice; keep one of the two [carries.twice]"),
    ([("it-ended:\n  - source", "it-ended: many\nother:\n  - source")],
     "carries.yaml:6: WARNING: expected a list of entries, each with a dash [carries.records]"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "message"), BAD)
def test_bad_entries_fail_the_build(build_small: Callable[..., Built], change: Any, message: str) -> None:
    text = CARRIES
    for old, new in change:
        assert text.count(old) == 1
        text = text.replace(old, new)
    built = build_small({"carries.yaml": text}, builder="dummy")
    assert built.failed
    assert message in built.messages


def test_a_source_that_is_misspelled_is_told_once(build_small: Callable[..., Built]) -> None:
    text = CARRIES.replace("who-founded:\n  - source: rusk1990", "who-founded:\n  - source: rusk1991")
    assert build_small({"carries.yaml": text}, builder="dummy").messages == [
        "carries.yaml:2: WARNING: the note 'who-founded' does not cite 'rusk1991'; write 'rusk1990' [carries.left]"
    ]


def test_entries_that_are_left_over_are_told(build_small: Callable[..., Built]) -> None:
    text = CARRIES + "stray:\n  - source: rusk1990\n    relation: supports\n    carries: It\n    seen: own-page\n"
    assert build_small({"carries.yaml": text}, builder="dummy").messages == [
        "carries.yaml:12: WARNING: the book has no note 'stray'; take these entries out, or write the note [carries.note]"
    ]


TWO_SOURCES = """\
who-founded:
  - source: rusk1990
    relation: qualifies
    carries: Others founded it too
    seen: own-page
  - source: rusk1991
    relation: qualifies
    carries: Others founded it too
    seen: own-page
it-ended:
  - source: rusk1990
    relation: supports
    carries: The day of the armistice
    seen: own-page
"""


def test_entries_keep_the_order_of_the_citations(build_small: Callable[..., Built]) -> None:
    second = SMALL_BOOK["references.bib"].replace("rusk1990", "rusk1991")
    changes: dict[str, Any] = {
        "references.bib": SMALL_BOOK["references.bib"] + second,
        "one.md": [("too {cite:p}`rusk1990`", "too {cite:p}`rusk1991,rusk1990`")],
        "carries.yaml": TWO_SOURCES,
    }
    built = build_small(changes, builder="dummy")
    assert built.messages == [
        "carries.yaml:2: WARNING: the note 'who-founded' cites 'rusk1991' before 'rusk1990'; put the entries in that "
        "order [carries.order]"
    ]


def test_a_source_that_is_not_cited_is_told(build_small: Callable[..., Built]) -> None:
    assert build_small({"carries.yaml": TWO_SOURCES}, builder="dummy").messages == [
        "carries.yaml:6: WARNING: the note 'who-founded' does not cite 'rusk1991'; cite it there, or take this entry "
        "out [carries.left]"
    ]

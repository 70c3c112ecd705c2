"""The record of a name says what the book prints under it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes
from sphinx import addnodes

from conftest import Built, select
from edition.names.kinds import Kind
from edition.names.printed import Lookup, Open, parts_of

if TYPE_CHECKING:
    from collections.abc import Callable


def names(built: Built) -> dict[str, dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads((built.out / "html" / "anchors.json").read_text("utf-8"))
    return {entry["anchor"]: entry for entry in entries}


@pytest.mark.parametrize(
    ("key", "anchor"), [("rusk1990", "ref-rusk1990"), ("Rusk_1990:b", "ref-rusk-1990-b"), ("ÉRusk", "ref-erusk")]
)
def test_a_source_is_named_by_its_key_in_the_form_of_an_id(key: str, anchor: str) -> None:
    assert Kind.SOURCE.anchor(key) == anchor
    assert Kind.of(anchor) is Kind.SOURCE


def test_the_kinds_without_a_prefix_are_told_by_none() -> None:
    assert [kind for kind in Kind if not kind.prefix] == ["page", "chapter", "passage", "note", "section", "pair"]
    assert Kind.of("soviet-era-p1") is None


def test_references_in_a_title_are_resolved(build_small: Callable[..., Built]) -> None:
    built = build_small(
        {"one.md": [("### Who the founder was", "### What {cite:t}`rusk1990` says of {ref}`one-commentary`")]}
    )
    assert built.messages == []
    assert names(built)["the-founder"]["title"] == "What Rusk (1990) says of Commentary"
    assert "What Rusk (1990) says of Commentary" in select(built.page("two"), "#it-ended")[0].text_content()


CHAIN = {
    "one.md": [("### Who the founder was", "### Who {cite:p}`rusk1990` founded it")],
    "timeline.yaml": [("title: The war ends", "title: The war {cite:p}`rusk1990` ends")],
    "index.md": [("two\n", "two\nmore\n")],
    "more.md": "(more)=\n# More {cite:p}`rusk1990`\n\n(more-a)=\n## See {ref}`the-founder`\n\nWords.\n",
    "two.md": [("See {ref}`the-founder`.", "See {ref}`more-a`, {ref}`event-later`, {ref}`more`, {doc}`more`.")],
}
"""Names whose titles have references, one of them to another such title."""


def test_a_title_with_references_is_resolved_where_others_name_it(build_small: Callable[..., Built]) -> None:
    built = build_small(CHAIN)
    assert built.messages == []
    found = names(built)
    assert found["more-a"]["title"] == "See Who (Rusk 1990) founded it"
    assert found["more-a"]["place"] == "More (Rusk 1990)"
    said = (
        "On 27 July. See See Who (Rusk 1990) founded it, The war (Rusk 1990) ends, More (Rusk 1990), More (Rusk 1990)."
    )
    data = json.loads((built.out / "html" / "edition.json").read_text("utf-8"))
    assert next(note["answer"] for note in data["notes"] if note["name"] == "it-ended") == said
    assert said.removeprefix("On 27 July. ") in select(built.page("two"), "#it-ended")[0].text_content()


def test_titles_with_references_are_the_same_in_an_increment(build_small: Callable[..., Built]) -> None:
    year = {"references.bib": [("year = {1990}", "year = {1991}")]}
    build_small(CHAIN | year, builder="both")
    found = names(build_small(CHAIN, builder="both"))
    assert found["more-a"]["title"] == "See Who (Rusk 1990) founded it"
    assert [
        name["anchor"] for name in found.values() if re.search("1991|rusk1990", f"{name['title']} {name['place']}")
    ] == []


def test_a_title_that_names_itself_ends_in_its_anchor(build_small: Callable[..., Built]) -> None:
    built = build_small({"one.md": [("### Who the founder was", "### On {ref}`the-founder`")]})
    assert built.messages == []
    assert names(built)["the-founder"]["title"] == "On On the-founder"


def test_references_in_a_text_are_resolved_for_data_and_search(build_small: Callable[..., Built]) -> None:
    built = build_small(
        {"one.md": [("Others founded it too {", "See {ref}`one-commentary`, {ref}`here <two>`, [](#timeline) {")]}
    )
    assert built.messages == []
    data = json.loads((built.out / "html" / "edition.json").read_text("utf-8"))
    (answer,) = [note["answer"] for note in data["notes"] if note["name"] == "who-founded"]
    assert answer == "See Commentary, here, Timeline."
    assert answer in (built.out / "html" / "search" / "first.js").read_text("utf-8")


def test_a_note_of_several_paragraphs_is_titled_by_its_answer(build_small: Callable[..., Built]) -> None:
    note = "Others founded it too {cite:p}`rusk1990`."
    built = build_small({"one.md": [(note, f"{note}\n\n    More.\n\n    Still more.")]})
    assert names(built)["who-founded"]["title"].startswith("Imprecise. Others founded it too (Rusk 1990). More.")


def test_each_name_says_where_it_stands(small: Callable[..., Built]) -> None:
    found = names(small())
    places = {
        anchor: found[anchor]["place"] for anchor in ("it-ended", "two-p1", "the-founder", "term-juche", "ref-rusk1990")
    }
    assert places == {
        "it-ended": "note 1, The Second Chapter",
        "two-p1": "¶1, The Second Chapter",
        "the-founder": "Introduction",
        "term-juche": "Glossary",
        "ref-rusk1990": "Bibliography",
    }


@pytest.mark.parametrize("base", ["https://example.org/book", "https://example.org/book/"])
@pytest.mark.slow
def test_the_public_address_may_end_in_a_slash_or_not(build_small: Callable[..., Built], base: str) -> None:
    built = build_small({"conf.py": [("essay_file =", f"html_baseurl = {base!r}\nessay_file =")]})
    assert names(built)["one-p1"]["url"] == "https://example.org/book/one.html#one-p1"
    (link,) = select(built.page("one"), "link[rel=canonical]")
    assert link.get("href") == "https://example.org/book/one.html"


@pytest.mark.parametrize(
    ("role", "target", "words"),
    [
        ("p", "a,b", "(Rusk 1990; TASS 2024a)"),
        ("t", "a,b", "Rusk (1990) and TASS (2024a)"),
        ("t", "a,b,a", "Rusk (1990), TASS (2024a), and Rusk (1990)"),
        ("alp", "a", "Rusk 1990"),
        ("p", "{see}a{p. 3}", "(see Rusk 1990, p. 3)"),
        ("t", "a{p. 3}", "Rusk (1990, p. 3)"),
    ],
)
def test_citations_read_as_they_are_printed(role: str, target: str, words: str) -> None:
    lookup = Lookup.__new__(Lookup)
    lookup.sources = {"a": ("Rusk", "1990"), "b": ("TASS", "2024a")}
    assert lookup.words(Open("cite", target, role)) == words


def test_references_stay_open_until_all_is_read() -> None:
    cited = addnodes.pending_xref("", nodes.Text("key"), refdomain="cite", reftype="p", reftarget="key")
    named = addnodes.pending_xref("", nodes.Text("x"), refdomain="std", reftype="ref", reftarget="x", refexplicit=False)
    explicit = addnodes.pending_xref(
        "", nodes.Text("it"), refdomain="std", reftype="ref", reftarget="x", refexplicit=True
    )
    node = nodes.paragraph("", "", nodes.Text("See "), cited, named, explicit)
    assert parts_of(node) == ("See ", Open("cite", "key", "p"), Open("ref", "x"), "it")


def test_the_titles_of_sections_are_those_of_their_headings(book: Built) -> None:
    compared = 0
    for anchor, entry in names(book).items():
        if entry["kind"] == "section" and not entry["chapter"].startswith(("source", "data")):
            page = book.page(entry["chapter"])
            heading = select(page, f"#{anchor} > :is(h1, h2, h3, h4)")
            if heading:
                for link in select(heading[0], ".headerlink, .cite-link"):
                    link.drop_tree()
                assert re.sub(r"\s+", " ", heading[0].text_content()).strip() == entry["title"], anchor
                compared += 1
    assert compared > 50

"""Both directions: what is used lists its users, and every use is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conftest import CARRIES, Built, select

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_source_lists_the_places_that_cite_it(small: Callable[..., Built]) -> None:
    page = small().page("bibliography")
    (line,) = select(page, "#ref-rusk1990 .uses")
    assert line.text_content().removesuffix(" cite") == (
        "Used in chapter\u00a01, note\u00a01; Who the founder was; chapter\u00a02, note\u00a01; "
        "25 June\u00a01950: The war begins; 1953: The war ends; glossary, MiG-15"
    )
    assert [a.get("href") for a in select(line, "a")][:3] == [
        "one.html#who-founded",
        "one.html#the-founder",
        "two.html#it-ended",
    ]


def test_a_source_says_how_it_stands_to_each_note_that_cites_it(small: Callable[..., Built]) -> None:
    page = small(changes={"carries.yaml": CARRIES}).page("bibliography")
    (line,) = select(page, "#ref-rusk1990 .uses")
    words = [a.text_content() for a in select(line, "a")]
    assert words[:3] == [
        "chapter\u00a01, note\u00a01 (qualifies)",
        "Who the founder was",
        "chapter\u00a02, note\u00a01 (supports)",
    ]


def test_a_term_lists_the_places_that_link_it(small: Callable[..., Built]) -> None:
    page = small().page("glossary")
    (line,) = select(page, "#term-mig-15 + dd .uses")
    assert line.text_content().removesuffix(" cite") == "Used in chapter\u00a01,\u00a0¶1"
    assert not select(page, "#term-juche + dd .uses"), "a term that only another term names is not used"


def test_links_in_equal_links_out(book: Built) -> None:
    """Each pair of a place and a source, term or event that the text links is listed, and no other.

    What changed and the index of names are lists that are made of the names; they use none of them.
    """
    out: set[tuple[str, str]] = set()
    listed: set[tuple[str, str]] = set()
    for path in sorted((book.out / "html").glob("*.html")):
        page = book.page(path.stem)
        if path.stem in {"changes", "names"}:
            assert not select(page, ".uses")
            continue
        for letter in select(page, "main .held button"):
            (card,) = select(page, f"#{letter.get('popovertarget')} > p[id]")
            note, _, source = str(card.get("id")).partition("--")
            out.add((note, f"ref-{source}"))
        for link in select(page, "main a:not([class])"):
            target = (link.get("href") or "").rpartition("#")[2]
            uses = link.xpath("ancestor::p[contains(concat(' ', @class, ' '), ' uses ')]")
            if uses:
                entry = uses[0].xpath("ancestor::*[@id][1]/@id") or uses[0].xpath(
                    "ancestor::dd[1]/preceding-sibling::dt[1]/@id"
                )
                term = uses[0].xpath("ancestor::dd[1]/preceding-sibling::dt[1]/@id")
                listed.add((target.partition("--")[0], str((term or entry)[0])))
            elif target.startswith(("ref-", "term-", "event-")) and not link.xpath(
                "ancestor::*[contains(@class, 'see-also') or contains(@class, 'related') or contains(@class, 'card')"
                " or contains(@class, 'letters-row') or contains(@class, 'decades') or contains(@class, 'drawing')]"
            ):
                user = user_of(link)
                if user and user != target:
                    out.add((user, target))
    assert len(out) > 1000
    assert listed == out


def user_of(link: object) -> str:
    """The public anchor around a link, as a reader sees it."""
    found = link.xpath(  # type: ignore[attr-defined]
        "(ancestor::dd[1]/preceding-sibling::dt[1] | ancestor::*[@id][not(self::section)][not(self::span)][1]"
        " | ancestor::section[1])[last()]/@id"
    )
    return str(found[0]) if found else ""


def test_a_passage_is_called_by_its_own_number(build_small: Callable[..., Built]) -> None:
    built = build_small({"two.md": [("It was long.", "It was {term}`long <Juche>`.")]})
    assert built.messages == []
    (line,) = select(built.page("glossary"), "#term-juche + dd .uses")
    assert line.text_content().removesuffix(" cite") == "Used in chapter\u00a02,\u00a0¶2"


def test_what_names_itself_is_not_its_own_user(build_small: Callable[..., Built]) -> None:
    built = build_small({"glossary.md": [("A doctrine.", "A doctrine, {term}`Juche`.")]})
    assert built.messages == []
    assert not select(built.page("glossary"), "#term-juche + dd .uses")


def test_a_link_in_markdowns_own_form_counts_as_a_use(build_small: Callable[..., Built]) -> None:
    built = build_small(
        {"one.md": [("A section {cite:p}", "A [section](#term-juche) and [war](#event-later) {cite:p}")]}
    )
    assert built.messages == []
    (line,) = select(built.page("glossary"), "#term-juche + dd .uses")
    assert line.text_content().removesuffix(" cite") == "Used in Who the founder was"

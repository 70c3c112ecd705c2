"""Notes stand beside their passage, answer words of it, and begin with a verdict."""

from __future__ import annotations

import csv
import json
import pickle
from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes

from conftest import SMALL_BOOK, Built, read_verdict_words, select
from edition.base.links import cited_keys
from edition.essay.claim_words import wrap

if TYPE_CHECKING:
    from collections.abc import Callable


def paragraph(*children: nodes.Node) -> nodes.paragraph:
    return nodes.paragraph("", "", *children)


def test_words_are_wrapped_across_children() -> None:
    node = paragraph(nodes.Text("Before the "), nodes.emphasis("", "middle"), nodes.Text(" and\nafter."))
    wrap(node, "the middle and after", ["claim"])
    assert [c.astext() for c in node.children] == ["Before ", "the middle and\nafter", "."]
    (claim,) = node.findall(nodes.inline)
    assert claim["classes"] == ["claim"]


def test_a_footnote_mark_before_the_words_stays_outside() -> None:
    mark = nodes.footnote_reference("", "1")
    node = paragraph(nodes.Text("One,"), mark, nodes.Text("two"), nodes.Text(" three."))
    wrap(node, "two three", ["claim"])
    assert node.index(mark) == 1
    assert node[2].astext() == "two three"


def test_a_footnote_mark_inside_the_words_stays_inside() -> None:
    mark = nodes.footnote_reference("", "1")
    node = paragraph(nodes.Text("One"), mark, nodes.Text(" two."))
    wrap(node, "One two", ["claim"])
    assert mark.parent is node[0]


@pytest.mark.parametrize("words", ["other", "mid and", "Before the mid"])
def test_words_that_are_not_whole_children_are_refused(words: str) -> None:
    node = paragraph(nodes.Text("Before the "), nodes.emphasis("", "middle"), nodes.Text(" and after."))
    with pytest.raises(ValueError, match=r"not in the passage|overlaps"):
        wrap(node, words, ["claim"])


def test_cited_keys_come_in_order_and_once() -> None:
    def cite(target: str) -> nodes.inline:
        return nodes.inline("", "", refdomain="cite", reftarget=target)

    node = paragraph(cite("b,a"), nodes.Text(" "), cite("a, c"))
    assert list(cited_keys(node)) == ["b", "a", "c"]


def test_a_note_follows_the_passage_that_refers_to_it(small: Callable[..., Built]) -> None:
    page = small().page("one")
    (passage,) = select(page, ".passage")
    (note,) = select(passage, "#who-founded")
    assert note.get("role") == "doc-footnote"
    assert note.tag != "aside", "Firefox's reader view takes these out"
    (mark,) = select(passage, "a.footnote-reference")
    assert mark.get("role") == "doc-noteref"
    assert mark.get("href") == "#who-founded"
    (back,) = select(note, "a[role=doc-backlink]")
    assert back.get("href") == f"#{mark.get('id')}"
    (words,) = select(passage, ".claim")
    assert words.text_content() == "Kim Il-sung, the founder"
    shared = set(words.classes) & set(mark.classes) & set(note.classes)
    assert shared == {"k1", "verdict-imprecise"}, "words, mark and note share the classes that light and draw them"
    (verdict,) = select(note, "a.verdict")
    assert verdict.text_content() == "Imprecise"
    assert mark.get("aria-label") == note.get("aria-label") == "Note 1, Imprecise"
    assert back.get("aria-label") == "Back to the words of note 1"


def test_a_passage_lists_the_sections_about_it_from_any_chapter(small: Callable[..., Built]) -> None:
    built = small()
    (line,) = select(built.page("two"), "#two-p2 details.related")
    assert select(line, "summary")[0].text_content() == "Commentary, 1 section"
    assert select(line, "a")[0].text_content() == "Who the founder was"
    assert select(line, "a")[0].get("href") == "one.html#the-founder"
    assert select(built.page("one"), ".about")[0].text_content() == "On ¶1, chapter 2, ¶2 cite"


def test_what_a_reader_of_the_data_needs_is_remembered(small: Callable[..., Built]) -> None:
    built = small()
    env = pickle.loads((built.out / "doctrees" / "environment.pickle").read_bytes())
    (note,) = env.domaindata["notes"]["notes"]["two"]
    assert note.words == 'It ended "late" in 1953.'
    assert note.prefix == "The war began in 1950. "
    assert note.suffix == ""
    assert (note.verdict, note.confidence, note.number) == ("Supported", "medium", 1)
    assert note.sources == ("rusk1990",)


def test_every_verdict_is_accepted(build_small: Callable[..., Built]) -> None:
    for word in read_verdict_words():
        built = build_small({"one.md": [("**Imprecise.**", f"**{word}.**")]}, builder="dummy")
        assert not built.messages


BAD: list[tuple[str, list[tuple[str, str]], str, str]] = [
    ("one.md", [("**Imprecise.**", "**Wrong.**")],
     "one.md:19: WARNING: the note 'who-founded' must begin with its verdict", "[notes.verdict]"),
    ("one.md", [("**Imprecise.** O", "O")],
     "one.md:19: WARNING: the note 'who-founded' must begin with its verdict", "[notes.verdict]"),
    ("claims.yaml", [("the founder", "a founder")],
     "claims.yaml:3: WARNING: the words “Kim Il-sung, a founder” are not in passage one-p1", "[notes.words]"),
    ("claims.yaml", [("Kim Il-sung, the founder", "e")],
     "claims.yaml:3: WARNING: the words “e” stand twice in passage one-p1", "[notes.words]"),
    ("claims.yaml", [("Kim Il-sung, the founder", "flew MiG")],
     "one.md:5: WARNING: the words “flew MiG” cannot be marked: a link or mark overlaps", "[notes.words]"),
    ("claims.yaml", [("Kim Il-sung, the founder", "They were fast")],
     "one.md:5: WARNING: the reference must stand right after “They were fast”", "[notes.place]"),
    ("claims.yaml", [("Kim Il-sung, the founder", "Kim Il-sung")],
     "one.md:5: WARNING: the reference must stand right after “Kim Il-sung”, before “, the founder,”",
     "[notes.place]"),
    ("claims.yaml", [("confidence: medium", "confidence: sure")],
     "claims.yaml:8: WARNING: the claim 'it-ended': 'confidence' must be high or medium or low, not 'sure'", "[claims.field]"),
    ("claims.yaml", [("    confidence: medium\n", "    confidence: medium\n  stray:\n    quote: long\n    confidence: low\n")],
     "claims.yaml:9: WARNING: no note answers the claim 'stray'; write '[^stray]' in two.md", "[claims.note]"),
    ("claims.yaml", [("    confidence: medium\n", "    confidence: medium\ntow:\n  stray:\n    quote: long\n    confidence: low\n")],
     "claims.yaml:10: WARNING: the essay has no chapter 'tow'; one of one, two", "[claims.chapter]"),
    ("claims.yaml", [("two:\n", "two: [\n")], "claims.yaml:7: WARNING: this is not valid YAML", "[claims.records]"),
    ("two.md", [("It was long.\n", "It was long.[^it-ended]\n")],
     "two.md:9: WARNING: the note 'it-ended' has a second reference", "[notes.twice]"),
    ("one.md", [("A section", "A[^who-founded] section")],
     "one.md:17: WARNING: a note's reference stands outside the essay's text", "[notes.place]"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "change", "message", "code"), BAD)
def test_a_bad_note_fails_the_build(
    build_small: Callable[..., Built], name: str, change: Any, message: str, code: str
) -> None:
    built = build_small({name: change}, builder="dummy")
    assert built.failed
    assert built.messages[0].startswith(message)
    assert built.messages[0].endswith(code)


def test_a_note_without_its_words_is_reported(build_small: Callable[..., Built]) -> None:
    built = build_small(
        {"claims.yaml": [("one:\n  who-founded:\n    quote: Kim Il-sung, the founder\n    confidence: high\n", "")]},
        builder="dummy",
    )
    assert built.failed
    (said,) = built.messages
    assert said == (
        "one.md:19: WARNING: claims.yaml does not say which words the note 'who-founded' answers [notes.claim]"
    )


def test_a_label_used_in_two_chapters_is_reported(build_small: Callable[..., Built]) -> None:
    built = build_small(
        {
            "two.md": [("[^it-ended]\n", "[^who-founded]\n"), ("[^it-ended]:", "[^who-founded]:")],
            "claims.yaml": [("two:\n  it-ended", "two:\n  who-founded")],
        },
        builder="dummy",
    )
    assert built.failed
    assert any("'who-founded'" in said and "[notes.twice]" in said for said in built.messages)


def test_a_second_reference_is_reported_by_the_pdf_too(build_small: Callable[..., Built]) -> None:
    built = build_small({"two.md": [("It was long.\n", "It was long.[^it-ended]\n")]}, builder="typst")
    assert built.failed
    assert built.messages[0].endswith("[notes.twice]")


def test_a_crowded_passage_is_reported(build_small: Callable[..., Built]) -> None:
    built = build_small(
        {
            "conf.py": [("essay_file =", "notes_most = 1\nessay_file =")],
            "one.md": [
                ("They were fast.\n", "They were fast.[^were-fast]\n"),
                ("[^who-founded]: ", "[^were-fast]: **Supported.** They were.\n\n[^who-founded]: "),
            ],
            "claims.yaml": [("two:\n", "  were-fast:\n    quote: They were fast.\n    confidence: high\ntwo:\n")],
        },
        builder="dummy",
    )
    assert built.failed
    assert (
        built.messages[0]
        == "one.md:5: WARNING: a passage can have notes_most = 1; raise that in conf.py to 2 [notes.crowded]"
    )


def test_the_style_sheet_pairs_as_many_notes_as_a_passage_can_have(build_small: Callable[..., Built]) -> None:
    built = build_small({"conf.py": [("essay_file =", "notes_most = 14\nessay_file =")]})
    assert built.messages == []
    (sheet,) = (built.out / "html" / "_static").glob("book.*.css")
    css = sheet.read_text("utf-8")
    assert ".k14" in css
    assert ".k15" not in css


def test_a_section_about_an_unknown_passage_is_reported(build_small: Callable[..., Built]) -> None:
    built = build_small({"one.md": [("{about} one-p1", "{about} one-p9")]}, builder="dummy")
    assert built.failed
    (said,) = built.messages
    assert said == (
        "one.md:14: WARNING: undefined label: 'one-p9'; mend the name, or write '(name)=' above the place that it means "
        "[ref.ref]"
    )


RICH_NOTE = """
[^who-founded]: **Imprecise.** Others founded it too {cite:p}`rusk1990`.

    Evidence in a second paragraph.

    - a point
    - another

    > words of a source

    ```
    code
    ```

    | a | b |
    | - | - |
    | 1 | 2 |
"""


@pytest.mark.parametrize("builder", ["html", "typst"])
def test_a_note_holds_what_markdown_allows(build_small: Callable[..., Built], builder: str) -> None:
    note = "\n[^who-founded]: **Imprecise.** Others founded it too {cite:p}`rusk1990`.\n"
    built = build_small({"one.md": [(note, RICH_NOTE)]}, builder=builder)
    assert not built.messages
    if builder == "html":
        (printed,) = select(built.page("one"), "#who-founded")
        assert [e.tag for e in select(printed, ".evidence > *")] == ["p", "ul", "blockquote", "div", "div"]
        (answer,) = select(printed, "p.answer > .said")
        assert answer.text_content().strip() == "Others founded it too (Rusk 1990)."
        assert select(answer, 'a[href="bibliography.html#ref-rusk1990"]')
        assert not select(printed, ".held button"), "a note without a list of sources has no letters for them"


def test_a_note_of_one_paragraph_has_no_evidence(small: Callable[..., Built]) -> None:
    page = small().page("one")
    assert select(page, ".note p.answer")
    assert not select(page, ".evidence")


def test_claims_keep_the_order_of_the_essay(build_small: Callable[..., Built]) -> None:
    second = "  fast-jets:\n    quote: They were fast.\n    confidence: high\n"
    changes: dict[str, Any] = {
        "one.md": [
            ("They were fast.", "They were fast.[^fast-jets]"),
            ("[^who-founded]:", "[^fast-jets]: **Supported.** So {cite:p}`rusk1990`.\n\n[^who-founded]:"),
        ],
        "claims.yaml": [("one:\n", f"one:\n{second}")],
    }
    assert build_small(changes, builder="dummy").messages == [
        "claims.yaml:2: WARNING: the claim 'fast-jets' stands too early: next in the essay is 'who-founded' "
        "[claims.order]"
    ]


def test_the_numbers_of_notes_go_on_in_the_next_passage(build_small: Callable[..., Built]) -> None:
    """In the pages, in the data and on the page of claims."""
    second = "  long-it-was:\n    quote: It was long.\n    confidence: high\n"
    changes: dict[str, Any] = {
        "two.md": [
            ("It was long.", "It was long.[^long-it-was]"),
            ("[^it-ended]:", "[^long-it-was]: **Supported.** So {cite:p}`rusk1990`.\n\n[^it-ended]:"),
        ],
        "claims.yaml": SMALL_BOOK["claims.yaml"] + second,
        "timeline.md": "(timeline)=\n# Ledger\n\n:::{events}\n:::\n\n```{ledger} claims\n```\n",
    }
    built = build_small(changes)
    assert built.messages == []
    assert [m.text_content() for m in select(built.page("two"), ".footnote-reference")] == ["1", "2"]
    with (built.out / "html" / "claims.csv").open(encoding="utf-8", newline="") as file:
        assert [row["number"] for row in csv.DictReader(file)] == ["1", "1", "2"]
    cells = select(built.page("timeline"), "table.ledger-claims td:first-child")
    assert [cell.text_content().strip() for cell in cells] == ["1.1", "2.1", "2.2"]
    uses = (
        select(built.page("bibliography"), "#ref-rusk1990 .uses")[0].text_content().replace("\N{NO-BREAK SPACE}", " ")
    )
    assert "chapter 2, note 1; chapter 2, note 2" in uses


def test_what_stands_before_and_after_the_words_is_kept_for_the_data(small: Callable[..., Built]) -> None:
    built = small()
    data = json.loads((built.out / "html" / "claims.jsonld").read_text("utf-8"))
    selector = data["items"][0]["target"]["selector"][0]
    assert selector["type"] == "TextQuoteSelector"
    assert selector["prefix"].endswith("¶1 cite\n")
    assert selector["suffix"] == ",1 flew MiG-15 jets.\nThey were fast."[:32], "as the page prints it"
    assert len(selector["prefix"]) == len(selector["suffix"]) == 32


def test_a_passage_may_have_as_many_notes_as_the_settings_say(build_small: Callable[..., Built]) -> None:
    assert build_small({"conf.py": [("essay_file =", "notes_most = 1\nessay_file =")]}, builder="dummy").messages == []


def test_a_bracket_may_stand_between_the_words_and_the_reference(build_small: Callable[..., Built]) -> None:
    built = build_small(
        {
            "essay.txt": [("Kim Il-sung, the founder, flew", "(Kim Il-sung, the founder) flew")],
            "one.md": [
                ("Kim Il-sung, the founder,[^who-founded] flew", "(Kim Il-sung, the founder)[^who-founded] flew")
            ],
        },
        builder="dummy",
    )
    assert built.messages == []

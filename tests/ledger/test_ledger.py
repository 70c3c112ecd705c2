"""The ledger: each note once, counts and coverage right, the data readable by other programs."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lxml.html
import pytest

from conftest import CARRIES, SMALL_BOOK, Built, read_verdict_words, select, with_page
from edition.base.records import Record
from edition.essay.claims import Claim
from edition.essay.notes import Note
from edition.ledger.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Callable


def note(anchor: str, words: str) -> Note:
    claim = Claim(anchor, "one", words, Record(Path("claims.yaml"), 1, (), {}))
    return Note(anchor, "one", "one-p1", 1, "Supported", words, "", "", claim, ())


@pytest.mark.parametrize(
    ("text", "words", "examined"),
    [
        ("One. Two. Three.", ["Two"], [False, True, False]),
        ("One. Two. Three.", ["One. Two"], [True, True, False]),
        ("One.", [], [False]),
        ("The U.S. army came. It left.", ["army"], [True, False]),
        ('He said "go." They went.', ["went"], [False, True]),
        ("Kim met Mr. Putin. They ate.", ["Putin"], [True, False]),
        ("J. Stalin wrote. He waited…  Then?", ["wrote"], [True, False, False]),
        ('He asked: "Why?" Élan was left.', ["left"], [False, True]),
    ],
)
def test_a_sentence_is_examined_by_the_notes_on_its_words(text: str, words: list[str], examined: list[bool]) -> None:
    found = list(sentences("one-p1", text, [note(f"n{i}", w) for i, w in enumerate(words)]))
    assert [bool(s.notes) for s in found] == examined
    assert " ".join(s.text for s in found) == " ".join(text.split())


def test_the_table_lists_every_note_of_the_book_with_its_verdict(book: Built) -> None:
    page = book.page("claims")
    rows = select(page, "table.ledger-claims tbody tr")
    found = {}
    for row in rows:
        cells = [c.text_content().strip() for c in select(row, "td")]
        target = select(row, "td:nth-child(1) a")[0].get("href", "").split("#")[1]
        found[target] = cells[3]
    notes = {}
    for name in [p.stem for p in (book.out / "html").glob("*.html")]:
        for note in select(book.page(name), ".note"):
            notes[note.get("id")] = select(note, "a.verdict")[0].text_content()
    assert found == notes
    assert len(rows) == len(notes)
    total = [c.text_content().strip() for c in select(page, "table.ledger-counts tbody tr:last-child td")]
    counted = Counter(notes.values())
    assert total == [*(str(counted[word]) for word in read_verdict_words()), str(len(notes))]


def load_jsonld(built: Built) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((built.out / "html" / "claims.jsonld").read_text("utf-8"))
    return data


def test_the_web_annotations_quote_the_page(book: Built) -> None:
    items = load_jsonld(book)["items"]
    assert len(items) == len((book.out / "html" / "claims.csv").read_text("utf-8").splitlines()) - 1
    texts: dict[str, str] = {}
    for item in items:
        page, _, anchor = item["id"].partition("#")
        if page not in texts:
            root = lxml.html.parse(str(book.out / "html" / page)).getroot()
            texts[page] = str(select(root, "body")[0].text_content())
        quotation, position = item["target"]["selector"]
        assert quotation["prefix"] + quotation["exact"] + quotation["suffix"] in texts[page], anchor
        assert texts[page][position["start"] : position["end"]] == quotation["exact"]
        assert "id" not in item["body"][0], "a note is not its own body"
        assert item["target"]["source"] == page
        assert any(name.startswith("cito:") for name in item["target"])


def test_the_spreadsheet_has_a_line_for_every_note(small: Callable[..., Built]) -> None:
    built = small()
    with (built.out / "html" / "claims.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [r["note"] for r in rows] == ["who-founded", "it-ended"]
    assert rows[1]["words"] == 'It ended "late" in 1953.'
    assert rows[1]["sources"] == "rusk1990"
    assert rows[1]["url"] == "two.html#it-ended"
    (first, second) = load_jsonld(built)["items"]
    quotation, position = second["target"]["selector"]
    assert quotation["type"] == "TextQuoteSelector"
    assert quotation["exact"] == "It ended “late” in 1953."
    assert quotation["prefix"].endswith("The war began in 1950.\n"), "as the page's own text nodes have it"
    assert quotation["suffix"].startswith("1"), "the note's mark stands there too"
    assert position["end"] - position["start"] == len(quotation["exact"])
    assert second["body"][0]["schema:reviewRating"]["schema:alternateName"] == "Supported"
    assert first["body"][0]["schema:reviewRating"]["schema:alternateName"] == "Imprecise"


WORDS = ("Kim Il-sung", "founder", "jets", "They", "fast")


def several(verdicts: list[str], confidence: str = "high") -> dict[str, Any]:
    """The small book with notes ``n0`` to ``n4`` in place of ``who-founded``, each with a verdict."""
    one = SMALL_BOOK["one.md"].partition("[^who-founded]:")[0].replace("[^who-founded]", "")
    claims = "one:\n"
    for n, (words, verdict) in enumerate(zip(WORDS, verdicts, strict=True)):
        one = one.replace(words, f"{words}[^n{n}]", 1)
        one += f"[^n{n}]: **{verdict}.** Others {{cite:p}}`rusk1990`.\n\n"
        claims += f"  n{n}:\n    quote: {words}\n    confidence: {confidence}\n"
    return {"one.md": one, "claims.yaml": claims + SMALL_BOOK["claims.yaml"].partition("confidence: high\n")[2]}


VERDICTS: list[tuple[str, str, int | None]] = [
    ("Supported", "cito:isSupportedBy", 5),
    ("Imprecise", "cito:isQualifiedBy", 3),
    ("Disputed", "cito:isDiscussedBy", 3),
    ("Contradicted", "cito:isRefutedBy", 1),
    ("Interpretation", "cito:isDiscussedBy", None),
]


def test_the_data_say_of_a_claim_what_its_verdict_says(build_small: Callable[..., Built]) -> None:
    built = build_small(several([word for word, _, _ in VERDICTS], confidence="low"))
    assert built.messages == []
    for item, (_, cito, rating) in zip(load_jsonld(built)["items"], VERDICTS, strict=False):
        assert item["target"][cito] == [{"id": "bibliography.html#ref-rusk1990"}]
        assert item["body"][0]["schema:reviewRating"].get("schema:ratingValue") == rating
    shown = [e.text_content() for e in select(built.page("one"), ".note .answer .confidence")]
    assert shown == ["low confidence"] * 5


def test_the_data_say_what_each_source_carries(build_small: Callable[..., Built]) -> None:
    relations = {
        "supports": "cito:isSupportedBy",
        "qualifies": "cito:isQualifiedBy",
        "disputes": "cito:isDisputedBy",
        "background": "cito:obtainsBackgroundFrom",
    }
    first, rest = CARRIES.split("it-ended:")
    pairs = [
        first.replace("who-founded", f"n{n}").replace("qualifies", r) for n, r in enumerate([*relations, "supports"])
    ]
    carries = {"carries.yaml": "".join(pairs) + f"it-ended:{rest}"}
    built = build_small(several(["Interpretation"] * 5) | carries)
    assert built.messages == []
    data = load_jsonld(built)
    with (built.out / "html" / "carries.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for n, (relation, cito) in enumerate(relations.items()):
        assert data["items"][n]["target"][cito] == [{"id": "bibliography.html#ref-rusk1990"}]
        pair = data["@included"][n]
        assert pair["id"] == f"one.html#n{n}--rusk1990"
        assert pair["cito:hasCitingEntity"] == {"id": f"one.html#n{n}"}
        assert pair["cito:hasCitedEntity"] == {"id": "bibliography.html#ref-rusk1990"}
        assert pair["cito:hasCitationCharacterization"] == {"id": cito}
        assert pair["schema:description"] == 'Others founded it with "him"'
        assert (rows[n]["pair"], rows[n]["relation"], rows[n]["seen"]) == (f"n{n}--rusk1990", relation, "cited-by")


def test_a_verdict_without_its_kind_of_source_fails_the_build(build_small: Callable[..., Built]) -> None:
    changes: dict[str, Any] = {"carries.yaml": CARRIES.replace("qualifies", "supports")}
    built = build_small(changes, builder="dummy")
    assert built.messages == [
        "claims.yaml:2: WARNING: 'who-founded' is Imprecise, and among its sources there is not one that qualifies; "
        "mend its relations in carries.yaml, or say in 'rests' on what the verdict rests [ledger.verdict]"
    ]
    rests = [("confidence: high\n", "confidence: high\n    rests: The words themselves say less.\n")]
    assert build_small(changes | {"claims.yaml": rests}, builder="dummy").messages == []
    changes = {"carries.yaml": CARRIES}
    assert build_small(changes | {"claims.yaml": rests}, builder="dummy").messages == [
        "claims.yaml:5: WARNING: the sources of 'who-founded' carry its verdict; take 'rests' out [ledger.rests]"
    ]


def test_a_note_ends_with_what_its_verdict_hangs_on(build_small: Callable[..., Built]) -> None:
    checked = "confidence: high\n    checked: {date: 2026-02-03, edition: '1.1'}\n"
    built = build_small({"carries.yaml": CARRIES, "claims.yaml": [("confidence: high\n", checked)]})
    (note,) = select(built.page("one"), "#who-founded")
    assert select(note, ".hangs")[0].text_content() == ("Rests on its one source; known at second hand; in English.")
    assert select(note, ".checked")[0].text_content() == "Checked on 3 February 2026 for edition 1.1."


@pytest.mark.slow
def test_the_build_says_what_the_book_holds(
    build_small: Callable[..., Built], capsys: pytest.CaptureFixture[str]
) -> None:
    build_small(builder="both")
    said = capsys.readouterr().out
    assert "notes: 2 (1 Supported, 1 Imprecise, 0 Disputed, 0 Contradicted, 0 Interpretation)" in said
    assert "by chapter: 1 one, 1 two" in said
    assert "coverage: 2 of 5 sentences have a note" in said
    assert "sources by group: 1 work" in said
    assert re.search(r"anchors: .*\b3 passage\b.*\b2 note\b", said)
    assert re.search(r"words: \d+ notes and commentary, \d+ timeline, \d+ glossary", said)


def test_sentences_without_a_note_are_listed(build_small: Callable[..., Built]) -> None:
    page = build_small(
        {"timeline.md": "(timeline)=\n# Ledger\n\n:::{events}\n:::\n\n```{ledger} coverage\n```\n"}
    ).page("timeline")
    assert "2 of the essay’s 5 sentences (40 percent)" in page.text_content()
    assert [i.text_content().strip() for i in select(page, ".ledger-bare li")] == [
        "chapter 1, ¶1: “They were fast.”",
        "chapter 2, ¶1: “The war began in 1950.”",
        "chapter 2, ¶2: “It was long.”",
    ]


def test_an_unknown_part_is_an_error(build_small: Callable[..., Built]) -> None:
    built = build_small({"timeline.md": [(":::{events}\n:::", "```{ledger} sums\n```")]}, builder="dummy")
    assert built.failed
    assert built.messages[0].startswith(
        "timeline.md:4: WARNING: there is no ledger 'sums'; write one of counts, coverage, claims"
    )


LEDGER = "(ledger)=\n# Ledger\n\n```{ledger} claims\n```\n"


@pytest.mark.slow
def test_the_ledger_follows_a_note_of_another_page(build_small: Callable[..., Built]) -> None:
    pages = with_page("ledger", LEDGER)
    for verdict in ("Imprecise", "Disputed"):
        note = [("**Imprecise.**", f"**{verdict}.**")]
        page = build_small({**pages, "one.md": note}).page("ledger")
        assert verdict in [cell.text_content().strip() for cell in select(page, ".ledger-claims td")]


def test_confidence_is_printed_where_it_is_not_high(small: Callable[..., Built]) -> None:
    """Low confidence is in the test of verdicts."""
    for page, shown in (("one", []), ("two", ["medium confidence"])):
        assert [e.text_content() for e in select(small().page(page), ".note .answer .confidence")] == shown

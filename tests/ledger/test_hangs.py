"""What a verdict hangs on is counted from its pairs."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.base.records import Record
from edition.essay.carries import Pair
from edition.essay.verdicts import Verdict
from edition.ledger.hangs import decide, say, shortfall, weigh

LANGUAGES = {"en": "English", "ko": "Korean"}
SOURCES = {
    "a": {"language": "ko", "keywords": "news"},
    "b": {"language": "en", "keywords": "work"},
    "c": {"keywords": "work"},
}


def pairs(*relations: str, second: str = "") -> list[Pair]:
    record = Record(Path("carries.yaml"), 1, (), {})
    return [
        Pair("note", key, relation, "…", "cited-by" if key in second else "own-page", record)
        for key, relation in zip("abcdef", relations, strict=False)
    ]


@pytest.mark.parametrize(
    ("needs", "relations", "deciding"),
    [
        ("supports", ["supports", "background", "supports"], "ac"),
        ("qualifies", ["supports", "disputes"], ""),
        ("sides", ["supports", "disputes", "qualifies"], "b"),
        ("sides", ["disputes", "disputes", "qualifies"], "c"),
        ("sides", ["supports", "qualifies"], ""),
        ("disputes", ["background", "disputes"], "b"),
        ("", ["supports"], ""),
    ],
)
def test_the_deciding_set_is_the_smallest(needs: str, relations: list[str], deciding: str) -> None:
    assert "".join(pair.source for pair in decide(pairs(*relations), needs)) == deciding


@pytest.mark.parametrize(
    ("relations", "second", "needs", "line"),
    [
        (["supports"], "", "supports", "Rests on its one source; read; in Korean."),
        (["supports", "background"], "a", "supports",
         "Rests on one of 2 sources (a), known at second hand; 1 read, 1 known at second hand; "
         "Korean 1, English 1; 1 supports, 1 for background."),
        (["supports", "supports"], "", "supports", "Rests on all 2 sources; all read; Korean 1, English 1; 2 support."),
        (["supports", "qualifies", "supports"], "", "supports",
         "Rests on 2 of 3 sources (a and c); all read; English 2, Korean 1; 2 support, 1 qualifies."),
        (["background"], "", "", "No source decides a judgment; sources: 1; read; in Korean."),
    ],
)  # fmt: skip
def test_one_line_says_it(relations: list[str], second: str, needs: str, line: str) -> None:
    hangs = weigh(pairs(*relations, second=second), SOURCES, Verdict("Word", "Meaning.", needs))
    assert say(hangs, "", LANGUAGES) == line


def test_a_written_reason_stands_first() -> None:
    hangs = weigh(pairs("supports"), SOURCES, Verdict("Imprecise", "Meaning.", "qualifies"))
    assert say(hangs, "The words say less.", LANGUAGES).startswith("The words say less; read; ")


@pytest.mark.parametrize(
    ("relations", "agree"),
    [(["supports", "qualifies"], True), (["disputes", "disputes"], True), (["supports", "disputes"], False)],
)
def test_sources_disagree_where_one_disputes_what_another_leaves_standing(relations: list[str], agree: bool) -> None:
    assert weigh(pairs(*relations), SOURCES, Verdict("Word", "Meaning.")).agree is agree


def test_a_shortfall_is_told_only_where_something_is_needed() -> None:
    hangs = weigh(pairs("background"), SOURCES, Verdict("Word", "Meaning."))
    assert shortfall("note", Verdict("Word", "Meaning."), hangs) == ""
    assert "one that disputes and one that does not" in shortfall("note", Verdict("Word", "Meaning.", "sides"), hangs)

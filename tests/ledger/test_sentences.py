"""Coverage: why a sentence without a note claims nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import Built, select
from edition.ledger.sentences import read_reasons

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LEDGER = "(timeline)=\n# Ledger\n\n:::{events}\n:::\n\n```{ledger} coverage\n```\n"
REASON = "- sentence: It was long\n  reason: A remark.\n"


def test_the_reason_is_printed(build_small: Callable[..., Built]) -> None:
    built = build_small({"timeline.md": LEDGER, "coverage.yaml": REASON})
    assert built.messages == []
    assert select(built.page("timeline"), ".ledger-bare li")[-1].text_content().strip() == (
        "chapter 2, ¶2: “It was long.” A remark."
    )


def test_one_reason_serves_sentences_that_are_equal(build_small: Callable[..., Built]) -> None:
    built = build_small(
        {
            "essay.txt": [("They were fast.", "It was long.")],
            "one.md": [("They were fast.", "It was long.")],
            "timeline.md": LEDGER,
            "coverage.yaml": REASON,
        }
    )
    assert built.messages == []
    said = [item.text_content().strip() for item in select(built.page("timeline"), ".ledger-bare li")]
    assert [words for words in said if words.endswith("“It was long.” A remark.")] == [said[0], said[-1]]


def test_a_reason_for_no_such_sentence_fails_the_build(build_small: Callable[..., Built]) -> None:
    built = build_small({"coverage.yaml": REASON + '- sentence: It ended "late"\n  reason: No.\n'}, builder="dummy")
    assert built.messages == [
        'coverage.yaml:3: WARNING: no sentence of the essay without a note begins with “It ended "late"”; take this '
        "entry out [coverage.sentence]"
    ]


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [("sentence: x\n", 1, "coverage.records"), ("- sentence: x\n", 1, "coverage.field"),
     ("- sentence: x\n  reason: y\n  why: z\n", 3, "coverage.field")],
)  # fmt: skip
def test_a_bad_entry_is_told(tmp_path: Path, text: str, line: int, code: str) -> None:
    path = tmp_path / "coverage.yaml"
    path.write_text(text, encoding="utf-8")
    _, (finding,) = read_reasons(path)
    assert finding.location == f"{path}:{line}"
    assert f"{finding.code.area}.{finding.code}" == code

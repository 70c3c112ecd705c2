"""The words of the search against the names of the book: each mistake is reported with file, line and code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from edition.search.words import KEYWORDS, QUESTIONS, SPELLINGS, SYNONYMS, read_words

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "text", "line", "message", "code"),
    [
        (SPELLINGS, "term-juche: [chuche\n", 2, "this is not valid YAML", "search.records"),
        (SPELLINGS, "term-juche: *chuche\n", 1, "this is not valid YAML", "search.records"),
        (KEYWORDS, "a-note: how it began # or ended\n", 1, "what stands behind # is a comment", "search.records"),
        (SPELLINGS, "- one\n", 1, "this file must be names with their words", "search.records"),
        (SYNONYMS, "one: [two]\n", 1, "this file must be a list of groups", "search.records"),
        (SPELLINGS, "term-juche: [chuche]\nterm-jucha: [x]\n", 2, "the book has no 'term-jucha'", "search.name"),
        (QUESTIONS, 'a-note: ["Who?"]\na-note: ["When?"]\n', 2, "'a-note' stands here twice", "search.records"),
        (KEYWORDS, "no-note: war\n", 1, "the book has no 'no-note'", "search.name"),
        (QUESTIONS, "a-note: [Who was he]\n", 1, "'a-note': “Who was he” must end with", "search.question"),
        (
            QUESTIONS,
            '# asked\na-note: ["Who?", "Who?"]\n',
            2,
            "'a-note': “Who?” stands at 'a-note' too",
            "search.question",
        ),
        (QUESTIONS, "a-note: [Who was he, and when?]\n", 1, "'a-note': “Who was he” must end with", "search.question"),
        (QUESTIONS, 'no-note: ["Who?"]\na-note: ["When?"]\n', 1, "the book has no 'no-note'", "search.name"),
    ],
)
def test_a_slip_is_told(tmp_path: Path, name: str, text: str, line: int, message: str, code: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    _, findings = read_words(tmp_path, {"term-juche"}, {"a-note"}, {"a-section"})
    assert findings[0].location == f"{tmp_path / name}:{line}"
    assert findings[0].message.startswith(message)
    assert f"{findings[0].code.area}.{findings[0].code}" == code


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (QUESTIONS, "a-note: Who?\n"),
        (QUESTIONS, "a-note:\n"),
        (QUESTIONS, "a-note: []\n"),
        (QUESTIONS, "a-note: ['']\n"),
        (QUESTIONS, 'a-chapter:\n  a-note: ["Who?"]\n'),
        (KEYWORDS, "a-note:\n"),
        (SYNONYMS, "- [war, [fight]]\n"),
        (SYNONYMS, "- war fight\n"),
        (SYNONYMS, "- [war, war]\n"),
    ],
)
def test_what_is_no_list_of_words_is_told_once(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    notes = {"a-note"} if "a-chapter" not in text else set()
    _, (finding,) = read_words(tmp_path, set(), notes, set())
    assert (finding.location, str(finding.code)) == (f"{tmp_path / name}:1", "records")


def test_questions_that_differ_in_capitals_are_one(tmp_path: Path) -> None:
    (tmp_path / QUESTIONS).write_text('a-note: ["Who?"]\nb-note: ["who?"]\n', encoding="utf-8")
    _, (finding,) = read_words(tmp_path, set(), ["a-note", "b-note"], set())
    assert finding.message == "'b-note': “who?” stands at 'a-note' too; a question leads to one note"


def test_a_section_has_everyday_words_but_no_questions(tmp_path: Path) -> None:
    (tmp_path / KEYWORDS).write_text("a-section: how it began\n", encoding="utf-8")
    words, findings = read_words(tmp_path, set(), {"a-note"}, {"a-section"})
    assert (words.keywords, findings) == ({"a-section": ["how it began"]}, [])


def test_a_note_without_a_question_is_told(tmp_path: Path) -> None:
    (tmp_path / QUESTIONS).write_text('a-note: ["Who?"]\n', encoding="utf-8")
    _, (finding,) = read_words(tmp_path, set(), ["a-note", "b-note"], set())
    assert finding.message.startswith("no question leads to the note 'b-note'")
    assert f"{finding.code.area}.{finding.code}" == "search.missing"

"""The reader of references.bib, with anything that an author might write."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from edition.pages.card_content import CALLED
from edition.sources.bibfile import TYPES, find_lines, scan
from edition.sources.latex import decode, unknown_command
from edition.sources.wording import plain

PIECES = [
    "@",
    "@book",
    "@string",
    "@comment",
    "{",
    "}",
    "(",
    ")",
    '"',
    ",",
    "=",
    "#",
    "\\",
    "%",
    "key",
    "title",
    "author",
    "é",
    "소련",
    "{{",
    "}}",
    '"a"',
    "{a}",
    "\\{",
    "--",
    "a1",
]
BIBTEX = st.lists(st.sampled_from([*PIECES, "\n", " ", "\u2028"]), max_size=40).map("".join)


@settings(max_examples=300)
@given(BIBTEX)
def test_any_text_is_scanned_and_lines_lie_within_it(text: str) -> None:
    most = text.count("\n") + 1
    for entry in scan(text):
        assert 1 <= entry.line <= most
        assert all(entry.line <= line <= most for _, line in entry.fields)
    lines, findings = find_lines(text)
    assert all(1 <= line <= most for line in [*lines.values(), *(found.line for found in findings)])


@settings(max_examples=300)
@given(st.text(max_size=60) | BIBTEX)
def test_any_field_is_decoded_and_a_backslash_that_stays_is_told(text: str) -> None:
    printed = decode(text)
    assert ("\\" in printed) == bool(unknown_command(text))
    assert "{" not in printed or "\\{" in text or "lbrace" in text
    assert isinstance(plain(text), str)


def test_a_value_may_hold_what_looks_like_a_field() -> None:
    text = '@book{a,\n  title = {x = {y},\n z = 1},\n  note = "q {\\"} = 2" # "r",\n  year = 2000\n}\n@book(b, title={c})\n'
    assert [(entry.key, entry.line, entry.fields) for entry in scan(text)] == [
        ("a", 1, [("title", 2), ("note", 4), ("year", 5)]),
        ("b", 7, [("title", 7)]),
    ]


def test_a_card_has_a_word_for_every_type_of_source() -> None:
    assert set(CALLED) == TYPES
    assert [CALLED[kind] for kind in ("report", "phdthesis", "inproceedings", "misc")] == [
        *("Report", "Thesis", "Chapter", "Document"),
    ]

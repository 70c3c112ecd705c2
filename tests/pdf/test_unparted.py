"""No line of the PDF ends within a name with a hyphen or a Korean word, nor in tables and the index within a day."""

from __future__ import annotations

import pytest
from docutils import nodes
from docutils.utils import new_document

from edition.base.unparted import keep_whole, unparted
from edition.pdf.unparted import NAMES, NAMES_AND_DAYS, NO_BREAK, KeepNames, boxed, text_of


@pytest.mark.parametrize(
    ("text", "in_text", "in_table"),
    [
        ("17 September 2012", [], ["17 September"]),
        ("20–24 August 2011, Kim Il-sung", ["Il-sung"], ["20–24 August", "Il-sung"]),
        ("Kim Jong-un’s and Agence France-Presse", ["Jong-un", "France-Presse"], ["Jong-un", "France-Presse"]),
        ("General Order No. 1 of 1945, no. 7", ["No. 1", "no. 7"], ["No. 1", "no. 7"]),
        ("제88독립보병여단 (6·25 전쟁)", ["제88독립보병여단", "전쟁"], ["제88독립보병여단", "전쟁"]),
        ("26 July – 18 August 2001", [], ["26 July –", "18 August"]),
        ("200 million repaid, 1718 Committee, 三八線, self-reliance", [], []),
    ],
    ids=["day", "day and name", "names", "number", "words in Hangul", "days", "none of these"],
)
def test_names_and_in_tables_days_are_kept_whole(text: str, in_text: list[str], in_table: list[str]) -> None:
    for words, kept in ((NAMES, in_text), (NAMES_AND_DAYS, in_table)):
        paragraph = nodes.paragraph("", text)
        keep_whole(paragraph, words)
        assert [found.astext() for found in paragraph.findall(unparted)] == kept
        assert paragraph.astext() == text
        assert text_of(paragraph).count(NO_BREAK) == sum(name.count(" ") for name in kept)


def test_days_are_kept_whole_in_small_lines() -> None:
    document = new_document("one")
    document += [nodes.paragraph("", "Checked on 28 May 2026", classes=classes) for classes in (["history"], [])]
    KeepNames(document).run()
    assert [found.astext() for found in document.findall(unparted)] == ["28 May"]


@pytest.mark.parametrize(
    "apart",
    [nodes.title("", "Kim Il-sung"), nodes.literal("", "Il-sung"), unparted("", "Il-sung")],
    ids=["a title", "code", "what is whole already"],
)
def test_what_can_have_no_box_stays_as_it_is(apart: nodes.TextElement) -> None:
    paragraph = nodes.paragraph("", "So ", apart)
    keep_whole(paragraph, NAMES)
    assert [type(child) for child in apart.children] == [nodes.Text]


def test_names_and_days_in_the_index_are_kept_whole() -> None:
    assert boxed("Kim Il-sung’s") == '#"Kim "#box("Il-sung")#"’s"'
    assert boxed("A visit, 20–24 August 2011") == '#"A visit, "#box("20–24 August")#" 2011"'

"""Citations in the notes of the PDF are letters, right after the words that they support."""

from __future__ import annotations

import pytest
from docutils import nodes

from edition.pdf.letters import set_letters


def cited(text: str, *links: tuple[str, str]) -> nodes.inline:
    """A citation as it is when references have been resolved; a bar in the text stands for each link."""
    parts = text.split("|")
    children: list[nodes.Node] = [nodes.Text(parts[0])]
    for (words, letter), after in zip(links, parts[1:], strict=True):
        children += [nodes.reference("", "", nodes.Text(words), letter=letter, refid=letter), nodes.Text(after)]
    return nodes.inline("", "", *children, classes=["bibtex-citation"])


@pytest.mark.parametrize(
    ("before", "citation", "after", "expected"),
    [
        ("the north ", cited("(|)", ("Webb 1949", "a")), ". More", "the north.a More"),
        ("the north ", cited("(|; |)", ("Webb 1949", "a"), ("Lee 2006", "b")), ".", "the north.a\u2009b"),
        ("the line ", cited("(|)", ("Webb 1949", "a")), " was", "the linea was"),
        ("“so” ", cited("(|)", ("Webb 1949", "a")), ";", "“so”;a"),
        ("Here ", cited("|", ("Lebedev (2021)", "c")), ", using", "Here Lebedevc, using"),
        ("Both ", cited("| and |", ("Shen (2010)", "a"), ("Xia (2012)", "b")), " say", "Both Shena and Xiab say"),
        ("It ", cited("(see |, p. 4)", ("Webb 1949", "a")), ".", "It (see Webb 1949, p. 4)."),
    ],
    ids=["stop", "two", "within", "semicolon", "name", "names", "with words"],
)
def test_a_citation_becomes_letters(before: str, citation: nodes.inline, after: str, expected: str) -> None:
    paragraph = nodes.paragraph("", "", nodes.Text(before), citation, nodes.Text(after))
    set_letters(nodes.footnote("", paragraph))
    assert paragraph.astext() == expected


def test_a_citation_of_a_note_without_a_list_stays() -> None:
    link = nodes.reference("", "", nodes.Text("Webb 1949"), refuri="%bibliography#ref-webb")
    citation = nodes.inline("", "", nodes.Text("("), link, nodes.Text(")"), classes=["bibtex-citation"])
    paragraph = nodes.paragraph("", "", nodes.Text("so "), citation)
    set_letters(nodes.footnote("", paragraph))
    assert paragraph.astext() == "so (Webb 1949)"

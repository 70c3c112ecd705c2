"""The words of a node, as names, exports and the search have them."""

from __future__ import annotations

from docutils import nodes

from edition.base.words import plain_text


def test_words_are_those_that_are_printed_without_the_marks_of_notes() -> None:
    mark, place = nodes.footnote_reference("", "1"), nodes.target("", "two", names=["two"])
    node = nodes.paragraph("", "", nodes.Text("One\n "), place, mark, nodes.Text(" and"), nodes.emphasis("", " three."))
    assert plain_text(node) == "One two and three."

"""Tables in the PDF print a reason once."""

from __future__ import annotations

from docutils import nodes

from edition.pdf.tables import MOST, shorten_reasons, widths


def table(*rows: tuple[str, ...]) -> nodes.table:
    """A table without a head."""
    body = nodes.tbody(
        "", *(nodes.row("", *(nodes.entry("", nodes.paragraph("", cell)) for cell in row)) for row in rows)
    )
    return nodes.table("", nodes.tgroup("", body, cols=len(rows[0])))


def test_reasons_become_letters_in_their_order() -> None:
    data = table(
        ("1990", "line"),
        ("1991", "left out: another figure is drawn"),
        ("1992", "left out: no year"),
        ("1993", "left out: another figure is drawn"),
    )
    assert shorten_reasons(data) == {"another figure is drawn": "a", "no year": "b"}
    found = [entry.astext() for entry in data.findall(nodes.entry)][1::2]
    assert found == ["line", "out (a)", "out (b)", "out (a)"]


def test_a_table_without_reasons_stays() -> None:
    data = table(("1990", "the left out: one"))
    assert shorten_reasons(data) == {}
    assert data.astext().split() == ["1990", "the", "left", "out:", "one"]


def test_a_column_is_as_wide_as_its_words_need() -> None:
    data = table(
        ("1990", "Barbieri and Keshk n.d.", "word " * 40), ("about 1991", "x", "a-very-long-word-of-the-table-itself")
    )
    assert widths(data) == [10, 23, 36]
    assert widths(table(("1", "a b"), ("2", "c " * 60))) == [4, MOST]

"""Tables in the PDF print a reason once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
from docutils import nodes

from conftest import PDF, with_page
from edition.pdf.cells import align_numbers, unseen
from edition.pdf.columns import GAP, LINE, STEP, lines, measure, share_out
from edition.pdf.tables import shorten_reasons

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built

REASONS = """
def setup(app):
    def add(app, doctree):
        from docutils import nodes
        if app.env.current_document.docname != "one":
            return
        def row(*texts):
            return nodes.row("", *(nodes.entry("", nodes.paragraph("", text)) for text in texts))
        group = nodes.tgroup("", *(nodes.colspec(colwidth=1) for _ in range(2)), cols=2)
        group += nodes.thead("", row("Year", "In the figure"))
        group += nodes.tbody("", *(row(str(n), "left out: its year is not known") for n in range(80)))
        section = next(doctree.findall(nodes.section))
        section += nodes.table("", group, classes=["figure-data"])
    app.connect("doctree-read", add)
essay_file ="""


def table(*rows: tuple[str, ...]) -> nodes.table:
    """A table without a head."""
    body = nodes.tbody(
        "", *(nodes.row("", *(nodes.entry("", nodes.paragraph("", cell)) for cell in row)) for row in rows)
    )
    return nodes.table("", nodes.tgroup("", body, cols=len(rows[0])))


def headed(*rows: tuple[str, ...]) -> nodes.table:
    """The same with a head, its first row."""
    data = table(*rows)
    (group,), (body,) = data.findall(nodes.tgroup), data.findall(nodes.tbody)
    group.insert(0, nodes.thead("", body.pop(0)))
    return data


def column(data: nodes.table, number: int) -> list[nodes.entry]:
    """The cells of a column with its head."""
    return [list(row.findall(nodes.entry))[number] for row in data.findall(nodes.row)]


def test_counts_stand_at_the_right_of_their_column() -> None:
    data = headed(("Chapter", "All", "Note"), ("One", "12", "2 left"), ("Two", "–", "3"))
    align_numbers(data)
    assert [cell["classes"] for cell in column(data, 1)] == [["text-right"]] * 3
    assert not any(cell["classes"] for number in (0, 2) for cell in column(data, number))


@pytest.mark.parametrize(
    ("numbers", "room"),
    [
        (["2,630", "83.22", "about 84.5", "75.7, derived"], [".00", "", "0", ""]),
        (["1", "2"], ["", ""]),
        (["0.0406", *["92.5"] * 30], [""] * 31),
    ],
    ids=["points stand below each other", "no decimals", "one number of many decimals"],
)
def test_numbers_leave_room_for_the_decimals_that_they_lack(numbers: list[str], room: list[str]) -> None:
    data = headed(("Year", "Dollars"), *(("1990", number) for number in numbers))
    for cell in column(data, 1):
        cell["classes"].append("text-right")
    align_numbers(data)
    found = ["".join(gap.astext() for gap in cell.findall(unseen)) for cell in column(data, 1)[1:]]
    assert found == room


def test_reasons_become_letters_in_their_order() -> None:
    data = table(
        ("1990", "line"),
        ("1991", "left out: another figure is drawn"),
        ("1992", "left out: no year"),
        ("1993", "left out: another figure is drawn"),
    )
    assert shorten_reasons(data) == {"another figure is drawn": "a", "no year": "b"}
    found = [entry.astext() for entry in data.findall(nodes.entry)][1::2]
    assert found == ["line", "out\N{NO-BREAK SPACE}(a)", "out\N{NO-BREAK SPACE}(b)", "out\N{NO-BREAK SPACE}(a)"]


def test_a_table_without_reasons_stays() -> None:
    data = table(("1990", "the left out: one"))
    assert shorten_reasons(data) == {}
    assert data.astext().split() == ["1990", "the", "left", "out:", "one"]


def test_lines_of_a_cell_are_counted_as_they_are_filled() -> None:
    cell = [2.0, 2.0, 2.0]
    assert [lines(cell, width) for width in (2.0, 4.2, 6.4)] == [3, 2, 1]
    assert lines([], 2.0) == 1


@pytest.mark.parametrize(
    ("rows", "whole"),
    [
        ([("Year", "Source"), ("1990", "Barbieri and Keshk n.d.")], (0, 1)),
        ([("Year", "Note"), *(("about 1990", "word " * 30) for _ in range(9))], (0,)),
        ([("Who", "Where"), ("a-very-long-word-of-the-table-itself", "x " * 90)], (0,)),
    ],
    ids=["all fits", "the short column stays whole", "a word is not parted"],
)
def test_columns_are_shared_out_so_that_rows_need_few_lines(
    rows: list[tuple[str, ...]], whole: tuple[int, ...]
) -> None:
    widths = share_out(rows)
    assert LINE - STEP <= sum(widths) <= LINE
    for column in whole:
        assert widths[column] - GAP >= max(measure(row[column].strip()) for row in rows) - 0.1


def test_a_cell_gives_way_where_that_costs_the_fewest_lines() -> None:
    """One long source may fill two lines rather than a hundred short ones."""
    rows = [("Partner", "Compiler", "Source"), ("Russia", "word " * 12, "Yonhap News Agency and KBS World Radio 2015")]
    rows += [("Russia", "Correlates of War", "Barbieri and Keshk n.d.")] * 50
    widths = share_out(rows, line=30.0)
    assert all(width - GAP >= measure(text) for width, text in zip(widths, rows[-1], strict=True))


def test_a_head_with_links_stands_at_the_beginning_alone(build_small: Callable[..., Built]) -> None:
    """Typst tags one head, and the others are artifacts, which may hold no link; any other head stands on each page."""
    rows = "| a | b | c | d |\n" * 90
    linked = "| {term}`MiG-15` | [¶1](#one-p1) | {cite:t}`rusk1990` | Word |\n|---|---|---|---|\n"
    plain = "| Plain | Words | Of | Head |\n|---|---|---|---|\n"
    page = f"(tables)=\n# Tables\n\nTables.\n\n{linked}{rows}\nMore.\n\n{plain}{rows}"
    built = build_small(with_page("tables", page, "glossary"), "typst")
    assert not built.failed, built.messages
    with pypdfium2.PdfDocument(built.out / "typst" / PDF) as pdf:
        texts = ["".join(page.get_textpage().get_text_bounded().split()) for page in pdf]
    assert sum("Rusk(1990)Word" in text for text in texts) == 1
    assert sum("PlainWordsOfHead" in text for text in texts) > 1


def test_a_legend_stands_at_the_foot_of_its_table(build_small: Callable[..., Built]) -> None:
    built = build_small({"conf.py": [("\nessay_file =", REASONS)]}, "typst")
    assert not built.failed, built.messages
    with pypdfium2.PdfDocument(built.out / "typst" / PDF) as pdf:
        texts = [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]
    pages = [text for text in texts if "out (a)" in text]
    assert len(pages) > 1
    assert all("out: left out of the picture; (a) its year is not known." in text for text in pages)

"""Tables in the PDF: columns as wide as their words need, and reasons that recur as codes with a legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.locale import _
from edition.base.phases import Write
from edition.base.unparted import keep_whole
from edition.ledger.tables import claim_evidence
from edition.pdf.cells import align_numbers
from edition.pdf.columns import LINE, WIDE_LINE, share_out
from edition.pdf.context import context_of
from edition.pdf.index_places import index_place
from edition.pdf.notes import is_verdict
from edition.pdf.unparted import NAMES_AND_DAYS, text_of
from edition.pdf.writer import add_footer, own, owns, rename

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edition.pdf.visitors import Visitors
    from edition.pdf.writer import Writer

OUT = "left out: "
"""How a cell begins that says why its row is not in the picture."""
MARK = "mmmm"
"""As wide as the mark of a verdict and what its small capitals add."""


class CompactTables(SphinxPostTransform):
    """Set the column widths of the book's own tables by their words, and print their reasons once."""

    default_priority = Write.PDF_NOTES
    formats = ("typst",)

    def run(self, **kwargs: object) -> None:
        """Change every table with data or claims; those of a document with the same head are set alike."""
        alike: dict[tuple[str, ...], list[nodes.table]] = {}
        for table in self.document.findall(nodes.table):
            for part in list(table.findall(claim_evidence)):
                part.parent.remove(part)  # it is printed in the notes
            align_numbers(table)
            keep_whole(table, NAMES_AND_DAYS)
            if {"figure-data", "ledger"} & set(table["classes"]):
                if codes := shorten_reasons(table):
                    reasons = "; ".join(f"({code}) {reason}" for reason, code in codes.items())
                    table["legend"] = _("out: left out of the picture; {reasons}.", reasons=reasons)
                head = next(iter(table.findall(nodes.row)))
                alike.setdefault(tuple(entry.astext() for entry in head.children), []).append(table)
        line = WIDE_LINE if context_of(self.document).docname in self.config.pdf_small else LINE
        for tables in alike.values():
            widths = share_out([row for table in tables for row in texts(table)], line)
            for table in tables:
                table["classes"].append("colwidths-given")
                for column, width in zip(table.findall(nodes.colspec), widths, strict=True):
                    column["colwidth"] = width
                keep_ends(table)


def texts(table: nodes.table) -> Iterator[list[str]]:
    """The words of each row; verdicts get the width that they are printed with."""
    for row in table.findall(nodes.row):
        yield [
            text_of(entry) + (MARK if any(map(is_verdict, entry.findall(nodes.strong))) else "")
            for entry in row.children
        ]


def shorten_reasons(table: nodes.table) -> dict[str, str]:
    """Replace each reason why a row is left out by a letter; returns the letters by reason, in their order."""
    codes: dict[str, str] = {}
    for cell in cells(table):
        words = cell.astext()
        if words.startswith(OUT):
            reason = words.removeprefix(OUT)
            code = codes.setdefault(reason, chr(ord("a") + len(codes)))
            cell.children = []
            cell += nodes.Text(_("out\u00a0({code})", code=code))
    return codes


def cells(table: nodes.table) -> Iterator[nodes.entry]:
    """The cells below the head."""
    for body in table.findall(nodes.tbody):
        yield from body.findall(nodes.entry)


def keep_ends(table: nodes.table) -> None:
    """Let no page hold the first or the last row of a table alone.

    Typst keeps rows together by a cell that spans them and is not parted: these stand in a column without width, which
    is left out of the tags (``mended_structure``).
    """
    (group,) = table.findall(nodes.tgroup)
    (head,) = group.findall(nodes.thead)
    rows = [row for body in group.findall(nodes.tbody) for row in body.findall(nodes.row)]
    together = {0: 2, len(rows) - 2: 2} if len(rows) > 3 else {0: len(rows)}
    group.insert(group.index(head), nodes.colspec(colwidth=0))
    group["cols"] += 1
    for row in head.findall(nodes.row):
        row += nodes.entry()
    number = 0
    while number < len(rows):
        span = together.get(number, 1)
        rows[number] += nodes.entry(morerows=span - 1)
        number += span


def depart_table(writer: Writer, node: nodes.table) -> None:
    """Print the legend at the foot of the table, on every page that it fills."""
    if "legend" in node:
        add_footer(writer, node["legend"])
    owns(writer, "depart_table", node)


def visit_thead(writer: Writer, node: nodes.thead) -> None:
    """Begin the head, which is repeated on each page of the table, unless it has links or targets.

    Typst tags it once: the others are artifacts, which may hold no link (PDF/UA-1) and no second place of a label.
    """
    owns(writer, "visit_thead", node)
    if any(isinstance(part, (nodes.reference, index_place)) or part["ids"] for part in node.findall(nodes.Element)):
        rename(writer, "table.header", repeat="false")


VISITORS: Visitors = {
    nodes.table: (own("visit_table"), depart_table),
    nodes.thead: (visit_thead, own("depart_thead")),
}

"""Tables in the PDF: columns as wide as their words need, and reasons that recur as codes with a legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.locale import _
from edition.base.phases import Write

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 26
"""Letters of a cell that should stand in one line."""
OUT = "left out: "
"""How a cell begins that says why its row is not in the picture."""


class CompactTables(SphinxPostTransform):
    """Share out the width of the book's own tables by their words, and print their reasons once."""

    default_priority = Write.PDF_NOTES
    formats = ("typst",)

    def run(self, **kwargs: object) -> None:
        """Change every table with data or claims."""
        for table in list(self.document.findall(nodes.table)):
            if {"figure-data", "ledger"} & set(table["classes"]):
                codes = shorten_reasons(table)
                for column, width in zip(table.findall(nodes.colspec), widths(table), strict=True):
                    column["colwidth"] = width
                if "colwidths-given" not in table["classes"]:
                    table["classes"].append("colwidths-given")
                if codes:
                    words = "; ".join(f"{code} = {reason}" for reason, code in codes.items())
                    line = nodes.paragraph("", _("Left out: {words}.", words=words), classes=["legend"])
                    table.parent.insert(table.parent.index(table) + 1, line)


def widths(table: nodes.table) -> list[int]:
    """For each column the letters of its longest cell, at most ``MOST``, but never less than its longest word."""
    columns: list[list[str]] = []
    for row in table.findall(nodes.row):
        texts = [entry.astext() for entry in row.children if isinstance(entry, nodes.entry)]
        head = isinstance(row.parent, nodes.thead)
        columns = columns or [[] for _ in texts]
        for column, text in zip(columns, texts, strict=False):
            column += text.split() if head else [text]
    return [
        max(4, *(len(word) for text in column for word in text.split()), min(MOST, max(map(len, column), default=0)))
        for column in columns
    ]


def shorten_reasons(table: nodes.table) -> dict[str, str]:
    """Put a letter for each reason why a row is left out; gives the letters by reason, in their order."""
    codes: dict[str, str] = {}
    for cell in cells(table):
        words = cell.astext()
        if words.startswith(OUT):
            reason = words.removeprefix(OUT)
            code = codes.setdefault(reason, chr(ord("a") + len(codes)))
            cell.children = []
            cell += nodes.Text(_("out ({code})", code=code))
    return codes


def cells(table: nodes.table) -> Iterator[nodes.entry]:
    """The cells below the head."""
    for body in table.findall(nodes.tbody):
        yield from body.findall(nodes.entry)

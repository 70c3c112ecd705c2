"""Sources in the PDF: their addresses are printed in full, for readers on paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.phases import Write
from edition.base.visitors import ignore
from edition.pdf.columns import measure
from edition.pdf.writer import array, call, quote

if TYPE_CHECKING:
    from edition.pdf.visitors import Visitors
    from edition.pdf.writer import Writer


LINE = 41.0
"""Em of an address that a line holds."""
MARKS = re.compile(r"(?=[-%_=])")


class address(nodes.Inline, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """A web address, ``uri``, printed whole."""


class WholeAddresses(SphinxPostTransform):
    """Print each source's address instead of its host, without a period that might be taken for its end."""

    default_priority = Write.PDF_NOTES
    formats = ("typst",)

    def run(self, **kwargs: object) -> None:
        """Change every source of the lists."""
        for source in self.document.findall(nodes.citation):
            for reference in list(source.findall(nodes.reference)):
                if reference.get("internal") or "refuri" not in reference or "refid" in reference:
                    continue
                after = reference.next_node(descend=False, siblings=True)
                if isinstance(after, nodes.Text) and after.startswith("."):
                    after.parent.replace(after, nodes.Text(after.removeprefix(".")))
                words = reference.astext()  # its host, or what it is, as "kept copy"
                before = [] if words in reference["refuri"] else [nodes.Text(f"{words}: ")]
                reference.replace_self([*before, address("", uri=reference["refuri"])])


def pieces(uri: str) -> list[str]:
    """A web address as it is printed, without its ``https://``, cut where a line may end: after ``/``, ``?``, ``&``.

    A piece longer than a line is cut before its hyphens and other marks: PDFium drops a hyphen at the end of a line
    when the address is copied.

    >>> pieces("https://doi.org/10.1353/ks.1999.0003")
    ['doi.org/', '10.1353/', 'ks.1999.0003']
    """
    cut = re.findall(r"[^/?&]*[/?&]+|[^/?&]+$", uri.removeprefix("https://"))
    return [part for piece in cut for part in ([piece] if measure(piece) < LINE else MARKS.split(piece)) if part]


def visit_address(writer: Writer, node: address) -> None:
    """Pass the address and its pieces to the design."""
    call(writer, None, "address", quote(node["uri"]), array(pieces(node["uri"])))
    raise nodes.SkipNode


VISITORS: Visitors = {address: (visit_address, ignore)}

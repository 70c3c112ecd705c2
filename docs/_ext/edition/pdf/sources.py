"""Sources in the PDF: their addresses in full, so that a reader of paper reaches them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.phases import Write
from edition.pdf.visitors import ignore
from edition.pdf.writer import array, call, quote

if TYPE_CHECKING:
    from edition.pdf.visitors import Visitors
    from edition.pdf.writer import Writer


class address(nodes.Inline, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """A web address, ``uri``, printed whole."""


class WholeAddresses(SphinxPostTransform):
    """Print each source's address in place of its host, without a stop that might be taken for its end."""

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
                reference.replace_self(address("", uri=reference["refuri"]))


def pieces(uri: str) -> list[str]:
    """A web address as it is printed, without its ``https://``, cut where a line may end: behind ``/``, ``?``, ``&``.

    >>> pieces("https://doi.org/10.1353/ks.1999.0003")
    ['doi.org/', '10.1353/', 'ks.1999.0003']
    """
    return re.findall(r"[^/?&]*[/?&]+|[^/?&]+$", uri.removeprefix("https://"))


def visit_address(writer: Writer, node: address) -> None:
    """Hand the address and its pieces to the design."""
    call(writer, None, "address", quote(node["uri"]), array(pieces(node["uri"])))
    raise nodes.SkipNode


VISITORS: Visitors = {address: (visit_address, ignore)}

"""What Typst writes into the PDF otherwise than its readers need it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

from edition.pdf.mended_languages import mend_languages
from edition.pdf.mended_links import mend_links
from edition.pdf.mended_structure import mend_structure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from edition.pdf.names import Destination

SOFT_HYPHEN = re.compile(rb"(?im)^(\s*<[0-9a-f]+>\s*)<00ad>")
"""A glyph that stands for U+00AD, in the map of a font."""


def mend(pdf: pikepdf.Pdf, labels: Mapping[str, Destination], places: Iterable[Destination]) -> set[str]:
    """Mend everything; ``labels`` are what links name, ``places`` what they lead to, in words.

    Gives the labels that links name and that are nowhere.
    """
    if unknown := mend_links(pdf, labels, places):
        return unknown
    keep_hyphens(pdf)
    mend_structure(pdf)
    mend_languages(pdf)
    pdf.Root.PageMode = Name.UseOutlines
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    return set()


def keep_hyphens(pdf: pikepdf.Pdf) -> None:
    """Let every font's hyphen be one.

    Where the first hyphen that Typst sets in a font stands at a line's end, the font maps the glyph to U+00AD: readers
    that do not know ActualText (pdf.js, pypdf, pdfminer) then lose every hyphen of that font.
    """
    for font in fonts(pdf):
        if "/ToUnicode" in font:
            found = font.ToUnicode.read_bytes()
            mended = SOFT_HYPHEN.sub(rb"\1<002D>", found)
            if mended != found:
                font.ToUnicode.write(mended)


def fonts(pdf: pikepdf.Pdf) -> Iterator[Object]:
    """The fonts of the pages and of the drawings in them, each once; not by all objects, of which there are 100,000."""
    seen: set[tuple[int, int]] = set()
    holders: list[Any] = [page.obj for page in pdf.pages]
    while holders:
        resources = holders.pop().get("/Resources", Dictionary())
        if resources.is_indirect:
            if resources.objgen in seen:
                continue
            seen.add(resources.objgen)
        for kind in ("/Font", "/XObject", "/Pattern"):
            for item in dict(resources.get(kind, Dictionary())).values():
                if item.objgen in seen:
                    continue
                seen.add(item.objgen)
                if kind == "/Font":
                    yield item
                else:
                    holders.append(item)

"""Changes that PDF readers need in the PDF that Typst writes of one part."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Dictionary, Object

from edition.pdf.mended_languages import mend_languages
from edition.pdf.mended_links import mend_links
from edition.pdf.mended_structure import mend_structure, number_elements

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from edition.pdf.names import Destination

SOFT_HYPHEN = re.compile(rb"(?im)^(\s*<[0-9a-f]+>\s*)<00ad>")
"""A glyph that stands for U+00AD, in the map of a font."""


def mend(raw: Path, target: Path, number: int, own: Mapping[str, Destination], words: Mapping[str, str]) -> None:
    """Write the PDF that Typst made of one part, mended; ``pdf.joined`` does what needs the other parts.

    ``number`` tells its structure from that of other parts, ``own`` are its places by label, and ``words`` say where
    links to labels lead.
    """
    with pikepdf.open(raw) as pdf:
        mend_links(pdf, number, own, words)
        keep_hyphens(pdf)
        mend_structure(pdf)
        mend_languages(pdf)
        number_elements(pdf, number)
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)


def keep_hyphens(pdf: pikepdf.Pdf) -> None:
    """Map the hyphen of every font to the character hyphen.

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
    """The fonts of the pages and of the drawings in them, each once, without a walk through all 100,000 objects."""
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

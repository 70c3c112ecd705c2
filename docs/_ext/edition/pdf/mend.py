"""Changes to the PDF that Typst writes: what readers need in it otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

from edition.pdf.mended_languages import mend_languages
from edition.pdf.mended_links import mend_links
from edition.pdf.mended_names import name_destinations
from edition.pdf.mended_structure import mend_structure
from edition.pdf.names import read_destinations, read_labels, read_places

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SOFT_HYPHEN = re.compile(rb"(?im)^(\s*<[0-9a-f]+>\s*)<00ad>")
"""A glyph that stands for U+00AD, in the map of a font."""


def write_mended(raw: Path, target: Path, places: str, titles: Mapping[str, str]) -> set[str]:
    """Write the PDF that Typst made, mended and with its names, which ``titles`` explain.

    ``places`` is Typst's answer to the query ``PLACES``.  Returns the labels to which links lead and which do not
    exist; if there are any, nothing is written.  The same input gives the same bytes.
    """
    destinations = read_destinations(places)
    named = [place._replace(name=titles[place.name]) for place in destinations if place.name in titles]
    with pikepdf.open(raw) as pdf:
        if unknown := mend_links(pdf, read_labels(places), [*named, *read_places(places)]):
            return unknown
        keep_hyphens(pdf)
        mend_structure(pdf)
        mend_languages(pdf)
        name_destinations(pdf, destinations)
        pdf.Root.PageMode = Name.UseOutlines
        pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
        pdf.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return set()


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

"""What tests ask of a PDF: its structure tree with the words of each element, and its texts as readers find them."""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pypdfium2.raw as raw
from pikepdf import Array, Dictionary

from edition.pdf.mended_structure import kids, structure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MARKED = re.compile(rb"/MCID (\d+)/Lang ?\(([\w-]+)\)")


def attributes(element: Any) -> Iterator[Any]:
    """The attribute dictionaries of an element of the structure tree."""
    value: Any = element.get("/A", [])
    yield from (a for a in (value if isinstance(value, Array) else [value]) if isinstance(a, Dictionary))


class Tagged:
    """A PDF with its structure tree; use it in a ``with``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.pdf = pikepdf.open(path)

    def __enter__(self) -> Tagged:
        return self

    def __exit__(self, *_: object) -> None:
        self.pdf.close()

    @cached_property
    def elements(self) -> list[Any]:
        """All elements, a parent before its children."""
        return list(structure(self.pdf))

    def of_kind(self, kind: str) -> list[Any]:
        """The elements of one kind, such as ``P``."""
        return [element for element in self.elements if f"/{kind}" == element.S]

    @cached_property
    def marked(self) -> dict[tuple[int, int], str]:
        """The text of each marked piece of content, by the object number of its page and its own number."""
        found: defaultdict[tuple[int, int], str] = defaultdict(str)
        with pypdfium2.PdfDocument(self.path) as pdf:
            for page, source in zip(pdf, self.pdf.pages, strict=True):
                text = page.get_textpage()
                for item in page.get_objects([raw.FPDF_PAGEOBJ_TEXT], max_depth=5):
                    length = raw.FPDFTextObj_GetText(item.raw, text.raw, None, 0)
                    buffer = ctypes.create_string_buffer(length)
                    into = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
                    raw.FPDFTextObj_GetText(item.raw, text.raw, into, length)
                    number = raw.FPDFPageObj_GetMarkedContentID(item.raw)
                    found[source.obj.objgen[0], number] += buffer.raw.decode("utf-16-le").rstrip("\0")
        return found

    def words(self, element: Any) -> str:
        """The text of an element, white space folded."""
        return " ".join("".join(self._words(element, None)).split())

    def own_pieces(self, element: Any, language: str) -> Iterator[tuple[str, str]]:
        """The marked pieces of an element itself, not of those below it, each with the language in effect."""
        page = element.get("/Pg")
        for kid in kids(element):
            if page is not None and not isinstance(kid, Dictionary):
                place = page.objgen[0], int(kid)
                yield self.marked.get(place, ""), self.languages.get(place, language)

    @cached_property
    def languages(self) -> dict[tuple[int, int], str]:
        """The language that a marked piece names itself; Typst gives one to pieces rather than to elements."""
        found = {}
        for page in self.pdf.pages:
            page.contents_coalesce()
            for number, tag in MARKED.findall(page.Contents.read_bytes()):
                found[page.obj.objgen[0], int(number)] = tag.decode()
        return found

    def _words(self, element: Any, page: Any) -> Iterator[str]:
        if isinstance(element, Dictionary):
            page = element.get("/Pg", page)
            if "/MCID" in element:
                yield self.marked.get((page.objgen[0], int(element.MCID)), "")
                return
            for kid in kids(element):
                yield from self._words(kid, page)
        elif page is not None:
            yield self.marked.get((page.objgen[0], int(element)), "")

"""Read a PDF for tests: its structure tree, with the words of each element."""

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
from edition.pdf.parts import read_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

SCRIPTS = {"[\uac00-\ud7af]": {"ko"}, "[\u0410-\u044f]": {"ru"}, "[\u4e00-\u9fff]": {"ko", "zh"}, "[a-z]{2}": {"en-US"}}
"""Letters, and the languages of the book that are written with them."""


def misread(pieces: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs of language and words in which the words have letters that the language does not use."""
    return [
        (language, words)
        for language, words in pieces
        if any(re.search(letters, words) and language not in known for letters, known in SCRIPTS.items())
    ]


def typst_text(folder: Path) -> str:
    """The Typst of a book, whatever its parts."""
    return "".join(part.text for part in read_parts(folder))


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
        """The text of an element, with white space collapsed."""
        return " ".join("".join(self._words(element, None)).split())

    def pieces(self) -> Iterator[tuple[str, str]]:
        """The words of each marked piece of content, in reading order, with the language that its elements give it."""
        waiting: list[tuple[Any, Any, Any]] = [(self.pdf.Root.StructTreeRoot, self.pdf.Root.Lang, None)]
        while waiting:
            element, language, page = waiting.pop()
            if not isinstance(element, Dictionary):
                yield str(language), self.marked.get((page.objgen[0], int(element)), "")
            elif "/MCID" in element:
                waiting.append((element.MCID, language, element.get("/Pg", page)))
            elif "/Obj" not in element:
                inner = element.get("/Lang", language), element.get("/Pg", page)
                waiting += [(kid, *inner) for kid in reversed(kids(element))]

    def page_of(self, element: Any) -> int:
        """The number of the page on which an element begins, from 1."""
        while "/Pg" not in element:
            element = next(kid for kid in kids(element) if isinstance(kid, Dictionary))
        return self.page_numbers[element.Pg.objgen]

    @cached_property
    def page_numbers(self) -> dict[tuple[int, int], int]:
        """The numbers of the pages by their objects."""
        return {page.obj.objgen: number for number, page in enumerate(self.pdf.pages, 1)}

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

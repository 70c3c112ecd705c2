"""What Typst writes into the PDF otherwise than its readers need it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

if TYPE_CHECKING:
    from collections.abc import Iterator


def mend(pdf: pikepdf.Pdf) -> None:
    """Mend everything."""
    drop_empty_labels(pdf)
    pdf.Root.PageMode = Name.UseOutlines


def structure(pdf: pikepdf.Pdf) -> Iterator[Object]:
    """The elements of the structure tree (ISO 32000-1, 14.7.2), a parent before its children."""
    open_elements = [pdf.Root.StructTreeRoot] if "/StructTreeRoot" in pdf.Root else []
    while open_elements:
        element = open_elements.pop()
        if "/S" in element:
            yield element
        open_elements.extend(reversed([kid for kid in kids(element) if isinstance(kid, Dictionary) and "/S" in kid]))


def kids(element: Object) -> list[Any]:
    """The children of an element: elements, references to objects, and numbers of marked content."""
    if "/K" not in element:
        return []
    value: Any = element.K
    return list(value) if isinstance(value, Array) else [value]


def drop_empty_labels(pdf: pikepdf.Pdf) -> None:
    """Take out the labels of lists without a marker: Typst writes them empty."""
    for element in list(structure(pdf)):
        if element.S != Name.LI:
            continue
        children = kids(element)
        full = [kid for kid in children if not (isinstance(kid, Dictionary) and is_empty_label(kid))]
        if len(full) < len(children):
            element.K = Array(full)


def is_empty_label(element: Object) -> bool:
    """Whether an element is a label with nothing in it."""
    return element.get("/S") == Name.Lbl and not kids(element)

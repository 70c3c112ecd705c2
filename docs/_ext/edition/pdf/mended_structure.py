"""Changes to the structure tree of the PDF: labels of list items, headers of rows, and pictures in links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

if TYPE_CHECKING:
    from collections.abc import Iterator


MOST_KEYS = 1_000_000
"""More keys than any part of the book needs for its pages and links."""
ROWS = (Name.THead, Name.TBody, Name.TFoot)
"""The parts of a table that have rows."""


def mend_structure(pdf: Pdf) -> None:
    """Change the elements of the structure tree, tens of thousands, in one walk."""
    for element in structure(pdf):
        if mend := MENDED.get(str(element.S)):
            mend(element)


def number_elements(pdf: Pdf, number: int) -> None:
    """Make the keys and ids of structure elements other than those of all other parts.

    The keys lead from the content of pages and from links to elements (ISO 32000-1, 14.7.4.4).
    """
    if "/StructTreeRoot" not in pdf.Root:
        return
    root, first = pdf.Root.StructTreeRoot, number * MOST_KEYS
    parents = root.ParentTree.Nums
    for at in range(0, len(parents), 2):
        parents[at] = int(parents[at]) + first
    root.ParentTree.Limits = Array([parents[0], parents[-2]])
    for page in pdf.pages:
        page.StructParents = int(page.StructParents) + first
        for link in page.get("/Annots", ()):
            if "/StructParent" in link:
                link.StructParent = int(link.StructParent) + first
    if "/IDTree" in root:
        names = root.IDTree.Names
        for at in range(0, len(names), 2):
            names[at] = names[at + 1].ID = String(f"{number:03}-{names[at]}")
        root.IDTree.Limits = Array([names[0], names[-2]])


def structure(pdf: Pdf) -> Iterator[Object]:
    """The elements of the structure tree (ISO 32000-1, 14.7.2), a parent before its children."""
    open_elements = [pdf.Root.StructTreeRoot] if "/StructTreeRoot" in pdf.Root else []
    while open_elements:
        element = open_elements.pop()
        if "/S" in element:
            yield element
        open_elements += [kid for kid in reversed(kids(element)) if isinstance(kid, Dictionary) and "/S" in kid]


def kids(element: Object) -> list[Any]:
    """The children of an element: elements, references to objects, and numbers of marked content."""
    value: Any = element.get("/K", [])
    return list(value) if isinstance(value, (Array, list)) else [value]


def drop_empty_label(item: Object) -> None:
    """Take out the empty label that Typst writes for the items of a list without markers."""
    children = kids(item)
    full = [kid for kid in children if not (isinstance(kid, Dictionary) and is_empty_label(kid))]
    if len(full) < len(children):
        item.K = Array(full)


def is_empty_label(element: Object) -> bool:
    """Whether an element is a label with nothing in it."""
    return element.get("/S") == Name.Lbl and not kids(element)


def head_rows(table: Object) -> None:
    """Make the first cell of each row a row header, in a table that has column headers.

    Typst 0.15 writes such cells only with a feature that its Python binding cannot switch on.  For each cell it lists
    the headers of its column, and readers that find a list look for no others: the scope of the headers says it all.
    """
    parts = [part for part in kids(table) if part.get("/S") in ROWS]  # a caption has none
    if Name.THead not in [part.S for part in parts]:
        return
    drop_empty_column([row for part in parts for row in kids(part)])
    for part in parts:
        for row in kids(part):
            for number, cell in enumerate(kids(row)):
                heads = number == 0 and part.get("/S") == Name.TBody and cell.get("/S") == Name.TD
                if heads:
                    cell.S = Name.TH
                for attributes in table_attributes(cell):
                    if "/Headers" in attributes:
                        del attributes["/Headers"]
                    if heads:
                        attributes.Scope = Name.Row


def drop_empty_column(rows: list[Object]) -> None:
    """Take out the last cells of a table whose head is empty there: they only keep rows on one page.

    A row that has none is shorter, for the cell of the row above spans it.
    """
    width = len(kids(rows[0])) if rows else 0
    if width < 2 or kids(kids(rows[0])[-1]):
        return
    for row in rows:
        cells = kids(row)
        if cells and not kids(cells[-1]) and sum(map(columns_of, cells)) == width:
            row.K = Array(cells[:-1])


def columns_of(cell: Object) -> int:
    """The number of columns that a cell spans."""
    return next((int(attributes.ColSpan) for attributes in table_attributes(cell) if "/ColSpan" in attributes), 1)


def table_attributes(cell: Object) -> Iterator[Object]:
    """What is said of a cell as one of a table."""
    found: Any = cell.get("/A", [])
    for attributes in [found] if isinstance(found, Dictionary) else found:
        if attributes.get("/O") == Name.Table:
            yield attributes


def describe_picture(link: Object) -> None:
    """Give a link that holds only a picture, such as a mark of the title page, its description in the tree too."""
    if not has_words(link):
        for kid in kids(link):
            if isinstance(kid, Dictionary) and "/Obj" in kid:
                link.Alt = kid.Obj.Contents


def has_words(element: Object) -> bool:
    """Whether an element holds content that is not within a picture."""
    return any(
        not isinstance(kid, Dictionary) or "/MCID" in kid or ("/S" in kid and Name.Figure != kid.S and has_words(kid))
        for kid in kids(element)
    )


MENDED = {"/LI": drop_empty_label, "/Table": head_rows, "/Link": describe_picture}
"""What mends elements of which kind."""

"""What Typst writes into the PDF otherwise than its readers need it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from edition.pdf.names import Destination

SOFT_HYPHEN = re.compile(rb"(?im)^(\s*<[0-9a-f]+>\s*)<00ad>")
"""A glyph that stands for U+00AD, in the map of a font."""
LED = "place:"
"""How the address of a link inside the book begins; its label follows."""
LINK_ABOVE = 10.0
"""Points above a place to which links lead, ours as Typst's."""
NEAR = 0.1
"""Points by which two that are the same may differ."""
LINK_COLOR = (0.7, 0.42, 0.39)
ESSAY_LINE = 15.0
"""Points: lines of the essay have 16.5, all others 14 or less."""
WHOLE_LINE = 250.0
"""Points: the width of a link that is a whole line, as in the contents."""
NUMBER = 12.0
"""Points: the width of a link that is a number."""
INDEX = 9.8
"""Points: the height of the page numbers of the index, which are all links and no other text has."""


def mend(pdf: pikepdf.Pdf, labels: Mapping[str, Destination], places: Iterable[Destination]) -> set[str]:
    """Mend everything; ``labels`` are what links name, ``places`` what they lead to, in words.

    Gives the labels that links name and that are nowhere.
    """
    signs = Signs(places)
    describe_links(pdf, signs)
    if unknown := lead_links(pdf, labels, signs):
        return unknown
    elements = list(structure(pdf))
    keep_hyphens(pdf)
    drop_empty_labels(elements)
    head_rows(elements)
    describe_pictures(elements)
    show_links(pdf)
    pdf.Root.PageMode = Name.UseOutlines
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    return set()


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


def drop_empty_labels(elements: Iterable[Object]) -> None:
    """Take out the labels of lists without a marker: Typst writes them empty."""
    for element in elements:
        if element.S != Name.LI:
            continue
        children = kids(element)
        full = [kid for kid in children if not (isinstance(kid, Dictionary) and is_empty_label(kid))]
        if len(full) < len(children):
            element.K = Array(full)


def is_empty_label(element: Object) -> bool:
    """Whether an element is a label with nothing in it."""
    return element.get("/S") == Name.Lbl and not kids(element)


def head_rows(elements: Iterable[Object]) -> None:
    """Make the first cell of each row a header of its row, in tables that have headers of columns.

    Typst 0.15 writes such cells only with a feature that its Python binding cannot switch on.
    """
    for table in elements:
        if Name.Table != table.S or not any(kid.get("/S") == Name.THead for kid in kids(table)):
            continue
        rows = [row for body in kids(table) if body.get("/S") == Name.TBody for row in kids(body)]
        for row in rows:
            cells = kids(row)
            if not cells or cells[0].get("/S") != Name.TD:
                continue
            cells[0].S = Name.TH
            for attributes in list(cells[0].A) if isinstance(cells[0].A, Array) else [cells[0].A]:
                if attributes.get("/O") == Name.Table:
                    attributes.Scope = Name.Row


class Signs:
    """What links lead to, in words: the first place that stands at a point counts."""

    def __init__(self, places: Iterable[Destination]) -> None:
        self.by_page: dict[int, list[Destination]] = {}
        for place in places:
            self.by_page.setdefault(place.page, []).append(place)

    def words(self, page: int, x: float, y: float) -> str:
        """For a point to which a link leads, with the page; ``""`` where nothing is known to stand."""
        words = next((place.name for place in self.by_page.get(page, ()) if leads_to(place, x, y)), "")
        return words and f"{words}, page {page}"


def describe_links(pdf: pikepdf.Pdf, signs: Signs) -> None:
    """Say of each link that Typst has led, as those of the contents, what it leads to."""
    pages = {page.obj.objgen: (number, float(page.MediaBox[3])) for number, page in enumerate(pdf.pages, 1)}
    for link in links(pdf):
        if "/Dest" in link:
            page, _fit, left, top, _zoom = link.Dest
            number, height = pages[page.objgen]
            if words := signs.words(number, float(left), height - float(top)):
                link.Contents = String(words)


def lead_links(pdf: pikepdf.Pdf, labels: Mapping[str, Destination], signs: Signs) -> set[str]:
    """Let the links that come with the address of a label open its place, and say what it is; gives unknown labels."""
    pages = [(page.obj, float(page.MediaBox[3])) for page in pdf.pages]
    found: dict[str, tuple[Array, str]] = {}
    unknown = set()
    for link in links(pdf):
        address = str(link.A.get("/URI", "")) if "/A" in link else ""
        if not address.startswith(LED):
            continue
        label = address.removeprefix(LED)
        if label not in labels:
            unknown.add(label)
            continue
        if label not in found:
            place = labels[label]
            page, height = pages[place.page - 1]
            y = max(0.0, place.y - LINK_ABOVE)
            target = Array([page, Name.XYZ, place.x, round(height - y, 2), 0])
            found[label] = target, signs.words(place.page, place.x, y)
        del link.A
        link.Dest, words = found[label]
        if words:
            link.Contents = String(words)
    return unknown


def describe_pictures(elements: Iterable[Object]) -> None:
    """Let a link that holds a picture alone, such as a mark of the title page, say in the tree too what it leads to."""
    for element in elements:
        if Name.Link == element.S and not has_words(element):
            for kid in kids(element):
                if isinstance(kid, Dictionary) and "/Obj" in kid:
                    element.Alt = kid.Obj.Contents


def has_words(element: Object) -> bool:
    """Whether an element holds content that is not within a picture."""
    return any(
        not isinstance(kid, Dictionary) or "/MCID" in kid or ("/S" in kid and Name.Figure != kid.S and has_words(kid))
        for kid in kids(element)
    )


def leads_to(place: Destination, x: float, y: float) -> bool:
    """Whether a link to a point of its page leads to a place; Typst rounds what it tells to hundredths."""
    return abs(place.x - x) < NEAR and abs(max(0.0, place.y - LINK_ABOVE) - y) < NEAR


def show_links(pdf: pikepdf.Pdf) -> None:
    """Draw a fine rule under links inside the book, on the screen only: what a link draws itself is not printed.

    Links in the essay, which has lines of its own, are taller; links of a whole line of the contents are wider; where
    all is links, as in the index, rules would say nothing.
    """
    color = " ".join(map(str, LINK_COLOR))
    parts = {"Type": Name.XObject, "Subtype": Name.Form}
    # What a link draws is stretched from its box to the link: one drawing serves all links of one line.
    one_line = pdf.make_stream(f"{color} RG 2.5 w 0 13 m 100 13 l S".encode(), BBox=Array([0, 0, 100, 100]), **parts)
    for link in links(pdf, after=1):  # the title page has no words but its own
        left, bottom, right, top = (float(number) for number in link.Rect)
        corners = [float(number) for number in link.get("/QuadPoints", ())]
        quads = [corners[at : at + 8] for at in range(0, len(corners), 8)]
        height = quads[0][5] - quads[0][1] if quads else top - bottom
        if "/Dest" not in link or height > ESSAY_LINE or abs(height - INDEX) < NEAR:
            continue
        if not quads and not NUMBER < right - left < WHOLE_LINE:
            continue
        look = one_line
        if quads:
            lift = 0.13 * height - bottom
            strokes = " ".join(
                f"{x - left:.1f} {y + lift:.1f} m {to - left:.1f} {y + lift:.1f} l" for x, y, to, *_ in quads
            )
            box = Array([0, 0, round(right - left, 1), round(top - bottom, 1)])
            look = pdf.make_stream(f"{color} RG 0.3 w {strokes} S".encode(), BBox=box, **parts)
        link.F = 0  # Typst says 4, Print
        link.AP = Dictionary(N=look)


def links(pdf: pikepdf.Pdf, after: int = 0) -> Iterator[Object]:
    """All links of the pages, but for so many at the start."""
    for page in pdf.pages[after:]:
        yield from (link for link in page.get("/Annots", Array()) if link.get("/Subtype") == Name.Link)

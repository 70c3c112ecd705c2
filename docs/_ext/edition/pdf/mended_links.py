"""Changes to the links of the PDF: they lead to named destinations, are described in words, and visible on screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from edition.pdf.signs import above

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from edition.pdf.names import Destination

OPEN = "/LinksToOtherParts"
"""The key of a part's catalog under which it lists its links to other parts."""
LED = "place:"
"""How the address of a link inside the book begins; its label follows."""
NEAR = 0.1
"""Points by which two heights that are the same may differ."""
LINK_COLOR = "0.7 0.42 0.39"
ESSAY_LINE = 15.0
"""Points: lines of the essay have 16.5, all others 14 or less."""
WHOLE_LINE = 250.0
"""Points: the width of a link that is a whole line, as in the contents."""
NUMBER = 12.0
"""Points: the width of a link that is a number."""
INDEX = 9.8
"""Points: the height of the page numbers of the index, which are all links and no other text has."""
LINK = Name.Link


def mend_links(pdf: Pdf, number: int, own: Mapping[str, Destination], words: Mapping[str, str]) -> None:
    """Give each link inside the book a description and a rule, and its destination if that is in this part.

    The others are listed in the catalog, each before its label, so that ``lead_on`` need not look for them.
    ``number`` is that of the part, ``own`` are its places by label, ``words`` say where links to labels lead.
    """
    guide, look = Guide(pdf, own, words), Look(pdf)
    for at, page in enumerate(pdf.pages):
        is_title = number == at == 0  # it has no words but links
        for link in page.get("/Annots", ()):
            if link.get("/Subtype") == LINK:
                corners = {key: numbers(link[key]) for key in ("/Rect", "/QuadPoints") if key in link}
                if guide.lead(link) and not is_title:
                    look.show(link, corners)
                round_corners(link, corners)
    pdf.Root[OPEN] = pdf.make_indirect(Array(guide.open))


def lead_on(pdf: Pdf, parts: Sequence[Pdf], labels: Mapping[str, Destination]) -> set[str]:
    """Give the links from one part of a joined book to another their destinations; returns labels that do not exist."""
    guide, unknown = Guide(pdf, labels, {}), set()
    for part in parts:
        found = iter(list(pdf.copy_foreign(part.Root[OPEN])))
        for link, label in zip(found, map(str, found), strict=True):
            if label in labels:
                guide.lead_to(link, label)
            else:
                unknown.add(label)
    return unknown


def label_of(link: Object) -> str:
    """The label to which a link inside the book is to lead, or ``""``."""
    address = str(link["/A"].get("/URI", "")) if "/A" in link else ""
    return address.removeprefix(LED) if address.startswith(LED) else ""


class Guide:
    """Gives links their destinations and descriptions."""

    def __init__(self, pdf: Pdf, labels: Mapping[str, Destination], words: Mapping[str, str]) -> None:
        self.pages = [(page.obj, float(page.MediaBox[3])) for page in pdf.pages]
        self.labels, self.words = labels, words
        self.found: dict[str, Array] = {}
        self.open: list[Object] = []
        """Links whose destinations are not known, each before its label."""

    def lead(self, link: Object) -> bool:
        """Give a link what is known of its destination; returns whether it leads into the book."""
        if "/Dest" in link:  # the design has led it
            return True
        label = label_of(link)
        if not label:
            return False
        if label in self.words:
            link["/Contents"] = String(self.words[label])
        if label in self.labels:
            self.lead_to(link, label)
        else:
            self.open += [link, String(label)]
        return True

    def lead_to(self, link: Object, label: str) -> None:
        """Give a link the destination of a label."""
        if label not in self.found:
            self.found[label] = self.place_of(self.labels[label])
        del link["/A"]
        link["/Dest"] = self.found[label]

    def place_of(self, place: Destination) -> Array:
        """The destination of a link to a place."""
        page, height = self.pages[place.page - 1]
        return Array([page, Name.XYZ, place.x, round(height - above(place.y), 2), 0])


def numbers(array: Object) -> list[float]:
    """The numbers of an array; read one by one, each would become a ``Decimal`` first, which is four times slower."""
    return [float(number) for number in array.unparse().strip(b"[ ]").split()]


def round_corners(link: Object, corners: Mapping[str, list[float]]) -> None:
    """Give the corners of a link to a tenth of a point; Typst gives eight digits, which make a book longer by 50 kB."""
    for key, every in corners.items():
        link[key] = Object.parse(f"[{' '.join(f'{number:.1f}' for number in every)}]".encode())


class Look:
    """Draws a fine rule under links, on the screen only: what a link draws itself is not printed.

    Links of the essay are taller, for its leading is its own; links of whole lines of the contents are wider. Where
    everything is a link, as in the index, there are no rules.
    """

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        # What a link draws is stretched from its box to the link: one drawing serves all links of one line, with or
        # without names in boxes.
        self.one_line = self.drawing("2.5 w 0 13 m 100 13 l", [0, 0, 100, 100])

    def drawing(self, strokes: str, box: list[float]) -> Dictionary:
        """The appearance stream of a link."""
        code = f"{LINK_COLOR} RG {strokes} S".encode()
        form = self.pdf.make_stream(code, Type=Name.XObject, Subtype=Name.Form, BBox=Array(box))
        return Dictionary(N=form)

    def show(self, link: Object, corners: Mapping[str, list[float]]) -> None:
        """Give a link its rule, if it is to have one."""
        left, bottom, right, top = corners["/Rect"]
        points = corners.get("/QuadPoints", [])
        quads = [points[at : at + 8] for at in range(0, len(points), 8)]
        height = max(quad[5] - quad[1] for quad in quads) if quads else top - bottom  # a name in a box is less high
        if height > ESSAY_LINE or abs(height - INDEX) < NEAR:
            return
        if not quads and not NUMBER < right - left < WHOLE_LINE:
            return
        look = self.one_line
        if quads and max(quad[1] for quad in quads) - bottom > height / 2:
            low = bottom + 0.37 * height
            lines = ((x - left, to - left, (y + up) / 2 - low) for x, y, to, _, _, up, *_ in quads)
            strokes = " ".join(f"{x:.1f} {y:.1f} m {to:.1f} {y:.1f} l" for x, to, y in lines)
            look = self.drawing(f"0.3 w {strokes}", [0, 0, round(right - left, 1), round(top - bottom, 1)])
        link["/F"] = 0  # Typst says 4, Print
        link["/AP"] = look

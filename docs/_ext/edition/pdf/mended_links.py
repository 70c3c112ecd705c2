"""Changes to the links of the PDF: they lead to named destinations, are described in words, and visible on screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from edition.pdf.names import Destination

LED = "place:"
"""How the address of a link inside the book begins; its label follows."""
LINK_ABOVE = 10.0
"""Points above a place to which links lead, ours as Typst's."""
NEAR = 0.1
"""Points by which two that are the same may differ."""
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


def mend_links(pdf: Pdf, labels: Mapping[str, Destination], places: Iterable[Destination]) -> set[str]:
    """Give each link inside the book its destination, a description and a rule; thousands of objects, each read once.

    ``labels`` are the destinations by label, ``places`` those that have a description.  Returns the labels that links
    name and that do not exist.
    """
    guide, look = Guide(pdf, labels, Signs(places)), Look(pdf)
    for number, page in enumerate(pdf.pages, 1):
        for link in page.get("/Annots", ()):
            # The title page has no words but its own.
            if link.get("/Subtype") == LINK and guide.lead(link) and number > 1:
                look.show(link)
    return guide.unknown


class Signs:
    """The description of what links lead to: the first place at a point counts."""

    def __init__(self, places: Iterable[Destination]) -> None:
        self.by_page: dict[int, list[Destination]] = {}
        for place in places:
            self.by_page.setdefault(place.page, []).append(place)

    def words(self, page: int, x: float, y: float) -> str:
        """The description of a point to which a link leads, with its page; ``""`` if nothing is known to be there."""
        words = next((place.name for place in self.by_page.get(page, ()) if leads_to(place, x, y)), "")
        return words and f"{words}, page {page}"


class Guide:
    """Gives links their destinations and descriptions; ``unknown`` are the labels that do not exist."""

    def __init__(self, pdf: Pdf, labels: Mapping[str, Destination], signs: Signs) -> None:
        self.pages = [(page.obj, float(page.MediaBox[3])) for page in pdf.pages]
        self.numbers = {page.objgen: number for number, (page, _) in enumerate(self.pages, 1)}
        self.labels, self.signs = labels, signs
        self.found: dict[str, tuple[Array, String | None]] = {}
        self.unknown: set[str] = set()

    def lead(self, link: Object) -> bool:
        """Give a link its destination and description; returns whether it leads into the book."""
        if dest := link.get("/Dest"):  # Typst has led it, as those of the contents
            words = self.words_of(dest)
        else:
            address = str(link["/A"].get("/URI", "")) if "/A" in link else ""
            if not address.startswith(LED):
                return False
            label = address.removeprefix(LED)
            if label not in self.labels:
                self.unknown.add(label)
                return False
            if label not in self.found:
                self.found[label] = self.place_of(self.labels[label])
            del link["/A"]
            link["/Dest"], words = self.found[label]
        if words is not None:
            link["/Contents"] = words
        return True

    def words_of(self, dest: Object) -> String | None:
        """The description of what is where a link leads, if that is known."""
        page, _fit, left, top, _zoom = dest
        number = self.numbers[page.objgen]
        words = self.signs.words(number, float(left), self.pages[number - 1][1] - float(top))
        return String(words) if words else None

    def place_of(self, place: Destination) -> tuple[Array, String | None]:
        """The destination of a link to a place, and its description."""
        page, height = self.pages[place.page - 1]
        y = max(0.0, place.y - LINK_ABOVE)
        words = self.signs.words(place.page, place.x, y)
        target = Array([page, Name.XYZ, place.x, round(height - y, 2), 0])
        return target, String(words) if words else None


def leads_to(place: Destination, x: float, y: float) -> bool:
    """Whether a link to a point of its page leads to a place; Typst rounds what it reports to hundredths."""
    return abs(place.x - x) < NEAR and abs(max(0.0, place.y - LINK_ABOVE) - y) < NEAR


def numbers(array: Object) -> list[float]:
    """The numbers of an array; read one by one, each would become a ``Decimal`` first, which is four times slower."""
    return [float(number) for number in array.unparse().strip(b"[ ]").split()]


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

    def show(self, link: Object) -> None:
        """Give a link its rule, if it is to have one."""
        left, bottom, right, top = numbers(link["/Rect"])
        corners = numbers(link["/QuadPoints"]) if "/QuadPoints" in link else []
        quads = [corners[at : at + 8] for at in range(0, len(corners), 8)]
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

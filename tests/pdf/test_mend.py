"""What is changed in the PDF that Typst writes: hyphens, labels, headers, descriptions and the look of links."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from edition.pdf.mend import SOFT_HYPHEN, keep_hyphens
from edition.pdf.mended_links import label_of, lead_on, mend_links
from edition.pdf.mended_structure import kids, mend_structure
from edition.pdf.names import Destination
from edition.pdf.signs import LINK_ABOVE, Signs


def page_with_link(rect: list[float], dest_y: float | None = None) -> tuple[pikepdf.Pdf, pikepdf.Object]:
    """A PDF of two pages; on the first is a link to a height of the second, or to the web."""
    pdf = pikepdf.new()
    for _ in range(2):
        pdf.add_blank_page(page_size=(432, 648))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array(rect), F=4, Contents="page 2")
    if dest_y is None:
        link.A = Dictionary(S=Name.URI, URI="https://example.org")
    else:
        link.Dest = Array([pdf.pages[1].obj, Name.XYZ, 53, 648 - dest_y, 0])
    pdf.pages[0].Annots = Array([pdf.make_indirect(link)])
    return pdf, pdf.pages[0].Annots[0]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"<0012> <00AD>", b"<0012> <002D>"),
        (b"<00ad> <00ad>", b"<00ad> <002D>"),
        (b"<00AD> <914D>", b"<00AD> <914D>"),
        (b"<0012> <002D>", b"<0012> <002D>"),
    ],
    ids=["soft hyphen", "glyph of the same number", "only the glyph", "hyphen"],
)
def test_a_glyph_stands_for_a_hyphen_not_for_a_soft_one(line: bytes, expected: bytes) -> None:
    assert SOFT_HYPHEN.sub(rb"\1<002D>", line) == expected


def test_the_map_of_a_font_is_mended() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    cmap = pdf.make_stream(b"1 beginbfchar\n<0012> <00AD>\nendbfchar")
    pdf.pages[0].Resources = Dictionary(
        Font=Dictionary(F1=pdf.make_indirect(Dictionary(Type=Name.Font, ToUnicode=cmap)))
    )
    keep_hyphens(pdf)
    assert b"<0012> <002D>" in pdf.pages[0].Resources.Font.F1.ToUnicode.read_bytes()


def tree(pdf: pikepdf.Pdf, *elements: pikepdf.Object) -> None:
    """Give a PDF a structure tree."""
    pdf.Root.StructTreeRoot = Dictionary(K=Array(list(elements)))


def test_a_label_with_nothing_in_it_goes() -> None:
    pdf = pikepdf.new()
    full = Dictionary(S=Name.Lbl, K=Array([1]))
    body = Dictionary(S=Name.LBody, K=Array([2]))
    items = [Dictionary(S=Name.LI, K=Array([label, body])) for label in (full, Dictionary(S=Name.Lbl))]
    tree(pdf, Dictionary(S=Name.L, K=Array(items)))
    mend_structure(pdf)
    first, second = kids(pdf.Root.StructTreeRoot.K[0])
    assert [str(kid.S) for kid in kids(first)] == ["/Lbl", "/LBody"]
    assert [str(kid.S) for kid in kids(second)] == ["/LBody"]


@pytest.mark.parametrize(("headed", "expected"), [(True, ["/TH", "/TD"]), (False, ["/TD", "/TD"])])
def test_the_first_cell_of_a_row_is_its_header_where_columns_have_some(headed: bool, expected: list[str]) -> None:
    pdf = pikepdf.new()
    one, other = (Dictionary(O=Name.Table, Headers=Array([pikepdf.String("U1x0y0")])) for _ in range(2))
    cells = [Dictionary(S=Name.TD, K=Array([n]), A=listed) for n, listed in ((1, Array([one])), (2, other))]
    parts = [Dictionary(S=Name.TBody, K=Array([Dictionary(S=Name.TR, K=Array(cells))]))]
    if headed:
        parts.insert(0, Dictionary(S=Name.THead, K=Array([])))
    tree(pdf, Dictionary(S=Name.Table, K=Array(parts)))
    mend_structure(pdf)
    row = kids(kids(pdf.Root.StructTreeRoot.K[0])[-1])[0]
    assert [str(cell.S) for cell in row.K] == expected
    first, second = row.K[0].A[0], row.K[1].A
    assert (first.get("/Scope") == Name.Row) is headed
    assert "/Scope" not in second
    assert ("/Headers" in second) is not headed, "readers that find a list of headers do not look for the row's"


@pytest.mark.parametrize("empty", [True, False])
def test_an_empty_column_at_the_end_of_a_table_is_not_read(empty: bool) -> None:
    pdf = pikepdf.new()
    head = Dictionary(S=Name.TR, K=Array([Dictionary(S=Name.TH, K=Array([1])), Dictionary(S=Name.TH)]))
    last = Dictionary(S=Name.TD) if empty else Dictionary(S=Name.TD, K=Array([3]))
    rows = [Dictionary(S=Name.TR, K=Array([Dictionary(S=Name.TD, K=Array([2])), *more])) for more in ([last], [])]
    short = Dictionary(S=Name.TR, K=Array([Dictionary(S=Name.TD)]))  # the cell above spans it
    parts = [Dictionary(S=Name.THead, K=Array([head])), Dictionary(S=Name.TBody, K=Array([*rows, short]))]
    across = Dictionary(S=Name.TD, K=Array([4]), A=Dictionary(O=Name.Table, ColSpan=1))
    parts.append(Dictionary(S=Name.TFoot, K=Array([Dictionary(S=Name.TR, K=Array([across, Dictionary(S=Name.TD)]))])))
    tree(pdf, Dictionary(S=Name.Table, K=Array(parts)))
    mend_structure(pdf)
    found = [row for part in kids(pdf.Root.StructTreeRoot.K[0]) for row in kids(part)]
    assert [len(kids(row)) for row in found] == [1, 1 if empty else 2, 1, 1, 1]


@pytest.mark.parametrize(
    ("address", "y", "expected"),
    [
        ("place:%one#two", 190, ([1, 53, 648 - 190 + LINK_ABOVE], None)),
        ("place:%one#two", 3, ([1, 53, 648], None)),
        ("place:%one#three", 190, (None, "place:%one#three")),
        ("https://example.org", 190, (None, "https://example.org")),
    ],
    ids=["above its place", "never above the page", "to another part", "to the web"],
)
def test_a_link_with_the_name_of_a_place_opens_it(address: str, y: float, expected: tuple[object, object]) -> None:
    pdf, link = page_with_link([100, 500, 150, 512])
    link.A.URI = address
    words = {"%one#two": "Note 3, Disputed, page 2", "%one#three": "Note 4, Supported, page 9"}
    mend_links(pdf, 1, {"%one#two": Destination("%one#two", 2, 53, y)}, words)
    assert link.Contents == words.get(address.removeprefix("place:"), "page 2")
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    dest = None
    if "/Dest" in link:
        page, kind, left, top, zoom = link.Dest
        assert kind == Name.XYZ
        assert zoom == 0
        dest = [numbers[page.objgen], float(left), float(top)]
    assert (dest, str(link.A.URI) if "/A" in link else None) == expected


def test_a_link_to_another_part_is_led_when_all_are_joined() -> None:
    pdf, link = page_with_link([100, 500, 150, 512])
    link.A.URI = "place:%two#there"
    mend_links(pdf, 1, {}, {"%two#there": "Note 4, Supported, page 2"})
    book = pikepdf.new()
    book.pages.extend(pdf.pages)
    (joined,) = book.pages[0].Annots
    assert lead_on(book, [pdf], {}) == {"%two#there"} == {label_of(joined)}
    assert lead_on(book, [pdf], {"%two#there": Destination("%two#there", 2, 53, 190)}) == set()
    assert joined.Dest[0].objgen == book.pages[1].obj.objgen
    assert joined.Contents == "Note 4, Supported, page 2"


@pytest.mark.parametrize(
    ("height", "expected"),
    [(200, "Stalin 1948, source, page 2"), (300, "Note 3, Disputed, page 2"), (310, "")],
    ids=["a place", "the first of two that stand there", "no place"],
)
def test_a_link_says_what_it_leads_to(height: float, expected: str) -> None:
    places = [("Stalin 1948, source", 200), ("Note 3, Disputed", 300), ("Juche, index", 300)]
    signs = Signs(Destination(words, 2, 53, y) for words, y in places)
    assert signs.words(Destination("%one#there", 2, 53, height)) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (Dictionary(S=Name.Figure, K=Array([1])), "Note 3, Disputed, page 9"),
        (Dictionary(S=Name.Span, K=Array([Dictionary(S=Name.Figure, K=Array([1]))])), "Note 3, Disputed, page 9"),
        (Dictionary(S=Name.Span, K=Array([1])), None),
    ],
    ids=["a picture", "a picture inside", "words"],
)
def test_a_link_of_a_picture_alone_says_in_the_tree_what_it_leads_to(
    content: pikepdf.Object, expected: str | None
) -> None:
    pdf = pikepdf.new()
    annotation = pdf.make_indirect(Dictionary(Subtype=Name.Link, Contents="Note 3, Disputed, page 9"))
    link = Dictionary(S=Name.Link, K=Array([content, Dictionary(Type=Name.OBJR, Obj=annotation)]))
    tree(pdf, link)
    mend_structure(pdf)
    assert pdf.Root.StructTreeRoot.K[0].get("/Alt") == expected


@pytest.mark.parametrize(
    ("rect", "dest", "shown"),
    [
        ([100, 500, 150, 511.6], 190, True),
        ([100, 500, 150, 516.5], 190, False),
        ([53, 500, 379, 510], 190, False),
        ([100, 500, 106, 511.6], 190, False),
        ([100, 500, 130, 509.8], 190, False),
        ([100, 500, 150, 511.6], None, False),
    ],
    ids=["in a note", "in the essay", "line of the contents", "number", "pages in the index", "to the web"],
)
def test_a_link_inside_the_book_is_seen_on_the_screen_and_not_in_print(
    rect: list[float], dest: float | None, shown: bool
) -> None:
    pdf, link = page_with_link(rect, dest)
    mend_links(pdf, 1, {}, {})
    assert ("/AP" in link) is shown
    assert int(link.F) == (0 if shown else 4)


def test_a_link_of_the_title_page_has_no_rule() -> None:
    pdf, link = page_with_link([100, 500, 150, 511.6], 190)
    mend_links(pdf, 0, {}, {})
    assert "/AP" not in link


def test_the_corners_of_a_link_are_as_exact_as_they_need_to_be() -> None:
    pdf, link = page_with_link([100.123456, 500, 150.96, 511.6])
    link.QuadPoints = Array([100.12345678, 1, 2, 3, 4, 5, 6, 7])
    mend_links(pdf, 1, {}, {})
    assert [float(number) for number in link.Rect] == [100.1, 500, 151, 511.6]
    assert [float(number) for number in link.QuadPoints] == [100.1, 1, 2, 3, 4, 5, 6, 7]


def test_a_link_over_two_lines_has_a_rule_under_both() -> None:
    pdf, link = page_with_link([53, 480, 379, 504], dest_y=190)
    link.QuadPoints = Array([300, 492, 379, 492, 379, 504, 300, 504, 53, 480, 90, 480, 90, 492, 53, 492])
    mend_links(pdf, 1, {}, {})
    assert link.AP.N.read_bytes().count(b" l") == 2


def test_the_rule_under_a_link_runs_on_under_a_name_in_a_box() -> None:
    pdf, link = page_with_link([149, 477, 187, 488], dest_y=190)
    link.QuadPoints = Array([149, 477, 164, 477, 164, 488, 149, 488, 164, 478.5, 187, 478.5, 187, 486.5, 164, 486.5])
    mend_links(pdf, 1, {}, {})
    assert link.AP.N.read_bytes().count(b" l") == 1, "one rule, stretched to both"
    assert list(link.AP.N.BBox) == [0, 0, 100, 100]

#!/usr/bin/env bash
# PDFium (pypdfium2 5.15.2): a paragraph that goes on on the next page has the numbers of the heading of the page on which it begins.
# Expected: FPDF_StructTree_GetForPage gives the tree of one page, so that FPDF_StructElement_GetMarkedContentIdAtIndex counts the marked content
# that an element has on this page.
# Seen: on both pages it counts the pieces of both, and nothing tells which are which. Numbers begin at 0 on each page: read by them, the first
# page has its heading in the paragraph once more, and the second has as many words too much. The function beside it,
# FPDF_StructElement_GetChildMarkedContentID, gives -1 for what stands on another page, but has no place for numbers within one child.
# The book: its tests read its tags with pikepdf (tests/pdf_tools.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pypdfium2==5.15.2 typst==0.15.2
"$work/venv/bin/python" - <<'PYTHON'
import pypdfium2
import pypdfium2.raw as pdfium
import typst

SOURCE = b"""#set document(title: "T", date: none)
#set text(lang: "en", size: 10pt)
#set page(width: 6cm, height: 3cm, margin: 5mm)
= War
The war began in June of nineteen hundred and fifty, and it ended three years later with an armistice, which is still in force.
"""
book = pypdfium2.PdfDocument(typst.compile(SOURCE, format="pdf", pdf_standards=["ua-1"]))

def elements(page):
    """The numbers of each element below Document: by MarkedContentIdAtIndex, and by ChildMarkedContentID."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    top = pdfium.FPDF_StructTree_GetChildAtIndex(tree, 0)
    children = [pdfium.FPDF_StructElement_GetChildAtIndex(top, at) for at in range(pdfium.FPDF_StructElement_CountChildren(top))]
    return [([pdfium.FPDF_StructElement_GetMarkedContentIdAtIndex(child, at) for at in range(pdfium.FPDF_StructElement_GetMarkedContentIdCount(child))],
             [pdfium.FPDF_StructElement_GetChildMarkedContentID(child, at) for at in range(pdfium.FPDF_StructElement_CountChildren(child))]) for child in children if child]

def numbers(page):
    return [pdfium.FPDFPageObj_GetMarkedContentID(thing.raw) for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])]

found = [(numbers(page), elements(page)) for page in book]
for on_page, in_elements in found:
    print("numbers on the page:", on_page, "| of its elements, in both ways:", in_elements)
(first, (heading, begun)), (second, (ended,)) = found
seen = heading == ([0], [0]) and 0 in first and begun[0] == ended[0] and 0 in begun[0] and len(begun[0]) == len(first) - 1 + len(second)
seen = seen and begun[1].count(-1) == len(second) and ended[1] == [-1] * (len(first) - 1) + second
raise SystemExit((not seen) and "This is no longer so.")
PYTHON

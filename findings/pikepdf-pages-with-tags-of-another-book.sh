#!/usr/bin/env bash
# pikepdf 10.18.0 and PDFium (pypdfium2 5.15.2): pages that are appended to a tagged book are read with the tags of the book's own pages.
# Expected: the appended pages have no tags in the new file, as the tree of their own book is left behind, or they bring their tags with them.
# Seen: each page keeps its number in the list of parents (/StructParents), which is the number of some page in the list of the other book. A
# list of two cities is read as heading "•" and paragraph "Seoul", and Moscow is in no element; so after add_pages_from(), which carries links, outline
# and layers, and after import_pages(). In pdf.js 5.6.205 (of Firefox, by hand) heading and paragraph are empty. No warning.
# pypdf 7.1.1 and PyMuPDF 2.0 take the number away.
# The book: gives the lists of parents of its parts numbers that all differ, and puts them into one (pdf/mended_structure.py, pdf/joined.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pikepdf==10.18.0 pypdf==7.1.1 pymupdf==2.0 pypdfium2==5.15.2 typst==0.15.2
"$work/venv/bin/python" - <<'PYTHON'
import ctypes
import io

import pikepdf
import pymupdf
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
import typst

def tagged(words):
    source = f'#set document(title: "T", date: none)\n#set text(lang: "en")\n{words}'
    return typst.compile(source.encode(), format="pdf", pdf_standards=["ua-1"])

def saved(document):
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()

def string(read):
    buffer = ctypes.create_string_buffer(200)
    read(buffer)
    return buffer.raw.decode("utf-16-le").split("\0")[0]

def elements(data, number):
    """The kinds of elements on a page as PDFium reads them, each with the words of its marked content."""
    page = pypdfium2.PdfDocument(data)[number]
    text_page, words = page.get_textpage(), {}
    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        text = string(lambda buffer: pdfium.FPDFTextObj_GetText(thing.raw, text_page.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), 200))
        words.setdefault(pdfium.FPDFPageObj_GetMarkedContentID(thing.raw), []).append(text.strip())
    found = []
    def walk(element):
        ids = range(pdfium.FPDF_StructElement_GetMarkedContentIdCount(element))
        content = [word for at in ids for word in words.get(pdfium.FPDF_StructElement_GetMarkedContentIdAtIndex(element, at), [])]
        found.append((string(lambda buffer: pdfium.FPDF_StructElement_GetType(element, buffer, 200)), *content))
        for at in range(pdfium.FPDF_StructElement_CountChildren(element)):
            if child := pdfium.FPDF_StructElement_GetChildAtIndex(element, at):
                walk(child)
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    for at in range(pdfium.FPDF_StructTree_CountChildren(tree)):
        walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, at))
    return found[1:]

book = tagged("= The war began\nIt ended in 1953.")
other = tagged("- Seoul\n- Moscow")
by_pikepdf, by_pdfium = pikepdf.open(io.BytesIO(book)), pypdfium2.PdfDocument(book)
by_pikepdf.add_pages_from(pikepdf.open(io.BytesIO(other)))
by_pdfium.import_pages(pypdfium2.PdfDocument(other))
by_pypdf, by_pymupdf, by_hand = pypdf.PdfWriter(clone_from=io.BytesIO(book)), pymupdf.open(stream=book), io.BytesIO()
by_pypdf.append(io.BytesIO(other))
by_pypdf.write(by_hand)
by_pymupdf.insert_pdf(pymupdf.open(stream=other))
found = {"alone": elements(other, 0), "pikepdf": elements(saved(by_pikepdf), 1), "PDFium": elements(saved(by_pdfium), 1),
         "pypdf": elements(by_hand.getvalue(), 1), "PyMuPDF": elements(by_pymupdf.tobytes(), 1)}
for name, tree in found.items():
    print(f"{name}: {tree}")
wrong = [("H1", "•"), ("P", "Seoul")]
right = [("L",), ("LI",), ("Lbl", "•"), ("LBody", "Seoul"), ("LI",), ("Lbl", "•"), ("LBody", "Moscow")]
raise SystemExit((found != {"alone": right, "pikepdf": wrong, "PDFium": wrong, "pypdf": [], "PyMuPDF": []}) and "This is no longer so.")
PYTHON

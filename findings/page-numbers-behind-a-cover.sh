#!/usr/bin/env bash
# pypdf 7.1.1 and pikepdf 10.18.0: a cover that is put before a book gives each page the number of another one.
# Expected: the number that a page has in print (its label) goes with the page, as bookmarks and links go with it, when a page is put in or taken out.
# Seen: of a book i, 1, 2 the cover becomes i, and then page i is called 1, page 1 is called 2 and page 2 is called 3; with page i taken out, page 1 is i.
# Labels belong to places in the file (/PageLabels), and neither library moves them; PyMuPDF 2.0 does. Bookmarks and links lead to the right pages, the
# field for the page number in a viewer to the wrong ones, and so does whoever cites "p. 2" by what the viewer says. No warning.
# The book: Typst sets the cover itself.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pypdf==7.1.1 pikepdf==10.18.0 pymupdf==2.0 typst==0.15.2
"$work/venv/bin/python" - <<'PYTHON'
import io

import pikepdf
import pymupdf
import pypdf
import typst

book = typst.compile(b"""#set document(title: "Book", date: none)
#set page(numbering: "i")
Preface
#pagebreak()
#set page(numbering: "1")
#counter(page).update(1)
= One
#pagebreak()
= Two""", format="pdf")

def labels(data):
    """What each page says and how it is called, as pypdf reads it, and the page of the last bookmark."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    words = [(page.extract_text().split() or ["Cover"])[0] for page in reader.pages]
    last = reader.get_destination_page_number(reader.outline[-1])
    return list(zip(words, reader.page_labels, strict=True)), words[last]

def by_pypdf(cover):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(book))
    writer.insert_blank_page(100, 100, 0) if cover else writer.remove_page(0)
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()

def by_pikepdf(cover):
    pdf, data = pikepdf.open(io.BytesIO(book)), io.BytesIO()
    if cover:
        pdf.add_blank_page(page_size=(100, 100))
        pdf.pages.insert(0, pdf.pages[-1])
        del pdf.pages[-1]
    else:
        del pdf.pages[0]
    pdf.save(data)
    return data.getvalue()

def by_pymupdf(cover):
    pdf = pymupdf.open(stream=book)
    pdf.new_page(0, 100, 100) if cover else pdf.delete_page(0)
    return pdf.tobytes()

print("book:", labels(book)[0])
covered = [("Cover", "i"), ("Preface", "1"), ("One", "2"), ("Two", "3")], "Two"
cut = [("One", "i"), ("Two", "1")], "Two"
moved = ([("Cover", "1"), ("Preface", "i"), ("One", "1"), ("Two", "2")], "Two"), ([("One", "1"), ("Two", "2")], "Two")
right = {by_pypdf: (covered, cut), by_pikepdf: (covered, cut), by_pymupdf: moved}
found = {change: tuple(labels(change(cover)) for cover in (True, False)) for change in right}
for change, (with_cover, without_preface) in found.items():
    print(f"{change.__name__}, cover: {with_cover[0]}, without the preface: {without_preface[0]}")
raise SystemExit((found != right) and "This is no longer so.")
PYTHON

#!/usr/bin/env bash
# pypdf 7.1.1 and PyMuPDF 2.0: a PDF/UA book that is appended to a cover is no tagged book any more, and says nothing.
# Expected: PdfWriter.append and insert_pdf take what belongs to the document too, or warn that they do not.
# Seen: language, tags, page numbers (i, ii) and title are gone; pypdf keeps outline and named destinations, PyMuPDF loses these as well,
# and with them each link inside the book. The pages look the same. PdfWriter(clone_from=...) keeps all; put the cover into that.
# The book: Typst sets the cover itself.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pypdf==7.1.1 pymupdf==2.0 typst==0.15.2
"$work/venv/bin/python" - "$work" <<'PYTHON'
import io
import pymupdf, pypdf, typst

SOURCE = b"""
#set document(title: "Book", date: none)
#set text(lang: "de")
#set page(numbering: "i")
= Eins <one>
Worte und #link(<one>)[ein Verweis].
"""
book = typst.compile(SOURCE, format="pdf", pdf_standards=["ua-1"])

def kept(data):
    reader = pypdf.PdfReader(io.BytesIO(data))
    root = reader.root_object
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    return {"language": "/Lang" in root, "tags": "/StructTreeRoot" in root, "page numbers": "/PageLabels" in root,
            "outline": bool(reader.outline), "links": len(links)}

def written(writer):
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()

appended = pypdf.PdfWriter()
appended.add_blank_page(100, 100)
appended.append(io.BytesIO(book))
cloned = pypdf.PdfWriter(clone_from=io.BytesIO(book))
cloned.insert_blank_page(100, 100, 0)
inserted = pymupdf.open()
inserted.new_page()
inserted.insert_pdf(pymupdf.open(stream=book))
found = {"alone": kept(book), "append": kept(written(appended)), "insert_pdf": kept(inserted.tobytes()), "clone_from": kept(written(cloned))}
for name, value in found.items():
    print(name, value)
lost = {name: [key for key, value in kinds.items() if not value] for name, kinds in found.items()}
raise SystemExit((lost != {"alone": [], "append": ["language", "tags", "page numbers"],
                          "insert_pdf": ["language", "tags", "page numbers", "outline", "links"], "clone_from": []}) and "This is no longer so.")
PYTHON

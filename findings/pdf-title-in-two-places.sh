#!/usr/bin/env bash
# pypdf 7.1.1, PyMuPDF 2.0 and pikepdf 10.18.0: a PDF/UA book that is given a new title keeps the old one for what goes by PDF/UA.
# Expected: add_metadata, set_metadata and docinfo give the file the title, or warn that it has a second one; PDF/UA asks for dc:title in the XMP metadata.
# Seen: only the Info dictionary is changed: /Title is "Second" and dc:title "First", in one file, and each of the libraries reads its own new title back. The book of typst 0.15.2
# has both, and asks viewers to show the title (DisplayDocTitle). With open_metadata() of pikepdf both are changed. No warning.
# The book: Typst writes both, and its parts are joined with both (pdf/joined.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pypdf==7.1.1 pymupdf==2.0 pikepdf==10.18.0 typst==0.15.2
"$work/venv/bin/python" - <<'PYTHON'
import io
import pikepdf, pymupdf, pypdf, typst

book = typst.compile(b'#set document(title: "First", date: none)\n#set text(lang: "en")\n= War\nWords.', format="pdf", pdf_standards=["ua-1"])

def titles(data):
    reader = pypdf.PdfReader(io.BytesIO(data))
    return reader.metadata.title, reader.xmp_metadata.dc_title["x-default"]

def saved(save):
    data = io.BytesIO()
    save(data)
    return data.getvalue()

writer = pypdf.PdfWriter(clone_from=io.BytesIO(book))
writer.add_metadata({"/Title": "Second"})
document = pymupdf.open(stream=book)
document.set_metadata({**document.metadata, "title": "Second"})
info, both = pikepdf.open(io.BytesIO(book)), pikepdf.open(io.BytesIO(book))
info.docinfo["/Title"] = "Second"
with both.open_metadata() as metadata:
    metadata["dc:title"] = "Second"
found = {"as it was": titles(book), "pypdf": titles(saved(writer.write)), "PyMuPDF": titles(document.tobytes()),
         "docinfo of pikepdf": titles(saved(info.save)), "open_metadata of pikepdf": titles(saved(both.save))}
for name, (title, xmp) in found.items():
    print(f"{name}: Info {title}, XMP {xmp}")
apart = ("Second", "First")
raise SystemExit((list(found.values()) != [("First", "First"), apart, apart, apart, ("Second", "Second")]) and "This is no longer so.")
PYTHON

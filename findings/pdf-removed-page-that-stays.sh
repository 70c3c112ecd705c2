#!/usr/bin/env bash
# pikepdf 10.18.0, pypdf 7.1.1, PyMuPDF 2.0 and pdf-lib 1.17.1: a page that is removed from a tagged book stays in the file with all its words.
# Expected: what was taken out is not in the file that is written: qpdf writes only what is referred to, and PyMuPDF's garbage=4 asks for that.
# Seen: the tags still refer to the page, so that it is written whole, and whoever reads the objects reads its words; the book just no longer counts
# it among its pages. pikepdf and PyMuPDF leave it out of the same book without tags; pypdf and pdf-lib keep it there as well. No warning.
# PDFium (pypdfium2 5.15.2) writes neither.
# The book: what is not for readers is not set; nothing is removed from its PDF afterwards.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pikepdf==10.18.0 pypdf==7.1.1 pymupdf==2.0 pypdfium2==5.15.2 typst==0.15.2
npm install --silent --no-audit --no-fund --prefix "$work" pdf-lib@1.17.1 >/dev/null
cd "$work"
cat > remove.mjs <<'SCRIPT'
import fs from 'fs'
import { PDFDocument } from 'pdf-lib'
const book = await PDFDocument.load(fs.readFileSync('book.pdf'))
book.removePage(0)
fs.writeFileSync('rest.pdf', await book.save())
SCRIPT
"$work/venv/bin/python" - <<'PYTHON'
import io
import pathlib
import subprocess

import pikepdf
import pymupdf
import pypdf
import pypdfium2
import typst

SOURCE = b'#set document(title: "T", date: none)\n#set text(lang: "en")\nDraft words.\n#pagebreak()\nThe rest.'

def by_pikepdf(book):
    with pikepdf.open(io.BytesIO(book)) as pdf:
        del pdf.pages[0]
        pdf.save("rest.pdf")

def by_pypdf(book):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(book))
    writer.remove_page(0)
    writer.write("rest.pdf")

def by_pymupdf(book):
    document = pymupdf.open(stream=book)
    document.delete_page(0)
    document.save("rest.pdf", garbage=4)

def by_pdf_lib(book):
    pathlib.Path("book.pdf").write_bytes(book)
    subprocess.run(["node", "remove.mjs"], check=True)

def by_pdfium(book):
    document = pypdfium2.PdfDocument(book)
    del document[0]
    document.save("rest.pdf")

def kept(remove, book):
    """How many pages the book has after one was removed, and the words of all pages that are in the file."""
    remove(book)
    with pikepdf.open("rest.pdf") as pdf:
        pages = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Page"]
        count, whole = len(pdf.pages), pikepdf.new()
        for page in pages:
            whole.pages.append(pikepdf.Page(pdf.make_indirect(page)))
        data = io.BytesIO()
        whole.save(data)
    return count, sorted(page.extract_text() for page in pypdf.PdfReader(data).pages)

tagged = typst.compile(SOURCE, format="pdf", pdf_standards=["ua-1"])
plain = typst.compile(SOURCE, format="pdf", pdf_tags=False)
makers = [by_pikepdf, by_pypdf, by_pymupdf, by_pdf_lib, by_pdfium]
found = {remove.__name__: [kept(remove, book) for book in (tagged, plain)] for remove in makers}
for name, files in found.items():
    print(f"{name}: pages and words in the file, tagged {files[0]}, without tags {files[1]}")
both, rest = (1, ["Draft words.", "The rest."]), (1, ["The rest."])
expected = {"by_pikepdf": [both, rest], "by_pypdf": [both, both], "by_pymupdf": [both, rest], "by_pdf_lib": [both, both], "by_pdfium": [rest, rest]}
raise SystemExit((found != expected) and "This is no longer so.")
PYTHON

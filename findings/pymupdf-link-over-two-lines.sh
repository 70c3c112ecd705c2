#!/usr/bin/env bash
# PyMuPDF 2.0 and pdfplumber 0.11.10: the words of a link that breaks over two lines come with words that are not linked.
# Expected: the rectangle that get_links() and hyperlinks give of a link holds its words, so that get_textbox() or crop() reads them.
# Seen: under PDF/UA-1 Typst writes one annotation with a quadrilateral for each line (/QuadPoints); both libraries give /Rect alone, which spans
# both lines from margin to margin, and with it the words before and behind the link.
# The book: pdf/mend.py goes by the quadrilaterals.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pymupdf==2.0 pdfplumber==0.11.10 typst==0.15.2 pikepdf==10.18.0
"$work/venv/bin/python" - <<'PYTHON'
import io
import pdfplumber, pikepdf, pymupdf, typst

SOURCE = b"""#set document(title: "T", date: none)
#set page(width: 200pt, height: 100pt, margin: 20pt)
Some words before #link("https://example.org/")[a link that is long enough to break] and words behind."""
data = typst.compile(SOURCE, format="pdf", pdf_standards=["ua-1"])
page = pymupdf.open(stream=data)[0]
(link,) = page.get_links()
first = " ".join(page.get_textbox(link["from"]).split())
page = pdfplumber.open(io.BytesIO(data)).pages[0]
(link,) = page.hyperlinks
second = " ".join(page.crop((link["x0"], link["top"], link["x1"], link["bottom"])).extract_text().split())
with pikepdf.open(io.BytesIO(data)) as pdf:
    quads = len(pdf.pages[0].Annots[0].QuadPoints) // 8
print("quadrilaterals:", quads, "| PyMuPDF:", first, "| pdfplumber:", second)
more = all("Some words before a link" in text and "break and words" in text for text in (first, second))
raise SystemExit((not (quads == 2 and more)) and "This is no longer so.")
PYTHON

#!/usr/bin/env bash
# typst 0.15.2: if a book sets names in small capitals and abbreviations too, one of the two is copied with other letters.
# Expected: smallcaps[Kim Il-sung] and smallcaps(all: true)[USSR] change the look only: whoever searches or copies finds Kim Il-sung and USSR.
# Seen: a small S is one glyph, for s and for S, and the font's map gives it the letter that came first in the file: for pypdf and pdfminer it is "Kim Il-sung" and
# "ussR", or, the other way around, "USSR" and "Kim Il-SUng", which no search finds with its letters. So it is for pdf.js 5.6.205 (Firefox; not run here). PDFium and
# MuPDF read the words right, from the replacement text that Typst writes where the map is wrong. It passes as PDF/UA-1. Each kind by itself is right.
# Hyphens that share a glyph are in typst-hyphen-of-a-font.
# The book: sets small capitals of one kind alone (docs/_pdf/book.typ).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pypdf==7.1.1 pdfminer.six==20260107 pypdfium2==5.15.2 pymupdf==2.0
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import io

import pymupdf
import pypdf
import pypdfium2
import typst
from pdfminer.high_level import extract_text

def read(words):
    """What four readers find in a page."""
    source = f'#set document(title: "T", date: none)\n#set text(lang: "en", region: none)\n{words}'
    pdf = typst.compile(source.encode(), format="pdf", pdf_standards=["ua-1"])
    texts = {
        "pypdf": pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text(), "pdfminer": extract_text(io.BytesIO(pdf)),
        "PDFium": pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range(), "MuPDF": pymupdf.open(stream=pdf)[0].get_text(),
    }
    return {reader: " ".join(text.split()) for reader, text in texts.items()}

name, body = "#smallcaps[Kim Il-sung]", "#smallcaps(all: true)[USSR]"
found = {"name first": read(f"{name} {body}"), "body first": read(f"{body} {name}"), "name": read(name), "body": read(body)}
for case, texts in found.items():
    print(case, texts)
right = {"name first": ["Kim Il-sung ussR"] * 2, "body first": ["USSR Kim Il-SUng"] * 2, "name": ["Kim Il-sung"] * 2, "body": ["USSR"] * 2}
same = all([found[case]["pypdf"], found[case]["pdfminer"]] == texts for case, texts in right.items()) and all(
    texts["PDFium"] == texts["MuPDF"] == {"name first": "Kim Il-sung USSR", "body first": "USSR Kim Il-sung", "name": "Kim Il-sung", "body": "USSR"}[case] for case, texts in found.items()
)
raise SystemExit(None if same else "This is no longer so.")
PYTHON

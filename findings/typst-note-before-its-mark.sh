#!/usr/bin/env bash
# typst 0.15.2: a footnote that does not fit on the page of its mark begins on the page before the mark, and may end before it.
# Expected: a long note begins under its mark and goes on at the foot of the next pages; or mark and note move to the next page together.
# Seen: if the paragraph of the mark has two lines or more, its first two lines, which are kept together (text.costs.orphan), go to the next page and the
# note stays: it begins on page 1, from its number on, and "The war", to which it belongs, is on page 2, or behind all of a note of three pages. With
# costs: (orphan: 0%), or in a paragraph of one line, mark and note begin on one page. No warning.
# Notes before their marks were reported to its makers (issues 5314 and 8636).
# The book: its notes are long; in the PDF they follow their passage as text (docs/_pdf/book.typ).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pypdf==7.1.1
"$work/venv/bin/python" - <<'PYTHON'
import io

import pypdf
import typst

def pages(words, costs="", rest=40):
    """On which pages the mark stands and the note begins and ends, and how often Typst warns."""
    source = f"""#set document(title: "T", date: none)
#set text(lang: "en"{costs})
#set page(width: 10cm, height: 8cm, margin: 1cm)
#lorem(30)

The war#footnote[BEGINS #lorem({words}) ENDS] was over. #lorem({rest})"""
    pdf, warnings = typst.compile_with_warnings(source.encode(), format="pdf", pdf_standards=["ua-1"])
    texts = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    return [next(at for at, text in enumerate(texts, 1) if word in text) for word in ("The war", "BEGINS", "ENDS")] + [len(warnings)]

found = {"short": pages(20), "half a page": pages(60), "three pages": pages(300), "without cost": pages(300, ", costs: (orphan: 0%)"), "one line": pages(300, rest=0)}
for name, (mark, begins, ends, warnings) in found.items():
    print(f"{name}: mark on page {mark}, note on {begins} to {ends}, warnings: {warnings}")
right = {"short": [1, 1, 1, 0], "half a page": [2, 1, 2, 0], "three pages": [4, 1, 3, 0], "without cost": [1, 1, 3, 0], "one line": [1, 1, 3, 0]}
raise SystemExit((found != right) and "This is no longer so.")
PYTHON

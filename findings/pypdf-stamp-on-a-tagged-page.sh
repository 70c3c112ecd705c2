#!/usr/bin/env bash
# pypdf 7.1.1: a stamp that is laid over a page of a tagged PDF is read aloud as part of its heading.
# Expected: merge_page draws the stamp over the page; it has no element in the tags of the book, so that a screen reader passes it over.
# Seen: if the stamp comes from a tagged PDF too, as Typst and word processors write it, its marked content is numbered from 0 as that of the page is,
# and the numbers are not changed: element 0 of the page, its heading, now holds "The war began" and "DRAFT of May". pdfplumber 0.11.10
# reads it so, and pdf.js 5.6.205 (by hand). A stamp from a PDF without tags is in no element. No warning, and the page looks right.
# The book: Typst sets all that stands on its pages (docs/_pdf/book.typ).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pypdf==7.1.1 pdfplumber==0.11.10 typst==0.15.2
"$work/venv/bin/python" - <<'PYTHON'
import io

import pdfplumber
import pypdf
import typst

def compiled(words, **options):
    source = f'#set document(title: "T", date: none)\n#set text(lang: "en")\n{words}'
    return io.BytesIO(typst.compile(source.encode(), format="pdf", **options))

def read(data):
    """What the element of each kind on the first page holds, by the numbers of its marked content."""
    with pdfplumber.open(data) as book:
        page = book.pages[0]
        words = {}
        for char in page.chars:
            words[char["mcid"]] = words.get(char["mcid"], "") + char["text"]
        return {child["type"]: [words[number] for number in child["mcids"]] for child in page.structure_tree[0]["children"]}

def stamped(stamp):
    writer = pypdf.PdfWriter(clone_from=compiled("= The war began\nIt ended in 1953.", pdf_standards=["ua-1"]))
    writer.pages[0].merge_page(pypdf.PdfReader(stamp).pages[0])
    data = io.BytesIO()
    writer.write(data)
    return data

stamp = "#v(6cm)\nDRAFT of May"
found = {"book": read(compiled("= The war began\nIt ended in 1953.", pdf_standards=["ua-1"])), "with a tagged stamp": read(stamped(compiled(stamp))),
         "with a stamp without tags": read(stamped(compiled(stamp, pdf_tags=False)))}
for name, elements in found.items():
    print(f"{name}: {elements}")
rest = {"P": ["It ended in 1953."]}
right = [{"H1": [heading], **rest} for heading in ("The war began", "The war beganDRAFT of May", "The war began")]
raise SystemExit((list(found.values()) != right) and "This is no longer so.")
PYTHON

#!/usr/bin/env bash
# pdfplumber 0.11.10: the rest of a paragraph that goes on on the next page is in no element, and in the tree of the book in the wrong ones.
# Expected: page.structure_tree has the elements of the page's words, also of a paragraph that began on the page before; structure_tree of the
# file says of each piece of marked content on which page it is.
# Seen: an element counts for the page on which it begins, so the second page has an empty Document, though its words are there with their numbers
# (mcid) and the file's list of parents names their paragraph. In the tree of the file the numbers of both pages stand in one list, under the first
# page: number 0, with which the paragraph goes on, is there the heading. pdf.js 5.6.205 (by hand) has the paragraph on both pages.
# The book: its tests read its tags with pikepdf (tests/pdf_tools.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pdfplumber==0.11.10 typst==0.15.2
"$work/venv/bin/python" - <<'PYTHON'
import io

import pdfplumber
import typst

SOURCE = b"""#set document(title: "T", date: none)
#set text(lang: "en", size: 10pt)
#set page(width: 6cm, height: 3cm, margin: 5mm)
= War
The war began in June of nineteen hundred and fifty, and it ended three years later with an armistice, which is still in force.
"""

def words(page):
    found = {}
    for char in page.chars:
        found[char["mcid"]] = found.get(char["mcid"], "") + char["text"]
    return found

with pdfplumber.open(io.BytesIO(typst.compile(SOURCE, format="pdf", pdf_standards=["ua-1"]))) as book:
    first, second = (page.structure_tree for page in book.pages)
    heading, paragraph = book.structure_tree[0]["children"]
    on_second = words(book.pages[1])
    print("first page:", first, "| second page:", second)
    print("words of the second page:", on_second)
    print("the book:", heading, paragraph)
    seen = (len(first[0]["children"]) == 2 and second == [{"type": "Document"}] and on_second[0].strip() and words(book.pages[0])[0] == "War"
            and heading["mcids"] == [0] and paragraph["page_number"] == 1 and paragraph["mcids"].count(0) == 1)
raise SystemExit((not seen) and "This is no longer so.")
PYTHON

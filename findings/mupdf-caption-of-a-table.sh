#!/usr/bin/env bash
# PyMuPDF 2.0 (MuPDF 1.28.5): in HTML and EPUB the caption of a table is set below it, over the next one.
# Expected: <caption>, which is the first thing in its table, stands above the rows (caption-side: top, as in each browser).
# Seen: it stands below the last row, and is read after it, also with caption-side: top; of two tables that follow each other the first has no caption above it
# and the second has that of the first, so that a reader takes "Imports" for exports. A figcaption stays where it is written.
# The book: tables of its EPUB have headings and no captions.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pymupdf==2.0
"$work/venv/bin/python" - <<'PYTHON'
import pymupdf

def read(body, style=""):
    html = f"<!DOCTYPE html><html><head><title>T</title><style>{style}</style></head><body>{body}</body></html>"
    with pymupdf.open(stream=html.encode(), filetype="html") as book:
        by_place = [word[4] for word in sorted(book[0].get_text("words"), key=lambda word: word[3])]
        return by_place, book[0].get_text().split()

tables = "".join(f"<table><caption>{name}</caption><tr><td>{row}</td></tr></table>" for name, row in (("Imports", "90"), ("Exports", "70")))
found = [read(tables), read(tables, "caption { caption-side: top }")]
figure = read("<figure><figcaption>Imports</figcaption><p>90</p></figure>")[0]
print("down the page and as text:", found, "| a figure:", figure)
below = ["90", "Imports", "70", "Exports"]
raise SystemExit((found != [(below, below)] * 2 or figure != ["Imports", "90"]) and "This is no longer so.")
PYTHON

#!/usr/bin/env bash
# PyMuPDF 2.0 (MuPDF 1.28.5): in HTML and EPUB the number that an author gave to a list item is not kept.
# Expected: <li value="9"> is shown as 9, <ol type="a"> as a, b, and <ol reversed> counts down: a quoted list keeps its articles.
# Seen: start is honored, value, type and reversed are not: Articles 7 and 9 read "7." and "8.", (a) reads "1.". Nothing is said.
# The book: numbers of quoted articles stand in the words themselves.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pymupdf==2.0
"$work/venv/bin/python" - "$work" <<'PYTHON'
import pymupdf

def shown(html):
    return " ".join(" ".join(page.get_text() for page in pymupdf.open(stream=html.encode(), filetype="html")).split())

found = [shown(f"<!DOCTYPE html><html><head><title>T</title></head><body>{body}</body></html>") for body in (
    '<ol start="7"><li>x</li><li>y</li></ol>', '<ol start="7"><li>x</li><li value="9">y</li></ol>',
    '<ol type="a"><li>x</li></ol>', "<ol reversed><li>x</li><li>y</li></ol>")]
print("start, value, type, reversed:", found)
raise SystemExit((found != ["7. x 8. y", "7. x 8. y", "1. x", "1. x 2. y"]) and "This is no longer so.")
PYTHON

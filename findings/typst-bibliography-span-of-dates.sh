#!/usr/bin/env bash
# typst 0.15.2, bibliography from BibLaTeX: a work of 1950 to 1953 becomes a work of 1953.
# Expected: date = {1950/1953} is cited as 1950–1953, as citeproc-js cites two date-parts, or at least by its first year.
# Seen: each style prints the end of the span alone, "(1953)"; 1950-06/1950-08 is August. A span that is open, 1950/, is 1950. No warning.
# The book: sets its bibliography by its own styles (sources/), not by Typst.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pypdfium2==5.15.2
"$work/venv/bin/python" - <<'PYTHON'
import pypdfium2, typst

def entry(text, style="apa"):
    source = f"""#set document(date: none)
#set page(width: 800pt)
#bibliography(bytes("{text}"), style: "{style}", full: true, title: none)"""
    page = pypdfium2.PdfDocument(typst.compile(source.encode(), format="pdf"))[0]
    return " ".join(page.get_textpage().get_text_range().split())

styles = ("apa", "chicago-author-date", "modern-language-association", "ieee")
found = [entry("@book{k, author = {Roe, Jane}, title = {War}, date = {1950/1953}}", style) for style in styles]
months = entry("@article{k, author = {Roe, Jane}, title = {War}, journal = {J}, date = {1950-06/1950-08}}", "chicago-author-date")
begun = entry("@book{k, author = {Roe, Jane}, title = {War}, date = {1950/}}")
print(*found, months, begun, sep=" | ")
seen = all("1953" in text and "1950" not in text for text in found) and "August" in months and "June" not in months and "1950" in begun
raise SystemExit((not seen) and "This is no longer so.")
PYTHON

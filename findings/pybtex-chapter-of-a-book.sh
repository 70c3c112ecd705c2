#!/usr/bin/env bash
# pybtex 0.26.1: a chapter that takes its book from crossref has no book in any of its own styles.
# Expected: crossref = {book} gives the chapter title, publisher, year and editor of the book, as BibTeX does; pybtex counts such references, adds
# the book to the list where two chapters have it (min_crossrefs), and its templates look missing fields up in the other entry.
# Seen: format_bibliography, by which format_from_string, make_bibliography and the command work, does not hand the file to the templates: a
# chapter without a booktitle of its own ends in "missing booktitle in part", and one that has what is required loses the place and the series
# of its book without a word. format_entries, which is given the file, prints them; the editors of the book are missing there too.
# Reported to the makers of sphinxcontrib-bibtex before (issue 325 there).
# The book: its build stops at crossref (sources/bibfile.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pybtex==0.26.1
"$work/venv/bin/python" - <<'PYTHON'
import pybtex
from pybtex.database import parse_string
from pybtex.plugin import find_plugin

BOOK = "@book{book, editor = {Doe, Jane}, title = {Korea}, booktitle = {Korea}, publisher = {Press}, year = {1990}, address = {Seoul}, series = {Studies}}"
SHORT = "@incollection{part, author = {Roe, John}, title = {War}, crossref = {book}}"
LONG = "@incollection{part, author = {Roe, John}, title = {War}, booktitle = {Korea}, publisher = {Press}, year = {1990}, crossref = {book}}"

def printed(chapter):
    try:
        return pybtex.format_from_string(chapter + BOOK, "unsrt", output_backend="plaintext", citations=["part"]).strip()
    except Exception as error:
        return f"{type(error).__name__}: {error}"

style, text, file = find_plugin("pybtex.style.formatting", "unsrt")(), find_plugin("pybtex.backends", "plaintext")(), parse_string(SHORT + BOOK, "bibtex")
by_hand = next(iter(style.format_entries([file.entries["part"]], file))).text.render(text)
found = {"by hand": by_hand, "without fields of its own": printed(SHORT), "with the required fields": printed(LONG)}
for name, words in found.items():
    print(f"{name}: {words}")
seen = all(word in by_hand for word in ("Korea", "Studies", "Press", "Seoul", "1990")) and "Doe" not in by_hand and printed(SHORT) == "FieldIsMissing: missing booktitle in part"
seen = seen and "Korea" in printed(LONG) and "Seoul" not in printed(LONG) and "Studies" not in printed(LONG)
raise SystemExit((not seen) and "This is no longer so.")
PYTHON

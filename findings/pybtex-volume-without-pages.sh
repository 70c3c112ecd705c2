#!/usr/bin/env bash
# pybtex 0.26.1: an article without page numbers loses its volume and its number too.
# Expected: volume = 3, number = 2 are set as "J, 3(2), 2012", with pages or without, as plain.bst of BibTeX sets them.
# Seen: in every style of pybtex, and so in sphinxcontrib-bibtex, "J, 2012": volume and number hang on pages in one template, and what hangs
# on a missing field is left out. Articles that are numbered, or online only, have no pages. No warning.
# The book: sets its bibliography by its own styles (sources/).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pybtex==0.26.1
"$work/venv/bin/python" - <<'PYTHON'
from pybtex.database import parse_string
from pybtex.plugin import find_plugin

def entry(fields, style="plain"):
    text = f"@article{{k, author = {{Roe, Jane}}, title = {{War}}, journal = {{J}}, year = 2012, {fields}}}"
    listed = find_plugin("pybtex.style.formatting", style)().format_bibliography(parse_string(text, "bibtex"))
    return next(iter(listed)).text.render(find_plugin("pybtex.backends", "text")())

found = {}
for style in ("plain", "alpha", "unsrt", "unsrtalpha"):
    found[style] = [entry("volume = 3, number = 2", style), entry("volume = 3, number = 2, pages = {12--15}", style)]
    print(style, *found[style], sep=" | ")
seen = all(without.endswith("J, 2012.") and "3(2)" in whole for without, whole in found.values())
raise SystemExit((not seen) and "This is no longer so.")
PYTHON

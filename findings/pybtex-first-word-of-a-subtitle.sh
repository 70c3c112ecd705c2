#!/usr/bin/env bash
# pybtex 0.26.1: its own styles begin a subtitle with a small letter, and call one page "pages".
# Expected: "Korea: A History" of an article becomes "Korea: A history" in the style plain, since BibTeX takes titles down except behind a colon and a blank; its own copy of
# BibTeX's function, pybtex.bibtex.utils.change_case, does so. A chapter on page 10 is on "page 10", as plain.bst has it.
# Seen: "Korea: a history", and "Is it war? no: peace" where BibTeX has "no: Peace"; all four styles that come with it go by str.capitalize. A single page of a chapter
# is "pages 10". Braces keep a letter ("Korea: {A} history"). No warning. Sphinx books with
# sphinxcontrib-bibtex are printed so.
# The book: prints titles as their sources have them, in a style of its own (sources/chicago.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pybtex==0.26.1 setuptools==80.9.0
"$work/venv/bin/python" - <<'PYTHON'
from pybtex.bibtex.utils import change_case
from pybtex.database import parse_string
from pybtex.plugin import find_plugin

STYLES = ("plain", "unsrt", "alpha", "unsrtalpha")
render = find_plugin("pybtex.backends", "text")()

def printed(entry, style="plain"):
    [line] = find_plugin("pybtex.style.formatting", style)().format_bibliography(parse_string(entry, "bibtex"))
    return line.text.render(render)

def titles(title):
    """The title as the four styles print it, if they agree, and as BibTeX's rule has it."""
    article = f"@article{{a, author = {{Kim, Il-sung}}, title = {{{title}}}, journal = {{J}}, volume = 1, year = 1950}}"
    [one] = {printed(article, style).split(". J, ")[0].removeprefix("Il-sung Kim. ") for style in STYLES}
    return one, change_case(title, "t")

def page(value):
    return printed(f"@incollection{{a, author = {{Kim, Il-sung}}, title = {{War}}, booktitle = {{B}}, pages = {{{value}}}, publisher = {{P}}, chapter = 3, year = 1950}}")

found = [titles(title) for title in ("Korea: A History", "Is It War? No: Peace", "Korea: {A} History")]
pages = [page(value) for value in ("10", "10--12", "10,12")]
print("titles and BibTeX's rule:", found)
print("pages:", pages)
right = found == [("Korea: a history", "Korea: A history"), ("Is it war? no: peace", "Is it war? no: Peace"), ("Korea: A history", "Korea: {A} history")]
raise SystemExit((not (right and [line.split("B, ")[1] for line in pages] == ["chapter 3, pages 10. P, 1950.", "chapter 3, pages 10–12. P, 1950.", "chapter 3, pages 10,12. P, 1950."])) and "This is no longer so.")
PYTHON

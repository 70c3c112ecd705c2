#!/usr/bin/env bash
# pybtex 0.26.1: in the style alpha, which sphinxcontrib-bibtex 2.7.0 takes if it is told nothing, a Korean or Russian author has no name in the label.
# Expected: the label of 김일성 1950 is [김일50] or like it, that of Ким Ир Сен [Ким50], as Kim gives [Kim50]; names with accents lose the accents (Öhman gives [Ohm50]).
# Seen: both are [50], so that two authors who have nothing in common are [50a] and [50b]; among three authors the two are left out, [R50]. Letters that Unicode does not take apart
# are dropped from within a name: Łukasz is [uka50], Ørsted [rst50], Đỗ is [o50]. No warning. With "key" nothing changes while there is an author.
# The book: cites by names and years, in a style of its own (sources/chicago.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pybtex==0.26.1 setuptools==80.9.0
"$work/venv/bin/python" - <<'PYTHON'
from pybtex.database import parse_string
from pybtex.plugin import find_plugin

def label(*authors, more=""):
    """The labels of books of 1950, each of which has one of the given lists of authors."""
    file = "".join(f"@book{{k{number}, author = {{{names}}}, title = {{War}}, publisher = {{P}}, year = 1950{more}}}" for number, names in enumerate(authors))
    lines = find_plugin("pybtex.style.formatting", "alpha")().format_bibliography(parse_string(file, "bibtex"))
    return " ".join(sorted(line.label for line in lines))

found = {authors: label(*authors) for authors in (("Kim, Il-sung",), ("Öhman, A.",), ("김일성",), ("Ким, Ир Сен",), ("김일성", "Ким, Ир Сен"), ("김일성 and Ким, Ир Сен and Roe, J.",),
                                                  ("Łukasz, A.",), ("Ørsted, A.",), ("Đỗ, A.",))}
for authors, text in found.items():
    print(" | ".join(authors), "->", text)
with_key = label("김일성", more=", key = {Kim}")
print("with a key:", with_key)
raise SystemExit((list(found.values()) + [with_key] != ["Kim50", "Ohm50", "50", "50", "50a 50b", "R50", "uka50", "rst50", "o50", "50"]) and "This is no longer so.")
PYTHON

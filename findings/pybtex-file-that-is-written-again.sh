#!/usr/bin/env bash
# pybtex 0.26.1 (latexcodec 3.0.1): a .bib file that is read and written again is another one each time.
# Expected: parse_string followed by to_string changes the layout only.
# Seen: the reader keeps LaTeX as it is and the writer escapes it once more: "50\%" (one backslash) becomes two backslashes and a
# percent sign, which LaTeX takes for a line break and a comment; in url each _ ~ # & % is escaped, so the address is dead. Each
# further round adds to it. Braces and accents such as \"o stay as they are.
# The book: references.bib is changed by hand or as text, never through pybtex.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pybtex==0.26.1 latexcodec==3.0.1
"$work/venv/bin/python" - "$work" <<'PYTHON'
from pybtex.database import parse_string

SOURCE = r"@book{k, title = {50\% of {DPRK} trade}, url = {https://example.org/a_b%20c#d}}"
once = parse_string(SOURCE, "bibtex").to_string("bibtex")
fields = parse_string(once, "bibtex").entries["k"].fields
print("title:", fields["title"], "| url:", fields["url"])
raise SystemExit(((fields["title"], fields["url"]) != (r"50\\% of {DPRK} trade", r"https://example.org/a\_b\%20c\#d")) and "This is no longer so.")
PYTHON

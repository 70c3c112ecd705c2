#!/usr/bin/env bash
# pandoc 3.9 (pypandoc-binary 1.17): its BibLaTeX writer does not protect the "and" that its own reader splits at.
# Expected: the publisher "Taylor and Francis" goes from CSL-JSON to BibLaTeX and back unchanged, as a body in author does.
# Seen: it is written without braces and read back as "Taylor; Francis"; a place "Oxford and New York" likewise. Author is braced.
# The book: such a value wants a second pair of braces in a .bib file (citing/formats.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pypandoc-binary==1.17
"$work/venv/bin/python" - "$work" <<'PYTHON'
import json
import pypandoc

item = {"id": "k", "type": "book", "title": "T", "author": [{"literal": "North and South"}],
        "publisher": "Taylor and Francis", "publisher-place": "Oxford and New York"}
written = pypandoc.convert_text(json.dumps([item]), "biblatex", format="csljson")
back = json.loads(pypandoc.convert_text(written, "csljson", format="biblatex"))[0]
kept = {key: back.get(key) for key in ("author", "publisher", "publisher-place")}
print(" ".join(written.split()), "| back:", kept)
raise SystemExit((kept != {"author": [{"literal": "North and South"}], "publisher": "Taylor; Francis", "publisher-place": "Oxford; New York"}) and "This is no longer so.")
PYTHON

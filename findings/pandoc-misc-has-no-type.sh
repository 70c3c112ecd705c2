#!/usr/bin/env bash
# pandoc 3.9 (pypandoc-binary 1.17): an @misc entry becomes a CSL-JSON item whose type is the empty string.
# Expected: "document" (or "article"), since type is required and every value comes from a fixed list.
# Seen: "type": "" for @misc of BibTeX and of BibLaTeX and for every kind it does not know (@newspaper); no warning, though
# the schema of CSL-JSON refuses such an item.
# The book: it writes CSL-JSON itself, with a type for every kind of source (citing/forms.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pypandoc-binary==1.17
"$work/venv/bin/python" - "$work" <<'PYTHON'
import json
import pypandoc

def kind(entry, form):
    text = f"@{entry}{{k, title={{T}}, author={{Roe, Jane}}, year={{2012}}}}"
    return json.loads(pypandoc.convert_text(text, "csljson", format=form))[0]["type"]

found = {f"{entry}, {form}": kind(entry, form) for entry in ("book", "misc", "newspaper") for form in ("bibtex", "biblatex")}
print(found)
raise SystemExit((list(found.values()) != ["book", "book", "", "", "", ""]) and "This is no longer so.")
PYTHON

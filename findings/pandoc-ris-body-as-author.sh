#!/usr/bin/env bash
# pandoc 3.9 (pypandoc-binary 1.17): the name of a body in a RIS file is taken for a person.
# Expected: AU of a body without a comma stays one name.
# Seen: it is split at a small word into given name, particle and family name; with a comma at its end it stays whole.
# The book: citing/ ends such names with a comma in RIS, which other clients accept.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pypandoc-binary==1.17
"$work/venv/bin/python" - <<'PYTHON'
import json
import pypandoc

def author(name):
    ris = f"TY  - BOOK\nAU  - {name}\nTI  - A Book\nPY  - 2026\nER  - \n"
    return json.loads(pypandoc.convert_text(ris, "csljson", format="ris"))[0]["author"][0]

plain, comma = author("The editors of North and South"), author("The editors of North and South,")
print("without a comma:", plain, "| with one:", comma)
raise SystemExit((not ("family" in plain and plain["family"] != "The editors of North and South"
                      and "The editors of North and South" in comma.values())) and "This is no longer so.")
PYTHON

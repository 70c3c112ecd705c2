#!/usr/bin/env bash
# cffconvert 2.0.0 with rispy 0.10.0 and pandoc 3.9 (pypandoc-binary 1.17): its RIS files are read by neither.
# Expected: each record ends with "ER  - ", as all tags of RIS do, so that every client reads it.
# Seen: the last line is "ER" alone. rispy finds no record in the file and raises nothing; pandoc ends with an error that names the line.
# With the hyphen behind it both read the record.
# The book: rispy writes its RIS.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check cffconvert==2.0.0 rispy==0.10.0 pypandoc-binary==1.17
"$work/venv/bin/python" - <<'PYTHON'
import json
import pypandoc, rispy
from cffconvert import Citation

citation = Citation("""
cff-version: 1.2.0
message: Please cite.
title: War and Peace
authors:
  - family-names: Roe
    given-names: Jane
date-released: 2026-02-03
""")
citation.validate()

def read(text):
    try:
        known = len(json.loads(pypandoc.convert_text(text, "csljson", "ris")))
    except RuntimeError as error:
        known = str(error)
    return len(rispy.loads(text)), known

written = citation.as_ris()
mended = written.replace("\nER\n", "\nER  - \n")
found = (read(written), read(mended))
print("last line:", repr(written.splitlines()[-1]), "| records found by rispy and pandoc:", found[0], "| mended:", found[1])
raise SystemExit((not (written.endswith("\nER\n") and found[0][0] == 0 and "unexpected" in str(found[0][1]) and found[1] == (1, 1))) and "This is no longer so.")
PYTHON

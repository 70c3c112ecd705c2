#!/usr/bin/env bash
# pandoc 3.9 (pypandoc-binary 1.17): the day of a RIS record is lost.
# Expected: DA (2026/02/03) or PY (2026/02/03/) gives day and month.
# Seen: DA is never read, and a PY that is more than a bare year gives no date at all.
# The book: PY holds the bare year; the day stands in DA for the clients that read it.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pypandoc-binary==1.17
"$work/venv/bin/python" - <<'PYTHON'
import json
import pypandoc

def issued(*lines):
    ris = "\n".join(["TY  - BOOK", "TI  - A Book", *lines, "ER  - ", ""])
    return json.loads(pypandoc.convert_text(ris, "csljson", format="ris"))[0].get("issued")

both, day, long_year = issued("PY  - 2026", "DA  - 2026/02/03"), issued("DA  - 2026/02/03"), issued("PY  - 2026/02/03/")
print("PY and DA:", both, "| DA alone:", day, "| long PY:", long_year)
parts = (both or {}).get("date-parts")
raise SystemExit((not (parts == [[2026]] and not day and (long_year or {}).get("date-parts") != [[2026, 2, 3]])) and "This is no longer so.")
PYTHON

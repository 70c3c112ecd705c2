#!/usr/bin/env bash
# bibtexparser 2.1.0: a value that is joined of strings with # is never joined.
# Expected: publisher = up # { of X} gives "Press of X" and month = {25~} # jun "25~June", as in version 1 and in BibTeX itself.
# Seen: the value is the source as it was typed, with sign and braces ("up # { of X}"), though strings and months that stand alone are
# resolved; no block counts as failed, and no warning is given.
# The book: its BibTeX writes values out; tests read it with version 1.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check bibtexparser==2.1.0
"$work/venv/bin/python" - <<'PYTHON'
import bibtexparser
from bibtexparser.middlewares import MonthIntMiddleware

TEXT = '@string{up = "Press"}\n@book{a, publisher = up, month = jun}\n@book{b, publisher = up # { of X}, month = {25~} # jun}'
library = bibtexparser.parse_string(TEXT, append_middleware=[MonthIntMiddleware()])
found = [{field.key: field.value for field in entry.fields} for entry in library.entries]
print("alone:", found[0], "| joined:", found[1], "| failed blocks:", library.failed_blocks)
same = found == [{"publisher": "Press", "month": 6}, {"publisher": "up # { of X}", "month": "{25~} # jun"}]
raise SystemExit((not (same and not library.failed_blocks)) and "This is no longer so.")
PYTHON

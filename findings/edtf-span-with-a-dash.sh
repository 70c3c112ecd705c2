#!/usr/bin/env bash
# edtf 5.0.2 (Python): a span of days of 1950 becomes a day of 2027, and a span with the right dash loses its first year.
# Expected: text_to_edtf reads "1950–1953" with the dash that books print as it reads the hyphen, "June 25-27, 1950" as 1950-06-25/1950-06-27, or gives None.
# Seen: "1950-1953" is 1950/1953, and "1950–1953" is 1953 alone; "1949–50" is 2050. "June 25-27, 1950" is 2027-06-25, "25–27 June 1950" is 2025-06-27: one
# day is taken for the year, and the year is dropped. Each is valid EDTF and may be right for all that a program can see. "1950 to 1953" is None.
# The book: its dates are written as dates, and set in words from them (base/dates.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check edtf==5.0.2
"$work/venv/bin/python" - <<'PYTHON'
from edtf import text_to_edtf

right = {"1950-1953": "1950/1953", "1950–1953": "1953", "1949-50": "1949/1950", "1949–50": "2050", "June 25-27, 1950": "2027-06-25",
         "25–27 June 1950": "2025-06-27", "June 25, 1950": "1950-06-25", "1950 to 1953": None}
found = {words: text_to_edtf(words) for words in right}
for words, date in found.items():
    print(f"{words}: {date}")
raise SystemExit((found != right) and "This is no longer so.")
PYTHON

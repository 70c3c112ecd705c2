#!/usr/bin/env bash
# undate 0.8.0: a date about which one is not sure is read as one about which there is no doubt, and equals it.
# Expected: 1950~ (about 1950), 1950? and 1950% of EDTF keep their mark, as 195X keeps its unknown figure, or are refused, as seasons and ~1950-06 are.
# Seen: all three are 1950, equal to it, of the same length, and written as "1950" in EDTF again; 1950~/1953~ is 1950/1953. The library is made for dates that
# are uncertain, and what it cannot read otherwise raises an error: whoever reads a table and writes it has lost every "about" without a word.
# The book: its dates are certain, or say in words what is not (base/dates.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check undate==0.8.0
"$work/venv/bin/python" - <<'PYTHON'
from undate import Undate

def written(date):
    return str(Undate.parse(date, "EDTF"))

found = {date: written(date) for date in ("1950~", "1950?", "1950%", "1950-06~", "1950~/1953~", "195X")}
print("read and written again:", found)
same = Undate.parse("1950~", "EDTF") == Undate.parse("1950", "EDTF")
print("about 1950 equals 1950:", same)
try:
    print("~1950-06:", written("~1950-06"))
    refused = False
except ValueError as error:
    print("~1950-06 is refused:", str(error).splitlines()[0])
    refused = True
expected = ["1950", "1950", "1950", "1950-06", "1950/1953", "195X"]
raise SystemExit((not (list(found.values()) == expected and same and refused)) and "This is no longer so.")
PYTHON

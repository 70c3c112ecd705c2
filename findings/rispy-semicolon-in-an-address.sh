#!/usr/bin/env bash
# rispy 0.10.0: an address that has a semicolon in it is two addresses, and neither of them leads anywhere.
# Expected: a RIS file has one address a line (UR), so that "https://example.org/a;b=1" is read as it stands; a semicolon is an ordinary sign of an address (RFC 3986).
# Seen: urls is ["https://example.org/a", "b=1"], and a file that is read and written again has two lines, UR - https://example.org/a and UR - b=1. Keywords
# (KW) and authors with a semicolon are left whole. No warning. A reader whose implementation has an empty DEFAULT_DELIMITER_MAPPING keeps the address.
# The book: writes RIS by rispy and reads none in its build (citing/formats.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check rispy==0.10.0
"$work/venv/bin/python" - <<'PYTHON'
import rispy

class Whole(rispy.RisParser):
    DEFAULT_DELIMITER_MAPPING: dict = {}

ADDRESS = "https://example.org/a;b=1"
record = "\n".join(["TY  - JOUR", "AU  - Kim, A.; Lee, B.", "KW  - war; peace", f"UR  - {ADDRESS}", "ER  - ", ""])
[read] = rispy.loads(record)
written = [line for line in rispy.dumps([read]).splitlines() if line.startswith("UR")]
[whole] = rispy.loads(record, implementation=Whole)
print("urls:", read["urls"], "| keywords:", read["keywords"], "| written:", written, "| without delimiters:", whole["urls"])
cut = read["urls"] == ["https://example.org/a", "b=1"] and len(written) == 2
raise SystemExit((not (cut and read["keywords"] == ["war; peace"] and read["authors"] == ["Kim, A.; Lee, B."] and whole["urls"] == [ADDRESS])) and "This is no longer so.")
PYTHON

#!/usr/bin/env bash
# CSL, Chicago 18 (author-date) as pandoc 3.9 ships it (pypandoc-binary 1.17): an article of 1950 that gives no volume is "ahead of print".
# Expected: an article-journal with a DOI and neither volume nor page (a record that a publisher has left short) is printed with what there is.
# Seen: 'Roe, Jane. 1950. "War." J, ahead of print. https://doi.org/...', whatever its year is. Whoever gives the DOI and the date says so much of an article; with
# a web address in place of the DOI, with any one of volume, issue, page and number, or as an article in a magazine, it is printed without. A status
# "published" is printed too: "Published 1950".
# The book: its own list prints no such words (sources/chicago).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pypandoc-binary==1.17
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import json
import subprocess
from pathlib import Path

import pypandoc

def printed(**fields):
    item = {"id": "a", "type": "article-journal", "author": [{"family": "Roe", "given": "Jane"}], "title": "War", "container-title": "J", "issued": {"date-parts": [[1950]]}}
    Path("items.json").write_text(json.dumps([item | fields]))
    command = [pypandoc.get_pandoc_path(), "--citeproc", "--bibliography=items.json", "-t", "plain", "--wrap=none"]
    return subprocess.run(command, input='---\nnocite: "@*"\n---\n', capture_output=True, text=True, check=True).stdout.strip()

cases = {
    "doi": {"DOI": "10.1000/a"}, "2001": {"DOI": "10.1000/a", "issued": {"date-parts": [[2001]]}}, "url": {"URL": "https://example.org/a"}, "neither": {},
    "volume": {"DOI": "10.1000/a", "volume": "3"}, "issue": {"DOI": "10.1000/a", "issue": "3"}, "page": {"DOI": "10.1000/a", "page": "3"},
    "number": {"DOI": "10.1000/a", "number": "3"}, "magazine": {"DOI": "10.1000/a", "type": "article-magazine"}, "status": {"DOI": "10.1000/a", "status": "published"},
}
found = {name: printed(**fields) for name, fields in cases.items()}
for name, text in found.items():
    print(f"{name}: {text}")
ahead = [name for name, text in found.items() if "ahead of print" in text]
raise SystemExit(None if ahead == ["doi", "2001"] and "Published" in found["status"] else "This is no longer so.")
PYTHON

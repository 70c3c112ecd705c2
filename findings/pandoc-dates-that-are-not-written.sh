#!/usr/bin/env bash
# pandoc 3.9 (pypandoc-binary 1.17): its BibLaTeX writer drops dates that its reader knows, without a word.
# Expected: origdate, which the reader turns into original-date, is written back as eventdate is; a date in words ("about 1950")
# becomes the field year.
# Seen: origdate is gone, so the reprint of a text of 1848 becomes a text of 2012; the date in words becomes an empty date = {}.
# The book: each format of a citation is written from the book's own records, none from another.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pypandoc-binary==1.17
"$work/venv/bin/python" - "$work" <<'PYTHON'
import json
import pypandoc

def written(item):
    return " ".join(pypandoc.convert_text(json.dumps([{"id": "k", "type": "book", "title": "T", **item}]), "biblatex", format="csljson").split())

source = "@book{k, title={T}, date={2012}, origdate={1848}, eventdate={1999}}"
read = json.loads(pypandoc.convert_text(source, "csljson", format="biblatex"))[0]
again = written({key: read[key] for key in ("issued", "original-date", "event-date")})
words = written({"issued": {"literal": "about 1950"}})
print("read:", sorted(read), "| written:", again, "| in words:", words)
raise SystemExit((not ("2012" in again and "1848" not in again and "1999" in again and "date = {}" in words and "1950" not in words)) and "This is no longer so.")
PYTHON

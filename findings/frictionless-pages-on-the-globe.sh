#!/usr/bin/env bash
# frictionless 5.21.0: a column of pages, or of numbers with a decimal comma, is described as places on the globe.
# Expected: "12, 15" and "3, 4" are text, and "8,5" and "12,5", as half of Europe writes numbers, text or numbers; a type that is rare is named by the author.
# Seen: describe() gives the type geopoint (longitude, latitude) to both as long as all values could be places, and reading gives [12.0, 15.0] and [8.0, 5.0].
# One value out of range, such as page 340, makes the column text again, so that one more row changes the type of all. validate() with that
# schema finds nothing.
# The book: the types of its tables are written, none is guessed (exports/).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check frictionless==5.21.0
cd "$work"
"$work/venv/bin/python" -W ignore - <<'PYTHON'
import pathlib
import frictionless

def described(*values):
    pathlib.Path("table.csv").write_text("name,value\n" + "".join(f'n,"{value}"\n' for value in values))
    resource = frictionless.describe("table.csv")
    rows = [row["value"] for row in frictionless.Resource("table.csv").read_rows()]
    rows = [row if isinstance(row, str) else [float(number) for number in row] for row in rows]
    return resource.schema.get_field("value").type, rows, resource.validate().valid

pages, share, further = described("12, 15", "3, 4"), described("8,5", "12,5"), described("12, 15", "3, 4", "340, 341")
print("pages:", pages, "| decimal comma:", share, "| with page 340:", further)
globe = pages == ("geopoint", [[12.0, 15.0], [3.0, 4.0]], True) and share == ("geopoint", [[8.0, 5.0], [12.0, 5.0]], True)
raise SystemExit((not (globe and further == ("string", ["12, 15", "3, 4", "340, 341"], True))) and "This is no longer so.")
PYTHON

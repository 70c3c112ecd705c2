#!/usr/bin/env bash
# Sphinx 9.0.4: a glossary term whose name ends like "No. 1" is written to objects.inv and cannot be read back.
# Expected: every term of an inventory that Sphinx wrote is found by {external:term}.
# Seen: "Order" is read; "Order No. 1", "Rule 7 and Article 41" and the like are not, since a number between spaces looks like the
# priority column of the inventory's own lines. Neither writer nor reader says a word.
# The book: such terms are linked by their term-… names, and docs/citing.md says so.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4
"$work/venv/bin/python" - <<'PYTHON'
import io, pathlib, sys, tempfile
from sphinx.application import Sphinx
from sphinx.util.inventory import InventoryFile

folder = pathlib.Path(tempfile.mkdtemp())
(folder / "conf.py").write_text("project = 'p'\n")
names = ["Order", "Order No. 1", "Rule 7 and Article 41", "Resolution 1718 and the 1718 Committee"]
text = "T\n=\n\n.. glossary::\n\n" + "".join(f"   {name}\n      A thing.\n\n" for name in names)
(folder / "index.rst").write_text(text)
app = Sphinx(folder, folder, folder / "out", folder / "trees", "html", status=None, warning=io.StringIO())
app.build()
with (folder / "out" / "objects.inv").open("rb") as file:
    found = InventoryFile.load(file, "", lambda base, path: path)
read = sorted(found.data.get("std:term", {}) if hasattr(found, "data") else found.get("std:term", {}))
print("written:", names, "| read:", read)
raise SystemExit((not ("Order" in read and "Order No. 1" not in read)) and "This is no longer so.")
PYTHON

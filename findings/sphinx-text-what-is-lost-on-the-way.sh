#!/usr/bin/env bash
# Sphinx 9.0.4, text: the plain text of a book has no addresses, other letters in its lists, and each picture twice.
# Expected: a link's address stands behind its words or in a list, as in the man builder; an item (b) stays b, a picture is one line.
# Seen: of "a report <https://example.org/>" the words alone are left, so sources are named and cannot be found; a list a, b is numbered 1, 2, so
# a quoted Article 2 (b) becomes 2; a picture is "[image: A lake][image]". No warning; numbers of a list that begins at 7 are kept.
# The book: refuses that builder (base/builders.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4 docutils==0.22.4
"$work/venv/bin/python" - "$work" <<'PYTHON'
import io, pathlib, sys
from sphinx.application import Sphinx

TEXT = """War
===

By `a report <https://example.org/>`_.

7. seven

a. first
b. second

.. image:: lake.svg
   :alt: A lake
"""
folder = pathlib.Path(sys.argv[1]) / "book"
folder.mkdir()
(folder / "conf.py").write_text("")
(folder / "index.rst").write_text(TEXT)
(folder / "lake.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
warnings = io.StringIO()
app = Sphinx(folder, folder, folder / "out", folder / "trees", "text", status=None, warning=warnings)
app.build()
lines = [line.strip() for line in (folder / "out" / "index.txt").read_text().splitlines() if line.strip()]
print(" | ".join(lines), "| warnings:", repr(warnings.getvalue()))
expected = ["War", "***", "By a report.", "7. seven", "1. first", "2. second", "[image: A lake][image]"]
raise SystemExit(((lines, warnings.getvalue()) != (expected, "")) and "This is no longer so.")
PYTHON

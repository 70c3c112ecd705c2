#!/usr/bin/env bash
# typst 0.15.2 (the Python package): a file that a Compiler is given for one compilation stays its file, and query asks that one from then on.
# Expected: compile(input=...) is "for this invocation", as its stub says, so that the next compile() and query() are about the book again.
# Seen: Compiler("book.typ") that has set a cover once sets the cover each time, and query finds the cover's labels, none of the book. No warning.
# sys_inputs stay as well, but for these the stub says so.
# The book: makes a compiler for each part (pdf/typesetting.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pypdf==7.1.1
"$work/venv/bin/python" - "$work" <<'PYTHON'
import io
import json
import pathlib
import sys

import pypdf
import typst

folder = pathlib.Path(sys.argv[1])
for name in ("book", "cover"):
    (folder / f"{name}.typ").write_text(f'#set document(date: none)\nThe {name}. #metadata("{name}") <place>')

def words(data):
    return pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text().strip()

compiler = typst.Compiler(folder / "book.typ", root=folder)
steps = [words(compiler.compile()), words(compiler.compile(input=folder / "cover.typ")), words(compiler.compile())]
asked = json.loads(compiler.query("<place>", field="value", one=True))
promised = "compile for this invocation" in pathlib.Path(typst.__file__).with_suffix(".pyi").read_text()
print("compile(), compile(input=cover), compile():", steps, "| query:", asked, "| the stub:", promised)
raise SystemExit(((steps, asked, promised) != (["The book.", "The cover.", "The cover."], "cover", True)) and "This is no longer so.")
PYTHON

#!/usr/bin/env bash
# typst 0.15.2 (the Python package): a Compiler that is given a book as bytes can be asked once; then its file is "not found".
# Expected: Compiler(b"...") keeps the book, as Compiler("book.typ") keeps its file, for a PDF and then its labels, or for PDF and SVG.
# Seen: the first compile(), query() or eval() answers, each further one of any kind raises an error, "file not found", with the path of a file
# __typst_py_bytes__.typ in the working directory, which nobody wrote. Only compile(input=b"...") with the same bytes works again.
# The book: writes its parts to the disk (pdf/parts.py) and gives paths.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2
"$work/venv/bin/python" - "$work" <<'PYTHON'
import pathlib
import sys

import typst

BOOK = b'#metadata("war") <place>\nWar.'
file = pathlib.Path(sys.argv[1], "book.typ")
file.write_bytes(BOOK)

def asked(compiler):
    """What four questions to a compiler get: a PDF, the label, the label again, a PDF once more of bytes."""
    answers = []
    for question in (lambda: compiler.compile()[:4], lambda: compiler.query("<place>", field="value", one=True), lambda: compiler.eval("query(<place>).first().value"),
                     lambda: compiler.compile(input=BOOK)[:4]):
        try:
            answers.append(question())
        except RuntimeError as error:
            answers.append("not found" if "file not found" in str(error) and "__typst_py_bytes__" in str(error) else str(error))
    return answers

found = {"path": asked(typst.Compiler(file)), "bytes": asked(typst.Compiler(BOOK))}
print(found)
right = {"path": [b"%PDF", '"war"', '"war"', b"%PDF"], "bytes": [b"%PDF", "not found", "not found", b"%PDF"]}
raise SystemExit((found != right) and "This is no longer so.")
PYTHON

#!/usr/bin/env bash
# typst 0.15.2: a layout that hangs on its own page number is compiled without a word.
# Expected: typst.compile() raises or warns when the document does not converge.
# Seen: compile() returns a PDF and says nothing; compile_with_warnings() alone tells.
# The book: pdf/typesetting.py uses compile_with_warnings, and the build stops at a warning.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2
"$work/venv/bin/python" - <<'PYTHON'
import typst

SOURCE = b"#context { if calc.odd(counter(page).final().first()) [#pagebreak() a] else [b] }"
silent = typst.compile(SOURCE)
told = [warning.message for warning in typst.compile_with_warnings(SOURCE)[1]]
print("compile():", type(silent).__name__, "and nothing said; compile_with_warnings():", told)
raise SystemExit((not (isinstance(silent, bytes) and any("did not converge" in message for message in told))) and "This is no longer so.")
PYTHON

#!/usr/bin/env bash
# Sphinx 9.0.4: a tag that was asked for once stays what it was, though it is removed.
# Expected: after tags.remove("html") the condition "html" is false.
# Seen: eval_condition keeps its answers, and add and remove do not drop them; an {only} of the first builder stays in the
# book of a second one that works in the same application.
# The book: the second builder gets a Tags object of its own (pdf/beside.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4
"$work/venv/bin/python" - <<'PYTHON'
from sphinx.util.tags import Tags

tags = Tags(["html"])
before = tags.eval_condition("html")
tags.remove("html")
after = tags.eval_condition("html")
fresh = Tags([]).eval_condition("html")
print("before:", before, "| after remove:", after, "| new object:", fresh)
raise SystemExit(((before, after, fresh) != (True, True, False)) and "This is no longer so.")
PYTHON

#!/usr/bin/env bash
# markdown2 2.5.5: the marks of notes have other numbers than the notes that they lead to.
# Expected: with the extra "footnotes" a mark shows the number that its note has in the list at the end, whatever order the notes are written in.
# Seen: marks are numbered in the order of the text, the list is in the order in which the notes were written in the file, and is an <ol> that counts for itself: mark 1 leads to
# what the list calls 2. A note that is marked a second time gets the number of the last new note at that mark, and the same id twice, so that one note has the marks
# 1 and 2. The addresses are right; whoever reads on paper reads another note. No warning.
# The book: MyST numbers its notes in the order of the text, and sorts them by it.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check markdown2==2.5.5
"$work/venv/bin/python" - <<'PYTHON'
import re
import markdown2

TEXT = "It began.[^war] A treaty.[^treaty] It began again.[^war]\n\n[^treaty]: Of 1961.\n\n[^war]: In 1950.\n"
html = markdown2.markdown(TEXT, extras=["footnotes"])
marks = re.findall(r'<a href="#fn-(\w+)">(\d+)</a>', html)
notes = [(name, str(number)) for number, name in enumerate(re.findall(r'<li id="fn-(\w+)"', html), 1)]
ids = re.findall(r'id="(fnref-\w+)"', html)
print("marks:", marks, "| notes in the list:", notes, "| ids of marks:", ids)
wrong = marks == [("war", "1"), ("treaty", "2"), ("war", "2")] and notes == [("treaty", "1"), ("war", "2")]
raise SystemExit((not (wrong and ids == ["fnref-war", "fnref-treaty", "fnref-war"])) and "This is no longer so.")
PYTHON

#!/usr/bin/env bash
# markdown-it-py 4.3.0 (the parser of MyST): the tenth level of a list takes with it all that follows in the file.
# Expected: a limit of nesting is told, or at least costs no more than what is nested deeper than it.
# Seen: MarkdownIt("commonmark"), which MyST begins with, reads 20 levels of blocks, and each list is two. The words of the tenth item are gone,
# and so are the heading and the paragraph behind the list, which stand at the margin; nothing is said. Nine levels are whole.
# The book: base/lost.py ends the build at such a place.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check markdown-it-py==4.3.0
"$work/venv/bin/python" - <<'PYTHON'
from markdown_it import MarkdownIt

def kept(levels):
    text = "".join("  " * level + f"- Item {level + 1}\n" for level in range(levels)) + "\n# Next\n\nAfter.\n"
    page = MarkdownIt("commonmark").render(text)
    return [word for word in (f"Item {levels - 1}", f"Item {levels}", "Next", "After") if word in page]

found = (kept(9), kept(10))
print("nine levels:", found[0], "| ten levels:", found[1])
raise SystemExit((found != (["Item 8", "Item 9", "Next", "After"], ["Item 9"])) and "This is no longer so.")
PYTHON

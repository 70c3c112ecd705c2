#!/usr/bin/env bash
# docutils 0.22.4: index, replace and remove of an element act on the first text that is equal, not on the one they were given.
# Expected: parent.replace(node, new) replaces node, since nodes are compared by identity.
# Seen: Text is a str and is compared by its letters: in "war <em>and</em> war" the second "war" is asked for and the first is
# replaced or removed; a note put in at index(node) + 1 comes after the wrong word. Elements are compared by identity.
# The book: what it looks up or takes out by index, replace and remove are elements, or texts of which the first equal one will do.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check docutils==0.22.4
"$work/venv/bin/python" - "$work" <<'PYTHON'
from docutils import nodes

def paragraph():
    return nodes.paragraph("", "", nodes.Text("war"), nodes.emphasis("", " and "), nodes.Text("war"))

replaced, removed, noted = paragraph(), paragraph(), paragraph()
second = replaced[2]
second.parent.replace(second, nodes.strong("", "peace"))
removed.remove(removed[2])
noted.insert(noted.index(noted[2]) + 1, nodes.superscript("", "1"))
found = [node.astext() for node in (replaced, removed, noted)]
twins = nodes.paragraph("", "", nodes.emphasis("", "war"), nodes.emphasis("", "war"))
print("replaced, removed, noted:", found, "| of two equal elements:", twins.index(twins[1]))
raise SystemExit((not (found == ["peace and war", " and war", "war1 and war"] and twins.index(twins[1]) == 1)) and "This is no longer so.")
PYTHON

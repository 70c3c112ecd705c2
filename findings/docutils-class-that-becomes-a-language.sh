#!/usr/bin/env bash
# docutils 0.22.4: a class "language-zh" is no class in the page, it becomes the language of the element.
# Expected: classes=["in-zh", "language-zh"] give class="in-zh language-zh", so that a style sheet or a filter finds both.
# Seen: the HTML writers take every class that begins with "language-" out and write lang="zh" in its place: a filter by such a class finds
# nothing, and an English entry on a Chinese source is read aloud as Chinese.
# The book: its filters' classes begin with "in-"; languages are set on the words alone.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check docutils==0.22.4
"$work/venv/bin/python" - <<'PYTHON'
from docutils import nodes
from docutils.core import publish_from_doctree, publish_doctree

tree = publish_doctree("")
tree += nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", "An entry"), classes=["in-zh", "language-zh"]))
page = publish_from_doctree(tree, writer="html5").decode()
line = next(line for line in page.splitlines() if "<li" in line)
print(line)
raise SystemExit((not ('lang="zh"' in line and "language-zh" not in line and "in-zh" in line)) and "This is no longer so.")
PYTHON

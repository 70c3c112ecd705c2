#!/usr/bin/env bash
# Sphinx 9.0.4: in the one tree that singlehtml, LaTeX and other one-file builders write, the way up ends too early.
# Expected: in the tree that assemble_doctree gives, each node's parent chain leads to the root, past a start_of_file with its docname.
# Seen: what stands in a start_of_file still has the document of its own file for parent, so climbing never meets start_of_file and
# never reaches the tree; going down from the root finds all of them.
# The book: pdf/visitors.py and others ask the section's docname.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4 docutils==0.22.4
"$work/venv/bin/python" - "$work" <<'PYTHON'
import io, pathlib, re, sys
from sphinx.application import Sphinx

def build(files, builder, **settings):
    folder = pathlib.Path(sys.argv[1]) / "book"
    folder.mkdir(exist_ok=True)
    (folder / "conf.py").write_text("")
    for name, text in files.items():
        (folder / name).write_text(text)
    warnings = io.StringIO()
    app = Sphinx(folder, folder, folder / "out", folder / "trees", builder, confoverrides=settings, status=None, warning=warnings)
    app.build()
    return app

from docutils import nodes
from sphinx import addnodes

app = build({"index.rst": "Home\n====\n\n.. toctree::\n\n   two\n", "two.rst": "Two\n===\n\nWords.\n"}, "singlehtml")
tree = app.builder.assemble_doctree()
node = next(node for node in tree.findall(nodes.paragraph) if node.astext() == "Words.")
way = []
while node.parent is not None:
    node = node.parent
    way.append(node.tagname)
print("found from above, its way up:", way, "| ends in the tree:", node is tree)
raise SystemExit((not (way == ["section", "document"] and node is not tree and any(tree.findall(addnodes.start_of_file)))) and "This is no longer so.")
PYTHON

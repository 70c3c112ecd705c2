#!/usr/bin/env bash
# Sphinx 9.0.4: each :numref: to a figure loads the whole document in which the figure stands.
# Expected: the number comes from env.toc_fignumbers, which holds every figure's number by its name.
# Seen: env.get_doctree is called for every single reference, since the figure's kind and caption are looked up in the tree; ten references
# to one figure unpickle its document ten times, so the cost is the product of references and size.
# The book: trees that were loaded are kept while pages are written.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4
"$work/venv/bin/python" - <<'PYTHON'
import io, pathlib, tempfile
from collections import Counter
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

folder = pathlib.Path(tempfile.mkdtemp())
(folder / "conf.py").write_text("project = 'p'\nnumfig = True\n")
(folder / "dot.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
(folder / "index.rst").write_text("T\n=\n\n.. toctree::\n\n   one\n   two\n")
(folder / "one.rst").write_text("One\n===\n\n.. _lake:\n\n.. figure:: dot.svg\n\n   A lake\n")
loads, load = Counter(), BuildEnvironment.get_doctree

def counting(self, docname):
    loads[docname] += 1
    return load(self, docname)

BuildEnvironment.get_doctree = counting
counts = {}
for references in (1, 11):
    (folder / "two.rst").write_text("Two\n===\n\n" + "See :numref:`lake`.\n\n" * references)
    loads.clear()
    app = Sphinx(folder, folder, folder / f"out{references}", folder / f"trees{references}", "html", status=None, warning=io.StringIO())
    app.build()
    counts[references] = loads["one"]
print("references: loads of the figure's document", counts)
raise SystemExit((counts[11] - counts[1] != 10) and "This is no longer so.")
PYTHON

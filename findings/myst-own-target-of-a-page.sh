#!/usr/bin/env bash
# MyST-Parser 5.2.0 with Sphinx 9.0.4: a page whose explicit target has the page's own file name cannot be linked to.
# Expected: [words](#two), a link to the target (two)= at the head of two.md, is resolved: both meanings are the same place.
# Seen: the warning myst.xref_ambiguous ("could be std:ref or std:doc"), which ends a build with warnings as errors; a target with any
# other name is fine.
# The book: a chapter is linked to by its file.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4 docutils==0.22.4 myst-parser==5.2.0
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
    return folder / "out", warnings.getvalue()

def told(name):
    files = {"index.md": f"# Home\n\n```{{toctree}}\ntwo\n```\n\n[words](#{name})\n", "two.md": f"({name})=\n# Other title\n\nText.\n"}
    return re.findall(r"myst\.\w+", build(files, "html", extensions=["myst_parser"])[1])

found = (told("two"), told("three"))
print("named as the file:", found[0], "| otherwise:", found[1])
raise SystemExit((found != (["myst.xref_ambiguous"], [])) and "This is no longer so.")
PYTHON

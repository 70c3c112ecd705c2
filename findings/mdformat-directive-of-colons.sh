#!/usr/bin/env bash
# mdformat 1.0.0 with mdformat-myst 0.3.0: a figure that is written with colons loses its picture.
# Expected: the plugin for MyST leaves :::{figure} as it is, as it leaves ```{figure}, or refuses the file; mdformat promises that what it formats
# renders as before.
# Seen: a backslash is put in, ":::\{figure} map.svg". For MyST-Parser 5.2.0 that is no directive any more but a box with a class of that name: the picture is
# gone, the caption is a paragraph, and ":::{warning}" is a box without its heading. mdformat ends with 0, since its own
# rendering knows neither. Neither formatting again nor a build without warnings as errors shows it.
# Reported to its makers before (issue 13).
# The book: has directives with colons (docs/changes.md), and no formatter is run over its pages.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check mdformat==1.0.0 mdformat-myst==0.3.0 myst-parser==5.2.0 docutils==0.22.4
"$work/venv/bin/python" - <<'PYTHON'
import subprocess
import sys

from docutils.core import publish_doctree
from myst_parser.docutils_ import Parser

def kinds(text):
    settings = {"myst_enable_extensions": ["colon_fence"], "report_level": 5}
    return [node.tagname for node in publish_doctree(text, parser=Parser(), settings_overrides=settings).findall() if node.tagname != "#text"][1:]

found = {}
for fence in (":::", "```"):
    text = f"{fence}{{figure}} map.svg\nThe lake.\n{fence}\n\n{fence}{{warning}}\nDisputed.\n{fence}\n"
    done = subprocess.run([sys.executable, "-m", "mdformat", "-"], input=text, capture_output=True, text=True)
    found[fence] = (done.returncode, kinds(text), kinds(done.stdout))
    print(f"{fence} status {done.returncode}: {' '.join(found[fence][1])} becomes {' '.join(found[fence][2])}")
whole = ["figure", "image", "caption", "warning", "paragraph"]
raise SystemExit((found != {":::": (0, whole, ["container", "paragraph"] * 2), "```": (0, whole, whole)}) and "This is no longer so.")
PYTHON

#!/usr/bin/env bash
# mistune 3.4.0: a note that only another note refers to gets a number, and is not printed.
# Expected: the plugin "footnotes" prints each note that has a mark, as the notes of notes are printed by cmark-gfm, Python-Markdown and MyST.
# Seen: the mark within note 1 says 2 and leads to #fn-2, which is nowhere; the words of the note are in no page. Only if the text has a mark for it as well is it there.
# No warning. A note that is marked twice has two marks with one id.
# The book: is read by MyST, whose notes may have notes.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check mistune==3.4.0 cmarkgfm==2025.10.22
"$work/venv/bin/python" - <<'PYTHON'
import re
import cmarkgfm, mistune
from cmarkgfm.cmark import Options

NOTES = "\n\n[^war]: It began in 1950.[^day]\n\n[^day]: On a Sunday.\n"

def read(html):
    links = set(re.findall(r'href="#(fn-\w+)"', html))
    return sorted(links - set(re.findall(r'id="(fn-\w+)"', html))), "On a Sunday." in html

mark = mistune.create_markdown(plugins=["footnotes"])
found = {"mistune": read(mark("The war.[^war]" + NOTES)), "marked in the text too": read(mark("The war.[^war] A day.[^day]" + NOTES)),
         "cmark-gfm": read(cmarkgfm.github_flavored_markdown_to_html("The war.[^war]" + NOTES, options=Options.CMARK_OPT_FOOTNOTES))}
twice = re.findall(r'id="(fnref-\w+)"', mark("The war.[^war] Again.[^war]" + NOTES))
for name, (lost, printed) in found.items():
    print(f"{name}: links to nowhere {lost}, printed: {printed}")
print("ids of marks:", twice)
seen = found == {"mistune": (["fn-2"], False), "marked in the text too": ([], True), "cmark-gfm": ([], True)}
raise SystemExit((not (seen and twice[:2] == ["fnref-1", "fnref-1"])) and "This is no longer so.")
PYTHON

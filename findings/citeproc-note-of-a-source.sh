#!/usr/bin/env bash
# citeproc-js 2.4 (in citation-js 0.9.0) and pandoc 3.9 (pypandoc-binary 1.17): a note on a source is read as its data, and overrules its date.
# Expected: note of CSL-JSON is text for readers, as its schema has it; a line such as "issued: 1999" in it is printed, or not, and changes nothing.
# Seen: a line that begins with the name of a field is taken for that field: "editor: Doe || John" makes an editor, "archive: RGANI" is printed in
# the reference, and "issued: 1999" takes the place of the item's own date 1950. With citeproc-js any line of a note does so, if the name is in small
# letters, with pandoc the first ones, in capitals too. Users of Zotero know it as a way around missing fields; a program that writes
# CSL-JSON does not.
# The book: notes in its CSL-JSON begin with a page or a passage, never with a word and a colon.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pypandoc-binary==1.17
npm install --silent --no-audit --no-fund --prefix "$work" @citation-js/core@0.9.0 @citation-js/plugin-csl@0.9.0 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import fs from 'fs'
import { Cite } from '@citation-js/core'
import '@citation-js/plugin-csl'
const printed = (note) => new Cite({ ...JSON.parse(fs.readFileSync('item.json'))[0], note }).format('bibliography', { template: 'apa' }).trim()
const found = process.argv.slice(2).map(printed)
console.log(JSON.stringify(found))
SCRIPT
"$work/venv/bin/python" - <<'PYTHON'
import json
import pathlib
import subprocess

import pypandoc

ITEM = {"id": "a", "type": "book", "title": "War", "author": [{"family": "Roe", "given": "Jane"}], "issued": {"date-parts": [[1950]]}, "publisher": "Press"}
NOTES = ["Read in Seoul.", "issued: 1999", "Read in Seoul.\nissued: 1999", "editor: Doe || John", "archive: RGANI", "Issued: 1999"]

def by_pandoc(note):
    pathlib.Path("note.json").write_text(json.dumps([{**ITEM, "note": note}]))
    text = '---\nbibliography: note.json\nnocite: "@*"\n---\n'
    return pypandoc.convert_text(text, "plain", format="markdown", extra_args=["--citeproc", "--wrap=none"]).strip()

pathlib.Path("item.json").write_text(json.dumps([ITEM]))
by_js = json.loads(subprocess.run(["node", "show.mjs", *NOTES], check=True, capture_output=True, text=True).stdout)
for note, *lines in zip(NOTES, by_js, map(by_pandoc, NOTES)):
    print(repr(note), *lines, sep=" | ")
pandoc = [by_pandoc(note) for note in NOTES]
seen = ["1999" in line for line in by_js] == [False, True, True, False, False, False] and ["1999" in line for line in pandoc] == [False, True, False, False, False, True]
seen = seen and "Doe" in by_js[3] and "RGANI" in by_js[4] and "Doe" in pandoc[3]
raise SystemExit((not seen) and "This is no longer so.")
PYTHON

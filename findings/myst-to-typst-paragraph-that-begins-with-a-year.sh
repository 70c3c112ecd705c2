#!/usr/bin/env bash
# myst-to-typst 0.0.36 (of mystmd, with myst-parser 1.7.3) and typst 0.15.2: a paragraph that begins with a year and a period is a list in the PDF.
# Expected: what is a paragraph in MyST ("1950\. The war began.", or "= 5 of 7 agreed", which is nothing special there) is one in Typst; signs that
# mean something in Typst are escaped, as # $ @ and others are in a line.
# Seen: at the beginning of a paragraph nothing is escaped: "1950." makes an item of a numbered list, "=" a heading, which is a bookmark of the PDF,
# "/ Term:" a list of terms; so too behind a line break, and in notes. A second paragraph of an item loses its indent, so it ends the list and
# the numbers begin anew. No warning.
# The book: the words in its Typst text are strings (pdf/writer.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2
npm install --silent --no-audit --no-fund --prefix "$work" myst-parser@1.7.3 myst-to-typst@0.0.36 unified@11.0.5 vfile@6.0.3 >/dev/null
cd "$work"
cat > write.mjs <<'SCRIPT'
import { mystParse } from 'myst-parser'
import { unified } from 'unified'
import { VFile } from 'vfile'
import mystToTypst from 'myst-to-typst'
const written = (myst) => unified().use(mystToTypst, {}).stringify(mystParse(myst), new VFile()).result.value
console.log(JSON.stringify(process.argv.slice(2).map(written)))
SCRIPT
"$work/venv/bin/python" - <<'PYTHON'
import json
import subprocess

import typst

MYST = ["The war began in 1950.", "1950\\. The war began.", "It began in June\\\n1950\\. It ended later.", "= 5 of 7 agreed.", "/ Term: words.",
        "1. First.\n\n   More of it.\n2. Second."]
KINDS = ("enum", "heading", "terms")

def elements(text):
    """How many lists, headings and lists of terms Typst sees in a text."""
    compiler = typst.Compiler(text.encode())
    return json.loads(compiler.eval("(" + ", ".join(f"query({kind}).len()" for kind in KINDS) + ")"))

texts = json.loads(subprocess.run(["node", "write.mjs", *MYST], check=True, capture_output=True, text=True).stdout)
found = [elements(text) for text in texts]
for text, counts in zip(texts, found):
    print(repr(text.strip()), dict(zip(KINDS, counts)))
raise SystemExit((found != [[0, 0, 0], [1, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [2, 0, 0]]) and "This is no longer so.")
PYTHON

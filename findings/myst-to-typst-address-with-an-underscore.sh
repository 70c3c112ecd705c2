#!/usr/bin/env bash
# myst-to-typst 0.0.36 (of mystmd, with myst-parser 1.7.3) and typst 0.15.2: an address with an underscore or a fragment leads elsewhere in the PDF.
# Expected: [x](https://example.org/a_b#c) leads to that address in the PDF, as in HTML.
# Seen: the address is escaped as words of the text are, and stands in a string, where Typst keeps a backslash before such a sign as it is: the PDF
# leads to https://example.org/a\_b\#c. So with & * $ @ too, that is with most addresses that have a query or a fragment. No warning from
# either; Typst compiles it, also under PDF/UA-1. An address that stands for itself is printed with the backslashes, too.
# The book: writes strings of Typst as those of JSON (pdf/writer.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2 pypdf==7.1.1
npm install --silent --no-audit --no-fund --prefix "$work" myst-parser@1.7.3 myst-to-typst@0.0.36 unified@11.0.5 vfile@6.0.3 >/dev/null
cd "$work"
cat > write.mjs <<'SCRIPT'
import { mystParse } from 'myst-parser'
import { unified } from 'unified'
import { VFile } from 'vfile'
import mystToTypst from 'myst-to-typst'
console.log(unified().use(mystToTypst, {}).stringify(mystParse(process.argv[2]), new VFile()).result.value)
SCRIPT
"$work/venv/bin/python" - <<'PYTHON'
import io
import subprocess

import pypdf
import typst

ADDRESSES = ["https://example.org/a-b", "https://example.org/a_b", "https://example.org/a#b", "https://example.org/?a=1&b=2"]
HEAD = '#set document(title: "T", date: none)\n#set text(lang: "en")\n'

def led(address):
    text = subprocess.run(["node", "write.mjs", f"[x]({address})"], check=True, capture_output=True, text=True).stdout
    pdf = typst.compile((HEAD + text).encode(), format="pdf", pdf_standards=["ua-1"])
    return pypdf.PdfReader(io.BytesIO(pdf)).pages[0]["/Annots"][0].get_object()["/A"]["/URI"]

found = [led(address) for address in ADDRESSES]
for address, uri in zip(ADDRESSES, found):
    print(address, "leads to", uri)
right = [ADDRESSES[0], "https://example.org/a\\_b", "https://example.org/a\\#b", "https://example.org/?a=1\\&b=2"]
raise SystemExit((found != right) and "This is no longer so.")
PYTHON

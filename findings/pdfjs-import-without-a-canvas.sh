#!/usr/bin/env bash
# pdf.js 5.6.205 (pdfjs-dist) in Node.js: without the package that its manifest calls optional it cannot even be imported.
# Expected: @napi-rs/canvas is an optional dependency, for drawing; text and tags of a PDF are read without it.
# Seen: installed with --omit=optional, the import of the build for Node.js ends in "ReferenceError: DOMMatrix is not defined". An empty class
# of that name, made before the import, is enough to read the words of a page.
# The book: tests/clients/read.mjs makes the class, so that no picture library is installed for a test of languages.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2
npm install --silent --no-audit --no-fund --omit=optional --prefix "$work" pdfjs-dist@5.6.205 >/dev/null
cd "$work"
"$work/venv/bin/python" -c "import typst; typst.compile(b'Juche and the 38th parallel', output='book.pdf')"
cat > show.mjs <<'SCRIPT'
import fs from 'fs'
if (process.argv[2] === 'class') globalThis.DOMMatrix = class {}
try {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const book = await getDocument({ data: new Uint8Array(fs.readFileSync('book.pdf')), verbosity: 0 }).promise
  const content = await (await book.getPage(1)).getTextContent()
  console.log(content.items.map((item) => item.str).join(''))
} catch (error) {
  console.log(String(error))
}
SCRIPT
bare=$(node show.mjs bare 2>/dev/null | tail -1)
helped=$(node show.mjs class 2>/dev/null | tail -1)
echo "without the package: $bare | with an empty class: $helped"
[ "$bare" = "ReferenceError: DOMMatrix is not defined" ] && [ "$helped" = "Juche and the 38th parallel" ] || { echo "This is no longer so."; exit 1; }

#!/usr/bin/env bash
# pdf2json 4.0.3: the text of each page comes with its last line first.
# Expected: getRawTextContent() gives the lines of a page from top to bottom, as its own list of texts has them with their places.
# Seen: of "First line.", "Second line.", "Third line." it gives the third, the second and the first, whether pdf-lib 1.17.1 or typst 0.15.2 made the page: the lines
# are sorted by a measure that PDF counts from the foot of the page. The list (Pages[0].Texts) is right, and so was the text in 3.2.2; 4.1.0 is
# as 4.0.3 (by hand). No error: each line is whole, so that an index made of it looks well, and sentences of two lines are in none.
# The book: offers its text as Markdown and TEI beside the PDF.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2
npm install --silent --no-audit --no-fund --prefix "$work" pdf2json@4.0.3 pdf2json-3@npm:pdf2json@3.2.2 pdf-lib@1.17.1 >/dev/null
cd "$work"
"$work/venv/bin/python" -c 'import typst; typst.compile(b"First line.\n\nSecond line.\n\nThird line.", output="typst.pdf")'
cat > show.mjs <<'SCRIPT'
import fs from 'fs'
import PDFParser from 'pdf2json'
import OldParser from 'pdf2json-3'
import { PDFDocument } from 'pdf-lib'
const book = await PDFDocument.create()
const page = book.addPage()
for (const [at, line] of ['First line.', 'Second line.', 'Third line.'].entries()) page.drawText(line, { x: 50, y: 700 - 40 * at })
fs.writeFileSync('pdf-lib.pdf', await book.save())
const order = (text) => (text.match(/First|Second|Third/g) ?? []).join()
const read = (Parser, name) => new Promise((resolve, reject) => {
  const parser = new Parser(null, 1)
  parser.on('pdfParser_dataError', reject)
  parser.on('pdfParser_dataReady', ({ Pages: [{ Texts }] }) => {
    const list = [...Texts].sort((one, other) => one.y - other.y).map(({ R }) => decodeURIComponent(R[0].T)).join('')
    resolve(`text ${order(parser.getRawTextContent())}, list ${order(list)}`)
  })
  parser.loadPDF(name)
})
const found = {}
for (const name of ['pdf-lib', 'typst']) found[name] = [await read(PDFParser, `${name}.pdf`), await read(OldParser, `${name}.pdf`)]
for (const [name, [now, before]] of Object.entries(found)) console.log(`${name}: ${now} | in 3.2.2: ${before}`)
const expected = ['text Third,Second,First, list First,Second,Third', 'text First,Second,Third, list First,Second,Third'].join()
if (!Object.values(found).every((both) => both.join() === expected)) {
  console.log('This is no longer so.')
  process.exit(1)
}
process.exit(0)
SCRIPT
node show.mjs

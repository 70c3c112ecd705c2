#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): the bookmarks of a printed page glue notes and lines of a heading together, and leave out its number.
# Expected: with outline: true the bookmark of a heading says what is printed: its words, a blank where <br> ends a line, the number that CSS draws.
# Seen: "Treaty of 1961" with a note's mark is "Treaty of 19611", which reads like another year; a mark with aria-hidden is left out, for listeners too.
# "War and<br>peace" is "War andpeace", with a blank before <br> as well; numbers by counter(), as those of chapters mostly are, are missing, though
# the page has them.
# The book: no heading carries a note or a line's end, and its own PDF is made by Typst.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @sparticuz/chromium@153.0.0 playwright-core@1.65.1 mupdf@1.28.1 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import fs from 'fs'
import zlib from 'zlib'
import { execFileSync } from 'child_process'
import * as mupdf from 'mupdf'
const libraries = zlib.brotliDecompressSync(fs.readFileSync('node_modules/@sparticuz/chromium/bin/al2023.tar.br'))
execFileSync('tar', ['-x'], { input: libraries })
process.env.LD_LIBRARY_PATH = process.cwd() + '/lib'
const { default: packed } = await import('@sparticuz/chromium')
const { chromium } = await import('playwright-core')
const browser = await chromium.launch({ executablePath: await packed.executablePath(), args: packed.args, headless: true })
const page = await browser.newPage()
await page.setContent(`<!DOCTYPE html><html lang="en"><title>T</title><style>body { counter-reset: chapter } .numbered::before
  { counter-increment: chapter; content: counter(chapter) ". " }</style><h1>Treaty of 1961<sup><a href="#note">1</a></sup></h1>
  <h1>Treaty of 1961<sup aria-hidden="true">1</sup></h1><h1>War and<br>peace</h1><h1>War and <br>peace</h1><h1 class="numbered">War</h1><p id="note">Note</p>`)
const book = mupdf.Document.openDocument(await page.pdf({ tagged: true, outline: true }), 'application/pdf')
await browser.close()
const titles = book.loadOutline().map(({ title }) => title)
const printed = book.loadPage(0).toStructuredText().asText()
console.log('bookmarks:', JSON.stringify(titles), '| the number is printed:', printed.includes('1. War'))
if (titles.join('|') !== 'Treaty of 19611|Treaty of 1961|War andpeace|War andpeace|War' || !printed.includes('1. War')) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

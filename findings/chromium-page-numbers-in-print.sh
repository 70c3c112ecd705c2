#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): in print a page that is to be number 40 is followed by page 1, and in the text every page is page 0.
# Expected: counter(page) is the page's number wherever it is printed; @page :first { counter-reset: page 40 } makes the pages 40, 41, 42, and a chapter can begin
# anew with counter-reset: page.
# Seen: in margin boxes "40, 1, 2"; with @page { counter-reset: page 40 } each page is 40, with html { counter-reset: page 40 } the first is 41; on body, or on the
# paragraph that begins the third page, it changes nothing. counter-set on @page :first gives 40, 41, 42. counter(page) and counter(pages) in the text (p::after) are 0 on all
# pages, and so is a counter of the text in a margin box. No warning.
# The book: prints no page numbers from its pages; its PDF has them (docs/_pdf/book.typ).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @sparticuz/chromium@153.0.0 playwright-core@1.65.1 pdfjs-dist@5.6.205 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import fs from 'fs'
import zlib from 'zlib'
import { execFileSync } from 'child_process'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
const libraries = zlib.brotliDecompressSync(fs.readFileSync('node_modules/@sparticuz/chromium/bin/al2023.tar.br'))
execFileSync('tar', ['-x'], { input: libraries })
process.env.LD_LIBRARY_PATH = process.cwd() + '/lib'
const { default: packed } = await import('@sparticuz/chromium')
const { chromium } = await import('playwright-core')
const browser = await chromium.launch({ executablePath: await packed.executablePath(), args: packed.args, headless: true })
const page = await browser.newPage()
const printed = async (css) => {
  await page.setContent(`<!DOCTYPE html><title>T</title><style>@page { size: A6; margin: 2cm; @bottom-center { content: counter(page) } } p + p { break-before: page } ${css}</style><p>a<p>b<p class="c">c`)
  const book = await getDocument({ data: new Uint8Array(await page.pdf({ preferCSSPageSize: true })), verbosity: 0 }).promise
  const texts = []
  for (let number = 1; number <= book.numPages; number += 1) {
    const { items } = await (await book.getPage(number)).getTextContent()
    texts.push(items.map((item) => item.str).join(' ').split(/\s+/).join(''))
  }
  return texts.join()
}
const found = {
  plain: await printed(''), page: await printed('@page { counter-reset: page 40 }'), first: await printed('@page :first { counter-reset: page 40 }'), set: await printed('@page :first { counter-set: page 40 }'),
  html: await printed('html { counter-reset: page 40 }'), body: await printed('body { counter-reset: page 40 }'), chapter: await printed('.c { counter-reset: page 40 }'),
  text: await printed('p::after { content: " " counter(page) "/" counter(pages) }'), 'of the text': await printed('html { counter-reset: n } p { counter-increment: n } @page { @bottom-center { content: counter(n) } }')
}
console.log(browser.version(), JSON.stringify(found))
await browser.close()
const right = { plain: '1a,2b,3c', page: '40a,40b,40c', first: '40a,1b,2c', set: '40a,41b,42c', html: '41a,42b,43c', body: '1a,2b,3c', chapter: '1a,2b,3c', text: '1a0/0,2b0/0,3c0/0', 'of the text': '0a,0b,0c' }
if (JSON.stringify(found) !== JSON.stringify(right)) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

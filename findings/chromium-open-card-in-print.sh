#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): a card that is open when a reader prints is printed on each page of the book, over its text.
# Expected: what is in the top layer is printed once, where it stands, or not at all, since it is no part of the pages.
# Seen: a popover and a modal dialog have position: fixed from the browser's own style sheet, and what is fixed is repeated on each page: of eight pages
# each has the card, where it covers words. With position: absolute for print it is on the first page alone, with display: none on none.
# The book: print.css names the cards that paper does not have.
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
const printed = async (card, open, style = '') => {
  await page.setContent(`<!DOCTYPE html><html lang="en"><title>T</title><style>p { break-after: page } @media print { ${style} }</style>${card}${'<p>Words</p>'.repeat(7)}Words`)
  await page.evaluate(open)
  const book = mupdf.Document.openDocument(await page.pdf({ format: 'A6' }), 'application/pdf')
  const pages = Array.from({ length: book.countPages() }, (_, number) => book.loadPage(number).toStructuredText().asText().includes('CARD'))
  return `${pages.filter(Boolean).length} of ${pages.length}`
}
const popover = ['<div popover>CARD</div>', "document.querySelector('[popover]').showPopover()"]
const found = { popover: await printed(...popover), closed: await printed(popover[0], '0'),
  dialog: await printed('<dialog>CARD</dialog>', "document.querySelector('dialog').showModal()"),
  absolute: await printed(...popover, '[popover] { position: absolute }'), none: await printed(...popover, '[popover] { display: none }') }
for (const [name, pages] of Object.entries(found)) console.log(`${name}: on ${pages} pages`)
await browser.close()
if (Object.values(found).join() !== '8 of 8,0 of 8,8 of 8,1 of 8,0 of 8') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

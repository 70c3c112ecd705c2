#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): a list whose items ask to stay whole is torn in print because of their last lines.
# Expected: break-inside: avoid keeps each item of three lines on one page, whatever else they ask for.
# Seen: if the last paragraph of each item has break-after: avoid (a rule for all lines of a kind, which is meant for those inside), each item
# is chained to the next; once the chain is longer than a page break-inside is forgotten too, and items are torn at the pages' ends.
# The book: print-lists.css gives the last line of an event break-after: auto.
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
const torn = async (last) => {
  const items = Array.from({ length: 12 }, (_, at) => `<li><p>A${at}<p>B${at}<p class="last">C${at}`).join('')
  await page.setContent(`<!DOCTYPE html><html lang="en"><title>T</title><style>@page { size: 300px 300px; margin: 0 }
    * { margin: 0; padding: 0 } li { break-inside: avoid } p { height: 20px; font: 12px/20px sans-serif } .last { ${last} }</style><ul>${items}</ul>`)
  const pdf = mupdf.Document.openDocument(await page.pdf({ preferCSSPageSize: true }), 'application/pdf')
  const pages = Array.from({ length: pdf.countPages() }, (_, at) => pdf.loadPage(at).toStructuredText().asText())
  const where = (word) => pages.findIndex((text) => text.split(/\s+/).includes(word))
  return Array.from({ length: 12 }, (_, at) => at).filter((at) => where(`A${at}`) !== where(`C${at}`))
}
const found = [await torn(''), await torn('break-after: avoid')]
console.log(browser.version(), '| torn items:', found[0].join() || 'none', '| with break-after: avoid:', found[1].join())
await browser.close()
if (!(found[0].length === 0 && found[1].length > 0)) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

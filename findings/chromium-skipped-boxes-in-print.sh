#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): content-visibility: auto, which saves work on the screen, moves headings to the foot of the page on paper.
# Expected: in print nothing is skipped, so the property has no effect there: break-before: page begins a page, and break-after: avoid keeps a
# heading with what follows, as they do in a box without it.
# Seen: breaks that are asked for by the first or last thing in such a box end at the box's edge: a chapter's heading that begins a page no longer does
# if it is the first in its section, and a heading that is the last of a box stands alone at a page's foot. In the middle of a box both
# work, and container-type: inline-size, which contains as well, lets both through.
# The book: what it skips on the screen are entries of lists, and their rules for breaks are on the entries themselves (style/print-lists.css).
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
const pages = async (css, content) => {
  await page.setContent(`<!DOCTYPE html><html lang="en"><title>T</title><style>@page { size: 300px 200px; margin: 0 } body { margin: 0 }
    p, h2 { margin: 0; height: 50px; font: 12px/50px sans-serif } section { ${css} }</style>${content}`)
  const pdf = mupdf.Document.openDocument(await page.pdf({ preferCSSPageSize: true }), 'application/pdf')
  return Array.from({ length: pdf.countPages() }, (_, at) => pdf.loadPage(at).toStructuredText().asText().split(/\s+/).join('')).join('|')
}
const asked = async (css) => [
  await pages(css, '<p>1<section><h2 style="break-before: page">A</h2><p>2</section>'),
  await pages(css, '<p>1<p>2<p>3<section><h2 style="break-after: avoid">B</h2></section><p>4'),
  await pages(css, '<section><p>1<h2 style="break-before: page">C</h2><p>2</section>')
]
const found = { plain: await asked(''), container: await asked('container-type: inline-size'), skipped: await asked('content-visibility: auto') }
console.log(browser.version(), JSON.stringify(found))
await browser.close()
if (JSON.stringify(found) !== '{"plain":["1|A2","123|B4","1|C2"],"container":["1|A2","123|B4","1|C2"],"skipped":["1A2","123B|4","1|C2"]}') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

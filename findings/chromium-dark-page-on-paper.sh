#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): a page that was switched to dark is printed with pale words, and the words of its drawings in white on white.
# Expected: paper is light: a page that follows the reader's system (color-scheme: light dark) is printed in its light colors, so one that is dark by a
# switch of its own (color-scheme: dark) is too, or its colors are made dark enough for paper, as print-color-adjust: economy says.
# Seen: the former is black on paper, whatever the system says. The latter has black grounds left out and white words made gray (#ababab, 2.3:1 on paper);
# the words of an <svg> in the page are left as they are, white, so that the labels of a figure are on paper and cannot be seen.
# color-scheme: light within @media print mends both, if its selector outweighs that of the switch.
# The book: had a switch that outweighed the rule for paper, and pale figures in print; now it weighs no more (tokens.css, tests/figures).
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
const page = await browser.newPage({ colorScheme: 'dark' })
const printed = async (style) => {
  await page.setContent(`<!DOCTYPE html><html lang="en"><title>T</title><style>${style}</style><p>Words</p>
    <svg width="90" height="30"><text y="20" fill="CanvasText">Label</text></svg>`)
  const shown = await page.evaluate(() => getComputedStyle(document.querySelector('p')).color)
  const book = mupdf.Document.openDocument(await page.pdf(), 'application/pdf')
  const colors = {}
  book.loadPage(0).toStructuredText().walk({ onChar: (letter, origin, font, size, quad, color) => {
    if ('WL'.includes(letter)) colors[letter] = '#' + color.map((part) => Math.round(255 * part).toString(16).padStart(2, '0')).join('')
  } })
  return `screen ${shown}, words ${colors.W}, label ${colors.L}`
}
const found = {
  system: await printed(':root { color-scheme: light dark }'),
  switched: await printed(':root { color-scheme: dark }'),
  mended: await printed(':root { color-scheme: dark } @media print { :root { color-scheme: light } }'),
}
await browser.close()
for (const [name, colors] of Object.entries(found)) console.log(`${name}: ${colors}`)
const dark = 'screen rgb(255, 255, 255), words '
if (found.system !== `${dark}#000000, label #000000` || found.switched !== `${dark}#ababab, label #ffffff` || found.mended !== found.system) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): a figure that is shown by <img> knows the reader's dark mode, and does not know that it is printed.
# Expected: the style sheet within an SVG file sees the medium in which the picture is shown, as it sees whether the reader wants dark colors.
# Seen: in <img> prefers-color-scheme of the file follows the reader, @media print, prefers-contrast and prefers-reduced-motion do not: on paper
# the figure has its look of the screen. In the page itself, and in <object>, all of them count. A figure whose values are shown when one
# points at them, and printed beside the bars, so loses them on paper; nothing tells.
# The book: its figures are drawn into the page.
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
const page = await browser.newPage({ colorScheme: 'dark', contrast: 'more', reducedMotion: 'reduce' })
const queries = { CONTRAST: '(prefers-contrast: more)', STILL: '(prefers-reduced-motion: reduce)', PAPER: 'print' }
const figure = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><style>text { visibility: hidden } rect { fill: red } ' +
  '@media (prefers-color-scheme: dark) { rect { fill: lime } } ' +
  Object.entries(queries).map(([name, query]) => `@media ${query} { .${name} { visibility: visible } }`).join(' ') + '</style><rect width="9" height="9"/>' +
  Object.keys(queries).map((name, line) => `<text class="${name}" y="${20 * line + 30}">${name}</text>`).join('') + '</svg>'
fs.writeFileSync('figure.svg', figure)
const shown = async (name, html) => {
  fs.writeFileSync('page.html', `<!DOCTYPE html><html lang="en"><title>T</title><body style="margin: 0">${html}`)
  await page.goto(`file://${process.cwd()}/page.html`, { waitUntil: 'load' })
  const corner = (await page.screenshot({ clip: { x: 2, y: 2, width: 1, height: 1 } })).toString('base64')
  const green = await page.evaluate(async (data) => {
    const image = new Image()
    image.src = `data:image/png;base64,${data}`
    await image.decode()
    const drawn = document.createElement('canvas').getContext('2d')
    drawn.drawImage(image, 0, 0)
    return drawn.getImageData(0, 0, 1, 1).data[1] > 200
  }, corner)
  const words = mupdf.Document.openDocument(await page.pdf(), 'application/pdf').loadPage(0).toStructuredText().asText()
  const counted = [green && 'DARK', ...Object.keys(queries).filter((query) => words.includes(query))].filter(Boolean).join(' ')
  console.log(`${name}: ${counted}`)
  return counted
}
const found = [await shown('img', '<img src="figure.svg" alt="Figure">'), await shown('page', figure),
  await shown('object', '<object type="image/svg+xml" data="figure.svg"></object>')]
await browser.close()
if (found.join('|') !== 'DARK|DARK CONTRAST STILL PAPER|DARK CONTRAST STILL PAPER') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

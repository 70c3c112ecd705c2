#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): a row that saves work when it is far away, or asks for its own width, is no row of its grid any more.
# Expected: content-visibility: auto or container-type: inline-size on rows with grid-template-columns: subgrid leave text and notes in the columns of the page, since
# the row has the width and the place that it had.
# Seen: with any of them "subgrid" is "none": the row has one column, and the note falls below its text, at the left edge. It is so also while the row is in view, and in print.
# @supports (grid-template-columns: subgrid) says yes. (CSS Grid 2 has it in one clause: what is contained cannot be a subgrid.) So with contain: paint; contain: style and
# will-change keep the row, and so does a <details> as a row, with its summary and its answer side by side.
# The book: the columns of its rows are given in numbers, without subgrid.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @sparticuz/chromium@153.0.0 playwright-core@1.65.1 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import fs from 'fs'
import zlib from 'zlib'
import { execFileSync } from 'child_process'
const libraries = zlib.brotliDecompressSync(fs.readFileSync('node_modules/@sparticuz/chromium/bin/al2023.tar.br'))
execFileSync('tar', ['-x'], { input: libraries })
process.env.LD_LIBRARY_PATH = process.cwd() + '/lib'
const { default: packed } = await import('@sparticuz/chromium')
const { chromium } = await import('playwright-core')
const browser = await chromium.launch({ executablePath: await packed.executablePath(), args: packed.args, headless: true })
const page = await browser.newPage()
const columns = async (style, tag = 'div') => {
  await page.setContent(`<!DOCTYPE html><title>T</title><style>body { margin: 0 } main { display: grid; grid-template-columns: 300px 200px } .row { display: grid; grid-column: 1 / 3; grid-template-columns: subgrid; ${style} }
summary { display: block }</style><main><${tag} class="row" open>${tag === 'details' ? '<summary>Text</summary>' : '<p>Text</p>'}<i>Note</i></${tag}></main>`)
  const left = () => page.evaluate(() => document.querySelector('i').getBoundingClientRect().x)
  const onScreen = await left()
  await page.emulateMedia({ media: 'print' })
  const inPrint = await left()
  await page.emulateMedia({ media: 'screen' })
  return [onScreen, inPrint].join(' ')
}
const found = {}
for (const style of ['', 'content-visibility: auto', 'container-type: inline-size', 'contain: layout', 'contain: paint', 'contain: style', 'will-change: transform']) found[style || 'plain'] = await columns(style)
found.details = await columns('', 'details')
console.log(browser.version(), 'the left edge of the note on the screen and in print:', JSON.stringify(found))
const supported = await page.evaluate(() => CSS.supports('grid-template-columns', 'subgrid'))
await browser.close()
const right = { plain: '300 300', 'content-visibility: auto': '0 0', 'container-type: inline-size': '0 0', 'contain: layout': '0 0', 'contain: paint': '0 0', 'contain: style': '300 300', 'will-change: transform': '300 300', details: '300 300' }
if (JSON.stringify(found) !== JSON.stringify(right) || !supported) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

#!/usr/bin/env bash
# paged.js 0.4.3 (in Chromium 153, @sparticuz/chromium): a list that goes on on the next page has other numbers there than its author gave.
# Expected: a page break changes no number: <li value="10"> is followed by 11 on whatever page that stands, and a reversed list of twelve counts
# from 12 to 1.
# Seen: on each page but the first the list begins with the place of its first item in the list, which is right for a plain list and one with start
# alone. Articles 1, 2, 10 ... 15 go on with 9, and the reversed list counts from 1 down to -6 on the first page and from 9 to 6 on the second.
# Without paged.js the browser numbers all as written. No warning.
# Related reports: issues 179 and 280 of its makers, on lists in Firefox and with counters of CSS.
# The book: Typst sets its PDF.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @sparticuz/chromium@153.0.0 playwright-core@1.65.1 pagedjs@0.4.3 >/dev/null
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
const session = await page.context().newCDPSession(page)
const script = fs.readFileSync('node_modules/pagedjs/dist/paged.polyfill.js', 'utf8')
const numbers = async (list, paged) => {
  await page.goto('about:blank')
  await page.setContent(`<!DOCTYPE html><html lang="en"><title>T</title><style>@page { size: 300px 200px; margin: 20px } body, ol { margin: 0 } li { line-height: 20px }</style>${list}`)
  if (paged) {
    await page.evaluate('window.PagedConfig = { auto: false }')
    await page.addScriptTag({ content: script })
    await page.evaluate(() => window.PagedPolyfill.preview())
  }
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  return nodes.filter((node) => node.role?.value === 'ListMarker').map((node) => parseInt(node.name.value)).join(' ')
}
const items = (mark) => Array.from({ length: 12 }, (_, at) => `<li${at === 2 ? mark : ''}>Article</li>`).join('')
const lists = { start: `<ol start="5">${items('')}</ol>`, value: `<ol>${items(' value="10"')}</ol>`, reversed: `<ol reversed>${items('')}</ol>` }
const found = {}
for (const [name, list] of Object.entries(lists)) found[name] = [await numbers(list, false), await numbers(list, true)]
console.log(browser.version(), JSON.stringify(found, null, 1))
await browser.close()
if (JSON.stringify(found) !== '{"start":["5 6 7 8 9 10 11 12 13 14 15 16","5 6 7 8 9 10 11 12 13 14 15 16"],"value":["1 2 10 11 12 13 14 15 16 17 18 19","1 2 10 11 12 13 14 15 9 10 11 12"],"reversed":["12 11 10 9 8 7 6 5 4 3 2 1","1 0 -1 -2 -3 -4 -5 -6 9 8 7 6"]}') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): a head that is hidden from the eye alone takes the widths of a table's columns with it.
# Expected: table-layout: fixed takes its columns from the first row (CSS 2.2, 17.5.2.1). A head with position: absolute, as rules for "visually
# hidden" write it, is out of the flow, so the first row left is the body's, and a width told for first cells is that of the column.
# Seen: the columns are equal, as if no cell had a width. With a head in the flow, or with display: none, which takes it from listeners,
# the width counts; col elements count in all three.
# The book: the verdicts' tables, of which the first alone shows its head, have col elements.
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
const widths = async (head, column) => {
  await page.setContent(`<!DOCTYPE html><html lang="en"><title>T</title><style>
    table { table-layout: fixed; width: 400px; border-spacing: 0 } th, td { padding: 0 }
    ${column}:nth-child(1) { width: 50px } thead { ${head} }</style>
    <table><col><col><thead><tr><th>Note<th>Words</thead><tbody><tr><td>1<td>One</table>`)
  return page.evaluate(() => [...document.querySelectorAll('td')].map((cell) => cell.offsetWidth).join(' and '))
}
const seen = []
for (const column of [':is(th, td)', 'col']) {
  for (const head of ['', 'display: none', 'position: absolute']) {
    seen.push(await widths(head, column))
    console.log(browser.version(), '| width of', column, '| head:', head || 'in the flow', '| columns:', seen.at(-1))
  }
}
await browser.close()
if (seen.join() !== '50 and 350,50 and 350,200 and 200,50 and 350,50 and 350,50 and 350') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

#!/usr/bin/env bash
# axe-core 4.14.1 in Chromium 153 (@sparticuz/chromium): what a style sheet writes is never too pale.
# Expected: a note's number that CSS draws (content: "12") is measured as the same number in the page is, or is among what a person has to look at.
# Seen: light gray on white is a violation of color-contrast as text, and as ::before, ::after or the number of a list item it is neither a violation nor
# "incomplete". So a page whose numbers, labels and quotation marks are drawn has fewer
# findings than one that writes them, and WCAG 1.4.3 asks for both. What is folded is not measured either until it is opened.
# The book: draws the numbers of its notes by its style sheet; a measure of its own stands beside axe (tests/axe.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @sparticuz/chromium@153.0.0 playwright-core@1.65.1 axe-core@4.14.1 >/dev/null
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
const judged = async (html) => {
  await page.setContent(`<!DOCTYPE html><html lang="en"><title>T</title><style>.pale, .drawn::before, .behind::after, li::marker { color: #ccc }
    .drawn::before, .behind::after { content: "12" }</style><main><h1>War</h1>${html}</main>`)
  await page.evaluate(fs.readFileSync('node_modules/axe-core/axe.min.js', 'utf8'))
  return page.evaluate(async () => {
    const { violations, incomplete } = await axe.run({ runOnly: ['color-contrast'] })
    return `${violations.length} violations, ${incomplete.length} incomplete`
  })
}
const link = (name, words) => `<p>Words <a href="#x" class="${name}" aria-label="Note 12">${words}</a></p><p id="x">Note</p>`
const found = { 'in the page': await judged(link('pale', '12')), '::before': await judged(link('drawn', '')), '::after': await judged(link('behind', '')),
  '::marker': await judged('<ol><li>Words</li></ol>'), 'in a closed fold': await judged(`<details><summary>More</summary>${link('pale', '12')}</details>`) }
for (const [place, words] of Object.entries(found)) console.log(`${place}: ${words}`)
await browser.close()
const nothing = '0 violations, 0 incomplete'
if (Object.values(found).join('|') !== ['1 violations, 0 incomplete', nothing, nothing, nothing, nothing].join('|')) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): notes that are numbered by the style sheet get other numbers each time that a fold before them is opened or closed.
# Expected: the notes within <details> count whether it is open or not, as items of a list do that are hidden with visibility; a number that a reader has seen stays.
# Seen: of four notes, two of them in a closed fold, the last is 2; the fold open it is 4, and in print it is what the fold was when it was printed. The words within a
# closed fold make no boxes, and a counter is moved only by boxes; hidden="until-found" does the same, and a word that is found changes the numbers behind it.
# With visibility: hidden all count. No warning. Items of a list of HTML in a fold do the same.
# Containers that begin their counting anew are in chromium-numbers-across-containers.
# The book: the numbers of its notes stand in the page (data of their own), and it counts by CSS only in lists without folds.
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
const devtools = await page.context().newCDPSession(page)
const number = async (before) => {
  await page.setContent(`<!DOCTYPE html><html lang="en"><title>T</title><style>body { counter-reset: note } .note { counter-increment: note }
    .note::before { content: counter(note) } .unseen { visibility: hidden }</style><p class="note">One</p>${before}<p class="note">Last</p>`)
  return last()
}
const last = async () => {
  const { nodes } = await devtools.send('Accessibility.getFullAXTree')
  const words = nodes.filter(({ ignored, role }) => !ignored && role.value === 'StaticText').map(({ name }) => name.value)
  return words[words.indexOf('Last') - 1]
}
const notes = '<p class="note">Two</p><p class="note">Three</p>'
const found = { unseen: await number(`<div class="unseen">${notes}</div>`), until: await number(`<div hidden="until-found">${notes}</div>`) }
found.closed = await number(`<details><summary>More</summary>${notes}</details>`)
await page.evaluate(() => document.querySelector('details').toggleAttribute('open'))
found.open = await last()
await page.evaluate(() => document.querySelector('details').toggleAttribute('open'))
found.again = await last()
console.log(browser.version(), '| number of the last note:', found)
await browser.close()
if (!(found.unseen === '4' && found.until === '2' && found.closed === '2' && found.open === '4' && found.again === '2')) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

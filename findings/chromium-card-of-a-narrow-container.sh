#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): a wide card is laid out as a narrow one if it stands in a narrow container, though it is shown in the top layer.
# Expected: a popover or a dialog is placed and sized by the window, so that its own container queries and units (cqw) go by the window, or by the card.
# Seen: a card of 600 pixels in a note of 200 asks the note: @container (width > 400px) does not hold in it, and 100cqw are 200 pixels; position: fixed and the
# top layer change that for its size only. A card that is a container itself gives 600, one at the end of body, or in a container without a size, the width of
# the window. No warning.
# The book: the rules for its cards ask for the width of the window (@media).
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
const shown = async (html) => {
  await page.setContent(`<!DOCTYPE html><title>T</title><style>.note { width: 200px; container-type: inline-size } #card { width: 600px; padding: 0; border: 0 } p { color: red; width: 100cqw }
@container (width > 400px) { p { color: lime } }</style>${html}`)
  return page.evaluate(() => {
    const card = document.getElementById('card')
    card.showModal ? card.showModal() : card.showPopover()
    const { color, width } = getComputedStyle(card.querySelector('p'))
    return [color === 'rgb(0, 255, 0)' ? 'wide' : 'narrow', card.getBoundingClientRect().width, width].join(' ')
  })
}
const found = {
  'in a note': await shown('<div class="note"><div popover id="card"><p>Rusk</div></div>'), dialog: await shown('<div class="note"><dialog id="card"><p>Rusk</dialog></div>'),
  'no size': await shown('<div class="note" style="container-type: normal"><div popover id="card"><p>Rusk</div></div>'),
  'of its own': await shown('<div class="note"><div popover id="card" style="container-type: inline-size"><p>Rusk</div></div>'), 'at the end': await shown('<div class="note"></div><div popover id="card"><p>Rusk</div>')
}
console.log(browser.version(), JSON.stringify(found))
await browser.close()
const narrow = 'narrow 600 200px'
if (found['in a note'] !== narrow || found.dialog !== narrow || found['of its own'] !== 'wide 600 600px' || !found['no size'].startsWith('narrow 600 1280') || found['at the end'] !== found['no size']) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): a card that is opened from a modal dialog, and stands elsewhere in the page, is seen above the dialog and is not there for anybody.
# Expected: a popover that was opened later lies above the dialog, in the top layer, so that it can be read and its buttons used; a press on it does not count as one outside of it.
# Seen: it is drawn above the dialog and counts as open, but all of the page outside of the dialog is inert: it has no place in the accessibility tree, it takes no focus, and a
# press on its button goes to the dialog below, which closes the card instead. A card that stands within the dialog has all of that, and so does a dialog that was opened
# by show(). Cards of notes or sources that all buttons of a page share, at its end, cannot be opened from its menu or its search.
# The book: its one dialog, for citing, opens no card.
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
const page = await browser.newPage({ viewport: { width: 800, height: 600 } })
const session = await page.context().newCDPSession(page)
const CARD = '<div popover id="card"><button id="more" onclick="window.pressed = true">More</button></div>'
const found = {}
for (const [name, inside, method] of [['outside', false, 'showModal'], ['inside', true, 'showModal'], ['outside, show()', false, 'show']]) {
  await page.setContent(`<!DOCTYPE html><html lang="en"><title>T</title><style>dialog { inset: 0 auto auto 0; margin: 0 } #card { margin: 200px }</style>
    <dialog id="box"><button id="source" popovertarget="card">Source</button>${inside ? CARD : ''}</dialog>${inside ? '' : CARD}`)
  await page.evaluate((method) => { window.pressed = false; document.getElementById('box')[method]() }, method)
  await page.click('#source')
  const place = await page.locator('#more').boundingBox()
  const seen = await page.evaluate(({ x, y }) => {
    const card = document.getElementById('card')
    document.getElementById('more').focus()
    return { open: card.matches(':popover-open'), visible: card.checkVisibility(), focus: document.activeElement.id === 'more', under: document.elementFromPoint(x + 5, y + 5)?.id }
  }, place)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  seen.heard = nodes.some((node) => !node.ignored && node.name?.value === 'More')
  await page.mouse.click(place.x + 5, place.y + 5)
  Object.assign(seen, await page.evaluate(() => ({ pressed: window.pressed, stays: document.getElementById('card').matches(':popover-open') })))
  found[name] = Object.values(seen).join()
  console.log(name, JSON.stringify(seen))
}
console.log('Chromium', browser.version())
await browser.close()
const whole = 'true,true,true,more,true,true,true'
if (JSON.stringify(found) !== JSON.stringify({ outside: 'true,true,false,box,false,false,false', inside: whole, 'outside, show()': whole })) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

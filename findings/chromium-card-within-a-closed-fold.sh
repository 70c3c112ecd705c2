#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): a card that stands within a closed fold is opened by its button, and nothing is seen or heard of it.
# Expected: a popover is shown in the top layer, out of whatever box it stands in, so that a button in an answer can open the card of a source that stands
# in the folded evidence; opacity, clip-path and transform of the boxes around do not touch it.
# Seen: in a closed <details>, or under hidden="until-found", the card counts as open (:popover-open, aria-expanded of its button is true), takes no
# room and is not in the accessibility tree; the next click "closes" it. A card that is open when its fold is closed stays so, unseen. In an
# inert box it is seen, and its links cannot be clicked. With content-visibility: auto, far down, it is shown. No warning.
# The book: no button opens a card in a fold that does not hold the button as well (looked at on all pages).
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
const session = await page.context().newCDPSession(page)
const opened = async (before, after) => {
  await page.setContent(`<!DOCTYPE html><html lang="en"><title>T</title><button popovertarget="card">source</button>${before}<div popover id="card">Rusk 1990 <a href="#x">full</a></div>${after}`)
  await page.click('button')
  const [open, wide, hit] = await page.evaluate(() => {
    const [card, link] = [document.getElementById('card'), document.querySelector('a')]
    const { x, y, width } = link.getBoundingClientRect()
    return [card.matches(':popover-open'), card.getBoundingClientRect().width > 0, width > 0 && document.elementFromPoint(x + 1, y + 1) === link]
  })
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  const button = nodes.find((node) => node.role?.value === 'button')
  const expanded = button.properties.find((property) => property.name === 'expanded').value.value
  return [open && expanded, wide, hit, nodes.some((node) => node.name?.value?.startsWith('Rusk'))].map(Number).join('')
}
const found = {
  'open fold': await opened('<details open><summary>Evidence</summary>', '</details>'), 'closed fold': await opened('<details><summary>Evidence</summary>', '</details>'),
  'until found': await opened('<div hidden="until-found">', '</div>'), opacity: await opened('<div style="opacity: 0; clip-path: inset(50%)">', '</div>'),
  inert: await opened('<div inert>', '</div>'), auto: await opened('<div style="height: 3000px"></div><div style="content-visibility: auto">', '</div>')
}
console.log(browser.version(), '| open, has room, can be clicked, is heard:', JSON.stringify(found))
await browser.close()
if (JSON.stringify(found) !== '{"open fold":"1111","closed fold":"1000","until found":"1000","opacity":"1111","inert":"1100","auto":"1111"}') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

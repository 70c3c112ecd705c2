#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): who closes a long fold at its end is thrown forward by the length of the fold.
# Expected: scroll anchoring keeps the words in view where they are when something above them changes its height: the fold opens above
# them and nothing moves, so it closes above them and nothing moves either.
# Seen: what stood at the upper edge is in the fold and goes with it, and no other thing in view takes its place: the position in the page
# stays, so the paragraph behind the fold, which was in the middle of the window, is 3,700 pixels above it. If the window's upper edge is behind
# the fold the words stay.
# The book: its folds have no button at their end; they are closed by their heading.
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
const page = await browser.newPage({ viewport: { width: 600, height: 600 } })
const lines = (count) => '<p>Words.'.repeat(count)
const moved = async (block) => {
  await page.setContent(`<!DOCTYPE html><html lang="en"><title>T</title><style>* { margin: 0 } p { height: 20px }</style>${lines(10)}
    <details open><summary>Evidence</summary>${lines(200)}<button>Close</button></details><p id="next">Next</p>${lines(300)}`)
  return page.evaluate(async (block) => {
    const [fold, next] = [document.querySelector('details'), document.getElementById('next')]
    const settled = () => new Promise((resolve) => setTimeout(resolve, 200))
    next.scrollIntoView({ block })
    if (block === 'start') scrollBy(0, 100)
    await settled()
    const before = next.getBoundingClientRect().top
    fold.open = false
    await settled()
    const closed = next.getBoundingClientRect().top
    fold.open = true
    await settled()
    return [before, closed, next.getBoundingClientRect().top].map(Math.round)
  }, block)
}
const found = { 'behind the fold': await moved('start'), 'at its end': await moved('center') }
console.log(browser.version(), '| the next paragraph before, with the fold closed, and open again:', JSON.stringify(found))
await browser.close()
if (JSON.stringify(found) !== '{"behind the fold":[-100,-100,-100],"at its end":[290,-3710,290]}') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

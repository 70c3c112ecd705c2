#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): a link to a fold, or to its summary, leads to it and leaves it closed.
# Expected: as a link to words within a closed <details> opens it, so does a link to the <details> that carries the anchor.
# Seen: a click on a link to the fold or its summary scrolls there, and the fold stays closed; a link to the paragraph in it, also one that stands in a second fold within, opens all
# folds around. The standard opens only what is around the target. A note that is folded as a whole, with its name at the fold, is not seen by who is led to it.
# The book: its folds have no anchors; what has one is the note around, and a script unfolds it (book.js).
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
const read = async (target) => {
  await page.setContent(`<!DOCTYPE html><html lang="en"><title>T</title><style>.far { height: 3000px }</style><a href="#${target}">Evidence</a><div class="far"></div>
    <details id="fold"><summary id="summary">More</summary><p id="words">Words</p><details><summary>Still more</summary><p id="deep">Deep</p></details></details><div class="far"></div>`)
  await page.click('a')
  const state = () => page.evaluate(() => [document.getElementById('fold').open, document.getElementById('words').checkVisibility()])
  const [before, moved] = [await state(), await page.evaluate(() => scrollY > 1000)]
  await page.click('#summary')
  return `moved ${moved}, open ${before[0]}, words shown ${before[1]}; after a click on the summary: ${(await state()).join(', ')}`
}
const found = { fold: await read('fold'), summary: await read('summary'), words: await read('words'), deep: await read('deep') }
console.log(browser.version(), found)
await browser.close()
const closed = 'moved true, open false, words shown false; after a click on the summary: true, true'
const open = 'moved true, open true, words shown true; after a click on the summary: false, false'
if (Object.values(found).join('|') !== [closed, closed, open, open].join('|')) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

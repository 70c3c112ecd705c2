#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): who reloads a long list with content-visibility: auto, or goes back to it, is somewhere else.
# Expected: the browser brings a reader back to the words that were in view: it keeps what stood at the upper edge with its offset, which it
# holds in view while things above change, and the heights that "contain-intrinsic-size: auto" has seen once.
# Seen: heights that were seen are forgotten with the page, all entries above have the estimated height again, and the reader is hundreds of
# lines off: entry 40 of 60 stood at the upper edge and stands far below the window. A link to entry 40 (#...) leads there, and
# without the property reloading does as well. The error is that of the estimates, so it grows with the list. Back is right in a
# browser that kept the page in memory; one under Playwright does not.
# The book: its bibliography and index of names are such lists. Their estimates are near the mean of the entries, and who reloads is off by up to a
# window's height (670 pixels were the most that was seen).
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
import http from 'http'
const libraries = zlib.brotliDecompressSync(fs.readFileSync('node_modules/@sparticuz/chromium/bin/al2023.tar.br'))
execFileSync('tar', ['-x'], { input: libraries })
process.env.LD_LIBRARY_PATH = process.cwd() + '/lib'
const { default: packed } = await import('@sparticuz/chromium')
const { chromium } = await import('playwright-core')
const browser = await chromium.launch({ executablePath: await packed.executablePath(), args: packed.args, headless: true })
const pages = { '/other': '<p>Other' }
const server = http.createServer((request, answer) => answer.setHeader('content-type', 'text/html').end('<!DOCTYPE html><html lang="en"><title>T</title>' + pages[request.url])).listen(0)
const address = `http://localhost:${server.address().port}`
const page = await browser.newPage({ viewport: { width: 600, height: 600 } })
const top = () => page.evaluate(async () => {
  await new Promise((resolve) => setTimeout(resolve, 400))
  return Math.round(document.getElementById('e40').getBoundingClientRect().top)
})
const list = async (css, leave, hash = '') => {
  const entries = Array.from({ length: 60 }, (_, at) => `<li id="e${at}">${'<p>Words.'.repeat(2 + (at % 7) * 2)}</li>`).join('')
  pages['/list'] = `<style>li { ${css} } p { margin: 0; height: 20px }</style><ul>${entries}</ul>`
  await page.goto(address + '/other')
  await page.goto(address + '/list' + hash)
  if (!hash) await page.evaluate(() => document.getElementById('e40').scrollIntoView())
  const before = await top()
  await leave()
  return [before, await top()]
}
const reload = () => page.reload()
const back = async () => { await page.goto(address + '/other'); await page.goBack() }
const skipped = 'content-visibility: auto; contain-intrinsic-size: auto 50px'
const found = { plain: [await list('', reload), await list('', back)], skipped: [await list(skipped, reload), await list(skipped, back)], link: (await list(skipped, async () => {}, '#e40')) }
console.log(browser.version(), '| the entry before and after:', JSON.stringify(found))
await browser.close()
server.close()
const { plain, skipped: [[, reloaded], [, returned]], link } = found
if ([...plain.flat(), ...link].some((y) => Math.abs(y) > 1) || reloaded < 600 || returned < 600) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): a section that becomes a container for container queries counts its notes from the beginning.
# Expected: container-type: inline-size lets what is inside ask for the section's width, and changes nothing that does not ask: numbers by CSS
# counters run on from section to section.
# Seen: the property brings style containment, which ends each counter at the section: each section begins with note 1, and behind
# them the counter is still 0. Items of a list in HTML begin at 1 in each container within it as well. content-visibility: auto does the same
# (by hand). No warning; CSS Containment 3 names style containment among what the property applies.
# The book: counts by CSS within one list alone; the sections of its EPUB are containers (docs/_epub/book.css), and their numbers are text.
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
const numbers = async (css) => {
  await page.setContent(`<!DOCTYPE html><html lang="en"><title>T</title><style>body { counter-reset: note } p { counter-increment: note } p::before { content: counter(note) }
    section, div { ${css} } b::before { content: counter(note) }</style><section><p></p><p></p></section><section><p></p></section><b></b>
    <ol><div><li></li><li></li></div><div><li></li></div></ol>`)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  const text = (role) => nodes.filter((node) => node.role?.value === role).map((node) => node.name.value.trim())
  return [text('StaticText').filter((word) => /^\d+$/.test(word)).join(' '), text('ListMarker').join(' ')]
}
const found = { plain: await numbers(''), container: await numbers('container-type: inline-size') }
console.log(browser.version(), '| notes, and behind them; items:', JSON.stringify(found))
await browser.close()
if (JSON.stringify(found) !== '{"plain":["3 1 2 3","1. 2. 3."],"container":["0 1 2 1","1. 2. 1."]}') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

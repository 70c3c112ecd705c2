#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): the accessibility tree of a list with content-visibility: auto has most entries without their words.
# Expected: what is skipped stays in the tree, as it stays in search and in the order of Tab (CSS Containment 2), and as guides have said since Chromium 90.
# Seen: of a list of 300 entries the tree that tools get (Accessibility.getFullAXTree, with which DevTools and Puppeteer look) has 300 items, but only those on the
# screen and near it have a heading and a link in them; getPartialAXTree says "notRendered" of the rest, and a link whose aria-labelledby names such a
# heading has another name. With --force-renderer-accessibility all are there. A test by the tree so passes over most of a long page without an error; a
# locator by role of Playwright, which reads the page itself, finds all.
# The book: its bibliography and its names have content-visibility: auto; its tests ask the tree of a chapter alone, which has none (tests/pages).
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
const list = (style) => Array.from({ length: 300 }, (_, number) =>
  `<li style="${style}"><h2 id="entry-${number}">Entry ${number} <a href="#x">source</a></h2></li>`).join('')
const counted = async (style, ...more) => {
  const browser = await chromium.launch({ executablePath: await packed.executablePath(), args: [...packed.args, ...more], headless: true })
  const page = await browser.newPage()
  await page.setContent(`<!DOCTYPE html><html lang="en"><title>T</title><a href="#x" aria-labelledby="entry-299">Last</a><ol>${list(style)}</ol>`)
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  const count = (role) => nodes.filter((node) => !node.ignored && node.role.value === role).length
  const found = { items: count('listitem'), headings: count('heading'), name: nodes.find((node) => node.role.value === 'link').name.value,
    locator: await page.getByRole('heading').count() }
  await browser.close()
  return found
}
const skipped = 'content-visibility: auto; contain-intrinsic-size: auto 60px'
const found = { all: await counted(''), skipped: await counted(skipped), forced: await counted(skipped, '--force-renderer-accessibility') }
for (const [name, seen] of Object.entries(found)) console.log(name, JSON.stringify(seen))
const whole = ({ items, headings, name, locator }) => items === 300 && headings === 300 && name.startsWith('Entry 299') && locator === 300
if (!whole(found.all) || !whole(found.forced) || found.skipped.items !== 300 || found.skipped.headings > 100 || found.skipped.name !== 'Last' ||
    found.skipped.locator !== 300) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

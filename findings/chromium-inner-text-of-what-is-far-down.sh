#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): innerText of an entry with content-visibility: auto is empty until somebody has scrolled to it.
# Expected: the property saves work for the screen alone: what is skipped stays there for search in the page, selection and the like (CSS
# Containment 2), and innerText leaves out only what is hidden; checkVisibility() says that these entries are visible.
# Seen: of a list of 600 innerText has the words of those on the screen and near it, in one entry and in the list as a whole; textContent and a
# selection have all. Scripts, extensions and tests (innerText of Playwright) that read a page so lose the rest without an error.
# The book: its bibliography and its names have content-visibility: auto; its own scripts read textContent.
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
const read = async (css) => {
  const page = await browser.newPage({ viewport: { width: 800, height: 600 } })
  const items = Array.from({ length: 600 }, (_, number) => `<li id="e${number}">Source ${number} of the list</li>`).join('')
  await page.setContent(`<!DOCTYPE html><html lang="en"><title>T</title><style>li { ${css} }</style><ol>${items}</ol>`)
  const found = await page.evaluate(() => {
    const [list, last] = [document.querySelector('ol'), document.getElementById('e599')]
    const count = (text) => text.match(/Source/g)?.length ?? 0
    return { last: last.innerText, list: count(list.innerText), content: count(list.textContent), visible: last.checkVisibility() }
  })
  found.playwright = (await page.locator('li').allInnerTexts()).filter((text) => text).length
  await page.evaluate(() => document.getElementById('e599').scrollIntoView())
  await page.waitForTimeout(500)
  found.scrolled = await page.locator('#e599').innerText()
  found.selected = await page.evaluate(() => {
    getSelection().selectAllChildren(document.querySelector('ol'))
    return getSelection().toString().match(/Source/g).length
  })
  return found
}
const [plain, lazy] = [await read(''), await read('content-visibility: auto; contain-intrinsic-size: auto 20px')]
console.log(browser.version(), '| plain:', plain, '| content-visibility: auto:', lazy)
await browser.close()
const all = plain.list === 600 && plain.last && lazy.content === 600 && lazy.selected === 600 && lazy.visible
if (!(all && lazy.last === '' && lazy.list < 100 && lazy.playwright < 100 && lazy.scrolled === plain.last)) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

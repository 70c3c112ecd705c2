#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): in a page that is saved as a PDF links to notes in closed folds or cards lead nowhere.
# Expected: what is not on paper is still in the page, so that a link to it leads to the page's address with the fragment, as links to other pages do,
# or is plain words.
# Seen: the PDF has an area for the link and the name of a destination that is not in the file, for what stands in a closed <details>, in a popover, under
# hidden="until-found" or display: none. A click does nothing, though on the screen the same link opens the fold. No warning. Links to
# what is printed are right.
# The book: folds are open on paper (style/print.css); links to the filters of the claims page, which are not printed, are such links.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @sparticuz/chromium@153.0.0 playwright-core@1.65.1 pdfjs-dist@5.6.205 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import fs from 'fs'
import zlib from 'zlib'
import { execFileSync } from 'child_process'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
const libraries = zlib.brotliDecompressSync(fs.readFileSync('node_modules/@sparticuz/chromium/bin/al2023.tar.br'))
execFileSync('tar', ['-x'], { input: libraries })
process.env.LD_LIBRARY_PATH = process.cwd() + '/lib'
const { default: packed } = await import('@sparticuz/chromium')
const { chromium } = await import('playwright-core')
const browser = await chromium.launch({ executablePath: await packed.executablePath(), args: packed.args, headless: true })
const page = await browser.newPage()
const led = async (target) => {
  await page.setContent(`<!DOCTYPE html><html lang="en"><title>T</title><p><a href="#note">note</a></p>${target}`)
  const book = await getDocument({ data: new Uint8Array(await page.pdf({ tagged: true })), verbosity: 0 }).promise
  const [link] = await (await book.getPage(1)).getAnnotations()
  return link ? link.url ?? (await book.getDestination(link.dest) ? 'place' : 'nowhere') : 'no link'
}
const note = '<p id="note">Note.</p>'
const found = { printed: await led(note), fold: await led(`<details><summary>Notes</summary>${note}</details>`), card: await led(`<div popover>${note}</div>`), found: await led(`<div hidden="until-found">${note}</div>`), none: await led(`<div style="display: none">${note}</div>`) }
console.log(browser.version(), JSON.stringify(found))
await browser.close()
if (JSON.stringify(found) !== '{"printed":"place","fold":"nowhere","card":"nowhere","found":"nowhere","none":"nowhere"}') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

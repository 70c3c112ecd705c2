#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): a chapter that asks for a right page begins on the next page, whichever it is.
# Expected: break-before: right (or recto), which the browser says it supports and which CSS Fragmentation defines by one page break or two, puts a blank page in where it is needed,
# since :left and :right of @page are known.
# Seen: chapter Two begins on page 2, in the margins of a left page, and no page is left blank; "right", "left", "recto" and "verso" are all "page". CSS.supports says yes to
# each of them. No warning. In a book that is printed on both sides chapters stand on the back of the one before.
# The book: its pages ask for no side, and its PDF is made by Typst.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @sparticuz/chromium@153.0.0 playwright-core@1.65.1 >/dev/null
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pypdf==7.1.1
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
for (const side of ['right', 'recto', 'left', 'verso']) {
  await page.setContent(`<!DOCTYPE html><html lang="en"><title>T</title><style>@page { margin: 2cm } @page :left { @bottom-left { content: "back" } }
    @page :right { @bottom-left { content: "front" } } h2 { break-before: ${side} }</style><p>Title</p><h2>Two</h2><h2>Three</h2><h2>Four</h2>`)
  console.log(side, await page.evaluate((value) => CSS.supports('break-before', value), side))
  await page.pdf({ path: `${side}.pdf`, preferCSSPageSize: true })
}
console.log(browser.version())
await browser.close()
SCRIPT
TMPDIR="$work" node show.mjs | tee seen.txt
"$work/venv/bin/python" - <<'PYTHON'
import pathlib
import pypdf

SIDES = ("right", "recto", "left", "verso")
found = {side: [page.extract_text().split() for page in pypdf.PdfReader(f"{side}.pdf").pages] for side in SIDES}
for side, pages in found.items():
    print(side, pages)
supported = pathlib.Path("seen.txt").read_text()
pages = [{"Title", "front"}, {"Two", "back"}, {"Three", "front"}, {"Four", "back"}]
same = all([set(page) for page in found[side]] == pages and f"{side} true" in supported for side in SIDES)
raise SystemExit((not same) and "This is no longer so.")
PYTHON

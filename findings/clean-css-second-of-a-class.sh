#!/usr/bin/env bash
# clean-css 5.3.3: a rule for the second note among notes is minified to one that no browser reads.
# Expected: :nth-child(2 of .note) keeps the blanks around "of", or is left alone.
# Seen: it becomes :nth-child(2of.note), where "2of" is one token, a number with a unit; a browser drops the whole rule, and with it every selector that stands
# in the same list. No error and no warning. With ":nth-child(odd of .note)" it is "oddof.note". csso, lightningcss 1.33 and cssnano 7 keep a blank before "of".
# The book: minifies no style sheet with a library.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @sparticuz/chromium@153.0.0 playwright-core@1.65.1 clean-css@5.3.3 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import fs from 'fs'
import zlib from 'zlib'
import { execFileSync } from 'child_process'
import CleanCSS from 'clean-css'
const libraries = zlib.brotliDecompressSync(fs.readFileSync('node_modules/@sparticuz/chromium/bin/al2023.tar.br'))
execFileSync('tar', ['-x'], { input: libraries })
process.env.LD_LIBRARY_PATH = process.cwd() + '/lib'
const { default: packed } = await import('@sparticuz/chromium')
const { chromium } = await import('playwright-core')
const browser = await chromium.launch({ executablePath: await packed.executablePath(), args: packed.args, headless: true })
const page = await browser.newPage()
const rules = 'li:nth-child(2 of .note),b{color:rgb(1,2,3)}i:nth-child(odd of .note){color:rgb(1,2,3)}'
const { styles, errors, warnings } = new CleanCSS().minify(rules)
console.log(styles, errors, warnings)
const colors = async (css) => {
  await page.setContent(`<style>${css}</style><ul><li class="note">a<li>b<li class="note">c</ul><b>d</b><i class="note">e</i>`)
  return page.evaluate(() => ['li:nth-of-type(3)', 'b', 'i'].map((name) => getComputedStyle(document.querySelector(name)).color === 'rgb(1, 2, 3)').map(Number).join(''))
}
const found = [await colors(rules), await colors(styles)]
console.log(`${browser.version()}, colored as written ${found[0]}, as minified ${found[1]}`)
await browser.close()
if (found.join() !== '111,000' || errors.length || warnings.length) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): a button that is named by a hidden label is called by what is hidden within the label as well.
# Expected: aria-labelledby may point to what is hidden; what is hidden in that for its own reasons, a sign with aria-hidden or a form for another state, stays out.
# Seen: of <span hidden id="l">Close <i aria-hidden="true">×</i><b hidden>the map</b></span> the name is "Close × the map", and aria-describedby gives the same. As soon
# as the label is shown the name is "Close". Content that a style sheet hides (display: none, visibility: hidden) counts alike. The rule of the standard for names (accname) lets
# everything count when the label itself is hidden, so the same words name a button differently when a page folds its label away. No warning.
# The book: nothing in its pages is named by what is hidden (looked at in the pages that are built).
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
const named = async (label, how = 'aria-labelledby') => {
  await page.setContent(`<!DOCTYPE html><html lang="en"><title>T</title><style>.none { display: none } .unseen { visibility: hidden }</style>${label}<button ${how}="l">x</button>`)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  const button = nodes.find((node) => node.role?.value === 'button')
  return how === 'aria-labelledby' ? button.name.value : button.description.value
}
const words = 'Close <i aria-hidden="true">×</i><b hidden>the map</b>'
const found = {
  hidden: await named(`<span hidden id="l">${words}</span>`), shown: await named(`<span id="l">${words}</span>`), described: await named(`<span hidden id="l">${words}</span>`, 'aria-describedby'),
  styled: await named('<span class="none" id="l">Close <i class="none">×</i><b class="unseen">the map</b></span>'), 'shown, styled': await named('<span id="l">Close <i class="none">×</i><b class="unseen">the map</b></span>')
}
console.log(browser.version(), JSON.stringify(found))
await browser.close()
if (JSON.stringify(found) !== '{"hidden":"Close × the map","shown":"Close ","described":"Close × the map","styled":"Close × the map","shown, styled":"Close "}') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

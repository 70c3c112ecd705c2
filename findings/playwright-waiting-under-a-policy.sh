#!/usr/bin/env bash
# playwright-core 1.65.1 with Chromium 153 (@sparticuz/chromium): under script-src 'self' waiting for words works until there is something to wait for.
# Expected: waitForFunction('document.title === "War"') works on each page or on none, as evaluate('1 + 1') works whatever the policy says.
# Seen: if it is true at once it passes; if not, the page's own policy stops the second look ("EvalError ... 'unsafe-eval'"), so a test passes
# on a fast machine and fails on a slow one. A function in place of a text works in both cases.
# The book: its browser tests wait for locators.
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
const wait = async (question, title) => {
  const policy = `<meta http-equiv="Content-Security-Policy" content="script-src 'self'">`
  await page.setContent(`<!DOCTYPE html><html lang="en">${policy}<title>${title}</title><p>Words`)
  const answer = page.waitForFunction(question, null, { timeout: 5000 }).then(() => 'true', (error) => /\w*Error/.exec(error.message)[0])
  await page.evaluate('setTimeout(() => { document.title = "War" }, 500)')
  return answer
}
const found = []
for (const question of ['document.title === "War"', () => document.title === 'War']) {
  for (const title of ['War', 'Peace']) found.push(await wait(question, title))
}
console.log(browser.version(), '| text, at once and later:', found.slice(0, 2).join(), '| function:', found.slice(2).join())
await browser.close()
if (found.join() !== 'true,EvalError,true,true') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

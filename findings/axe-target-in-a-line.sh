#!/usr/bin/env bash
# axe-core 4.14.1 in Chromium 153 (@sparticuz/chromium): a button in a sentence, and the link before it, count as standing in no sentence.
# Expected: target-size leaves links and buttons within a line of text alone (WCAG 2.2, 2.5.8, has an exception for them), however they are placed.
# Seen: position: absolute makes a button's computed display "block", which ends the text for axe: the button is reported, and the link
# that stands between it and the line's begin is judged too. With display: flow-root the same page, point for point, has neither.
# The book: the buttons of its notes have display: flow-root.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @sparticuz/chromium@153.0.0 playwright-core@1.65.1 axe-core@4.14.1 >/dev/null
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
const source = fs.readFileSync('node_modules/axe-core/axe.min.js', 'utf8')
const judge = async (css) => {
  const line = '<a href="#a">Putin</a><span><button aria-label="Note"></button></span>’s article of that year.'
  await page.setContent(`<!DOCTYPE html><html lang="en"><title>T</title><style>body { font: 12px/14px sans-serif }
    span { padding-right: 3em; position: relative }
    button { position: absolute; top: 0; left: 0; width: 30px; height: 12px; padding: 0; border: 0; ${css} }</style>
    <main><p>${line}<br>${line}<br>${line}</main>`)
  await page.evaluate(source)
  return page.evaluate(async () => {
    const results = await axe.run(document, { runOnly: { type: 'rule', values: ['target-size'] } })
    const count = (rules, name) => rules.flatMap((rule) => rule.nodes).filter((node) => node.html.startsWith('<' + name)).length
    const boxes = [...document.querySelectorAll('a, button')].map((item) => Object.values(item.getBoundingClientRect().toJSON()))
    return { reported: count(results.violations, 'button'), judged: count([...results.violations, ...results.passes], 'a'), boxes: boxes.join() }
  })
}
const [plain, told] = [await judge(''), await judge('display: flow-root')]
const show = ({ reported, judged }) => `${reported} buttons reported, ${judged} links judged`
console.log(browser.version(), '| plain:', show(plain), '| display: flow-root:', show(told))
await browser.close()
if (!(plain.reported === 3 && plain.judged === 3 && told.reported === 0 && told.judged === 0 && plain.boxes === told.boxes)) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

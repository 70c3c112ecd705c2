#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): where a line may break, the name of a link or a heading has a blank.
# Expected: <wbr> within an address or a long word changes nothing but where a line may end, as U+200B does; it has no width and is not copied.
# Seen: the link "example.org/<wbr>book" is called "example.org/ book", the heading "Russia<wbr>Korea" "Russia Korea", and so with what aria-labelledby and
# aria-describedby name; a screen reader says two words, and a test that asks for the link by its words does not find it. An inline-block, which may hold the
# end of a name together, does the same: "Il<span>-sung</span>" is "Il -sung". U+200B, a soft hyphen, comments and empty elements leave the name whole.
# The book: its pages have no <wbr>, and names are kept together with white-space: nowrap.
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
const names = async (html) => {
  await page.setContent(`<!DOCTYPE html><html lang="en"><title>T</title><style>b { display: inline-block }</style>${html}`)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  return nodes.filter((node) => ['link', 'heading', 'region', 'button'].includes(node.role?.value)).map((node) => node.name.value).join(' | ')
}
const found = {
  wbr: await names('<a href="#x">example.org/<wbr>book</a><h2>Russia<wbr>Korea</h2><button>Nu<wbr>clear</button>'),
  labelled: await names('<p id="l">Nu<wbr>clear</p><section aria-labelledby="l">x</section>'),
  'inline-block': await names('<a href="#x">Il<b>-sung</b></a>'), inline: await names('<a href="#x">Il<i>-sung</i></a>'),
  'U+200B': await names('<a href="#x">example.org/&#x200B;book</a>'), empty: await names('<a href="#x">example.org/<i></i><!-- -->book</a>')
}
const copied = await page.evaluate(() => { document.body.innerHTML = 'Nu<wbr>clear'; getSelection().selectAllChildren(document.body); return [document.body.innerText, getSelection().toString()].join() })
console.log(browser.version(), JSON.stringify(found), '| copied:', copied)
await browser.close()
if (JSON.stringify(found) !== '{"wbr":"example.org/ book | Russia Korea | Nu clear","labelled":"Nu clear","inline-block":"Il -sung","inline":"Il-sung","U+200B":"example.org/\u200bbook","empty":"example.org/book"}' || copied !== 'Nuclear,Nuclear') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): a number that CSS counts is in no name: the mark of a note that is numbered so is a link without a name, and a chapter is called ". War".
# Expected: what ::before and ::after draw is part of the name of a link, button or heading (accname, 2F), so content: "[" counter(note) "]" gives "[1]", as content: "[1]" and
# content: "[" attr(data-number) "]" do.
# Seen: the name is "[]", or nothing at all if the number stands alone; "I. War" is ". War"; counters() and a number within a child are missing too. The number is in the tree as a text
# below the link, so a reader that walks through the page by lines hears it, and the list of links or headings does not have it. With a text for listeners behind a slash
# (content: counter(note) / "note " counter(note)) the name is "note 1", with the number.
# The book: the marks of its notes are named by aria-label, and no link or heading of its pages lacks a name (looked at in the tree of 17 pages).
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
const named = async (body, content) => {
  await page.setContent(`<!DOCTYPE html><html lang="en"><title>T</title><style>a, h2, button { counter-increment: n } .n::before { content: ${content} }</style><p>War${body}</p>`)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  const drawn = nodes.filter((node) => !node.ignored && node.role?.value === 'StaticText').map((node) => node.name.value).join('')
  return [nodes.find((node) => ['link', 'heading', 'button', 'doc-noteref'].includes(node.role?.value)).name.value, drawn.replace(/^War/, '')]
}
const MARK = '<a class="n" href="#n1" role="doc-noteref" data-number="1"></a>'
const found = {
  mark: await named(MARK, '"[" counter(n) "]"'), alone: await named(MARK, 'counter(n)'), nested: await named(MARK, 'counters(n, ".")'), child: await named('<a href="#n1"><sup class="n"></sup></a>', 'counter(n)'),
  heading: await named('<h2 class="n">War</h2>', 'counter(n, upper-roman) ". "'), button: await named('<button class="n">War</button>', 'counter(n) ". "'),
  string: await named(MARK, '"[1]"'), attribute: await named(MARK, '"[" attr(data-number) "]"'), 'for listeners': await named(MARK, 'counter(n) / "note " counter(n)')
}
for (const [name, [called, drawn]] of Object.entries(found)) console.log(`${name}: named ${JSON.stringify(called)}, texts of the tree ${JSON.stringify(drawn)}`)
console.log('Chromium', browser.version())
await browser.close()
const expected = {
  mark: ['[]', '[1]'], alone: ['', '1'], nested: ['', '1'], child: ['', '1'], heading: ['. War', 'I. War'], button: ['. War', '1. War'], string: ['[1]', '[1]'], attribute: ['[1]', '[1]'], 'for listeners': ['note 1', 'note 1']
}
if (JSON.stringify(found) !== JSON.stringify(expected)) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

#!/usr/bin/env bash
# foliate-js 1.0.1 (of the reader Foliate; in Chromium 153, @sparticuz/chromium): the words that were found are shown without the one in italics.
# Expected: a search for "the Pravda telegram" lists the place with these words between those before and behind.
# Seen: the place is right and its range has all words, but the list of results shows "the  telegram" where Pravda is in <i>, <em> or a link: of what was found
# only the first and the last piece of text are put together. A word that is in italics as a whole is shown without any words around it, so that ten
# places of it look alike. A fork has mended it (readest/foliate-js, pull request 25).
# The book: its titles in italics are such words; in its EPUB the places are found all the same.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" foliate-js@1.0.1 @sparticuz/chromium@153.0.0 playwright-core@1.65.1 >/dev/null
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
await page.route('https://example.org/**', (route) => {
  const name = new URL(route.request().url()).pathname
  return name === '/' ? route.fulfill({ contentType: 'text/html', body: '<!DOCTYPE html><html lang="en"><title>T</title>' })
    : route.fulfill({ contentType: 'text/javascript', body: fs.readFileSync(`node_modules/foliate-js${name}`) })
})
await page.goto('https://example.org/')
const results = (body, query) => page.evaluate(async ([words, asked]) => {
  const [{ searchMatcher }, { textWalker }] = await Promise.all([import('/search.js'), import('/text-walker.js')])
  const source = `<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>T</title></head><body><p>${words}</p></body></html>`
  const chapter = new DOMParser().parseFromString(source, 'application/xhtml+xml')
  return [...searchMatcher(textWalker, { defaultLocale: 'en' })(chapter, asked)].map(({ range, excerpt: { pre, match, post } }) => [range.toString(), pre, match, post])
}, [body, query])
const found = {
  plain: await results('In May the Pravda telegram came.', 'the Pravda telegram'),
  italics: await results('In May the <i>Pravda</i> telegram came.', 'the Pravda telegram'),
  alone: await results('In May the <i>Pravda</i> telegram came.', 'Pravda'),
}
await browser.close()
for (const [name, [[range, ...shown]]] of Object.entries(found)) console.log(`${name}: the place has "${range}", the list shows ${JSON.stringify(shown)}`)
const expected = { plain: [['the Pravda telegram', 'In May ', 'the Pravda telegram', ' came.']], italics: [['the Pravda telegram', 'In May ', 'the  telegram', ' came.']],
  alone: [['Pravda', '', 'Pravda', '']] }
if (JSON.stringify(found) !== JSON.stringify(expected)) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

#!/usr/bin/env bash
# foliate-js 1.0.1 (of the reader Foliate; in Chromium 153, @sparticuz/chromium): words that stand before a list or a paragraph of the same element are never read aloud.
# Expected: TTS, which makes SSML of a chapter piece by piece, gives each word of its text once, in order.
# Seen: of "<li>The war <ul><li>in May</li></ul></li>" the words "The war" are missing: the piece comes out empty, so that a listener hears nothing and is
# told nothing. So with words before the paragraphs of a div or of the explanation of a term (dd). Words that follow such a paragraph are read, and so
# are words that all stand in elements of their own. A fork has mended it (readest, pull request 1543).
# The book: in its EPUB no element has words of its own beside a paragraph or a list (tests/epub).
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
const heard = (body) => page.evaluate(async (words) => {
  const [{ TTS }, { textWalker }] = await Promise.all([import('/tts.js'), import('/text-walker.js')])
  const source = `<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>T</title></head><body><h1>One</h1>${words}<p>End.</p></body></html>`
  const chapter = new DOMParser().parseFromString(source, 'application/xhtml+xml')
  const tts = new TTS(chapter, textWalker, () => {}, 'sentence')
  const pieces = []
  for (let ssml = tts.start(); ssml; ssml = tts.next()) pieces.push(new DOMParser().parseFromString(ssml, 'application/xml').documentElement.textContent)
  return pieces.slice(1, -1).join('|')
}, body)
const found = {
  list: await heard('<ul><li>The war <ul><li>in May</li></ul></li></ul>'),
  div: await heard('<div>The war <p>in May</p></div>'),
  behind: await heard('<div><p>The war</p> in May</div>'),
  answer: await heard('<dl><dt>Kim</dt><dd>The war <p>in May</p></dd></dl>'),
  apart: await heard('<ul><li><p>The war</p><ul><li>in May</li></ul></li></ul>'),
}
await browser.close()
console.log(found)
if (JSON.stringify(found) !== JSON.stringify({ list: '|in May', div: '|in May', behind: 'The war in May', answer: 'Kim||in May', apart: 'The war|in May' })) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

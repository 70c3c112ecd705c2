#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): in a page that is printed to a tagged PDF the mark of a note is no link for a screen reader.
# Expected: <a role="doc-noteref"> gets the tag Link, as <a> does: the roles of DPUB-ARIA name a special link, and the PDF still leads there.
# Seen: doc-noteref, doc-biblioref, doc-glossref and doc-backlink take the tag away (NonStruct), so that the link's annotation stands in
# no Link, against PDF/UA-1 (7.18.5); role="link" keeps it. <aside role="doc-footnote"> becomes NonStruct too, no Note, and loses Aside.
# The book: its own PDF is made by Typst, whose marks and notes are tagged; a printed page has the fault.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @sparticuz/chromium@153.0.0 playwright-core@1.65.1 mupdf@1.28.1 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import fs from 'fs'
import zlib from 'zlib'
import { execFileSync } from 'child_process'
import * as mupdf from 'mupdf'
const libraries = zlib.brotliDecompressSync(fs.readFileSync('node_modules/@sparticuz/chromium/bin/al2023.tar.br'))
execFileSync('tar', ['-x'], { input: libraries })
process.env.LD_LIBRARY_PATH = process.cwd() + '/lib'
const { default: packed } = await import('@sparticuz/chromium')
const { chromium } = await import('playwright-core')
const browser = await chromium.launch({ executablePath: await packed.executablePath(), args: packed.args, headless: true })
const page = await browser.newPage()
const tags = async (html) => {
  await page.setContent('<!DOCTYPE html><html lang="en"><title>T</title>' + html)
  const pdf = mupdf.Document.openDocument(await page.pdf({ tagged: true }), 'application/pdf')
  const found = []
  const walk = (value) => {
    const node = value.resolve()
    if (node.isArray()) node.forEach(walk)
    if (!node.isDictionary()) return
    const [kind, language, kids] = ['S', 'Lang', 'K'].map((key) => node.get(key))
    if (!kind.isNull() && kind.asName() !== 'NonStruct') found.push(kind.asName() + (language.isNull() ? '' : ' ' + language.asString()))
    if (!kids.isNull()) walk(kids)
  }
  walk(pdf.getTrailer().get('Root').get('StructTreeRoot').get('K'))
  return found.slice(1).join(', ') // behind the document
}
const found = {}
for (const role of ['link', 'doc-noteref', 'doc-biblioref', 'doc-glossref', 'doc-backlink']) {
  found[role] = await tags(`<p>War<a role="${role}" href="#note">1</a></p><p id="note">Note</p>`)
}
found.aside = await tags('<aside><p>Note</p></aside>')
found['doc-footnote'] = await tags('<aside role="doc-footnote"><p>Note</p></aside>')
console.log(browser.version(), found)
await browser.close()
const seen = Object.values(found).join(' | ')
if (seen !== 'P, Link, P | P, P | P, P | P, P | P, P | Aside, P | P') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

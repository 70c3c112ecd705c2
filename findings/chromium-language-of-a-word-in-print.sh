#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): in a page that is printed to a tagged PDF most words in another language have lost it.
# Expected: lang="fr" is kept wherever it stands, since the PDF is tagged and has a language.
# Seen: elements with a tag of their own keep it (p, em, strong, code, a, li, blockquote); span, i, q and cite, which usually mark foreign
# words, get NonStruct without a language, and a div does not hand it on to its paragraphs: all of these are read as English.
# The book: its own PDF is made by Typst, whose tags name the language of each word; a printed page has the fault.
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
for (const name of ['em', 'strong', 'span', 'i', 'q', 'cite']) found[name] = await tags(`<p>War <${name} lang="fr">et paix</${name}></p>`)
found.p = await tags('<p lang="fr">Et paix</p>')
found.div = await tags('<div lang="fr"><p>Et paix</p></div>')
console.log(browser.version(), found)
await browser.close()
const lost = Object.keys(found).filter((name) => !found[name].includes(' fr'))
if (lost.join() !== 'span,i,q,cite,div') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

#!/usr/bin/env bash
# Chromium 153 (@sparticuz/chromium): in a page that is printed to a tagged PDF a glossary has no list, no terms and no paragraphs.
# Expected: <dl> becomes a list with its terms as labels (L, LI, Lbl, LBody), as the accessibility tree has a list with terms and definitions, and as
# <ul> and <ol> of the same page have it.
# Seen: dl, dt and dd are NonStruct, "no structure", one within the other: a listener hears terms and definitions as one run of words, of which nothing says
# where one ends. So with <details> and <summary>. Lists, figures with their captions and <aside> have tags of their own. The PDF says that it is
# tagged, and there is no warning.
# The book: has a PDF beside its pages, whose glossary Typst sets as a list of terms (docs/_pdf/book.typ).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @sparticuz/chromium@153.0.0 playwright-core@1.65.1 pdfjs-dist@5.6.205 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import fs from 'fs'
import zlib from 'zlib'
import { execFileSync } from 'child_process'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
const libraries = zlib.brotliDecompressSync(fs.readFileSync('node_modules/@sparticuz/chromium/bin/al2023.tar.br'))
execFileSync('tar', ['-x'], { input: libraries })
process.env.LD_LIBRARY_PATH = process.cwd() + '/lib'
const { default: packed } = await import('@sparticuz/chromium')
const { chromium } = await import('playwright-core')
const browser = await chromium.launch({ executablePath: await packed.executablePath(), args: packed.args, headless: true })
const page = await browser.newPage()
const tags = async (html) => {
  await page.setContent('<!DOCTYPE html><html lang="en"><title>T</title>' + html)
  const book = await getDocument({ data: new Uint8Array(await page.pdf({ tagged: true })), verbosity: 0 }).promise
  const roles = (node) => [node.role, ...(node.children ?? []).flatMap(roles)].filter(Boolean)
  return [...new Set(roles(await (await book.getPage(1)).getStructTree()))].filter((role) => !['Root', 'Document'].includes(role)).join()
}
const session = await page.context().newCDPSession(page)
const found = { ol: await tags('<ol><li>Juche'), figure: await tags('<figure><p>Map<figcaption>Korea</figcaption></figure>'), dl: await tags('<dl><dt>Juche<dd>An idea.</dl>'), details: await tags('<details open><summary>Sources</summary>Two.</details>'), aside: await tags('<aside>A note.</aside>') }
await page.setContent('<!DOCTYPE html><html lang="en"><title>T</title><dl><dt>Juche<dd>An idea.</dl>')
const { nodes } = await session.send('Accessibility.getFullAXTree')
const heard = nodes.map((node) => node.role?.value).filter((role) => /term|definition|DescriptionList/i.test(role)).join()
console.log(browser.version(), JSON.stringify(found), '| the accessibility tree of dl:', heard)
await browser.close()
if (JSON.stringify(found) !== '{"ol":"L,LI,Lbl,NonStruct","figure":"Figure,P,NonStruct,Caption","dl":"NonStruct","details":"NonStruct","aside":"Aside,NonStruct"}' || heard !== 'DescriptionList,term,definition') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
TMPDIR="$work" node show.mjs

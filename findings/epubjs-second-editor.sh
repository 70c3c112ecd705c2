#!/usr/bin/env bash
# epub.js 0.3.93: of a book's authors and languages only the first is known.
# Expected: metadata.creator names all of dc:creator, and its roles are kept.
# Seen: the second author, or the editor who stands after the author, is gone, and so is the second language; the type of a title that
# is refined (subtitle, short title) is not read either, the first title wins. Reading systems made with it show that.
# The book: its package names one creator (epub/package.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" epubjs@0.3.93 jsdom@26.1.0 >/dev/null
cd "$work"
cat > show.cjs <<'SCRIPT'
const { JSDOM } = require('jsdom')
const { window } = new JSDOM('')
for (const name of ['window', 'document', 'DOMParser', 'Node', 'Element']) globalThis[name] = name === 'window' ? window : window[name]
const Packaging = require('epubjs/lib/packaging.js').default
const text = `<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">urn:uuid:4f9c1f3e-0000-4000-8000-000000000000</dc:identifier>
<dc:title id="short">Essay</dc:title><meta refines="#short" property="title-type">short</meta>
<dc:title id="main">An Annotated Essay</dc:title><meta refines="#main" property="title-type">main</meta>
<dc:creator id="a">Jane Roe</dc:creator><dc:creator id="e">Joan Doe</dc:creator><meta refines="#e" property="role" scheme="marc:relators">edt</meta>
<dc:language>en</dc:language><dc:language>ko</dc:language><meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata>
<manifest><item id="n" href="n.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest><spine><itemref idref="n"/></spine></package>`
const { title, creator, language } = new Packaging(new window.DOMParser().parseFromString(text, 'application/xml')).metadata
console.log(JSON.stringify({ title, creator, language }))
if (creator !== 'Jane Roe' || language !== 'en' || title !== 'Essay') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.cjs

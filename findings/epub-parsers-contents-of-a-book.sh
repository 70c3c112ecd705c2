#!/usr/bin/env bash
# epub2 3.0.2, @lingo-reader/epub-parser 0.4.6, @gxl/epub-parser 2.0.4: a valid EPUB 3 has no table of contents in any of them.
# Expected: the contents are those of the navigation document, which each EPUB 3 has to have, in place of the toc.ncx of EPUB 2.
# Seen: all three read toc.ncx alone, which EPUB 3 allows for old readers only. Without it the contents are empty or missing and nothing is said;
# with it they are there. Readers made with these offer no chapters.
# The book: its package has a toc.ncx beside the navigation document (epub/package.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" epub2@3.0.2 @lingo-reader/epub-parser@0.4.6 @gxl/epub-parser@2.0.4 jszip@3.10.1 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import fs from 'fs'
import JSZip from 'jszip'
import epub2 from 'epub2'
import gxl from '@gxl/epub-parser'
import { initEpubFile } from '@lingo-reader/epub-parser'

const page = (body) => '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">' +
  '<head><title>T</title></head><body>' + body + '</body></html>'
const file = async (name, ncx) => {
  const zip = new JSZip()
  zip.file('mimetype', 'application/epub+zip', { compression: 'STORE' })
  zip.file('META-INF/container.xml', '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">' +
    '<rootfiles><rootfile full-path="EPUB/p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>')
  zip.file('EPUB/p.opf', '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata ' +
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">urn:uuid:4f9c1f3e-0000-4000-8000-000000000000</dc:identifier>' +
    '<dc:title>B</dc:title><dc:language>en</dc:language><meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata>' +
    '<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>' +
    (ncx ? '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>' : '') +
    '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/><item id="b" href="b.xhtml" media-type="application/xhtml+xml"/></manifest>' +
    '<spine' + (ncx ? ' toc="ncx"' : '') + '><itemref idref="a"/><itemref idref="b"/></spine></package>')
  zip.file('EPUB/nav.xhtml', page('<nav epub:type="toc"><ol><li><a href="a.xhtml">War</a></li><li><a href="b.xhtml">Peace</a></li></ol></nav>'))
  const point = (id) => `<navPoint id="${id}"><navLabel><text>${id}</text></navLabel><content src="${id}.xhtml"/></navPoint>`
  const old = '<?xml version="1.0"?><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head/><docTitle><text>B</text></docTitle>'
  if (ncx) zip.file('EPUB/toc.ncx', `${old}<navMap>${point('a')}${point('b')}</navMap></ncx>`)
  for (const id of ['a', 'b']) zip.file(`EPUB/${id}.xhtml`, page(`<h1>${id}</h1>`))
  fs.writeFileSync(name, await zip.generateAsync({ type: 'nodebuffer' }))
  const lingo = await initEpubFile(name, './pictures')
  const tables = [(await epub2.EPub.createAsync(name)).toc, lingo.getToc(), (await gxl.parseEpub(name, { type: 'path' })).structure]
  return tables.map((toc) => (toc ?? []).length)
}
const found = [await file('new.epub', false), await file('both.epub', true)]
console.log('entries of the contents in epub2, lingo and gxl:', found[0].join(), '| with toc.ncx:', found[1].join())
if (found.join(' | ') !== '0,0,0 | 2,2,2') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.mjs

#!/usr/bin/env bash
# @lingo-reader/epub-parser 0.4.6 and @gxl/epub-parser 2.0.4: the mark of a note that stands on the same page leads nowhere.
# Expected: href="#note" leads to the note, as href="b.xhtml#p" leads to a place of another page.
# Seen: lingo writes "epub:EPUB/#note", the folder in place of the page, which its own resolveHref does not know; gxl writes "#undefined,note".
# Links to other pages are right in both. With the page's own name in front ("a.xhtml#note") both are right too.
# The book: marks and notes of its EPUB stand on one page and are linked by "#..." alone, as EPUB has it.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @lingo-reader/epub-parser@0.4.6 @gxl/epub-parser@2.0.4 jszip@3.10.1 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import fs from 'fs'
import JSZip from 'jszip'
import gxl from '@gxl/epub-parser'
import { initEpubFile } from '@lingo-reader/epub-parser'

const page = (body) => '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">' +
  '<head><title>T</title></head><body>' + body + '</body></html>'
const file = async () => {
  const zip = new JSZip()
  zip.file('mimetype', 'application/epub+zip', { compression: 'STORE' })
  zip.file('META-INF/container.xml', '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">' +
    '<rootfiles><rootfile full-path="EPUB/p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>')
  zip.file('EPUB/p.opf', '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata ' +
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">urn:uuid:4f9c1f3e-0000-4000-8000-000000000000</dc:identifier>' +
    '<dc:title>B</dc:title><dc:language>en</dc:language><meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata>' +
    '<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>' +
    '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/><item id="b" href="b.xhtml" media-type="application/xhtml+xml"/></manifest>' +
    '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>')
  zip.file('EPUB/nav.xhtml', page('<nav epub:type="toc"><ol><li><a href="a.xhtml">War</a></li><li><a href="b.xhtml">Peace</a></li></ol></nav>'))
  zip.file('EPUB/a.xhtml', page('<p>War<a href="#note">1</a> <a href="b.xhtml#p">2</a> <a href="a.xhtml#note">3</a></p>' +
    '<aside epub:type="footnote" id="note">Note</aside>'))
  zip.file('EPUB/b.xhtml', page('<p id="p">Peace</p>'))
  return zip.generateAsync({ type: 'nodebuffer' })
}
fs.writeFileSync('book.epub', await file())
const lingo = await initEpubFile('book.epub', './pictures')
const links = [...(await lingo.loadChapter('a')).html.matchAll(/href="([^"]*)"/g)].map((match) => match[1])
const places = links.map((link) => lingo.resolveHref(link)?.id)
const section = (await gxl.parseEpub('book.epub', { type: 'path' })).sections[0]
const others = [...JSON.stringify(section.toHtmlObjects()).matchAll(/"href":"([^"]*)"/g)].map((match) => match[1])
console.log('lingo:', links.join(' '), '| resolved:', places.join(), '| gxl:', others.join(' '))
if (places.join() !== ',b,a' || others.join() !== '#undefined,note,#b,p,#a,note') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.mjs

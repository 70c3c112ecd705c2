#!/usr/bin/env bash
# epub.js 0.3.93: of a book's list of printed pages only plain numbers are kept, so its first pages have none, and no page knows where it is.
# Expected: pageList has the pages as the EPUB names them (ix, 12, A-3, 14–15), and leads from a page to its place and back, whatever kind of address the list has.
# Seen: each name goes through parseInt: "ix" and "A-3" are NaN, "14–15" is 14, so that "go to page ix" finds nothing, and firstPage, totalPages and percentages are NaN as soon as the first page
# has a Roman number. Places are kept only for addresses with epubcfi(...), which EPUB 3 lists do not use: for ids, which they have, pageFromCfi says -1, and cfiFromPage -1 for page
# ix and nothing for page 12, also in a list of plain numbers. The names are kept nowhere.
# The book: its list of pages has plain numbers.
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
const PageList = require('epubjs/lib/pagelist.js').default
const NAMES = ['ix', '12', 'A-3', '14–15']
const read = (names) => {
  const items = names.map((name, number) => `<li><a href="chapter.xhtml#page${number}">${name}</a></li>`).join('')
  const nav = `<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>T</title></head><body><nav epub:type="page-list"><ol>${items}</ol></nav></body></html>`
  return new PageList(new window.DOMParser().parseFromString(nav, 'application/xhtml+xml'))
}
const list = read(NAMES)
const kept = NAMES.map((name) => JSON.stringify(list.pageList).includes(`"${name}"`))
const places = NAMES.map((name) => list.cfiFromPage(name))
const { firstPage, lastPage, totalPages, pages } = list
const share = list.percentageFromPage(12)
const plain = read(['11', '12', '14'])
console.log('pages:', pages, '| names kept:', kept, '| first, last, total:', firstPage, lastPage, totalPages, '| share of page 12:', share)
console.log('place of each page:', places, '| page of a place:', list.pageFromCfi('epubcfi(/6/4!/4/2)'), '| of plain numbers:', plain.pages, plain.totalPages, plain.cfiFromPage('12'))
const numbers = (values) => values.map(String).join()
if (numbers([...pages, firstPage, lastPage, totalPages, share]) !== 'NaN,12,NaN,14,NaN,14,NaN,NaN' || kept.some(Boolean) || numbers(places) !== '-1,undefined,-1,undefined' || list.pageFromCfi('epubcfi(/6/4!/4/2)') !== -1 ||
    numbers([...plain.pages, plain.totalPages, plain.cfiFromPage('12')]) !== '11,12,14,3,undefined') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.cjs

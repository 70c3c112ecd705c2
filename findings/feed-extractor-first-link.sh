#!/usr/bin/env bash
# @extractus/feed-extractor 8.0.3: the page of an Atom feed or entry is whatever link stands first, words in XHTML are lost, and edition 1.10 is 1.1.
# Expected: the page is the link with rel="alternate" or without rel (RFC 4287, 4.2.7.2); the order of an entry's parts has no meaning there (4.1.2).
# Seen: <link rel="self"/> before the other makes the feed its own page, rel="related" or rel="via" before it leads readers of an entry to another site.
# The description of content type="xhtml" is empty. A title 1.10 is "1.1" and 007 "7", also in CDATA: texts that look like numbers are read as numbers.
# No error, and each feed is valid.
# The book: its feed names the page before itself (ledger/feed.py); its entries have one link, and plain words that begin with a word.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @extractus/feed-extractor@8.0.3 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import { extractFromXml } from '@extractus/feed-extractor'

const link = (rel, page) => `<link rel="${rel}" href="https://example.org/${page}"/>`
const read = (links, title, rest) => extractFromXml(`<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><id>urn:a</id>
  <updated>2026-11-28T00:00:00Z</updated><author><name>Roe</name></author>${links[0]}<entry><title>${title}</title><id>urn:b</id>
  <updated>2026-11-28T00:00:00Z</updated>${links[1]}${rest}</entry></feed>`)
const page = (url) => url.replace('https://example.org/', '')
const XHTML = '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Kim wrote in 1950.</p></div></content>'
const HTML = '<content type="html">&lt;p&gt;Kim wrote in 1950.&lt;/p&gt;</content>'
const first = read([link('self', 'feed.xml') + link('alternate', 'a.html'), link('related', 'r.html') + link('alternate', 'b.html')], '1.10', XHTML)
const last = read([link('alternate', 'a.html') + link('self', 'feed.xml'), link('alternate', 'b.html') + link('related', 'r.html')], '<![CDATA[007]]>', HTML)
const found = [first, last].map((feed) => {
  const [entry] = feed.entries
  return [page(feed.link), page(entry.link), entry.title, entry.description].join(' | ')
})
console.log('page of the feed | of the entry | its title | its words:', ...found.map((line) => `\n${line}`))
if (found.join('\n') !== 'feed.xml | r.html | 1.1 | \na.html | b.html | 7 | Kim wrote in 1950.') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.mjs

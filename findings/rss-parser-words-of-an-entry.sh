#!/usr/bin/env bash
# rss-parser 3.13.0: the words of an Atom entry in XHTML come in another order, and its title as an object.
# Expected: content type="xhtml", one of the three kinds of text in Atom (RFC 4287, 3.1), gives the markup as it stands or its words in their order.
# Seen: "Kim wrote to <em>Pravda</em> in <em>May</em> 1950." is "Kim wrote to  in  1950.PravdaMay" in contentSnippet and alike in content: the plain words
# of a paragraph first, then all that is stressed or linked. The title, <div>The <i>Pravda</i> telegram</div>, is an object of pieces. No error.
# Escaped markup (type="html") is right.
# The book: titles and summaries of its feed are plain text (ledger/feed.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" rss-parser@3.13.0 >/dev/null
cd "$work"
cat > show.cjs <<'SCRIPT'
const Parser = require('rss-parser')

const xhtml = (name, words) => `<${name} type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${words}</div></${name}>`
const html = (name, words) => `<${name} type="html">${words.replace(/</g, '&lt;')}</${name}>`
const feed = (write) => `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Book</title><id>urn:uuid:1</id>
<updated>2026-11-20T00:00:00Z</updated><author><name>Roe</name></author><entry>${write('title', 'The <i>Pravda</i> telegram')}<id>urn:uuid:2</id>
<updated>2026-11-20T00:00:00Z</updated><link href="https://example.org/"/>${write('content', '<p>Kim wrote to <em>Pravda</em> in <em>May</em> 1950.</p>')}</entry></feed>`
const read = async (write) => {
  const [entry] = (await new Parser().parseString(feed(write))).items
  console.log(write.name, '| title:', JSON.stringify(entry.title), '| words:', entry.contentSnippet)
  return `${typeof entry.title} ${entry.contentSnippet}`
}
Promise.all([read(xhtml), read(html)]).then((found) => {
  if (found.join('|') !== 'object Kim wrote to  in  1950.PravdaMay|string Kim wrote to Pravda in May 1950.') {
    console.log('This is no longer so.')
    process.exit(1)
  }
})
SCRIPT
node show.cjs

#!/usr/bin/env bash
# @mozilla/readability 0.6.0 (of Firefox's reader view, with jsdom 26.1.0): a section whose id or class is "commentary" is left out of the article.
# Expected: what is left out are the comments of visitors; the commentary of an edition is text, under a heading, as long as the rest.
# Seen: "comment" is looked for anywhere in id and class: <section id="chapter-commentary"> is gone as a whole, heading and all, and so are sections
# called "remarks", "related-works" or "community". A word such as "body" or "content" in the class of the same section brings it back.
# The page that is shown looks whole, and nothing tells that a third of it is missing; Firefox, and clients that use this library, show it so.
# Reported to its makers before, of other words (issue 807).
# The book: its commentaries are sections named "...-commentary", which are public names; all its sections have the class "body" (pages/headings.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @mozilla/readability@0.6.0 jsdom@26.1.0 >/dev/null
cd "$work"
cat > show.cjs <<'SCRIPT'
const { JSDOM } = require('jsdom')
const { Readability } = require('@mozilla/readability')

const words = (first) => `<p>${first} says that the two states signed a treaty, which was kept for many years, until the money was gone.</p>`.repeat(8)
const kept = (attributes) => {
  const page = `<!DOCTYPE html><html lang="en"><title>A book of war</title><main><h1>War</h1>${words('Essay')}
    <section ${attributes}><h2>What the editors say</h2>${words('Editor')}</section></main></html>`
  return new Readability(new JSDOM(page).window.document).parse().textContent.split('Editor says').length - 1
}
const found = {}
for (const attributes of ['', 'id="chapter-commentary"', 'class="commentary"', 'class="remarks"', 'class="related-works"', 'class="community"',
  'id="chapter-commentary" class="body"', 'id="chapter-commentary" class="content"']) {
  found[attributes] = kept(attributes)
  console.log(`<section ${attributes}>: ${found[attributes]} of 8 paragraphs`)
}
if (Object.values(found).join() !== '8,0,0,0,0,0,8,8') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.cjs

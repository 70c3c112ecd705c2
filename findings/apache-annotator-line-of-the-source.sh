#!/usr/bin/env bash
# @apache-annotator/dom 0.2.0: a quotation is not found where the page's source has a line's end between two of its words.
# Expected: createTextQuoteSelectorMatcher finds the words that a reader sees and copies, whatever white space the HTML has.
# Seen: "War and peace" is not found in "War and<line's end>peace"; neither is a quotation copied from a page that has a note's mark
# inside, since the mark counts as text. describeTextQuote gives the line's end back as part of the quotation.
# The book: ledger/annotations.py takes words, prefix and suffix from the page's own text, with its line ends and marks.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @apache-annotator/dom@0.2.0 @apache-annotator/selector@0.2.0 jsdom@26.1.0 >/dev/null
cd "$work"
cat > show.cjs <<'SCRIPT'
const { JSDOM } = require('jsdom')
const { window } = new JSDOM('<p id="a">War and\npeace.</p><p id="b">Kings<sup>1</sup> and queens.</p><p id="c">Salt and bread.</p>')
for (const name of ['document', 'Node', 'Range', 'NodeFilter', 'Text', 'Document', 'Element']) globalThis[name] = window[name]
import('@apache-annotator/dom').then(async ({ createTextQuoteSelectorMatcher, describeTextQuote }) => {
  const count = async (exact) => {
    let found = 0
    for await (const range of createTextQuoteSelectorMatcher({ type: 'TextQuoteSelector', exact })(document.body)) found += 1
    return found
  }
  const found = [await count('War and peace'), await count('Kings and queens'), await count('Salt and bread')]
  const range = document.createRange()
  range.selectNodeContents(document.getElementById('a'))
  const { exact } = await describeTextQuote(range, document.body)
  console.log('found across a line, across a mark, plain:', found.join(), '| described:', JSON.stringify(exact))
  if (found.join() !== '0,0,1' || exact !== 'War and\npeace.') {
    console.log('This is no longer so.')
    process.exit(1)
  }
})
SCRIPT
node show.cjs

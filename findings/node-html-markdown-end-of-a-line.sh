#!/usr/bin/env bash
# node-html-markdown 2.0.0: words are joined where a line of the HTML source ends behind a link, a stressed word or code.
# Expected: the end of a line is a blank, as in HTML: "in <em>that</em><line's end>year" becomes "in _that_ year", which turndown 7.2.5 writes.
# Seen: "in _that_year", which is no stress in Markdown either, and a note's mark takes the next sentence: "year.[1](#n)While". Between two plain words,
# and between two such elements, the line's end becomes a blank. Pages whose source is wrapped, as docutils and Sphinx write them, have it everywhere.
# The book: offers each chapter as Markdown of its own.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" node-html-markdown@2.0.0 turndown@7.2.5 >/dev/null
cd "$work"
cat > show.cjs <<'SCRIPT'
const { NodeHtmlMarkdown } = require('node-html-markdown')
const Turndown = require('turndown')
const pieces = {
  stress: '<p>in <em>that</em>\nyear</p>',
  mark: '<p>that year.<a href="#n">1</a>\nWhile it lasted</p>',
  code: '<p>one <code>x</code>\ntwo</p>',
  blank: '<p>in <em>that</em> year</p>',
  words: '<p>in that\nyear</p>',
  both: '<p><em>War</em>\n<em>Peace</em></p>',
}
const found = Object.fromEntries(Object.entries(pieces).map(([name, html]) => [name, NodeHtmlMarkdown.translate(html)]))
const other = Object.fromEntries(Object.entries(pieces).map(([name, html]) => [name, new Turndown().turndown(html)]))
console.log('node-html-markdown:', found, '| turndown:', other)
const joined = found.stress === 'in _that_year' && found.mark === 'that year.[1](#n)While it lasted' && found.code === 'one `x`two'
const right = found.blank === 'in _that_ year' && found.words === 'in that year' && found.both === '_War_ _Peace_'
if (!(joined && right && other.stress === 'in _that_ year' && other.mark === 'that year.[1](#n) While it lasted')) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.cjs

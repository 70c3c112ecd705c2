#!/usr/bin/env bash
# turndown 7.2.5: words that somebody is quoted with become the author's own.
# Expected: <q>The war is over</q>, whose quotation marks a browser draws, is written “The war is over” or "The war is over", as pandoc, html2text, markdownify
# and inscriptis write it, or is kept as HTML.
# Seen: He said The war is over then. The marks are gone, and nothing else says that words are quoted. An item with value="12" gets the next number,
# a stressed word keeps its marks.
# The book: has the quotation marks of quoted words in its text.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" turndown@7.2.5 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import TurndownService from 'turndown'
const service = new TurndownService()
const found = ['<p>He said <q>The war is over</q> then.</p>', '<p lang="de">Er sagte <q>Ende</q>.</p>', '<ol start="7"><li>War</li><li value="12">Peace</li></ol>', '<p>a <em>b</em></p>'].map((html) => service.turndown(html))
console.log(found.map((text) => JSON.stringify(text)).join('\n'))
if (JSON.stringify(found) !== JSON.stringify(['He said The war is over then.', 'Er sagte Ende.', '7.  War\n8.  Peace', 'a _b_'])) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.mjs

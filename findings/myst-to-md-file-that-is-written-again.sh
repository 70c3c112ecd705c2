#!/usr/bin/env bash
# myst-to-md 1.0.16 (of mystmd, with myst-parser 1.7.3): MyST that is read and written again as MyST has lost words, names and page numbers.
# Expected: mystmd's own writer writes what its own parser reads: a sentence stays one, a figure keeps its name and alternative text, a citation its page.
# Seen: only the signs of Markdown are escaped, not those of MyST: the paragraph "\% of exports" comes out as "% of exports", which is a comment, so
# its words are gone when it is read, and "(note)\=" becomes a target. A figure keeps its caption alone: without its name nothing that
# refers to it finds it, without its alternative text nobody hears it; a table loses which rows are its head. [@roe, p. 5] becomes {cite:p}`roe`. No warning.
# The book: writes its Markdown itself, from the documents as they are printed (exports/).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" myst-parser@1.7.3 myst-to-md@1.0.16 unified@11.0.5 vfile@6.0.3 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import { mystParse } from 'myst-parser'
import { unified } from 'unified'
import { VFile } from 'vfile'
import mystToMd from 'myst-to-md'
let told = 0
const again = (myst) => {
  const file = new VFile()
  const text = unified().use(mystToMd, {}).stringify(mystParse(myst), file).result.trim()
  told += file.messages.length
  return text
}
const kinds = (myst) => mystParse(myst).children.map((node) => node.type).join()
const cases = {
  percent: '\\% of exports went there.', target: '(note)\\=', cite: 'So says [@roe, p. 5].',
  figure: ':::{figure} map.png\n:name: the-map\n:alt: A map of Korea\nThe map.\n:::', table: ':::{list-table} Trade\n:name: trade\n:header-rows: 1\n* - Year\n* - 1950\n:::'
}
const found = Object.fromEntries(Object.entries(cases).map(([name, myst]) => [name, again(myst)]))
for (const [name, myst] of Object.entries(cases)) console.log(name, JSON.stringify([myst, kinds(myst)]), '->', JSON.stringify([found[name], kinds(found[name])]))
const seen = kinds(cases.percent) === 'paragraph' && kinds(found.percent) === 'comment' && kinds(cases.target) === 'paragraph' && kinds(found.target) === 'mystTarget'
const lost = !/the-map|A map/.test(found.figure) && !/header|name/.test(found.table) && !found.cite.includes('5')
if (!seen || !lost || told) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.mjs

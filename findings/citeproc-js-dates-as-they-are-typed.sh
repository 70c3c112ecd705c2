#!/usr/bin/env bash
# citeproc-js 2.4.63 (npm citeproc): of a span of dates with an en dash only its end is cited, and "1950 or 1951" is 1951.
# Expected: a date that is given as CSL-JSON's "raw", which is for what no program could read, is cited as typed, as pandoc does, or read right:
# 1950-1953 and 1950/1953 are spans, and 1950–1953, as books print it, is one too.
# Seen: "1950–1953" is 1953, "June 1950–July 1953" is 1953, "1950 (reprint 1999)" is 1999 and "before 1950" is 1950: of words that are no date
# in its grammar the last year stands for all. "in press" and "early spring" are printed as typed. No error; circa is set only by a question mark.
# The book: all dates in its CSL-JSON are date-parts (citing/source_items.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" citeproc@2.4.63 @citation-js/core@0.9.0 @citation-js/plugin-csl@0.9.0 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import { createRequire } from 'module'
import CSL from 'citeproc'
const require = createRequire(import.meta.url)
const style = require('@citation-js/plugin-csl/lib/styles.json').apa
const locale = require('@citation-js/plugin-csl/lib/locales.json')['en-US']
const year = (raw) => {
  const item = { id: 'a', type: 'book', title: 'War', author: [{ family: 'Roe', given: 'J.' }], issued: { raw } }
  const engine = new CSL.Engine({ retrieveLocale: () => locale, retrieveItem: () => structuredClone(item) }, style, 'en-US')
  engine.setOutputFormat('text')
  engine.updateItems(['a'])
  return engine.makeBibliography()[1][0].match(/\((.*)\)/)[1]
}
const expected = { '1950-1953': '1950–1953', '1950/1953': '1950–1953', '1950–1953': '1953', 'June 1950–July 1953': '1953', '1950 or 1951': '1951', '1950 (reprint 1999)': '1999', 'before 1950': '1950', 'in press': 'in press', 'early spring': 'early spring' }
const found = Object.fromEntries(Object.keys(expected).map((raw) => [raw, year(raw)]))
console.log(found)
if (JSON.stringify(found) !== JSON.stringify(expected)) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.mjs

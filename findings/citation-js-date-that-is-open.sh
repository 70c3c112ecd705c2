#!/usr/bin/env bash
# citation-js 0.9.0 (plugin-bibtex, plugin-csl): a work that began in 1950 and goes on has no date.
# Expected: date = {1950/}, which is how BibLaTeX writes a span without an end, is cited as 1950–, or by its year alone, as 1950/1953 is cited by both.
# Seen: the CSL-JSON has an empty end, {"date-parts": [[1950], null]}, which its schema refuses and its own styles and writers cannot read: the
# bibliography says "(n.d.)", and written again as BibTeX or BibLaTeX the entry has no date at all. So with 1950/.. of EDTF. No warning.
# The book: dates of its sources are single days, months or years.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @citation-js/core@0.9.0 @citation-js/plugin-bibtex@0.9.0 @citation-js/plugin-csl@0.9.0 >/dev/null
cd "$work"
cat > show.cjs <<'SCRIPT'
const { Cite } = require('@citation-js/core')
require('@citation-js/plugin-bibtex')
require('@citation-js/plugin-csl')

const found = ['1950', '1950/1953', '1950/', '1950/..'].map((date) => {
  const cite = new Cite(`@book{k, author = {Roe, Jane}, title = {War}, date = {${date}}}`)
  const written = cite.format('biblatex')
  return [date, JSON.stringify(cite.data[0].issued['date-parts']), cite.format('bibliography').trim(), /date = \{(.*?)\}/.exec(written)?.[1]]
})
for (const item of found) console.log(item.join(' | '))
const seen = found.slice(2).every((item) => item[1] === '[[1950],null]' && item[2] === 'Roe, J. (n.d.). War.' && item[3] === undefined)
if (!(seen && found[1][2] === 'Roe, J. (1950–1953). War.')) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.cjs

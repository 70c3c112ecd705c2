#!/usr/bin/env bash
# citation-js 0.8.2 (plugin-ris): a newspaper article loses its authors and its day in RIS, in both directions.
# Expected: AU and DA of TY - NEWS are read and written as those of TY - JOUR are.
# Seen: read, the author becomes "reporter", a text and no CSL name, and the date the year alone; written, there is no AU line and no
# day. A chapter keeps its authors and loses the day. The same record as MGZN or JOUR is whole.
# The book: CSL-JSON, which keeps all of it, stands beside RIS.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @citation-js/core@0.8.2 @citation-js/plugin-ris@0.8.2 >/dev/null
cd "$work"
cat > show.cjs <<'SCRIPT'
const { Cite } = require('@citation-js/core')
require('@citation-js/plugin-ris')

const read = (kind) => {
  const { author, reporter, issued } = new Cite(`TY  - ${kind}\nTI  - T\nAU  - Roe, Jane\nPY  - 2026\nDA  - 2026/02/03\nER  - \n`).data[0]
  return JSON.stringify([author && author[0].family, reporter, issued['date-parts'][0].length])
}
const written = (type) => {
  const item = { id: 'k', type, title: 'T', author: [{ family: 'Roe', given: 'Jane' }], issued: { 'date-parts': [[2026, 2, 3]] } }
  const lines = new Cite(item).format('ris').split('\n')
  return JSON.stringify([lines.some((line) => line.startsWith('AU')), lines.some((line) => line.startsWith('DA'))])
}
const found = ['NEWS', 'CHAP', 'JOUR'].map(read).concat(['article-newspaper', 'chapter', 'article-journal'].map(written))
console.log('read (author, reporter, parts of the date):', found.slice(0, 3).join(' '), '| written (AU, DA):', found.slice(3).join(' '))
const wanted = ['[null,"Roe, Jane",1]', '["Roe",null,1]', '["Roe",null,3]', '[false,false]', '[true,false]', '[true,true]']
if (JSON.stringify(found) !== JSON.stringify(wanted)) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.cjs

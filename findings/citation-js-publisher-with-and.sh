#!/usr/bin/env bash
# citation-js 0.9.0 (plugin-bibtex, plugin-csl): a publisher "Taylor and Francis" loses Francis.
# Expected: publisher stays one string, as CSL-JSON wants it.
# Seen: publisher, location and institution of BibTeX are cut at "and" into a list, which is no CSL-JSON, and the bibliography sets
# the first part alone: "T. Taylor." With a second pair of braces the value stays whole.
# The book: such a value wants a second pair of braces in a .bib file (citing/formats.py).
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

const read = (value) => {
  const cite = new Cite(`@book{k, title = {T}, author = {Roe, Jane}, year = {2012}, publisher = ${value}}`)
  return [cite.data[0].publisher, cite.format('bibliography', { template: 'apa' }).trim()]
}
const found = [read('{Taylor and Francis}'), read('{{Taylor and Francis}}')]
console.log(JSON.stringify(found))
const [[list, short], [text, long]] = found
if (!(Array.isArray(list) && !short.includes('Francis') && text === 'Taylor and Francis' && long.includes(text))) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.cjs

#!/usr/bin/env bash
# citation-js 0.9.0 (plugin-bibtex): langid of BibLaTeX becomes a language that no client knows.
# Expected: langid = {american} gives "en-US" in CSL-JSON, whose language is a tag of BCP 47; pandoc does so.
# Seen: the word is copied: "american", "ngerman". Styles that choose terms or capitals by the item's language then see an unknown one.
# The book: its BibTeX gives langid for BibLaTeX; the tag stands in CSL-JSON.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @citation-js/core@0.9.0 @citation-js/plugin-bibtex@0.9.0 >/dev/null
cd "$work"
cat > show.cjs <<'SCRIPT'
const { Cite } = require('@citation-js/core')
require('@citation-js/plugin-bibtex')

const found = ['american', 'ngerman'].map((name) => new Cite(`@book{k, title = {T}, date = {2012}, langid = {${name}}}`).data[0].language)
console.log('language:', found.join(', '))
if (found.join() !== 'american,ngerman') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.cjs

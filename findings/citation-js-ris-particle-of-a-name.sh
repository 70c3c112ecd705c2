#!/usr/bin/env bash
# citation-js 0.8.2 (plugin-ris): in RIS Charles de Gaulle is Charles Gaulle.
# Expected: a name whose particle stands apart in CSL-JSON is written "de Gaulle, Charles", as the same program writes it in BibTeX.
# Seen: non-dropping-particle and dropping-particle are not written at all: "Gaulle, Charles", "Leyen, Ursula"; suffixes are. Read from RIS the
# particle is part of the family name, from BibTeX it stands apart, so a list that came from BibTeX and leaves as RIS has
# other names, and is sorted by them. No warning.
# The book: the family names of its sources hold their particles.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @citation-js/core@0.8.2 @citation-js/plugin-ris@0.8.2 @citation-js/plugin-bibtex@0.8.2 >/dev/null
cd "$work"
cat > show.cjs <<'SCRIPT'
const { Cite } = require('@citation-js/core')
require('@citation-js/plugin-bibtex')
require('@citation-js/plugin-ris')

const list = new Cite('@book{k, title = {T}, author = {de Gaulle, Charles and von der Leyen, Ursula and King, Jr., Martin}}')
const ris = list.format('ris').split('\n').filter((line) => line.startsWith('AU')).map((line) => line.slice(6).trim())
const bibtex = list.format('bibtex').match(/author = \{(.*)\}/)[1]
const read = new Cite('TY  - BOOK\nTI  - T\nAU  - de Gaulle, Charles\nER  - \n').data[0].author[0]
console.log('written as RIS:', ris.join('; '))
console.log('written as BibTeX:', bibtex)
console.log('read from RIS:', JSON.stringify(read))
if (ris.join('; ') !== 'Gaulle, Charles; Leyen, Ursula; King, Martin, Jr.' || !bibtex.startsWith('de Gaulle, Charles and von der Leyen, Ursula')
  || read.family !== 'de Gaulle') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.cjs

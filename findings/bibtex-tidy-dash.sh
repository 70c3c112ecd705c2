#!/usr/bin/env bash
# bibtex-tidy 1.14.0: a tidied .bib file has en dashes where it had em dashes.
# Expected: with escape, which is on unless one says otherwise, U+2014 becomes --- and U+2013 becomes --, as LaTeX sets them.
# Seen: the em dash becomes --, which LaTeX prints as an en dash; the en dash stays as it is. "War — a history" is printed as
# "War – a history", and nothing is said; accents and quotation marks are escaped as they should be.
# The book: its .bib file is not tidied by tools; dashes in it are written as such.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" bibtex-tidy@1.14.0 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import tidy from 'bibtex-tidy'

const title = (text) => /title\s*=\s*\{(.*)\}/.exec(tidy.tidy(`@book{k, title = {${text}}}`).bibtex)[1]
const found = ['War \u2014 a history', '1950\u20131953', '\u201cWar\u201d \u00e9'].map(title)
console.log('em dash:', found[0], '| en dash:', found[1], '| others:', found[2])
if (found.join('|') !== "War -- a history|1950\u20131953|``War'' \\'{e}") {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.mjs

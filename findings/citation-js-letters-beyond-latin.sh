#!/usr/bin/env bash
# citation-js 0.9.0 (plugin-bibtex): Russian and Korean names and titles are written as blanks.
# Expected: Война и мир and 김일성 go into BibTeX and BibLaTeX as they are, which biber and today's BibTeX read as UTF-8, or the writer says that it cannot.
# Seen: letters for which it has no command of LaTeX are dropped one by one and the blanks between them stay: title = {  }, publisher = {}, author = {, },
# also where the same plugin has just read them from a .bib file. A body, or a name in one piece, is kept, since it stands in braces; accents become
# commands. In RIS all of it is whole. No warning: the entry is valid and empty.
# Reported to its makers before (issue 177).
# The book: each of its formats is made from its own records (citing/formats.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @citation-js/core@0.9.0 @citation-js/plugin-bibtex@0.9.0 >/dev/null
cd "$work"
cat > show.cjs <<'SCRIPT'
const { Cite } = require('@citation-js/core')
require('@citation-js/plugin-bibtex')

const written = (author, title, publisher) => {
  const text = new Cite(`@book{k, author = {${author}}, title = {${title}}, publisher = {${publisher}}}`).format('bibtex')
  return ['author', 'title', 'publisher'].map((name) => text.match(new RegExp(`${name} = \\{(.*)\\},`))[1])
}
const found = [written('Сен, Ким Ир', 'Война и мир', 'Правда'), written('김, 일성', '주체 사상', '평양'),
  written('{Министерство}', '{Война и мир}', '{Правда}'), written('Čapek, Karel', 'War', 'Press')]
for (const fields of found) console.log(fields.map((field) => `{${field}}`).join(' '))
const wanted = [[',  ', '  ', ''], [', ', ' ', ''], ['{Министерство}', '  ', ''], ['{\\v C}apek, Karel', 'War', 'Press']]
if (JSON.stringify(found) !== JSON.stringify(wanted)) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.cjs

#!/usr/bin/env bash
# biblatex-csl-converter 3.6.0 (of Fidus Writer): an edited book becomes a dataset, and every subtitle is lost on the way to CSL-JSON.
# Expected: @collection is a "book" with editors, as biblatex says and pandoc writes, and title with subtitle make "War: Peace".
# Seen: the type is "dataset", with which styles print "[Dataset]" behind the title, and the title "War"; booksubtitle is lost likewise.
# No error and no warning is given; @proceedings and @book are books.
# The book: its BibTeX has @book for edited books and the whole title in title (citing/formats.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" biblatex-csl-converter@3.6.0 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import { BibLatexParser, CSLExporter } from 'biblatex-csl-converter'

const read = (kind) => {
  const { entries, errors, warnings } = new BibLatexParser(`@${kind}{k, editor = {Roe, Jane}, title = {War}, subtitle = {Peace}, date = {2012}}`).parse()
  const { type, title } = Object.values(new CSLExporter(entries).parse())[0]
  return [kind, type, title, errors.length + warnings.length]
}
const found = ['book', 'proceedings', 'collection', 'mvcollection'].map(read)
console.log('entry, type, title, messages:', found)
if (found.map((item) => item.slice(1)).join(' | ') !== 'book,War,0 | book,War,0 | dataset,War,0 | dataset,War,0') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.mjs

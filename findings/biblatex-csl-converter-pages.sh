#!/usr/bin/env bash
# biblatex-csl-converter 3.6.0 (of Fidus Writer): a range of pages that is read from CSL-JSON or RIS becomes one number.
# Expected: page "12-15", or SP 12 with EP 15, is written as pages = {12--15}, as it is when the same record was read from BibLaTeX.
# Seen: pages = {1215}, and 1215 again in the CSL-JSON that is written from it; so with a dash, two hyphens or Roman numbers. Both readers
# keep the pages as one text, the writers expect first and last apart. Whoever goes by a style guide cites page 1215.
# The book: each of its formats is made from its own records, and BibTeX is offered beside CSL-JSON and RIS.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" biblatex-csl-converter@3.6.0 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import { BibLatexExporter, BibLatexParser, CSLExporter, CSLParser, RISParser } from 'biblatex-csl-converter'

const pages = (read) => {
  const parsed = read.parse()
  const entries = parsed.entries ?? parsed
  return [/pages = \{(.*)\}/.exec(new BibLatexExporter(entries).parse())[1], Object.values(new CSLExporter(entries).parse())[0].page]
}
const item = { id: 'k', type: 'article-journal', title: 'T', page: '12-15', issued: { 'date-parts': [[1950]] } }
const found = {
  'BibLaTeX': pages(new BibLatexParser('@article{k, title = {T}, pages = {12--15}, date = {1950}}')),
  'CSL-JSON': pages(new CSLParser({ k: item })),
  'RIS': pages(new RISParser('TY  - JOUR\nTI  - T\nSP  - 12\nEP  - 15\nPY  - 1950\nER  - \n')),
}
console.log('pages in BibLaTeX and CSL-JSON, by what was read:', found)
if (JSON.stringify(Object.values(found)) !== '[["12--15","12-15"],["1215","1215"],["1215","1215"]]') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.mjs

#!/usr/bin/env bash
# @retorquere/bibtex-parser 9.0.29 (of Better BibTeX for Zotero): a date that is marked as uncertain becomes a certain one.
# Expected: date = {1950~}, which is how BibLaTeX writes "about 1950", keeps its mark, as {1950?} keeps it.
# Seen: date is "1950", and "1950 /1953" of {1950~/1953~}: the mark is taken for the no-break space of LaTeX, though dates are no LaTeX.
# biblatex-csl-converter reads the same field as circa.
# The book: dates of its sources are certain or absent.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @retorquere/bibtex-parser@9.0.29 biblatex-csl-converter@3.6.0 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import { parse } from '@retorquere/bibtex-parser'
import { BibLatexParser, CSLExporter } from 'biblatex-csl-converter'

const entry = (date) => `@book{k, title = {T}, date = {${date}}}`
const found = ['1950~', '1950?', '1950~/1953~'].map((date) => parse(entry(date)).entries[0].fields.date)
const other = Object.values(new CSLExporter(new BibLatexParser(entry('1950~')).parse().entries).parse())[0].issued
console.log('dates:', JSON.stringify(found), '| biblatex-csl-converter:', JSON.stringify(other))
if (found[0] !== '1950' || found[1] !== '1950?' || other.circa !== true) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.mjs

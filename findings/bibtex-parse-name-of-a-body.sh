#!/usr/bin/env bash
# bibtex-parse 2.1.0 (npm): the braces that make a body one author are gone, so that a ministry of two things is two authors.
# Expected: entries() gives author = {{Ministry of Trade and Industry} and Kim, Il-sung} as a list of names, or with the braces by which BibTeX parts it.
# Seen: "Ministry of Trade and Industry and Kim, Il-sung": at "and" there are three names, and "{United Nations}" is a person whose last name is Nations. In titles
# {NATO} and {K}im lose the braces too, so that a style in sentence case takes their capitals down, while \& keeps its backslash. parse() gives the value with its
# braces. # and @string are joined, which bibtexparser 2 does not do.
# The book: reads its sources with pybtex (sources/bibfile), and gives bodies in braces in what it publishes.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" bibtex-parse@2.1.0 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import { entries, parse } from 'bibtex-parse'
const source = '@string{up = {Press}}\n@book{a, author = {{Ministry of Trade and Industry} and Kim, Il-sung}, title = {{NATO} {\\&} {K}im}, publisher = up # { of X}}\n@book{b, author = {{United Nations}}}\n'
const [book, report] = entries(source)
const whole = parse(source).find(({ key }) => key === 'a').fields.find(({ name }) => name === 'author').value
console.log(JSON.stringify([book, report, whole]))
const found = [book.AUTHOR, book.AUTHOR.split(' and ').length, book.TITLE, book.PUBLISHER, report.AUTHOR, whole]
if (JSON.stringify(found) !== JSON.stringify(['Ministry of Trade and Industry and Kim, Il-sung', 3, 'NATO \\& Kim', 'Press of X', 'United Nations', '{Ministry of Trade and Industry} and Kim, Il-sung'])) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.mjs

#!/usr/bin/env bash
# @retorquere/bibtex-parser 9.0.29 (of Better BibTeX for Zotero): a chapter that takes its book from crossref has no date, and the book's subtitle as its own.
# Expected: as BibLaTeX inherits: title and subtitle of the book become booktitle and booksubtitle, its date is the chapter's, and its short title
# stays with the book.
# Seen: booktitle and booksubtitle are there, but subtitle and shorttitle of the book are the chapter's as well, so that "War" of the book "Korea: A
# history" is "War: A history", short title "Korea". date is not inherited, though year and month are: a chapter of a BibLaTeX
# file has no date, one of a BibTeX file has. No error is told. pandoc 3.9 (by hand) has date and book and keeps "War".
# The book: its BibTeX repeats the book in each chapter.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @retorquere/bibtex-parser@9.0.29 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import { parse } from '@retorquere/bibtex-parser'
const chapter = (date) => {
  const { entries, errors } = parse(`@incollection{part, author = {Roe, John}, title = {War}, crossref = {whole}}
@collection{whole, editor = {Doe, Jane}, title = {Korea}, subtitle = {A History}, shorttitle = {Korea}, publisher = {Press}, ${date}}`)
  const { title, subtitle, shorttitle, booktitle, booksubtitle, date: day, year } = entries.find((entry) => entry.key === 'part').fields
  return { title, subtitle, shorttitle, booktitle, booksubtitle, date: day, year, errors: errors.length }
}
const [biblatex, bibtex] = [chapter('date = {1990-05}'), chapter('year = {1990}')]
console.log('date:', biblatex, 'year:', bibtex)
const seen = [biblatex, bibtex].every((part) => part.booktitle === 'Korea' && part.booksubtitle === 'A history' && part.subtitle === 'A history' && part.shorttitle === 'Korea' && !part.errors)
if (!seen || biblatex.date !== undefined || biblatex.year !== undefined || bibtex.year !== '1990') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.mjs

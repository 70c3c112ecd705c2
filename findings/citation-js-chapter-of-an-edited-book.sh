#!/usr/bin/env bash
# citation-js 0.9.0 (plugin-bibtex): one chapter of an edited book makes a whole .bib file unreadable.
# Expected: @inbook takes title, editor and publisher of its @book by crossref, as BibLaTeX does, whether the book has an author or editors.
# Seen: if the book has editors and no author, new Cite ends with "Failed to convert bookauthor to container-author": the author of the book,
# who is not there, is handed on as the chapter's. No other entry of the file is read either, and the message names no key. The same chapter as
# @incollection, or of a @collection, or with an author of the book, is read.
# The book: its BibTeX repeats the book in each chapter.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @citation-js/core@0.9.0 @citation-js/plugin-bibtex@0.9.0 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import { Cite } from '@citation-js/core'
import '@citation-js/plugin-bibtex'
const read = (kind, book, people) => {
  try {
    return new Cite(`@article{other, author = {Poe, Ed}, title = {Peace}, journal = {J}, year = {1950}}
@${kind}{part, author = {Roe, John}, title = {War}, pages = {1--9}, crossref = {whole}}
@${book}{whole, ${people} = {Doe, Jane}, title = {Korea}, publisher = {Press}, year = {1990}}`).data.map((item) => item.id).join()
  } catch (error) {
    return error.message
  }
}
const found = [read('inbook', 'book', 'editor'), read('inbook', 'book', 'author'), read('incollection', 'book', 'editor'), read('inbook', 'collection', 'editor')]
console.log(found)
if (found[0] !== 'Failed to convert bookauthor to container-author' || found.slice(1).some((ids) => ids !== 'other,part,whole')) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.mjs

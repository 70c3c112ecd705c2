#!/usr/bin/env bash
# @mozilla/readability 0.6.0 (of Firefox's reader view, with jsdom 26.1.0): it shows what a page hides, and leaves out its notes.
# Expected: a popover and a dialog that are closed are left out, as <div hidden> and a template are; <aside role="doc-footnote">, which is
# how docutils marks up a note, stays, as notes in a div do.
# Seen: the words of each closed popover and dialog stand in the article, one after the other, since only the attribute hidden, a style
# attribute and aria-hidden count; each aside is dropped, whatever its role, and the mark stays glued to its word ("that year1").
# The book: its notes are div, in pages and EPUB, and the cards of its terms are aside, which a reader view leaves out.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @mozilla/readability@0.6.0 jsdom@26.1.0 >/dev/null
cd "$work"
cat > show.cjs <<'SCRIPT'
const { JSDOM } = require('jsdom')
const { Readability } = require('@mozilla/readability')
const words = 'A paragraph of a chapter, which has commas, and enough words, to count for the article of the page that it stands in.'
const parts = {
  popover: '<div popover>@</div>', dialog: '<dialog>@</dialog>', hidden: '<div hidden>@</div>', template: '<template>@</template>',
  aside: '<aside role="doc-footnote">@</aside>', div: '<div role="doc-footnote">@</div>',
}
const body = Object.entries(parts).map(([name, html]) => html.replace('@', `<p>This is the ${name}: ${words}</p>`)).join('')
const mark = `<p>It ended in that year<a role="doc-noteref" href="#n">1</a>, and ${words}</p>`
const page = `<!DOCTYPE html><html lang="en"><title>War and peace in Korea</title><main><article>${`<p>${words}</p>`.repeat(9)}${mark}${body}</article></main>`
const article = new Readability(new JSDOM(page).window.document).parse().textContent
const found = Object.keys(parts).filter((name) => article.includes(`This is the ${name}:`))
console.log('what of', Object.keys(parts).join(', '), 'stands in the article:', found.join(', '), '|', /in that year.?,/.exec(article)[0])
if (found.join() !== 'popover,dialog,div' || !article.includes('in that year1,')) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.cjs

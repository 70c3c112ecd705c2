#!/usr/bin/env bash
# @mozilla/readability 0.6.0 (of Firefox's reader view, with jsdom 26.1.0): the better a note or an entry is sourced, the sooner it is left out.
# Expected: a paragraph of an article stays, whatever in it is linked; lists of links, as menus have them, are told by their having nothing else.
# Seen: a <div> of which more than a fifth of the letters are links is removed, if it has fewer than ten commas: an entry of a timeline with the names of
# its two sources is gone, the same one with one source stays. As plain <p> in the same place, or in a <section>, both stay; so does a div whose class
# has "text" or "entry" in it. Nothing tells how many are gone.
# The book: its notes and their evidence have the class "body", which counts as those do; the entries of its timeline lost their divs.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" @mozilla/readability@0.6.0 jsdom@26.1.0 >/dev/null
cd "$work"
cat > show.cjs <<'SCRIPT'
const { JSDOM } = require('jsdom')
const { Readability } = require('@mozilla/readability')

const text = '<p>Words of a page that tells what happened, when, where, and to whom, with commas, and more of them, as a page of history has.</p>'.repeat(8)
const sources = ['<a href="list.html#a">Pravda 1950</a>', '<a href="list.html#b">Archive of the Ministry 1950</a>']
const kept = (number, open, close) => {
  const entry = (day) => `<li>${open}<p>June ${day}, 1950</p><p>The Soviet Union sends weapons and advisers to North Korea
    (${sources.slice(0, number).join('; ')}).</p>${close}</li>`
  const page = `<!DOCTYPE html><html lang="en"><title>A book of war</title><main><h1>Events</h1>${text}<ol>${[1, 2, 3, 4].map(entry).join('')}</ol></main></html>`
  return new Readability(new JSDOM(page).window.document).parse().textContent.split('sends weapons').length - 1
}
const found = [['two sources in a div', 2, '<div>', '</div>'], ['one source in a div', 1, '<div>', '</div>'], ['two sources, no div', 2, '', ''],
  ['two sources in a section', 2, '<section>', '</section>'], ['two sources in a div of the class entry', 2, '<div class="entry">', '</div>']]
const numbers = found.map(([, ...entry]) => kept(...entry))
found.forEach(([name], at) => console.log(`${name}: ${numbers[at]} of 4 entries`))
if (numbers.join() !== '0,4,4,4,4') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.cjs

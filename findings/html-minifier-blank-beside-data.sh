#!/usr/bin/env bash
# html-minifier-terser 7.2.0 and html-minifier-next 6.2.11: words are joined where one of them stands in <data>, or where a picture stands between them.
# Expected: collapseWhitespace, which keeps one blank at <span>, <time> and <img>, keeps it at whatever HTML has in a line of text.
# Seen: "in <data value="1950">the year</data> of war" becomes "inthe yearof war", and so with <picture>, <canvas> and, in html-minifier-terser, <output> and
# <meter>: each tool has a list of its own of what stands in a line, and these are not on it. The words are joined for eyes, search and copies.
# The page is smaller and valid, and nothing is said; conservativeCollapse keeps all blanks. htmlnano, @swc/html and minify-html leave them (by hand).
# Reported to its makers before, of <output> (html-minifier, issue 1070).
# The book: no minifier is run over its pages.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" html-minifier-terser@7.2.0 html-minifier-next@6.2.11 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import * as terser from 'html-minifier-terser'
import * as next from 'html-minifier-next'
const pieces = ['<span>the year</span>', '<time>the year</time>', '<img>', '<data value="1950">the year</data>', '<picture><img></picture>', '<canvas></canvas>', '<output>1</output>',
  '<meter value="1"></meter>']
const found = {}
for (const [name, { minify }] of Object.entries({ terser, next })) {
  found[name] = []
  for (const piece of pieces) {
    const small = await minify(`<p>in ${piece} of war</p>`, { collapseWhitespace: true })
    found[name].push(/in </.test(small) && /> of/.test(small) ? 'kept' : /in</.test(small) && />of/.test(small) ? 'joined' : small)
  }
  found[name].push(await minify(`<p>in ${pieces[3]} of war</p>`, { collapseWhitespace: true, conservativeCollapse: true }))
  console.log(name, found[name].join(', '))
}
const joined = (name) => pieces.filter((_, at) => found[name][at] === 'joined').map((piece) => piece.match(/\w+/)[0]).join()
const kept = Object.values(found).every((all) => all.slice(0, 3).join() === 'kept,kept,kept' && all.at(-1).includes('in <data') && all.at(-1).includes('> of'))
if (!kept || joined('terser') !== 'data,picture,canvas,output,meter' || joined('next') !== 'data,picture,canvas') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.mjs

#!/usr/bin/env bash
# defuddle 0.19.4 (of Obsidian's Web Clipper; with jsdom 26.1.0): a page that names no author is given words of its text as author.
# Expected: where no tag names one the author is empty, as for an essay of unknown hand; a byline is believed where it names a person.
# Seen: any heading, paragraph or span of the first section that has less than 50 characters and begins with "By" is the author:
# "By the end of 1950" in a sentence, a heading "By sea and by land", <span lang="fr">by force majeure</span>. A note saved with it cites "the end of 1950".
# The site takes the author's name too where no publisher is told. With a citation_author the words are left alone.
# The book: names no author of the essay, since none is known.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" defuddle@0.19.4 jsdom@26.1.0 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import { Defuddle } from 'defuddle/node'
import { JSDOM } from 'jsdom'
const more = '<p>This paragraph has words enough that the page is believed to have a main text, which it has, and some more than that.</p>'.repeat(4)
const read = async (piece, head = '') => {
  const html = `<!DOCTYPE html><html lang="en"><head><title>War</title>${head}</head><body><main><section><h1>War</h1>${piece}${more}</section></main></body></html>`
  const { author, site } = await Defuddle(new JSDOM(html, { url: 'https://example.org/a' }), 'https://example.org/a')
  return [author, site]
}
const said = '<p>It was in June. <span>By the end of 1950</span> the war had changed, as all of those who were there have written.</p>'
const found = {
  words: await read(said),
  heading: await read('<h2>By sea and by land</h2>'),
  foreign: await read('<p>They call it <span lang="fr">by force majeure</span> in the treaty that was signed in that year by both of them.</p>'),
  other: await read('<p>It was in June. <span>At the end of 1950</span> the war had changed.</p>'),
  named: await read(said, '<meta name="citation_author" content="Roe, Jane">'),
}
console.log('author and site:', found)
const lost = found.words.join() === 'the end of 1950,the end of 1950' && found.heading[0] === 'sea and by land' && found.foreign[0] === 'force majeure'
if (!(lost && found.other[0] === '' && found.named.join() === 'Jane Roe,Jane Roe')) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.mjs

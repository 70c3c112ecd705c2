#!/usr/bin/env bash
# text-fragments-polyfill 6.7.0 (of Chrome's "link to highlight"; with jsdom 26.1.0): the link to a whole paragraph leads to its last stressed word.
# Expected: a range over a paragraph's content, as a triple click or selectNodeContents makes it, gives a fragment for all its words.
# Seen: of one that ends with a note's mark or with one stressed word the fragment names that alone, "2" or "July", and the status is success.
# The same words, as a range from the first text to the last, are all given (in Chromium 156, by hand, it is the same).
# The book: makes fragments itself, of the words that were selected (cite.js).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" text-fragments-polyfill@6.7.0 jsdom@26.1.0 >/dev/null
cd "$work"
cp node_modules/text-fragments-polyfill/dist/fragment-generation-utils.js fragments.mjs
cat > show.mjs <<'SCRIPT'
import { JSDOM } from 'jsdom'
const pieces = {
  note: 'The war began in June and ended in July.<a href="#n">2</a>',
  stress: 'The war began in June and ended in <em>July</em>',
}
const { window } = new JSDOM('')
for (const name of ['Document', 'Element', 'HTMLElement', 'Node', 'NodeFilter', 'Range', 'Text', 'TreeWalker']) globalThis[name] = window[name]
globalThis.window = window
globalThis.document = window.document
globalThis.navigator ??= window.navigator
globalThis.getComputedStyle = window.getComputedStyle.bind(window)
const { generateFragmentFromRange } = await import('./fragments.mjs')
const found = {}
for (const [name, html] of Object.entries(pieces)) {
  document.body.innerHTML = `<p id="a">${html}</p><p>Another one.</p>`
  const paragraph = document.getElementById('a')
  const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
  let first = null, last = null
  while (texts.nextNode()) {
    first ??= texts.currentNode
    last = texts.currentNode
  }
  const whole = document.createRange()
  whole.selectNodeContents(paragraph)
  const ends = document.createRange()
  ends.setStart(first, 0)
  ends.setEnd(last, last.length)
  const same = whole.toString() === ends.toString()
  const [one, two] = [generateFragmentFromRange(whole), generateFragmentFromRange(ends)]
  found[name] = { same, whole: [one.status, one.fragment?.textStart], ends: [two.status, two.fragment?.textStart] }
}
console.log(found)
const all = (piece) => piece.same && piece.ends[0] === 0 && piece.ends[1].startsWith('the war began in june and ended in july')
const lost = found.note.whole.join() === '0,2' && found.stress.whole.join().toLowerCase() === '0,july'
if (!(lost && Object.values(found).every(all))) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.mjs

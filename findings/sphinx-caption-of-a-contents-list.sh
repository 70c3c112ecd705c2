#!/usr/bin/env bash
# Sphinx 9.0.4, html and epub: the caption of a list of contents is a heading without a level, which accessibility checkers call critical.
# Expected: ":caption:" of a toctree gives a heading that HTML knows, or one with aria-level, which WAI-ARIA 1.2 requires of role="heading".
# Seen: <p class="caption" role="heading"> alone, in the page and in each EPUB; axe-core 4.14.1 reports "Required ARIA attribute not present: aria-level"
# (critical), and Ace by DAISY, which shops for books ask, the same. Every book whose contents have parts has it.
# The book: its EPUB adds the level (epub/translator.py), its pages print lists of their own.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4
npm install --silent --no-audit --no-fund --prefix "$work" axe-core@4.14.1 jsdom@26.1.0 >/dev/null
mkdir "$work/book"
cd "$work/book"
printf 'project = "A book"\nversion = release = "1"\nlanguage = "en"\ncopyright = "2026, the editors"\n' > conf.py
printf 'A book\n======\n\n.. toctree::\n   :caption: Before the war\n\n   one\n' > index.rst
printf 'One\n===\n\nWords.\n' > one.rst
"$work/venv/bin/python" -m sphinx -q -b html -d "$work/read" . "$work/html"
"$work/venv/bin/python" -m sphinx -q -b epub -d "$work/read" . "$work/epub"
cd "$work"
cat > show.cjs <<'SCRIPT'
const fs = require('fs')
const axe = require('axe-core')
const { JSDOM } = require('jsdom')
const ask = async (file) => {
  const { window } = new JSDOM(fs.readFileSync(file, 'utf8'), { runScripts: 'outside-only', contentType: file.endsWith('.xhtml') ? 'application/xhtml+xml' : 'text/html' })
  window.eval(axe.source)
  const { violations } = await window.axe.run(window.document, { runOnly: ['aria-required-attr'] })
  const captions = [...window.document.querySelectorAll('p.caption')].map((p) => [p.getAttribute('role'), p.getAttribute('aria-level')].join())
  return { captions, said: violations.flatMap((v) => v.nodes.map((n) => `${v.impact}: ${n.any.map((c) => c.message).join()}`)) }
}
Promise.all([ask('html/index.html'), ask('epub/index.xhtml')]).then((found) => {
  console.log('html and epub:', JSON.stringify(found, null, 1))
  const lost = found.every(({ captions, said }) => captions.includes('heading,') && said.some((s) => s === 'critical: Required ARIA attribute not present: aria-level'))
  if (!lost) {
    console.log('This is no longer so.')
    process.exit(1)
  }
})
SCRIPT
node show.cjs

#!/usr/bin/env bash
# Sphinx 9.0.4, html: the search of a book finds no year and no number.
# Expected: "1950" finds the pages on which it stands, as every other word does, since the index splits texts into words of letters and digits.
# Seen: words of digits alone are neither put into searchindex.js nor looked for: 1950 and 2,000 find no page, not even the one called "Treaty of 1950",
# and "war 1950" finds each page with "war", with the year or without, as if it had not been typed. "38th" and "1950s" are found.
# No setting changes it. Of a book of history most questions have a year.
# Reported to its makers before (issue 776).
# The book: has a search of its own, whose index has years (search/).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4 docutils==0.22.4
npm install --silent --no-audit --no-fund --prefix "$work" jsdom@26.1.0 >/dev/null
mkdir "$work/docs"
echo 'language = "en"' > "$work/docs/conf.py"
printf 'Book\n====\n\nThe war began in 1950, at the 38th parallel; in the 1950s some 2,000 came.\n\n.. toctree::\n\n   treaty\n   other\n' > "$work/docs/index.rst"
printf 'Treaty of 1950\n==============\n\nA treaty of war.\n' > "$work/docs/treaty.rst"
printf 'Other\n=====\n\nA war of another time.\n' > "$work/docs/other.rst"
"$work/venv/bin/python" -m sphinx -q -b html "$work/docs" "$work/html"
cd "$work"
cat > show.cjs <<'SCRIPT'
const fs = require('fs')
const { JSDOM } = require('jsdom')

const { window } = new JSDOM('<html data-content_root="./"></html>', { runScripts: 'outside-only', url: 'https://example.org/search.html' })
for (const name of ['documentation_options', 'language_data', 'doctools', 'sphinx_highlight', 'searchtools']) {
  window.eval(fs.readFileSync(`html/_static/${name}.js`, 'utf8').replace(/^(const|let) (\w+) =/gm, 'window.$2 ='))
}
window.eval(fs.readFileSync('html/searchindex.js', 'utf8'))
const pages = (query) => window.eval(`Search._performSearch(...Search._parseQuery(${JSON.stringify(query)})).map((found) => found[0])`).sort().join(' ')
const found = ['war', '38th', '1950s', '1950', '2,000', 'war 1950'].map((query) => {
  console.log(`${query}: ${pages(query) || 'no page'}`)
  return pages(query)
})
if (found.join() !== 'index other treaty,index,index,,,index other treaty') {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.cjs

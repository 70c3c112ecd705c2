#!/usr/bin/env bash
# svgo 4.1.0: with its own settings it takes from a described figure its name, its role, its languages and its links.
# Expected: preset-default, which is there for every file, makes it smaller and changes nothing that is seen, heard or clicked.
# Seen: role="img" is removed, and so are the ids of title and desc, though aria-labelledby still names them, so the figure has no name;
# lang="ko" of a Korean word is gone, and so is role="list" of a group. <a href="..."> becomes <a>, which leads nowhere: lang, and href without
# xlink: in front, count as unknown, though SVG 2 has both. aria-label and xml:lang stay. No warning.
# Reported to its makers before (issues 787 and 2230).
# The book: writes its figures itself, as small as they are (figures/svg.py), and runs no optimizer over them.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" svgo@4.1.0 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import { optimize } from 'svgo'

const figure = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 60" role="img" aria-labelledby="name words">
<title id="name">Trade</title><desc id="words">Two bars, the second higher.</desc>
<g role="list"><g role="listitem" aria-label="1990"><rect width="10" height="20"/><rect y="30" width="5" height="5"/></g></g>
<text x="1" y="40" lang="ko">주체</text><a href="https://example.org/"><text x="1" y="50">Source</text></a></svg>`
const small = optimize(figure).data
console.log(small)
const gone = ['role="img"', 'id="name"', 'id="words"', 'role="list"', 'lang="ko"', 'href="https://example.org/"'].filter((part) => !small.includes(part))
const kept = ['aria-labelledby="name words"', '<title>Trade</title>', 'aria-label="1990"', '<a><text'].filter((part) => small.includes(part))
console.log('gone:', gone.join(' '))
console.log('kept:', kept.join(' '))
if (gone.length !== 6 || kept.length !== 4) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.mjs

#!/usr/bin/env bash
# csso 5.0.5 (inside svgo 4 and many builds): rules for a language whose tag is in quotation marks are deleted, and so are ranges in media queries.
# Expected: what a minifier does not know it keeps, or it stops or warns: :lang("ko") is in Selectors 4, (30em <= width) in Media Queries 4.
# Seen: :lang("ko") { font-family: ... } and @media (30em <= width <= 60em) { ... } become nothing at all, with all that stands in them, and so do rules that are nested in
# others. There is no error and no warning. :lang(ko), (min-width: 30em), @container (width > 30em), @layer and @scope stay.
# The book: minifies no style sheet with a library.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" csso@5.0.5 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import { minify } from 'csso'
const rules = ['p:lang("ko"){color:red}', ':lang("ko","ja"){color:red}', 'p:lang(ko){color:red}', '@media (30em<=width<=60em){p{color:red}}', '@media (width>=30em){p{color:red}}', '@media (min-width:30em){p{color:red}}', 'p{color:red;&:hover{color:#00f}}', '@container (width > 30em){p{color:red}}', '@scope (.note){p{color:red}}', '@layer base{p{color:red}}']
const found = rules.map((rule) => minify(rule).css)
rules.forEach((rule, at) => console.log(`${rule}  →  ${found[at] || 'nothing'}`))
const kept = rules.filter((rule, at) => found[at] === rule)
if (found.filter((css) => css === '').join() !== ',,,' || found[6] !== 'p{color:red}' || kept.length !== 5) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.mjs

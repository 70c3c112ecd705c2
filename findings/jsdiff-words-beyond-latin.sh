#!/usr/bin/env bash
# diff 9.0.0 (jsdiff): diffWords compares Russian and Korean words letter by letter, and Latin ones word by word.
# Expected: each word is one token, as its guide says; what has changed between two editions is told in words.
# Seen: "Soviet" against "Soviets" is one word for another, but of "Советский" against "Советская" only the ending is marked, and of
# 김일성 against 김정일, two persons, one syllable is put in and another taken out. Its own rule for words knows the letters of Latin alone;
# with intlSegmenter they are words. Whoever shows such a change prints pieces that are no words.
# Reported to its makers before (pull request 328).
# The book: base/compare.py takes whatever stands between two blanks for a word.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" diff@9.0.0 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import { diffWords } from 'diff'

const changed = (before, after, options) => diffWords(before, after, options).map(({ added, removed, value }) => added ? `[+${value}]` : removed ? `[-${value}]` : value).join('')
const words = (language) => ({ intlSegmenter: new Intl.Segmenter(language, { granularity: 'word' }) })
const found = [changed('Soviet power', 'Soviets power'), changed('Советский Союз', 'Советская Союз'), changed('김일성 왔다', '김정일 왔다'),
  changed('Советский Союз', 'Советская Союз', words('ru')), changed('김일성 왔다', '김정일 왔다', words('ko'))]
console.log(found.join('\n'))
const wanted = ['[-Soviet][+Soviets] power', 'Советск[-ий][+ая] Союз', '김[+정]일[-성] 왔다', '[-Советский][+Советская] Союз', '[-김일성][+김정일] 왔다']
if (found.join() !== wanted.join()) {
  console.log('This is no longer so.')
  process.exit(1)
}
SCRIPT
node show.mjs

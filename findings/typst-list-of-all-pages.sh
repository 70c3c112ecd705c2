#!/usr/bin/env bash
# typst 0.15.2: what a function without arguments makes of a query is made and kept again for every page whose header asks for it.
# Expected: the function has no arguments and the query the same answer on each page, so that Typst calls it once and keeps one result.
# Seen: a header that takes its line from a list of all pages needs several times the memory of one that looks for its line in the query's
# answer, and the surplus grows with the square of the pages; the pages are the same.
# The book: book.typ looks for the heading of a page by halves, and makes no list.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check typst==0.15.2
cd "$work"
cat > show.py <<'PYTHON'
import resource
import sys
import typst

LIST = """#let lines() = {
  let pages = ()
  for it in query(heading) {
    while pages.len() < it.location().page() { pages.push((name: it.body, level: it.level)) }
  }
  pages
}
#let line() = context lines().at(here().page() - 1).name
"""
LOOK = """#let line() = context {
  let (found, page) = (query(heading), here().page())
  let (low, high) = (0, found.len())
  while low < high {
    let middle = calc.quo(low + high, 2)
    if found.at(middle).location().page() < page { low = middle + 1 } else { high = middle }
  }
  found.at(low).body
}
"""
way, pages = sys.argv[1], int(sys.argv[2])
body = "".join(f"= Heading {n}\n#pagebreak(weak: true)\n" for n in range(pages))
source = {"list": LIST, "look": LOOK, "none": "#let line() = none\n"}[way] + "#set document(date: none)\n#set page(width: 90pt, height: 90pt, header: line())\n" + body
open(sys.argv[3], "wb").write(typst.compile(source.encode()))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
PYTHON
python() { "$work/venv/bin/python" show.py "$@"; }
for pages in 300 600; do
  for way in none list look; do eval "$way$pages=$(python $way $pages $way.pdf)"; done
done
echo "MB at 300 and 600 pages: no header $none300, $none600; a list $list300, $list600; looking $look300, $look600"
cmp -s list.pdf look.pdf && echo "the two PDFs are the same"
cmp -s list.pdf look.pdf && [ $((list600 - none600)) -gt $((4 * (look600 - none600))) ] && [ $((list600 - none600)) -gt $((3 * (list300 - none300))) ] ||
  { echo "This is no longer so."; exit 1; }

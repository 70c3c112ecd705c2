#!/usr/bin/env bash
# remark-gfm 4.0.1 (of many site builders) and cmarkgfm 2025.10.22 (cmark-gfm, of GitHub): two spans of years with a tilde, as Korean writes them, are struck through.
# Expected: "10~20 ... 1950~1953" is printed as it stands: a tilde between two figures is no sign of deletion, for which GFM has ~~.
# Seen: 10<del>20 ... 1950</del>1953: the tildes are gone and what is between them is crossed out, whole sentences if they are of one paragraph; one span alone is left as it is.
# The specification of GFM allows one tilde or two. singleTilde: false leaves them; markdown-it-py 4.3.0 (MyST) and mistune 3.4.0 know ~~ only. No warning.
# The book: is read by MyST, and its spans have dashes.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check cmarkgfm==2025.10.22 mistune==3.4.0 markdown-it-py==4.3.0
npm install --silent --no-audit --no-fund --prefix "$work" unified@11.0.5 remark-parse@11.0.0 remark-gfm@4.0.1 remark-rehype@11.1.2 rehype-stringify@10.0.1 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import { unified } from 'unified'
import remarkParse from 'remark-parse'
import remarkGfm from 'remark-gfm'
import remarkRehype from 'remark-rehype'
import rehypeStringify from 'rehype-stringify'
for (const options of [{}, { singleTilde: false }]) {
  const written = await unified().use(remarkParse).use(remarkGfm, options).use(remarkRehype).use(rehypeStringify).process(process.argv[2])
  console.log(String(written))
}
SCRIPT
"$work/venv/bin/python" - <<'PYTHON'
import subprocess
import cmarkgfm, mistune
from markdown_it import MarkdownIt

TEXT = "About 10~20 of them came in 1950~1953."
remark, two = subprocess.run(["node", "show.mjs", TEXT], capture_output=True, text=True, check=True).stdout.splitlines()
found = {"remark-gfm": remark, "cmark-gfm": cmarkgfm.github_flavored_markdown_to_html(TEXT), "singleTilde: false": two,
         "markdown-it-py": MarkdownIt("commonmark").enable("strikethrough").render(TEXT), "mistune": mistune.create_markdown(plugins=["strikethrough"])(TEXT)}
for name, html in found.items():
    print(f"{name}: {html.strip()}")
struck, whole = "<p>About 10<del>20 of them came in 1950</del>1953.</p>", f"<p>{TEXT}</p>"
raise SystemExit(([html.strip() for html in found.values()] != [struck, struck, whole, whole, whole]) and "This is no longer so.")
PYTHON

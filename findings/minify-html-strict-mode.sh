#!/usr/bin/env bash
# minify-html 0.18.1 (PyPI): minify_js=True takes "use strict" out of scripts and functions, which then do something else.
# Expected: the directive stays, as in esbuild, terser and tdewolff/minify; it is no dead string but changes what the code means.
# Seen: it is gone without a word, at the top of a classic script and in a function alike. A function called by its name then
# finds the global object in "this" and not undefined; a misspelled variable makes a global one and throws no ReferenceError.
# In a module nothing changes, for its code is strict by itself.
# The book: uses no minifier that rewrites code; its scripts begin with the directive (base/lean.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check minify-html==0.18.1
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import subprocess

import minify_html

SCRIPTS = {
    "this in a function": 'function f() { "use strict"; return typeof this; } console.log(f());',
    "a variable that is nowhere declared": '"use strict"; try { total = 1; console.log("global"); } catch (error) { console.log(error.name); }',
}


def run(code):
    """What Node prints for a classic script."""
    with open("one.cjs", "w") as file:
        file.write(code)
    return subprocess.run(["node", "one.cjs"], capture_output=True, text=True, check=True).stdout.strip()


found = []
for what, code in SCRIPTS.items():
    small = minify_html.minify(f"<script>{code}</script>", minify_js=True)
    inner = small.removeprefix("<script>").removesuffix("</script>")
    found.append((run(code), run(inner), "use strict" in inner))
    print(f"{what}: {found[-1][0]}; minified: {found[-1][1]} <- {inner}")
right = found == [("undefined", "object", False), ("ReferenceError", "global", False)]
raise SystemExit((not right) and "This is no longer so.")
PYTHON

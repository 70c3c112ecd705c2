#!/usr/bin/env bash
# latexcodec 3.0.1 (with pybtex 0.26.1): some of the commonest LaTeX of a .bib file is shown to readers as it stands.
# Expected: since \& and \% are decoded, \$ is; since {\'\i} is an i with an accent, \'{\i}, the form that BibTeX asks for, is.
# Seen: "\$3 billion" keeps its backslash in every bibliography made by pybtex or sphinxcontrib-bibtex, a name such as Garc\'{\i}a
# becomes Garc\' and a dotless i, \dots and \, stay while \ldots is decoded. No error, no warning.
# The book: sources/latex.py mends what the codec leaves.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check pybtex==0.26.1 latexcodec==3.0.1
"$work/venv/bin/python" - "$work" <<'PYTHON'
from pybtex.richtext import Text

cases = [r"\& \%", r"\$3 billion", r"Garc{\'\i}a", r"Garc\'{\i}a", r"\ldots", r"\dots", r"10\,000"]
found = [str(Text.from_latex(case)) for case in cases]
for case, text in zip(cases, found):
    print(case, "->", text)
raise SystemExit((found != ["& %", r"\$3 billion", "García", "Garc\\'ıa", "…", "\\dots ", r"10\,000"]) and "This is no longer so.")
PYTHON

#!/usr/bin/env bash
# MyST-Parser 5.2.0: the language that is given to a word or a paragraph is dropped without a warning.
# Expected: [주체]{lang=ko} and {lang=ko} before a paragraph become lang="ko", or the attribute is refused aloud.
# Seen: id and class of the same braces are kept, lang is gone; only the class .language-ko, a way of docutils, gives lang="ko".
# Whoever writes it the plain way believes that foreign words are marked for screen readers.
# The book: base/languages.py finds foreign words by their script.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4 docutils==0.22.4 myst-parser==5.2.0
"$work/venv/bin/python" - "$work" <<'PYTHON'
import io, pathlib, re, sys
from sphinx.application import Sphinx

def build(files, builder, **settings):
    folder = pathlib.Path(sys.argv[1]) / "book"
    folder.mkdir(exist_ok=True)
    (folder / "conf.py").write_text("")
    for name, text in files.items():
        (folder / name).write_text(text)
    warnings = io.StringIO()
    app = Sphinx(folder, folder, folder / "out", folder / "trees", builder, confoverrides=settings, status=None, warning=warnings)
    app.build()
    return folder / "out", warnings.getvalue()

text = "# Title\n\n[주체]{#one .word lang=ko}\n\n{#two lang=ko}\n주체\n\n[주체]{#three .language-ko}\n"
out, warnings = build({"index.md": text}, "html", extensions=["myst_parser"], myst_enable_extensions=["attrs_inline", "attrs_block"])
found = sorted(re.findall(r'<(?:span|p)[^>]*id="(?:one|two|three)"[^>]*>', (out / "index.html").read_text()))
print(found, "| warnings:", repr(warnings))
told = [tag for tag in found if "lang=" in tag]
raise SystemExit((not (len(found) == 3 and len(told) == 1 and 'id="three"' in told[0] and "WARNING" not in warnings)) and "This is no longer so.")
PYTHON

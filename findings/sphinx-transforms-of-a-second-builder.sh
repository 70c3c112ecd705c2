#!/usr/bin/env bash
# Sphinx 9.0.4: a second builder in the same application is given the trees of the first one.
# Expected: env.get_and_resolve_doctree(name, builder) runs the transforms of the builder that it is given.
# Seen: which post-transforms run is decided by the class of the builder that the application began with (env._builder_cls): made with
# app.create_builder("latex"), the second one gets those for html. Setting app.builder changes nothing; only the private name does.
# The book: base/forks.py sets that name in the process of the second builder.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4 docutils==0.22.4
"$work/venv/bin/python" - "$work" <<'PYTHON'
import io, pathlib, sys
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

folder = pathlib.Path(sys.argv[1]) / "book"
folder.mkdir()
(folder / "conf.py").write_text("")
(folder / "index.rst").write_text("Title\n=====\n")
seen = []

class ForPages(SphinxPostTransform):
    default_priority, formats = 1, ("html",)

    def run(self, **kwargs):
        seen.append("html")

class ForPaper(SphinxPostTransform):
    default_priority, formats = 1, ("latex",)

    def run(self, **kwargs):
        seen.append("latex")

app = Sphinx(folder, folder, folder / "out", folder / "trees", "html", status=None, warning=io.StringIO())
app.add_post_transform(ForPages)
app.add_post_transform(ForPaper)
app.build()
second = app.create_builder("latex")
second.init()
results = []
for change in (lambda: None, lambda: setattr(app, "builder", second), lambda: setattr(app.env, "_builder_cls", type(second))):
    change()
    seen.clear()
    app.env.get_and_resolve_doctree("index", second, tags=app.tags)
    results.append(list(seen))
print("for the latex builder ran, at first, with app.builder set, with env._builder_cls set:", results)
raise SystemExit((results != [["html"], ["html"], ["latex"]]) and "This is no longer so.")
PYTHON

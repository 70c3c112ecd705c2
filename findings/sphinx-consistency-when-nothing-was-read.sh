#!/usr/bin/env bash
# Sphinx 9.0.4: env-check-consistency is not sent in a build in which no document was read, whatever else has changed.
# Expected: the event comes in each build, as env-updated does, which stands before it in the documented order of events: an extension
# that holds its data file against the book there tells each mistake.
# Seen: the data is broken after the first build; the second sends env-updated and env-get-updated, does not ask for consistency, and
# ends well. If any handler of env-updated names a document, the check runs.
# The book: names its chapters in env-updated in each build (essay/commentary.py), so that its checks of records run in each.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4
"$work/venv/bin/python" - "$work" <<'PYTHON'
import io, pathlib, sys
from sphinx.application import Sphinx
from sphinx.util import logging

folder = pathlib.Path(sys.argv[1]) / "book"
folder.mkdir()
(folder / "conf.py").write_text("")
(folder / "index.rst").write_text("War\n===\n")
data = folder / "titles.txt"

def build(title, named=()):
    data.write_text(title)
    told, events = io.StringIO(), []
    app = Sphinx(folder, folder, folder / "out", folder / "trees", "html", status=None, warning=told)

    def check(app, env):
        events.append("env-check-consistency")
        if env.titles["index"].astext() != data.read_text():
            logging.getLogger("sphinx.check").warning("titles.txt is wrong")

    app.connect("env-updated", lambda app, env: events.append("env-updated") or list(named))
    app.connect("env-get-updated", lambda app, env: events.append("env-get-updated") or [])
    app.connect("env-check-consistency", check)
    app.build()
    return events, "titles.txt is wrong" in told.getvalue()

first, second, third = build("War"), build("Peace"), build("Peace", named=["index"])
print("right:", first, "| wrong:", second, "| wrong, and a document is named:", third, sep="\n")
both = ["env-updated", "env-get-updated"]
whole = [*both, "env-check-consistency"]
raise SystemExit((not (first == (whole, False) and second == (both, False) and third == (whole, True))) and "This is no longer so.")
PYTHON

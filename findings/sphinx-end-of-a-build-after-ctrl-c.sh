#!/usr/bin/env bash
# Sphinx 9.0.4: build-finished is not emitted when the builder is interrupted, and the half-made environment stays.
# Expected: build-finished comes at the end of every build, also of a failed one; extensions end their processes and remove their
# temporary files there.
# Seen: for an Exception it comes; for KeyboardInterrupt or SystemExit it does not, so a process that an extension started goes on. The
# saved environment is not removed either, as it is after an Exception.
# The book: pdf/beside.py ends its process by atexit.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4 docutils==0.22.4
"$work/venv/bin/python" - "$work" <<'PYTHON'
import io, pathlib, sys, tempfile
from sphinx.application import Sphinx

def ended(error):
    folder = pathlib.Path(tempfile.mkdtemp(dir=sys.argv[1]))
    (folder / "conf.py").write_text("")
    (folder / "index.rst").write_text("Title\n=====\n")
    app = Sphinx(folder, folder, folder / "out", folder / "trees", "html", status=None, warning=io.StringIO())
    seen = []
    def stop(*_):
        raise error
    app.connect("html-page-context", stop)
    app.connect("build-finished", lambda app, error: seen.append(True))
    try:
        app.build()
    except BaseException:
        pass
    return bool(seen), (folder / "trees" / "environment.pickle").exists()

found = {type(error).__name__: ended(error) for error in (ValueError(), KeyboardInterrupt(), SystemExit(2))}
print("build-finished came, environment is kept:", found)
raise SystemExit((found != {"ValueError": (True, False), "KeyboardInterrupt": (False, True), "SystemExit": (False, True)}) and "This is no longer so.")
PYTHON

#!/usr/bin/env bash
# Sphinx 9.0.4: a second book that is made in the same process speaks the first one's language, where it has no catalog of its own.
# Expected: an extension's add_message_catalog gives each application the words of its language, and plain English where there are none.
# Seen: sphinx.locale keeps the translator of a catalog as long as the process lives and joins new ones to it: after a German book an
# English one prints the German words, without a warning.
# The book: its set-up takes the old translator out first; test suites that build many books meet this.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4
"$work/venv/bin/python" - <<'PYTHON'
import io, pathlib, sys, tempfile
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from sphinx.application import Sphinx
from sphinx.locale import get_translation

folder = pathlib.Path(tempfile.mkdtemp())
place = folder / "words" / "de" / "LC_MESSAGES"
place.mkdir(parents=True)
catalog = Catalog(locale="de")
catalog.add("Close", "Schließen")
with (place / "mine.mo").open("wb") as file:
    write_mo(file, catalog)
(folder / "mine.py").write_text(f"def setup(app):\n    app.add_message_catalog('mine', {str(folder / 'words')!r})\n")
sys.path.insert(0, str(folder))
(folder / "index.rst").write_text("T\n=\n")
(folder / "conf.py").write_text("project = 'p'\nextensions = ['mine']\n")
said = {}
for language in ("en", "de", "en"):
    Sphinx(folder, folder, folder / "out", folder / "trees", "html", confoverrides={"language": language}, status=None, warning=io.StringIO())
    said[language + (" again" if language in said else "")] = str(get_translation("mine")("Close"))
print(said)
raise SystemExit((said != {"en": "Close", "de": "Schließen", "en again": "Schließen"}) and "This is no longer so.")
PYTHON

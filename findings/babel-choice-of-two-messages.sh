#!/usr/bin/env bash
# Babel 2.18.0: of a choice between two messages the catalog gets one that nobody wrote.
# Expected: _("day" if one else "days") gives two messages to translate, or none, with a warning.
# Seen: every text within the brackets is joined: the message is "daydays", which a translator fills in and no program asks for; neither
# "day" nor "days" is there, so a translated book prints them in English. The key of _(names["verdict"]) is a message too. Nothing is said.
# The book: a test holds its catalogs against the calls in its code, read by ast (base/locale.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check babel==2.18.0
"$work/venv/bin/python" - <<'PYTHON'
import io
from babel.messages.extract import extract

CALLS = ['_("day" if one else "days")', '_(title or "Without a title")', '_(names["verdict"])', '_("Sup" "ported")']
found = {call: [message for _line, message, *_more in extract("python", io.BytesIO(call.encode()))] for call in CALLS}
print(found)
raise SystemExit(([*found.values()] != [["daydays"], ["Without a title"], ["verdict"], ["Supported"]]) and "This is no longer so.")
PYTHON

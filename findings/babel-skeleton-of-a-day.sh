#!/usr/bin/env bash
# Babel 2.18.0: a skeleton that asks for the month written out, with a day, gives the month abbreviated in English.
# Expected: yMMMMd gives "June 1, 1950" and an interval "June 1 – July 2, 1950", since yMMMM alone gives "June 1950".
# Seen: "Jun 1, 1950" and "Jun 1 – Jul 2, 1950": the locale has no yMMMMd, the nearest skeleton (yMMMd) is taken, and the
# months are not widened. Only format_date(format="long") writes them out, and it knows no intervals.
# The book: base/dates.py sets intervals itself.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check babel==2.18.0
"$work/venv/bin/python" - <<'PYTHON'
from datetime import date
from babel.dates import format_date, format_interval, format_skeleton

first, last = date(1950, 6, 1), date(1950, 7, 2)
found = (
    format_skeleton("yMMMM", first, locale="en_US"),
    format_date(first, "long", locale="en_US"),
    format_skeleton("yMMMMd", first, locale="en_US"),
    format_interval(first, last, "yMMMMd", locale="en_US").replace("\u2009", " "),
)
print(" | ".join(found))
raise SystemExit((found != ("June 1950", "June 1, 1950", "Jun 1, 1950", "Jun 1 – Jul 2, 1950")) and "This is no longer so.")
PYTHON

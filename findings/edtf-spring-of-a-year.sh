#!/usr/bin/env bash
# edtf 5.0.2 (Python) and edtf 4.11.1 (npm): the spring of 1950 ends on 31 March or on 31 May, and the winter lasts a month.
# Expected: 1950-21, which EDTF has for the spring, lasts from March to May in both libraries of that name, or has no exact bounds, since EDTF gives none;
# the winter of 1950 begins before it or ends behind it.
# Seen: from January to March in JavaScript, which takes seasons for quarters (quarters are 33 to 36 in EDTF), from March to May in Python, where the winter
# is December alone. An event of that spring stands before April in a timeline of the one and may stand behind it in one of the other.
# The book: its dates are days, months and years, and no seasons (base/dates.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check edtf==5.0.2
npm install --silent --no-audit --no-fund --prefix "$work" edtf@4.11.1 >/dev/null
cd "$work"
cat > show.mjs <<'SCRIPT'
import edtf from 'edtf'
const day = (time) => new Date(time).toISOString().slice(0, 10)
for (const season of [21, 22, 23, 24]) console.log(`1950-${season}: ${day(edtf(`1950-${season}`).min)} to ${day(edtf(`1950-${season}`).max)}`)
SCRIPT
cat > show.py <<'PYTHON'
import time
from edtf import parse_edtf
for season in (21, 22, 23, 24):
    date = parse_edtf(f"1950-{season}")
    print(f"1950-{season}: {time.strftime('%Y-%m-%d', date.lower_strict())} to {time.strftime('%Y-%m-%d', date.upper_strict())}")
PYTHON
node show.mjs > javascript
venv/bin/python show.py > python
paste -d '|' javascript python | sed 's/|/ in JavaScript, in Python /'
printf '1950-21: 1950-01-01 to 1950-03-31\n1950-22: 1950-04-01 to 1950-06-30\n1950-23: 1950-07-01 to 1950-09-30\n1950-24: 1950-10-01 to 1950-12-31\n' > quarters
printf '1950-21: 1950-03-01 to 1950-05-31\n1950-22: 1950-06-01 to 1950-08-31\n1950-23: 1950-09-01 to 1950-11-30\n1950-24: 1950-12-01 to 1950-12-31\n' > seasons
if ! cmp -s javascript quarters || ! cmp -s python seasons; then
  echo 'This is no longer so.'
  exit 1
fi

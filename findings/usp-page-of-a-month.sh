#!/usr/bin/env bash
# ultimate-sitemap-parser 1.8.1: a page that its sitemap dates by a month or a year is given the day on which somebody looks.
# Expected: <lastmod>2019-06</lastmod> and 2019, which the sitemap protocol allows (W3C Datetime), are the first of June and of January, or None.
# Seen: what is missing is filled in from today: on the 29th of November they are 29 June 2019 and 29 November 2019, so that a sitemap that has not changed
# reports another date every day, and "2019" is after "2019-06" or before it by the season. A whole date is right. No warning. htmldate 1.11.0 does
# the same with months that it finds in pages.
# The book: writes whole dates in its feed, and in its sitemap.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check ultimate-sitemap-parser==1.8.1
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from datetime import date

from usp.tree import sitemap_from_str

PAGES = "".join(f"<url><loc>https://example.org/{day}</loc><lastmod>{day}</lastmod></url>" for day in ("2019-06-25", "2019-07", "2019"))
SITEMAP = f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{PAGES}</urlset>'
before = date.today()
found = [page.last_modified.date() for page in sitemap_from_str(SITEMAP).all_pages()]
today = date.today()
print(f"today {today}: 2019-06-25 is {found[0]}, 2019-07 is {found[1]}, 2019 is {found[2]}")
if before != today:
    raise SystemExit("Midnight has passed; run it again.")
if (today.month, today.day) == (2, 29):
    raise SystemExit(None)
same = found == [date(2019, 6, 25), date(2019, 7, today.day), date(2019, today.month, today.day)]
raise SystemExit(None if same else "This is no longer so.")
PYTHON

#!/usr/bin/env bash
# htmldate 1.11.0 (of trafilatura 2.3.1): a page that is dated by its month is given the day on which somebody looks, one that is dated by its
# year a day that it tells of.
# Expected: dcterms.issued "2025-03", a month as W3C writes dates, is March 2025 or its first day, as "2024" alone is 2024-01-01; and what a page
# says of itself in its head counts more than a date in its text.
# Seen: "2025-03" is 2025-03-03 on the third of any month and 2025-03-17 on the seventeenth, so the same page has two dates in one collection;
# "2025/03" of citation_publication_date likewise. "2024" is passed over where the text has a whole day: an essay of 2024 on a treaty of 19 June 2023
# is of that day, and one of 1980 too, since dates before 1995 do not count. No warning. A whole day (2025-03-05) is kept.
# The book: its head names the whole day of its edition (citing/metadata.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check htmldate==1.11.0 trafilatura==2.3.1 freezegun==1.5.5 lxml_html_clean==0.4.6
"$work/venv/bin/python" - <<'PYTHON'
from freezegun import freeze_time
from htmldate import find_date
from trafilatura import extract_metadata

def dated(name, value, words="They signed."):
    page = (f'<!DOCTYPE html><html lang="en"><head><title>War</title><meta name="{name}" content="{value}"></head>'
            f"<body><main><h1>War</h1><p>{words}</p></main></body></html>")
    days = []
    for today in ("2026-11-03", "2026-12-17"):
        with freeze_time(today):
            days += [find_date(page, original_date=True), extract_metadata(page).date]
    return " ".join(days)

TREATY = "They signed the treaty of 19 June 2023."
found = {
    "a month": dated("dcterms.issued", "2025-03"),
    "a month, another name": dated("citation_publication_date", "2025/03"),
    "a year": dated("dcterms.issued", "2024"),
    "a day, and a day in the text": dated("dcterms.issued", "2025-03-05", TREATY),
    "a year, and a day in the text": dated("dcterms.issued", "2024", TREATY),
    "a day long ago, and a day in the text": dated("dcterms.issued", "1980-07-02", TREATY),
}
print("On 3 November in htmldate and trafilatura, on 17 December in both:")
for name, value in found.items():
    print(f"{name}: {value}")
months = " ".join(["2025-03-03"] * 2 + ["2025-03-17"] * 2)
right = [months, months] + [" ".join([day] * 4) for day in ("2024-01-01", "2025-03-05", "2023-06-19", "2023-06-19")]
raise SystemExit((list(found.values()) != right) and "This is no longer so.")
PYTHON

"""One work of each kind, for the tests of citations."""

from __future__ import annotations

from datetime import date

from edition.citing.work import Edition, Work

BOOK = "Russia and North Korea: An Annotated Essay"
# The month and the day have one digit, so that an extra zero, or a missing one, shows.
EDITION = Edition(BOOK, "The editors of Russia and North Korea", "1.0", date(2026, 2, 3), "en-US", "")
PUBLIC = EDITION._replace(base="https://example.org/book/")
WORKS = [
    Work("soviet-era-p2", "passage", "The Soviet Era: The Foundation of a Fragile Alliance", False,
         "soviet-era.html#soviet-era-p2", "2", 7),
    Work("not-directly-engaging-in-combat", "note", "Note on “not directly engaging in combat”", True,
         "soviet-era.html#not-directly-engaging-in-combat", "2", 8),
    Work("who-drew-the-38th-parallel", "section", "Who drew the 38th parallel", True,
         "soviet-era.html#who-drew-the-38th-parallel", "", 10),
    Work("soviet-era", "chapter", "The Soviet Era: The Foundation of a Fragile Alliance", False,
         "soviet-era.html", "", 6),
    Work("figure-debt", "figure", "What was written off.", True, "future.html#figure-debt", "", 91),
    Work("it-ended--rusk1990", "pair", "Rusk 1990 on “it ended ‘late’ in 1953”", True, "two.html#it-ended--rusk1990", "2", None),
    Work("index", "book", BOOK, False, "", "", None),
]  # fmt: skip

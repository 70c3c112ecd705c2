"""Check the book's outside links with Sphinx's linkcheck, and record the results in docs/links.json.

Exit status: 0 if no page is gone, 1 if one is, 2 if the book cannot be read, 3 if there is no network
(then nothing is changed).
"""

from __future__ import annotations

import argparse
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

SCRIPTS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(SCRIPTS), str(SCRIPTS.parent / "docs" / "_ext")]

import environment

if __name__ == "__main__":  # before Sphinx, which only .venv has
    environment.enter(environment.BOOK_LOCK)

from edition.base.utf8 import UnreadableError
from edition.sources.link_record import State, read_link_record, write_link_record
from links.answers import judge, update
from links.asking import Manners, is_online
from links.book import Book
from links.report import report

if TYPE_CHECKING:
    from datetime import date

GONE, NO_BOOK, OFFLINE = 1, 2, 3


def check(book: Book, record: Path, manners: Manners, today: date) -> tuple[int, str]:
    """Check all links and write the record; returns the exit status and the report."""
    from sphinx.errors import SphinxError

    try:
        old = read_link_record(record)
        print("Reading the book …", file=sys.stderr, flush=True)
        book.read()
        nothing = (
            f"No network: none of the book's {len(book.uses)} outside links could be looked for. "
            f"{record.name} is unchanged."
        )
        if not is_online(book.uses, manners):
            return OFFLINE, nothing
        print(f"Looking for {len(book.uses)} links …", file=sys.stderr, flush=True)
        results = book.ask(manners)
    except (UnreadableError, SphinxError) as error:
        place = f"{error.location}: " if isinstance(error, UnreadableError) else ""
        return NO_BOOK, f"The book cannot be read: {place}{error}"
    if not any(result.answers for result in results):
        return OFFLINE, nothing
    found = sorted((judge(result, today) for result in results), key=lambda link: link.url)
    new = update(old, found, book.uses, today)
    write_link_record(record, new)
    gone = any(link.state is State.GONE for link in new.links.values())
    return GONE if gone else 0, report(found, new)


def main() -> int:
    """Read the command line, check, and print the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--contact", default="", help="an address that tells asked servers who asks")
    parser.add_argument("--report", type=Path, help="also write the report, in Markdown, to this file")
    options = parser.parse_args()
    import sphinx

    contact = f"+{options.contact}; " if options.contact else ""
    agent = f"russia-north-korea-links/1 ({contact}weekly check of a book's references; Sphinx {sphinx.__version__})"
    docs, work = environment.ROOT / "docs", environment.ROOT / "build" / ".links"
    shutil.rmtree(work / "linkcheck", ignore_errors=True)
    status, text = check(Book(docs, work), docs / "links.json", Manners(agent=agent), datetime.now(UTC).date())
    print(text, flush=True)
    if options.report:
        options.report.write_text(text + "\n", encoding="utf-8")
    return status


if __name__ == "__main__":
    raise SystemExit(main())

"""How long the search of a built site takes to answer, after each keystroke; in Chromium, from disk."""

from __future__ import annotations

import os
import shutil
import statistics
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

ASK = """queries => queries.map(query => {
    const start = performance.now();
    bookSearch.search(query);
    return performance.now() - start;
})"""
COMPLETE = "#search-results[data-complete]"
"""What the page has when its whole index is loaded; its policy forbids to wait for an expression."""


def keystrokes(queries: Sequence[str]) -> list[str]:
    """The text in the field after each keystroke of each query.

    >>> keystrokes(["ab", "c"])
    ['a', 'ab', 'c']
    """
    return [query[: i + 1] for query in queries for i in range(len(query))]


def measure(site: Path, asked: Sequence[str]) -> list[float]:
    """Milliseconds of each answer, as a reader waits for it: the page has answered none of the queries before."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = shutil.which(os.environ.get("CHROME", "chromium"))
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto((site / "search.html").as_uri() + "?q=a")
        page.locator(COMPLETE).wait_for(state="attached")
        times: list[float] = page.evaluate(ASK, asked)
        browser.close()
    return times


def search_times(site: Path, queries: Sequence[str]) -> Iterator[str]:
    """The table of the times of whole queries and of each keystroke."""
    yield "| search in Chromium | answers | median ms | 95 of 100 within ms | slowest ms |"
    yield "| --- | --- | --- | --- | --- |"
    for name, asked in (("whole queries", list(queries)), ("each key of them", keystrokes(queries))):
        times = sorted(measure(site, asked))
        most = times[min(len(times) - 1, len(times) * 95 // 100)]
        yield f"| {name} | {len(times)} | {statistics.median(times):.1f} | {most:.1f} | {times[-1]:.1f} |"

"""Typeset a Typst file: ``python -m edition.pdf.compile book.typ book.pdf --fonts FOLDER --date 2026-11-28``.

Beside the PDF it writes the page of every name, as JSON, and prints ``pages`` as soon as that can be read; the PDF
comes later. It does not import Sphinx, so that a build can run it while pages are written.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import threading
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typst

from edition.pdf.names import PLACES, read_destinations
from edition.pdf.problems import Problem, dead_link, explain

if TYPE_CHECKING:
    from collections.abc import Callable

PAGES = "pages"
"""What is said when the pages of the names are known."""
TITLES = "titles.json"
"""Beside the Typst file: what each name leads to, for the descriptions of links."""


class TypesettingError(Exception):
    """Typst cannot compile the file; the only argument is the ``Problem``."""

    @property
    def problem(self) -> Problem:
        """What is wrong."""
        problem: Problem = self.args[0]
        return problem


class Typeset(NamedTuple):
    """What Typst makes of a file."""

    raw: Path
    """The PDF as Typst writes it."""
    places: str
    """Its answer to ``PLACES``."""
    warnings: list[Problem]
    """What Typst warns of."""


def typeset(source: Path, target: Path, fonts: Path, day: date, told: Callable[[], None]) -> Typeset:
    """Compile one file as PDF/UA-1, with only the fonts of a folder; raises TypesettingError.

    The page of every name is written beside the target, and ``told`` is called, before there is a PDF.
    """
    compiler = typst.Compiler(
        str(source),
        root=str(source.parent),
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)]),
    )
    places = "[]"
    try:
        with suppress(RuntimeError):  # the error of a file; the compilation tells it with its place
            places = compiler.eval(PLACES)
            pages = json.dumps({d.name: d.page for d in read_destinations(places)}, indent=1)
            target.with_suffix(".json").write_text(pages + "\n", encoding="utf-8")
            told()
        raw = target.with_suffix(".raw")
        _, warnings = compiler.compile_with_warnings(
            output=str(raw),
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
        )
    except typst.TypstError as error:
        raise TypesettingError(explain(error, source.read_text(encoding="utf-8"))) from None
    text = source.read_text(encoding="utf-8") if warnings else ""
    return Typeset(raw, places, [explain(warning, text) for warning in warnings])


def end_with_parent() -> None:
    """End a worker when its parent is killed; it would wait for more work forever."""

    def watch() -> None:
        if parent := multiprocessing.parent_process():
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def make_pdf(
    source: Path, target: Path, fonts: Path, day: date, told: Callable[[], None] = lambda: None, *, apart: bool = False
) -> list[Problem]:
    """Write the PDF of a Typst file and, beside it, the page of every name; returns the warnings.

    ``told`` is called when the pages are written, before the PDF is.  With ``apart`` Typst works in a process that
    ends when it has set the file; otherwise its cache serves the next time.  Raises TypesettingError if Typst cannot
    compile the file, and BrokenExecutor if that process dies; both leave the target as it was.
    """
    names = source.with_name(TITLES)
    titles = json.loads(names.read_text(encoding="utf-8")) if names.exists() else {}
    worker = ProcessPoolExecutor(1, initializer=end_with_parent) if apart else ThreadPoolExecutor(1)
    try:
        with worker:
            setting = worker.submit(typeset, source, target, fonts, day, told)
            # Only now: Typst need not wait for it, nor have it in its memory.
            from edition.pdf.mend import write_mended

            book = setting.result()
        unknown = write_mended(book.raw, target, book.places, titles)
    finally:
        target.with_suffix(".raw").unlink(missing_ok=True)
    if unknown:
        raise TypesettingError(dead_link(min(unknown), source.read_text(encoding="utf-8")))
    return book.warnings


def main() -> int:
    """Read the command line; the exit status is 1 for an error and 2 for warnings, each printed in one line."""
    parser = argparse.ArgumentParser(description="Typeset a Typst file as PDF/UA-1.")
    parser.add_argument("source", type=Path, help="the Typst file")
    parser.add_argument("target", type=Path, help="the PDF to write")
    parser.add_argument("--fonts", type=Path, required=True, help="the folder of the fonts, the only ones used")
    parser.add_argument("--date", type=date.fromisoformat, required=True, help="the edition's day, YYYY-MM-DD")
    options = parser.parse_args()
    try:
        told = partial(print, PAGES, flush=True)
        # To mend where Typst has worked takes half as long again, and the memory of both.
        warnings = make_pdf(options.source, options.target, options.fonts, options.date, told, apart=True)
    except TypesettingError as error:
        print(error.problem.as_error(options.target.name), file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{options.target.name}: ERROR: it cannot be written: {error.strerror or error}", file=sys.stderr)
        return 1
    except BrokenExecutor:
        print(f"{options.target.name}: ERROR: the process that sets it was ended; is memory short?", file=sys.stderr)
        return 1
    for problem in warnings:
        print(problem, file=sys.stderr)
    return 2 if warnings else 0


if __name__ == "__main__":
    raise SystemExit(main())

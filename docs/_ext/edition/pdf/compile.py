"""Typeset a book: ``python -m edition.pdf.compile FOLDER BOOK.pdf --fonts FOLDER --date 2026-11-28``.

The folder has the parts of the book (``pdf.parts``).  Workers set them, first without knowing the pages of others, then
again until these stay the same; each part is written and mended, and all are joined.  Beside the PDF the page of every
name is written, as JSON, and ``pages`` is printed as soon as that can be read; the PDF comes later.  The next time only
what changed is set (``pdf.results``).  Nothing here imports Sphinx: a build runs it while pages are written.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from concurrent.futures import BrokenExecutor
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from edition.pdf.names import described, destinations, read_places
from edition.pdf.parts import TITLES, Others, others_of, part_files, read_parts
from edition.pdf.problems import Problem, dead_link
from edition.pdf.results import Results, digest, keep
from edition.pdf.signs import Signs
from edition.pdf.typesetting import Job, TypesettingError, lay_out, make_part
from edition.pdf.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from edition.pdf.names import Destination, Places

PAGES = "pages"
"""What is said when the pages of the names are known."""
MOST = 5
"""How often a book is set until its pages stay; Typst itself does no more."""


class Book:
    """The parts of a book, and what is known of them."""

    def __init__(self, folder: Path, results: Results, fonts: Path, day: date, workers: int) -> None:
        self.parts, self.results = read_parts(folder), results
        self.jobs = [Job(p.source, results.own(f"others-{p.number}.json"), fonts, day) for p in self.parts]
        self.workers = Workers([len(part.text) for part in self.parts], workers)
        self.others = [Others() for _ in self.parts]
        """What each part needs of the others."""
        self.answers: list[str] = []
        self.places: list[Places] = []
        """What Typst says of each part, and the same read, in the whole book."""
        self.labels: dict[str, Destination] = {}
        self.destinations: list[Destination] = []
        """The first place of each label, and of each public name, sorted."""

    def settle(self) -> None:
        """Set all parts until the pages stay."""
        for time in range(1, MOST + 1):
            self.answers, self.places, before = self.lay_out(), [], 0
            for answer in self.answers:
                self.places.append(read_places(answer, before))
                before += self.places[-1].pages
            others = others_of(self.parts, self.places)
            if others == self.others or time == MOST:
                break
            self.others = others
        for part in self.places:
            self.labels |= {label: place for label, place in part.labels.items() if label not in self.labels}
        self.destinations = destinations(self.labels)

    def lay_out(self) -> list[str]:
        """Typst's answers of all parts; what it has set already is not set again."""
        known = zip(self.parts, self.others, strict=True)
        files = [self.results.path([part.text, others.as_json()], ".json") for part, others in known]
        tasks = {n: (self.jobs[n], self.others[n]) for n, file in enumerate(files) if not file.exists()}
        for number, answer in self.workers.run(lay_out, tasks, meanwhile=self.read_labels).items():
            keep(files[number], answer)
        return [file.read_text(encoding="utf-8") for file in files]

    def read_labels(self) -> None:
        """Find the labels in all parts, of which the first setting needs none."""
        for part in self.parts:
            _ = part.labels

    def write(self, titles: Mapping[str, str]) -> tuple[list[Path], list[Problem]]:
        """Write the PDF of each part, unless it is there; returns the files and the warnings.

        ``titles`` say what each name leads to.
        """
        signs = Signs(described(self.places, self.destinations, titles))
        files, tasks = [], {}
        for n, part in enumerate(self.parts):
            others, own = self.others[n], self.places[n].labels
            near = sorted(part.labels.named & self.labels.keys())
            words = {label: said for label in near if (said := signs.words(own.get(label, self.labels[label])))}
            files.append(self.results.path([part.text, others.as_json(), str(n), json.dumps(words)], ".pdf"))
            if not files[n].exists():
                tasks[n] = (self.jobs[n], others, self.answers[n], n, words, files[n])
        problems = self.workers.run(make_part, tasks)
        return files, [problem for found in problems.values() for problem in found]

    def source(self) -> str:
        """Its text."""
        return "".join(part.text for part in self.parts)


def make_pdf(
    folder: Path, target: Path, fonts: Path, day: date, told: Callable[[], None] = lambda: None, workers: int = 1
) -> list[Problem]:
    """Write the PDF of a book and, beside it, the page of every name; returns the warnings.

    ``told`` is called when the pages are written, before the PDF is.  Raises TypesettingError if Typst cannot set the
    book, and BrokenExecutor if a worker dies; both leave the target as it was.
    """
    own = {folder / TITLES, *part_files(folder)}  # of which not all parts are made
    made_of = digest([folder, fonts, Path(__file__).parent], day.isoformat(), without=own)
    results = Results(folder.with_name(f"{folder.name}.parts"), made_of)
    titles = json.loads((folder / TITLES).read_text(encoding="utf-8")) if (folder / TITLES).exists() else {}
    book = Book(folder, results, fonts, day, workers)
    with book.workers:
        book.settle()
        pages = json.dumps({place.name: place.page for place in book.destinations}, indent=1)
        keep(target.with_suffix(".json"), f"{pages}\n")
        told()
        files, warnings = book.write(titles)
    from edition.pdf.joined import join

    unknown = join(files, target, book.labels, book.destinations)
    if unknown:
        raise TypesettingError(dead_link(min(unknown), book.source()))
    if warnings:
        results.used.clear()  # else the next time would not tell them
    results.clear()
    return warnings


def main() -> int:
    """Read the command line; the exit status is 1 for an error and 2 for warnings, each printed in one line."""
    parser = argparse.ArgumentParser(description="Typeset a book as PDF/UA-1.")
    parser.add_argument("folder", type=Path, help="the folder with the parts of the book")
    parser.add_argument("target", type=Path, help="the PDF to write")
    parser.add_argument("--fonts", type=Path, required=True, help="the folder of the fonts, the only ones used")
    parser.add_argument("--date", type=date.fromisoformat, required=True, help="the edition's day, YYYY-MM-DD")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="how many processes set it at most")
    parser.add_argument("--wait", action="store_true", help="begin when a line comes in, and end if none does")
    options = parser.parse_args()
    if options.wait:
        import_module("edition.pdf.joined")  # of all that a book needs, the slowest to load
        if not sys.stdin.readline():
            return 0
    try:
        told = partial(print, PAGES, flush=True)
        warnings = make_pdf(options.folder, options.target, options.fonts, options.date, told, options.workers)
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

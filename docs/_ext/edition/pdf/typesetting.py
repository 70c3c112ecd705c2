"""What a worker does: Typst sets one part of the book, whose pages are mended where they are.

A worker sets the same parts again, so that Typst finds what it has set.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typst

from edition.pdf.names import PLACES, read_places
from edition.pdf.problems import Problem, explain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from edition.pdf.parts import Others


class TypesettingError(Exception):
    """Typst cannot compile the file; the only argument is the ``Problem``."""

    @property
    def problem(self) -> Problem:
        """What is wrong."""
        problem: Problem = self.args[0]
        return problem


class Job(NamedTuple):
    """One part, and where its files are."""

    source: Path
    others: Path
    """The file that says what it needs of the other parts."""
    fonts: Path
    """The folder of the fonts, the only ones used."""
    day: date


COMPILERS: dict[Job, typst.Compiler] = {}
"""Those of this process."""


def compiler(job: Job, others: Others) -> typst.Compiler:
    """The compiler of a part, which reads its files again."""
    job.others.write_text(others.as_json(), encoding="utf-8")
    if job not in COMPILERS:
        root = job.source.parent.parent
        COMPILERS[job] = typst.Compiler(
            str(job.source),
            root=str(root),
            font_paths=typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(job.fonts)]
            ),
            sys_inputs={"others": f"/{job.others.relative_to(root).as_posix()}"},
        )
    return COMPILERS[job]


def lay_out(job: Job, others: Others) -> str:
    """Set a part without making its PDF; returns the answer to ``PLACES``.  Raises TypesettingError."""
    typesetter = compiler(job, others)
    try:
        return typesetter.eval(PLACES)
    except RuntimeError:  # only the compilation tells where
        write(job, typesetter, Path(os.devnull))
        raise


def write(job: Job, typesetter: typst.Compiler, target: Path) -> list[Problem]:
    """Write a part as PDF/UA-1; returns the warnings.  Raises TypesettingError."""
    day = datetime(job.day.year, job.day.month, job.day.day, tzinfo=UTC)
    try:
        _, warnings = typesetter.compile_with_warnings(
            output=str(target), format="pdf", pdf_standards=["ua-1"], timestamp=day
        )
    except typst.TypstError as error:
        raise TypesettingError(explain(error, job.source.read_text(encoding="utf-8"))) from None
    text = job.source.read_text(encoding="utf-8") if warnings else ""
    return [explain(warning, text) for warning in warnings]


def make_part(
    job: Job, others: Others, answer: str, number: int, words: Mapping[str, str], target: Path
) -> list[Problem]:
    """Write a part, mended; returns the warnings.  Raises TypesettingError.

    ``answer`` has its places, ``number`` tells it from other parts, and ``words`` say where links to labels lead.
    """
    from edition.pdf.mend import mend  # only now: where it is first set, Typst need not wait for it

    typesetter, raw, draft = compiler(job, others), target.with_suffix(".raw"), target.with_suffix(".draft")
    try:
        warnings = write(job, typesetter, raw)
        mend(raw, draft, number, read_places(answer).labels, words)
        draft.replace(target)  # in one step, for a build may be ended at any time
    finally:
        raw.unlink(missing_ok=True)
    return warnings

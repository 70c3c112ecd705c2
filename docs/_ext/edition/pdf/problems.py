"""Errors and warnings of Typst, explained for an author: where in the source, what is wrong, what to do."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import typst

ADVICE = {
    "could not be displayed": "add the character to the fonts with scripts/fonts/make.py, or write it otherwise",
    "missing alt text": "say what the figure shows: in its option 'alt', or between the brackets of ![…](…)",
    "unknown variable": "the Typst writer calls a helper that the template, book.typ, must define",
}
"""What to do about the errors that a change of the text can cause."""

DESIGN = "book.typ"
PLACE = re.compile(r"/\*@(.*?)\*/")
"""How the writer notes the source of what follows: ``/*@chapter.md:12*/``."""


class Problem(NamedTuple):
    """One error or warning."""

    place: str
    """``file:line`` of the source as the writer noted it, else the place in the Typst file."""
    message: str
    """What is wrong and what to do about it."""

    def as_error(self, pdf: str) -> str:
        """The line to print if there can be no PDF."""
        return f"{self.place}: ERROR: {self.message}; {pdf} cannot be set [typst_pdf.typst]"

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


def mark_place(place: str) -> str:
    """The comment that notes a place of the source.

    >>> mark_place("one.md:12")
    '/*@one.md:12*/'
    """
    return f"/*@{place.replace('*/', '')}*/"


def locate(diagnostic: str, source: str) -> str:
    """Where Typst's error or warning is, by the last place noted before it in ``source``, which the writer wrote.

    An error in the design is located where the text calls it, if the diagnostic shows the call.
    """
    found = re.findall(r"┌─ .*?([^/\\]+\.typ):(\d+):(\d+)", diagnostic)
    written = [place for place in found if place[0] != DESIGN]
    if not written:
        return f"{found[0][0]}:{found[0][1]}" if found else ""
    name, line, column = written[0][0], int(written[0][1]), int(written[0][2])
    lines = source.split("\n")
    before = "\n".join([*lines[: line - 1], lines[line - 1][:column]])
    places = PLACE.findall(before)
    return places[-1] if places else f"{name}:{line}"


def dead_link(label: str, source: str) -> Problem:
    """The error for a link to a label that does not exist; its place is the last noted before the link, if any."""
    before, found, _ = source.partition(f"link({json.dumps(label, ensure_ascii=False)}")
    places = PLACE.findall(before) if found else []
    return Problem(places[-1] if places else "", f"a link leads to {label!r}, which the PDF does not have; take it out")


def explain(problem: typst.TypstError | typst.TypstWarning, source: str) -> Problem:
    """What is wrong, where, and what to do."""
    advice = [advice for words, advice in ADVICE.items() if words in problem.message]
    return Problem(locate(problem.diagnostic, source), "; ".join([problem.message, *(advice or problem.hints)]))

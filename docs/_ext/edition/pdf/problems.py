"""Errors and warnings of Typst in an author's words: where in the source, what is wrong, what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import typst

ADVICE = {
    "could not be displayed": "add the character to the fonts with scripts/subset_fonts.py, or write it otherwise",
    "missing alt text": "say what the figure shows: in its option 'alt', or between the brackets of ![…](…)",
    "unknown variable": "the Typst writer calls a helper that docs/_pdf/book.typ must define",
}
"""What to do about the errors that a change of the text can bring about."""

PLACE = re.compile(r"/\*@(.*?)\*/")
"""How the writer notes the source of what follows: ``/*@chapter.md:12*/``."""


class Problem(NamedTuple):
    """One error or warning."""

    place: str
    """``file:line`` of the source as the writer noted it, else the place in the Typst file."""
    message: str
    """What is wrong and what to do about it."""

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


def mark_place(place: str) -> str:
    """The comment that notes a place of the source.

    >>> mark_place("one.md:12")
    '/*@one.md:12*/'
    """
    return f"/*@{place.replace('*/', '')}*/"


def locate(diagnostic: str, source: str) -> str:
    """Where Typst's error or warning is, by the last place noted before it in ``source``, which the writer wrote."""
    found = re.search(r"┌─ .*?([^/\\]+\.typ):(\d+):(\d+)", diagnostic)
    if not found:
        return ""
    line, column = int(found[2]), int(found[3])
    if found[1] == "book.typ":
        return f"{found[1]}:{line}"
    lines = source.split("\n")
    before = "\n".join([*lines[: line - 1], lines[line - 1][:column]])
    places = PLACE.findall(before)
    return places[-1] if places else f"{found[1]}:{line}"


def explain(problem: typst.TypstError | typst.TypstWarning, source: str) -> Problem:
    """What is wrong, where, and what to do."""
    advice = [advice for words, advice in ADVICE.items() if words in problem.message]
    return Problem(locate(problem.diagnostic, source), "; ".join([problem.message, *(advice or problem.hints)]))

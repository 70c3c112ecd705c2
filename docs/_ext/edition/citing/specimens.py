"""Citations of many works at once: citeproc-py sets one specimen for all that differ in words alone.

A specimen bears marks (characters of the private use area) for its title, short title and address, and numbers that
are no one's for its place.  Where a style changes the case of a title or puts it in quotation marks, the mark keeps
that, and the same is done to each real title, by citeproc-py's own function.
"""

from __future__ import annotations

import json
import re
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from citeproc import model
from citeproc.source.json import CiteProcJSON
from citeproc.string import String

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FIELDS = ("title", "title-short")
CASES = (None, "lowercase", "uppercase", "capitalize-first", "capitalize-all", "title", "sentence")
ADDRESS = "\ue0ff"
PLACES = 7_771_000
"""The first of the numbers that stand for those of a place."""
TAIL = re.compile(r"[.,;:!?”’…\"') ]*$")
"""The end of a title, which decides on the punctuation after it and so is the specimen's own."""


class Mark(NamedTuple):
    """What has been done to a title so far."""

    field: str
    case: str | None = None
    stripped: bool = False
    """Whether its periods were taken out."""
    quoted: bool = False
    """Whether it was put in quotation marks, which turns those within."""


MARKS = {Mark(*parts): chr(0xE100 + n) for n, parts in enumerate(product(FIELDS, CASES, (False, True), (False, True)))}
MARK_OF = {character: mark for mark, character in MARKS.items()}
ANY = re.compile(f"[{''.join(MARK_OF)}]")


class CannotStandError(Exception):
    """A style does to a title, and to more at once, what a mark cannot keep."""


def is_marked(text: object) -> bool:
    """Whether a text holds a title's mark."""
    return ANY.search(str(text)) is not None


def remark(text: Any, **change: Any) -> Any:
    """The text with one more thing done to its mark; raises CannotStandError where it is more than a title."""
    words = str(text)
    if not ANY.fullmatch(words[0]) or TAIL.match(words, 1) is None:
        raise CannotStandError(words)
    return String(MARKS[MARK_OF[words[0]]._replace(**change)] + words[1:])


def unmark(text: str) -> str:
    """The text with each mark as its title began."""
    return ANY.sub(lambda found: MARKS[Mark(MARK_OF[found[0]].field)], text)


class Cased(model.TextCased):  # type: ignore[misc]
    """citeproc-py's change of case, without an element of a style."""

    def __init__(self, case: str | None) -> None:
        self.text_case = case

    def get(self, _name: str, default: str | None = None) -> str | None:
        """The one attribute that is asked for."""
        return self.text_case or default


def done(title: str, mark: Mark, language: str) -> str:
    """What a style makes of a title."""
    text = CiteProcJSON.parse_string(CiteProcJSON.__new__(CiteProcJSON), title)
    if mark.stripped:
        text = text.replace(".", "")
    words = str(Cased(mark.case).case(text, language))
    return words.replace("“", "‘").replace("”", "’") if mark.quoted else words


Item = tuple[dict[str, Any], tuple[str, str] | None]
"""A work in CSL's words, and the label and text of its place."""


def specimen(item: dict[str, Any], locator: tuple[str, str] | None) -> Item:
    """The work with marks for what is its own; two works with equal specimens differ in nothing else."""
    other = {name: value for name, value in item.items() if name not in {"id", "note", "locator"}}
    for field in FIELDS:
        if field in item:
            ending = TAIL.search(item[field])
            other[field] = MARKS[Mark(field)] + (ending[0] if ending else "")
    if "URL" in item:
        other["URL"] = ADDRESS
    if locator:
        numbers = iter(range(PLACES, PLACES + 1000))
        locator = locator[0], re.sub(r"\d+", lambda _: str(next(numbers)), locator[1])
        other["locator"] = locator[1]
    return {"id": "specimen", **other, "note": "note"}, locator


def fill(raw: str, item: Mapping[str, Any], locator: tuple[str, str] | None) -> str:
    """A citation of the specimen as one of the work; the title must be told which case to keep."""
    language = item.get("language", "en")[:2]

    def title(found: re.Match[str]) -> str:
        mark = MARK_OF[found[0]]
        ending = TAIL.search(item[mark.field])
        whole, tail = (done(text, mark, language) for text in (item[mark.field], ending[0] if ending else ""))
        return whole.removesuffix(tail)

    for k, number in enumerate(re.findall(r"\d+", locator[1]) if locator else []):
        raw = raw.replace(str(PLACES + k), number)
    return ANY.sub(title, raw.replace(ADDRESS, item.get("URL", "")))


def groups(items: Iterable[Item]) -> Iterator[tuple[Item, list[int]]]:
    """The specimens, each with the numbers of the works that it stands for."""
    found: dict[str, tuple[Item, list[int]]] = {}
    for number, (item, locator) in enumerate(items):
        alike = specimen(item, locator)
        found.setdefault(json.dumps(alike, sort_keys=True), (alike, []))[1].append(number)
    return iter(found.values())

"""The parts of the book, each a file that Typst sets by itself, and what they need of each other.

Typst sets a file as a whole, and needs more memory the longer it is.  A part is set in a tenth of the time of the book,
several at once, and one that did not change is not set again.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from edition.pdf.names import Places

ENOUGH = 150_000
"""The most characters of Typst in a part of several documents; each part embeds its fonts, so many make a big file."""
TITLES = "titles.json"
"""Beside the parts: what each name leads to, for the descriptions of links."""
NUMBERING = '"1"'
"""The numbering of the essay's chapters, which no other heading has."""
CHAPTER = f"numbering: {NUMBERING}"
"""What marks the heading of a chapter; in the words of a book these quotation marks would be escaped."""
STRING = re.compile(r'(internal-link\()?("[^"\\]*(?:\\.[^"\\]*)*")')
"""A string of Typst or JSON, and whether it is the label of a link that prints no page."""


def write_parts(folder: Path, head: str, pieces: Iterable[str]) -> int:
    """Write the pieces of a book into files, each with the same head; returns the number of its numbered chapters."""
    for old in part_files(folder):
        old.unlink()
    chapters = 0
    for number, text in enumerate(gathered(pieces), 1):
        count = f"#counter(heading).update({chapters})\n" if chapters else ""
        (folder / f"part-{number:03}.typ").write_text(f"{head}{count}{text}", encoding="utf-8", newline="\n")
        chapters += text.count(CHAPTER)
    return chapters


def part_files(folder: Path) -> list[Path]:
    """The files of the parts of a book, in their order."""
    return sorted(folder.glob("part-*.typ"))


def gathered(pieces: Iterable[str]) -> Iterator[str]:
    """Short pieces that follow each other, in one.

    >>> [len(part) for part in gathered(["a" * 10, "b" * 20, "c" * 149_990])]
    [30, 149990]
    """
    part = ""
    for piece in pieces:
        if part and len(part) + len(piece) > ENOUGH:
            yield part
            part = ""
        part += piece
    yield part


class Labels(NamedTuple):
    """The strings in a part, among them its labels and those that it names."""

    named: frozenset[str]
    """All, among them the labels to which its links lead."""
    paged: frozenset[str]
    """Those whose pages it may print."""


@dataclass(frozen=True)
class Part:
    """One file."""

    number: int
    """Counted from 0."""
    source: Path
    text: str
    more: str
    """What it prints besides."""

    @cached_property
    def labels(self) -> Labels:
        """Found when they are first needed, for Typst need not wait for it."""
        found = list(strings(self.text + self.more))
        paged = frozenset(string for string, only_linked in found if not only_linked)
        return Labels(frozenset(string for string, _ in found), paged)


def read_parts(folder: Path) -> list[Part]:
    """The parts of a book; the first one also prints what the metadata name."""
    metadata = folder / "metadata.json"
    printed = metadata.read_text(encoding="utf-8") if metadata.exists() else ""
    return [
        Part(number, source, source.read_text(encoding="utf-8"), "" if number else printed)
        for number, source in enumerate(part_files(folder))
    ]


def strings(text: str) -> Iterator[tuple[str, bool]]:
    r"""The strings in some Typst, and whether each is the label of a link that prints no page.

    >>> list(strings('#internal-link("one")[#"Say \\"no\\"."]'))
    [('one', True), ('Say "no".', False)]
    """
    for link, string in STRING.findall(text):
        try:
            yield json.loads(string) if "\\" in string else string[1:-1], bool(link)
        except ValueError:  # an escape of Typst alone; no label has one
            continue


class Others(NamedTuple):
    """What Typst needs to know of the other parts when it sets one."""

    before: int = 0
    """The number of pages before it."""
    pages: Mapping[str, int] = {}
    """The pages of labels."""
    known: bool = False
    """Whether these are known; the first time they are not."""

    def as_json(self) -> str:
        """The same for Typst."""
        return json.dumps(self._asdict(), sort_keys=True)


def others_of(parts: Sequence[Part], places: Sequence[Places]) -> list[Others]:
    """What each part needs of the others; pages in ``places`` are counted from the beginning of the book."""
    first: dict[str, tuple[int, int]] = {}
    for number, found in enumerate(places):
        for label, place in found.labels.items():
            first.setdefault(label, (number, place.page))
    needed = []
    before = 0
    for part, found in zip(parts, places, strict=True):
        paged = part.labels.paged & first.keys() - found.labels.keys()
        needed.append(Others(before, {label: first[label][1] for label in sorted(paged)}, known=True))
        before += found.pages
    return needed

"""Compare two texts word by word."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from edition.base.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

STRAIGHT = str.maketrans("“”‘’\u00a0\u202f", "\"\"''  ")


class Piece(NamedTuple):
    """Some words that both texts have, or words of one text in place of others in the other."""

    old: str
    """The words of the old text, ``""`` where it has none."""
    new: str
    """The words of the new text, ``""`` where it has none; the same as ``old`` where nothing changed."""


def compare_words(old: str, new: str) -> Iterator[Piece]:
    """Both texts as one sequence of pieces; straight and curly quotation marks count as the same.

    >>> list(compare_words("He came in 1949.", "He came by train in 1950."))
    [Piece(old='He came', new='He came'), Piece(old='', new='by train'), Piece(old='in', new='in'), \
Piece(old='1949.', new='1950.')]
    """
    a, b = old.split(), new.split()
    matcher = SequenceMatcher(None, [w.translate(STRAIGHT) for w in a], [w.translate(STRAIGHT) for w in b], False)
    for operation, a0, a1, b0, b1 in matcher.get_opcodes():
        kept = " ".join(b[b0:b1])
        yield Piece(kept, kept) if operation == "equal" else Piece(" ".join(a[a0:a1]), kept)


def same_words(old: str, new: str) -> bool:
    """Whether two texts have the same words, whatever their white space and quotation marks.

    >>> same_words("“Late” in  1953", '"Late" in 1953')
    True
    """
    return old.translate(STRAIGHT).split() == new.translate(STRAIGHT).split()


def first_difference(expected: str, found: str) -> tuple[str, str]:
    """The first few words from where two texts differ, of each of them.

    >>> first_difference("one two three", "one too three")
    ('two three', 'too three')
    """
    old, new = (list(filter(None, fold(text).split(" "))) for text in (expected, found))
    at = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    return " ".join(old[at : at + 6]), " ".join(new[at : at + 6])


def changes(old: str, new: str) -> list[tuple[str, bool]]:
    """The words of ``new`` in runs, each with whether it replaces words of ``old`` or is added to them.

    >>> changes("a bond forged in war", "a bond forged chiefly in war")
    [('a bond forged', False), ('chiefly', True), ('in war', False)]
    """
    return [(piece.new, piece.old != piece.new) for piece in compare_words(old, new) if piece.new]

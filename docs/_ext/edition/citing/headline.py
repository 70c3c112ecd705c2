"""Headline-style capitalization of English titles (Chicago, 18th edition, 8.160, and MLA)."""

from __future__ import annotations

import re
from functools import lru_cache

SMALL = frozenset(
    (
        # articles, conjunctions, prepositions of up to four letters
        *("a", "an", "the", "and", "as", "but", "if", "nor", "or", "so", "yet"),
        *("at", "by", "down", "for", "from", "in", "into", "of", "off", "on", "onto", "out", "over", "per"),
        *("till", "to", "up", "via", "with"),
    )
)
"""Words in lowercase within a title."""
_QUOTED = re.compile(r"(?<!\S)“[^“”]*(?:“[^“”]*”[^“”]*)*”(?![^\s,.;:?!])")
_WORD = re.compile(r"\S+")
_JOINED = re.compile(r"\w[\w’'.]*(?:-\w[\w’']*)+")


def capitalized(text: str) -> str:
    """The text with its first letter capitalized.

    >>> capitalized("note on “it”"), capitalized("“on the way”")
    ('Note on “it”', '“On the way”')
    """
    at = next((i for i, character in enumerate(text) if character.isalnum()), 0)
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


@lru_cache(maxsize=4096)  # every note cites its chapter, and every style asks anew
def headline(title: str) -> str:
    """A title in headline style; words that have a capital, and whole quotations, are not changed.

    >>> headline("The missed billion-dollar target")
    'The Missed Billion-Dollar Target'
    >>> headline("Nine-tenths of it: from Kim Il-sung to the six-party talks")
    'Nine-Tenths of It: From Kim Il-sung to the Six-Party Talks'
    >>> headline("Note on “not directly engaging in combat”")
    'Note on “not directly engaging in combat”'
    """
    kept = [(found.start(), found.end()) for found in _QUOTED.finditer(title) if found[0] != title]
    words = list(_WORD.finditer(title))
    parts: list[str] = []
    end, fresh = 0, True
    for number, found in enumerate(words):
        word = found[0]
        if not any(start <= found.start() < stop for start, stop in kept):
            word = _word(word, fresh, ends(word) or number == len(words) - 1)
        parts += [title[end : found.start()], word]
        end = found.end()
        fresh = ends(word)
    return "".join([*parts, title[end:]])


def guarded(title: str) -> str:
    """A title for CSL-JSON, in which words such as Il-sung are marked, or pandoc and citeproc-js would print Il-Sung.

    >>> guarded("Six-party talks with Kim Il-sung’s son")
    'Six-party talks with Kim <span class="nocase">Il-sung’s</span> son'
    """
    styled = headline(title)

    def guard(found: re.Match[str]) -> str:
        word = found[0]
        mixed = not word.islower() and any(piece[0].islower() for piece in word.split("-"))
        return f'<span class="nocase">{word}</span>' if mixed and word in styled else word

    return _JOINED.sub(guard, title)


def ends(word: str) -> bool:
    """Whether a title or a sentence of it ends with a word."""
    return word.rstrip("”’)]").endswith((":", ".", "?", "!", "—"))


def _word(word: str, first: bool, last: bool) -> str:
    """One word of a title, perhaps the ``first`` or ``last``; a hyphenated name such as Il-sung is not changed."""
    pieces = word.split("-")
    lower = word[:1].lower() + word[1:] if first else word
    for at, piece in enumerate(pieces):
        bare = piece.strip("“”‘’()[],.;:?!…")
        ends = (at == 0 and (first or len(pieces) > 1)) or (last and at == len(pieces) - 1)
        if lower.islower() and bare.islower() and (ends or bare not in SMALL):
            pieces[at] = capitalized(piece)
    return "-".join(pieces)

"""Mark the words of a claim in a paragraph: pure functions on nodes."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from docutils import nodes

from edition.base.characters import parting, reveal
from edition.base.words import WHITE, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable


def wrap(paragraph: nodes.paragraph, words: str, classes: Iterable[str]) -> None:
    """Put the children that make up ``words`` into one inline node, splitting texts where needed.

    White space of any kind in the paragraph matches a space of the words. Raises ValueError if the words are not
    there, or begin or end inside a child that is no plain text.
    """
    first = last = None
    raw = ""
    starts: list[int] = []
    for child in paragraph.children:
        starts.append(len(raw))
        raw += "" if isinstance(child, nodes.footnote_reference) else child.astext()
    begin, end = _span(raw, words)
    children: list[nodes.Node] = []
    for child, start in zip(paragraph.children, starts, strict=True):
        length = 0 if isinstance(child, nodes.footnote_reference) else len(child.astext())
        cuts = sorted({0, length} | {c - start for c in (begin, end) if start < c < start + length})
        if len(cuts) > 2 and not isinstance(child, nodes.Text):
            raise ValueError(f"a link or mark overlaps them at “{child.astext()}”")
        pieces: list[nodes.Node] = [child]
        if len(cuts) > 2:
            pieces = [nodes.Text(child.astext()[a:b]) for a, b in pairwise(cuts)]
        for piece, cut in zip(pieces, cuts, strict=False):
            at = start + cut
            inside = begin <= at < end and not (at == begin and isinstance(piece, nodes.footnote_reference))
            if inside:
                first = len(children) if first is None else first
                last = len(children)
            children.append(piece)
    if first is None or last is None:
        raise ValueError("they are not in the passage")
    inline = nodes.inline("", "", *children[first : last + 1], classes=list(classes))
    paragraph.children = []
    paragraph.extend([*children[:first], inline, *children[last + 1 :]])


def _span(raw: str, words: str) -> tuple[int, int]:
    """Start and end of the words in a text whose white space is not folded."""
    folded: list[int] = []  # for each character of the folded text, its place in the raw one
    text = ""
    for i, character in enumerate(raw):
        if character in WHITE:
            if text.endswith(" "):
                continue
            character = " "
        text += character
        folded.append(i)
    at = text.find(words)
    if at < 0:
        raise ValueError("they are not in the passage")
    return folded[at], folded[at + len(words) - 1] + 1


def gap_after(paragraph: nodes.paragraph, mark: str, reference: nodes.Element) -> str | None:
    """The text between the words with the class ``mark`` and the reference; None if no such words come before it."""
    if reference.parent is not paragraph:
        return None  # it stands within them
    before = paragraph.children[: paragraph.index(reference)]
    marked = [i for i, child in enumerate(before) if isinstance(child, nodes.inline) and has_mark(child, mark)]
    return "".join(plain_text(child) for child in before[marked[-1] + 1 :]) if marked else None


def has_mark(node: nodes.inline, mark: str) -> bool:
    """Whether a claim's words, or those of a claim inside them, have a class."""
    return any(mark in inner["classes"] for inner in node.findall(nodes.inline))


def words_message(quote: str, text: str, anchor: str) -> str:
    """The message for words that are not in a passage, or there twice: where they begin to differ from it."""
    if quote in text:
        return f"the words “{quote}” stand twice in passage {anchor}; quote some more of it"
    begun = max((n for n in range(len(quote)) if quote[:n] in text), default=0)
    begun = quote.rfind(" ", 0, begun) + 1 if begun < len(quote) else begun
    at = text.find(quote[:begun]) + begun if begun else 0
    there, here = " ".join(text[at:].split(" ")[:4]), " ".join(quote[begun:].split(" ")[:4])
    unseen = parting(there, here)
    message = f"the words “{reveal(quote)}” are not in passage {anchor}"
    if begun:
        message += f": it has “{reveal(there)}” where they have “{reveal(here)}”{unseen and f' ({unseen})'}"
    return f"{message}; quote the essay"

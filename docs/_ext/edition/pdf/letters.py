"""Citations in the notes of the PDF: superscript letters, which link to the note's own list of sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from edition.pdf.writer import call, quote, target
from edition.sources.cited import CITED

if TYPE_CHECKING:
    from edition.pdf.visitors import Visitors
    from edition.pdf.writer import Writer

NAME_AND_YEAR = re.compile(r"(.+?) \([^()]*\)")
CLOSING = re.compile(r"[.,;:?!”’)]+")


class letter(nodes.Inline, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """The letter of a source in its note, with the ``refid`` of the line on what the source carries."""


def set_letters(note: nodes.Element) -> None:
    """Turn each citation of a note into letters, placed after the punctuation that follows it.

    ``the north (Webb 1949; Barry 2012).`` becomes ``the north.ᵃ ᵇ``, and ``Lebedev (2021) argues`` ``Lebedevᶜ argues``.
    A citation with words of its own, such as a page, stays as it is.
    """
    for citation in [node for node in note.findall(nodes.inline) if CITED in node["classes"]]:
        links = [child for child in citation.children if isinstance(child, nodes.reference)]
        words = "".join(str(child) for child in citation.children if isinstance(child, nodes.Text))
        if not links or not all(link.get("letter") for link in links):
            continue
        if citation.astext().startswith("(") and not words.strip("(); "):
            after_words(citation, [letter_of(link) for link in links])
        elif all(NAME_AND_YEAR.fullmatch(link.astext()) for link in links):
            for link in links:
                name = NAME_AND_YEAR.sub(r"\1", link.astext())
                citation.replace(link, [nodes.Text(name), letter_of(link)])


def letter_of(link: nodes.reference) -> letter:
    """The letter of the source to which a citation links."""
    return letter("", nodes.Text(link["letter"]), refid=link["refid"], letter=link["letter"])


def after_words(citation: nodes.inline, letters: list[letter]) -> None:
    """Replace a citation by the letters, without a space before them and after the punctuation that follows."""
    parent = citation.parent
    at = parent.index(citation)
    pieces: list[nodes.Node] = []
    for number, one in enumerate(letters):
        pieces += [nodes.Text("\N{THIN SPACE}"), one] if number else [one]
    first, last = at, at + 1
    if last < len(parent) and isinstance(after := parent[last], nodes.Text) and (found := CLOSING.match(after)):
        pieces = [nodes.Text(found[0]), *pieces, nodes.Text(str(after)[found.end() :])]
        last += 1
    if at and isinstance(before := parent[at - 1], nodes.Text):
        pieces.insert(0, nodes.Text(str(before).rstrip()))
        first -= 1
    parent[first:last] = pieces


def visit_letter(writer: Writer, node: letter) -> None:
    """Print the letter as a link."""
    call(writer, None, "letter", quote(node["letter"]), quote(target(writer, node)))
    raise nodes.SkipNode


VISITORS: Visitors = {letter: (visit_letter, visit_letter)}

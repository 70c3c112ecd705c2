"""W3C selectors of words in a finished page, as programs that annotate pages resolve them.

They use the text of the whole ``body``, including note marks and line ends, and count UTF-16 code units.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import lxml.html

from edition.essay.notes import CONTEXT

if TYPE_CHECKING:
    from pathlib import Path


class PageText:
    """The text of a page, with the element of each text node."""

    def __init__(self, path: Path) -> None:
        page: Any = lxml.html.fromstring(path.read_bytes())
        self.body = page.find("body")
        self.texts: list[tuple[str, Any]] = []
        """Each text node with its element."""
        for text in self.body.xpath(".//text()"):
            parent = text.getparent()
            self.texts.append((str(text), parent.getparent() if text.is_tail else parent))
        self.whole = "".join(text for text, _ in self.texts)
        self.paragraphs: dict[str, tuple[str, list[int]]] = {}
        """Results of ``paragraph``."""

    def selectors(self, anchor: str, words: str) -> list[dict[str, Any]]:
        """Selectors of words in the paragraph of a passage, by quotation and by position; empty if they are not there.

        Note marks among the words belong to the quotation.
        """
        letters, places = self.paragraph(anchor)
        start = letters.find(words)
        if start < 0:
            return []
        first, end = places[start], places[start + len(words) - 1] + 1
        quotation = {
            "type": "TextQuoteSelector",
            "exact": self.whole[first:end],
            "prefix": self.whole[max(first - CONTEXT, 0) : first],
            "suffix": self.whole[end : end + CONTEXT],
        }
        position = {"start": units(self.whole[:first]), "end": units(self.whole[:end])}
        return [quotation, {"type": "TextPositionSelector", **position}]

    def paragraph(self, anchor: str) -> tuple[str, list[int]]:
        """The characters of a passage's paragraph, white space as spaces, and the position of each in the page."""
        if anchor not in self.paragraphs:
            letters: list[str] = []
            places: list[int] = []
            at = 0
            inside = {part for place in self.body.xpath("//*[@id=$anchor]", anchor=anchor) for part in place.iter()}
            for text, holder in self.texts:
                if holder in inside and in_paragraph(holder, anchor):
                    letters += [" " if letter.isspace() else letter for letter in text]
                    places += range(at, at + len(text))
                at += len(text)
            self.paragraphs[anchor] = "".join(letters), places
        return self.paragraphs[anchor]


def in_paragraph(element: Any, anchor: str) -> bool:
    """Whether an element is in the essay's paragraph of a passage, and in no note mark."""
    paragraph: Any = None
    while element is not None:
        if element.get("role") == "doc-noteref":
            return False
        if element.tag == "p":
            paragraph = element
        parent: Any = element.getparent()
        if parent is not None and parent.get("id") == anchor:
            return paragraph is element and element.get("class") is None
        element = parent
    return False


def units(text: str) -> int:
    """The length of a text in UTF-16 code units.

    >>> units("a\\U0001f600")
    3
    """
    return len(text.encode("utf-16-le")) // 2

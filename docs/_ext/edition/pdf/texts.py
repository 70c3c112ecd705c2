"""The Typst text of each document, kept for the next build if what it prints has not changed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edition.base.kept import is_same, stamp
from edition.base.trees import looking
from edition.pdf.results import keep

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sphinx.environment import BuildEnvironment

    from edition.pdf.context import Listed

Place = tuple[int, list[str]]
"""How deep a document stands in the book, and the documents that follow in its lists of contents."""


@dataclass
class Text:
    """What the book needs of one document."""

    markup: str
    """Its Typst text, with holes for what other documents contribute (``pdf.holes``)."""
    passages: str
    """Its passages, as the essay whole prints them."""
    places: list[tuple[int, list[str]]]
    """Where it names subjects of the index: number of the place, and their keys."""
    listed: list[Listed]
    """Its headings for the list of contents, and the documents that follow among them."""
    figures: list[tuple[str, str, str]]
    """Its figures: label, number and title."""
    opens: dict[str, list[str]]
    """The labels of a document that is left out, by what the PDF has instead of it."""


class Texts:
    """The texts of the documents of one book.

    A text depends on what its document prints, which ``base.kept`` knows, on its place in the book, and on which
    documents the book has, for it links to these alone.
    """

    def __init__(self, env: BuildEnvironment, book: str, places: Mapping[str, Sequence[str]]) -> None:
        """``places`` has the documents of the book and those that follow each."""
        self.env = env
        self.path = Path(env.doctreedir, f"{book}.texts.json")
        self.documents = sorted(places)
        state = json.loads(self.path.read_text(encoding="utf-8")) if self.path.exists() else {}
        self.last: dict[str, dict[str, Any]] = state["texts"] if state.get("documents") == self.documents else {}
        self.now: dict[str, dict[str, Any]] = {}

    def get(self, docname: str, place: Place, make: Callable[[], Text]) -> Text:
        """The text of a document; written anew if that of the last build is missing or no longer right."""
        if not self.env.config.pages_before:
            return make()
        last = self.last.get(docname)
        if last and last["place"] == [*place] and not self.attaches(docname) and is_same(self.env, docname, last):
            self.now[docname] = last
            return Text(**last["text"])
        with looking() as seen:
            text = make()
        self.now[docname] = {"place": place, "text": asdict(text), **stamp(self.env, docname, seen)}
        return text

    def attaches(self, docname: str) -> bool:
        """Whether a document has downloads: the first one of the book attaches them."""
        return any(docname in users for users, _ in self.env.dlfiles.values())

    def save(self) -> None:
        """Keep them for the next build."""
        state = {"documents": self.documents, "texts": self.now}
        keep(self.path, json.dumps(state, ensure_ascii=False))

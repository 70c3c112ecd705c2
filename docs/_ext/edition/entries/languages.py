"""The language of words in other scripts, wherever the book prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.languages import foreign, is_latin, runs
from edition.base.phases import Write
from edition.base.trees import ancestors

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class ForeignWords(SphinxPostTransform):
    """Mark every stretch of Hangul, Han, kana and Cyrillic that is not marked yet, for both books."""

    default_priority = Write.FOREIGN

    def run(self, **kwargs: object) -> None:
        """Change all text of the document."""
        for text in list(self.document.findall(nodes.Text)):
            if is_latin(text) or any(isinstance(a, (foreign, nodes.FixedTextElement)) for a in ancestors(text)):
                continue
            text.parent.replace(text, [piece(part, tag) for part, tag in runs(str(text))])


def piece(text: str, tag: str) -> nodes.Node:
    """A piece of text in its language."""
    return foreign("", text, lang=tag) if tag else nodes.Text(text)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the transform."""
    app.add_post_transform(ForeignWords)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

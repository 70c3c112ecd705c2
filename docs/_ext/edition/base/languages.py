"""Words in other languages and scripts: find them in a text, and mark them with a node that has their language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.phases import Write
from edition.base.trees import ancestors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

SCRIPTS = {
    # script: its letters, the languages written in it, the likeliest first
    "Hangul": ("\u1100-\u11ff\u3130-\u318f\uac00-\ud7af", ("ko",)),
    "Kana": ("\u3040-\u30ff", ("ja",)),
    "Han": ("\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff", ("zh", "ja", "ko")),
    "Cyrillic": ("\u0400-\u052f", ("ru",)),
    "Arabic": ("\u0600-\u06ff\u0750-\u077f", ("ar",)),
}
RIGHT_TO_LEFT = frozenset({"ar"})
TOGETHER = (("Hangul", "Kana", "Han"), ("Cyrillic",), ("Arabic",))
"""Groups of scripts that one language may mix."""
_LETTERS = "".join(letters for letters, _ in SCRIPTS.values())
_GROUPS = ["".join(SCRIPTS[script][0] for script in scripts) for scripts in TOGETHER]
_APART = [_LETTERS.replace(letters, "") for letters in _GROUPS]
_RUN = re.compile(
    "|".join(
        rf"(?:(?<!\w)\d+-?)?[{letters}](?:[^A-Za-z\u00c0-\u024f\[\]“”{apart}]*[{letters}])?(?:-?\d+(?!\w))?"
        for letters, apart in zip(_GROUPS, _APART, strict=True)
    )
)

_LETTER = re.compile(f"[{_LETTERS}]")


def is_latin(text: str) -> bool:
    """Whether a text has only Latin letters."""
    return not _LETTER.search(text)  # as ``_RUN`` begins at any of these, but several times faster


def language_of(text: str, expected: str = "en") -> str:
    """The language of words in another script: the expected one if it uses that script, else the likeliest.

    >>> language_of("北韓", "ko"), language_of("ひろしま 北"), language_of("Корея", "ko")
    ('ko', 'ja', 'ru')
    """
    found = [names for letters, names in SCRIPTS.values() if re.search(f"[{letters}]", text)]
    return next((expected for names in found if expected in names), found[0][0] if found else expected)


def runs(text: str, expected: str = "en") -> Iterator[tuple[str, str]]:
    """A text in pieces, each with its language by its script; ``""`` for Latin letters.

    >>> list(runs("In 로동신문 (daily)", "ko"))
    [('In ', ''), ('로동신문', 'ko'), (' (daily)', '')]
    >>> list(runs("Чучхе (주체, 主體)"))
    [('Чучхе', 'ru'), (' (', ''), ('주체, 主體', 'ko'), (')', '')]
    """
    end = 0
    for found in _RUN.finditer(text):
        if found.start() > end:
            yield text[end : found.start()], ""
        yield found[0], language_of(found[0], expected)
        end = found.end()
    if end < len(text):
        yield text[end:], ""


def written_in(text: str, tag: str) -> bool:
    """Whether a text has words in the script of a language tag.

    >>> written_in("주체", "ko"), written_in("Juche", "ko"), written_in("주체", "ko-Latn")
    (True, False, False)
    """
    language, _, script = tag.partition("-")
    found = {name for _, name in runs(text, language)}
    other = script != "Latn" and any(language in names for _, names in SCRIPTS.values())
    return language in found if other else found <= {""}


class foreign(nodes.inline):  # noqa: N801 (docutils names nodes so)
    """Words in another language: ``lang`` is a BCP 47 tag."""


def visit_foreign_html(self: HTML5Translator, node: foreign) -> None:
    """``<span lang>``, by which browsers and screen readers set and pronounce the words."""
    more = {"title": node["title"]} if node.get("title") else {}
    if node["lang"].partition("-")[0] in RIGHT_TO_LEFT:
        more["dir"] = "rtl"
    self.body.append(self.starttag(node, "span", "", lang=node["lang"], **more))


def depart_foreign_html(self: HTML5Translator, _node: foreign) -> None:
    """Close the span."""
    self.body.append("</span>")


class ForeignWords(SphinxPostTransform):
    """Mark all words in Hangul, Han, kana, Cyrillic and Arabic that are not marked yet."""

    default_priority = Write.FOREIGN

    def run(self, **kwargs: object) -> None:
        """Change all text of the document."""
        for text in list(self.document.findall(nodes.Text)):
            if is_latin(text) or any(isinstance(a, (foreign, nodes.FixedTextElement)) for a in ancestors(text)):
                continue
            text.parent.replace(text, [piece(part, tag) for part, tag in runs(str(text))])


def piece(text: str, tag: str) -> nodes.Node:
    """The node of a piece of text; ``tag`` is its language, ``""`` for that of the book."""
    return foreign("", text, lang=tag) if tag else nodes.Text(text)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the node, whose visitors for the PDF are in ``pdf.apparatus``, and the transform that makes it."""
    app.add_post_transform(ForeignWords)
    app.add_node(foreign, html=(visit_foreign_html, depart_foreign_html))
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

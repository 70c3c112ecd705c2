"""The essay's passages: each paragraph gets its number, its anchor and a check against the fixed text."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.parsers.rst.states import Inliner
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)


class Code(StrEnum):
    """Warning codes of type ``essay``."""

    CHANGED = "changed"
    """A passage's or title's words differ from the essay's."""
    MISSING = "missing"
    """A chapter lacks a passage of the essay, or its title."""
    EXTRA = "extra"
    """A chapter prints something among the passages that is not the essay's."""
    ANCHOR = "anchor"
    """A passage does not carry its anchor ``chapter-pN``."""


class Chapter(NamedTuple):
    """One chapter of the essay as its author left it."""

    title: str
    """Empty for the first chapter, whose heading is the editors'."""
    passages: tuple[str, ...]
    """The paragraphs, in their order."""


class passage(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """One paragraph of the essay, its ``number`` in the chapter and, after it, its notes."""


def read_essay(text: str) -> list[Chapter]:
    """Split the essay into chapters; a line that ends in a period is a passage, any other a title."""
    chapters: list[tuple[str, list[str]]] = [("", [])]
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.endswith("."):
            chapters[-1][1].append(line)
        else:
            chapters.append((line, []))
    return [Chapter(title, tuple(passages)) for title, passages in chapters]


def first_difference(expected: str, found: str) -> tuple[str, str]:
    """The first few words at which two texts part, from each of them.

    >>> first_difference("one two three", "one too three")
    ('two three', 'too three')
    """
    old, new = expected.split(), found.split()
    at = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    return " ".join(old[at : at + 6]), " ".join(new[at : at + 6])


def plain_text(node: nodes.Node) -> str:
    """The words of a node without footnote marks, white space folded."""
    return " ".join("".join(_texts(node)).split())


def _texts(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Text):
        yield node.astext()
    elif not isinstance(node, (nodes.footnote_reference, nodes.target)):
        for child in node.children:
            yield from _texts(child)


class Passages(SphinxTransform):
    """Make each paragraph of the essay a passage and hold its words against the essay."""

    default_priority = 700  # footnotes are resolved (620), quotes still straight (750)

    def apply(self, **kwargs: object) -> None:
        """Wrap and check the paragraphs between the chapter's title and its first subsection."""
        chapters: list[str] = self.config.essay_chapters
        name = self.env.docname
        if name not in chapters:
            return
        self.env.note_dependency(self.config.essay_file)
        expected = load_essay(self.env)[chapters.index(name)]
        section = next(iter(self.document.findall(nodes.section)), None)
        if section is None:
            self.warn(Code.MISSING, f"this chapter has no title; begin it with '({name})=' and '# …'", None)
            return
        for child in self.document.children[: self.document.index(section)]:
            if not isinstance(child, (nodes.target, nodes.comment, nodes.system_message)):
                found = plain_text(child)[:60]
                self.warn(Code.EXTRA, f"“{found}” stands above the chapter's title; the essay begins below it", child)
        title = plain_text(section[0])
        if expected.title and title != expected.title:
            self.differs("title", expected.title, title, section[0])
        count = 0
        for child in list(section.children[1:]):
            if isinstance(child, nodes.section):
                break
            if isinstance(child, (nodes.footnote, nodes.target, nodes.comment, nodes.system_message)):
                continue
            count += 1
            if not isinstance(child, nodes.paragraph) or count > len(expected.passages):
                found = plain_text(child)[:60]
                self.warn(
                    Code.EXTRA,
                    f"the essay has nothing here, this file has “{found}”; the editors' words belong "
                    "below '## Commentary'",
                    child,
                )
                continue
            self.passage(child, f"{name}-p{count}", count, expected.passages[count - 1])
        if count < len(expected.passages):
            start = " ".join(expected.passages[count].split()[:6])
            self.warn(Code.MISSING, f"passage {name}-p{count + 1} is missing: “{start} …”", section)

    def passage(self, paragraph: nodes.paragraph, anchor: str, number: int, expected: str) -> None:
        """Wrap one paragraph; the anchor moves to the wrapper, which will hold the notes too."""
        if anchor not in paragraph["ids"]:
            self.warn(Code.ANCHOR, f"this passage's anchor is {anchor}; write '({anchor})=' above it", paragraph)
        text = plain_text(paragraph)
        if text != expected:
            self.differs(f"passage {anchor}", expected, text, paragraph)
        wrapper = passage("", ids=paragraph["ids"], names=paragraph["names"], number=number)
        wrapper.source, wrapper.line = paragraph.source, paragraph.line
        paragraph["ids"], paragraph["names"] = [], []
        for identifier in wrapper["ids"]:
            self.document.ids[identifier] = wrapper
        paragraph.replace_self(wrapper)
        wrapper += paragraph

    def differs(self, what: str, expected: str, found: str, node: nodes.Node) -> None:
        """Say where the words part; the essay is never changed."""
        old, new = first_difference(expected, found)
        old, new = (f"“{words}”" if words else "nothing more" for words in (old, new))
        message = f"{what}: the essay has {old}, this file has {new}; restore the essay's words"
        self.warn(Code.CHANGED, message, node)

    def warn(self, code: Code, message: str, node: nodes.Node | None) -> None:
        """Warn at the node, or at the top of the file."""
        logger.warning(message, location=node or (self.env.docname, 1), type="essay", subtype=code.value)


def sha256_role(
    _name: str,
    rawtext: str,
    _text: str,
    _lineno: int,
    inliner: Inliner,
    _options: dict[str, object] | None = None,
    _content: list[str] | None = None,
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """The role ``essay``: the SHA-256 of the essay's file, in hexadecimal."""
    env = inliner.document.settings.env
    env.note_dependency(env.config.essay_file)
    digest = hashlib.sha256((Path(env.srcdir) / env.config.essay_file).read_bytes()).hexdigest()
    return [nodes.literal(rawtext, digest)], []


def load_essay(env: BuildEnvironment) -> list[Chapter]:
    """Read the fixed text; a few kilobytes, so every chapter reads it anew."""
    path = Path(env.srcdir) / env.config.essay_file
    try:
        chapters = read_essay(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ExtensionError(f"The essay's text cannot be read: {path}") from error
    names = env.config.essay_chapters
    if len(chapters) != len(names):
        raise ExtensionError(f"{path} has {len(chapters)} chapters, essay_chapters names {len(names)}")
    return chapters


def passage_name(chapters: list[str], anchor: str, docname: str = "") -> str:
    """What to call a passage in a link: ``¶2`` in its own chapter, ``chapter 3, ¶2`` elsewhere.

    >>> passage_name(["one", "two"], "two-p1", "one")
    'chapter 2, ¶1'
    """
    chapter, _, number = anchor.rpartition("-p")
    if chapter == docname or chapter not in chapters:
        return f"¶{number}"
    return f"chapter {chapters.index(chapter) + 1}, ¶{number}"


def visit_passage_html(self: HTML5Translator, node: passage) -> None:
    """Open the row of a passage and print its number as a link to itself."""
    self.body.append(self.starttag(node, "div", CLASS="passage"))
    self.body.append(
        f'<a class="pilcrow" href="#{node["ids"][0]}" aria-label="Link to passage {node["number"]}">'
        f"¶{node['number']}</a>\n"
    )


def depart_passage_html(self: HTML5Translator, _node: passage) -> None:
    """Close the row."""
    self.body.append("</div>\n")


def visit_passage_typst(self: Any, node: passage) -> None:
    """Hand the passage and its number to the design in ``book.typ``."""
    self.append_block_fun(node, name="passage", positional_params=[str(node["number"])], force_body=True)


def depart_passage_typst(self: Any, _node: passage) -> None:
    """Close the call."""
    self.absorb_fun_in_body()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the passages."""
    app.add_config_value("essay_file", "essay.txt", "env", types=frozenset({str}))
    app.add_config_value("essay_chapters", [], "env", types=frozenset({list}))
    app.add_node(
        passage,
        html=(visit_passage_html, depart_passage_html),
        typst=(visit_passage_typst, depart_passage_typst),
    )
    app.add_role("essay", sha256_role)
    app.add_transform(Passages)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

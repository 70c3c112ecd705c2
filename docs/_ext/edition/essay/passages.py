"""Passages: each paragraph of the essay gets its number and anchor, and is compared with the fixed text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from edition.base.breaks import line_break
from edition.base.characters import HIDDEN, parting, reveal
from edition.base.findings import WarningCode, warn
from edition.base.phases import Read
from edition.base.trees import tree
from edition.base.words import first_difference, plain_text
from edition.essay.text import load_essay, passage_anchor

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata


class Code(WarningCode, area="essay"):
    """Warning codes of type ``essay``."""

    CHANGED = "changed"
    """The words of a passage or title differ from the essay's."""
    MISSING = "missing"
    """A chapter lacks a passage of the essay, or its title."""
    EXTRA = "extra"
    """A chapter has something among its passages that is not in the essay."""
    ANCHOR = "anchor"
    """A passage does not have its anchor, ``chapter-pN``."""


class passage(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """One paragraph of the essay, its ``number`` in the chapter and, after it, its notes."""


def passages_of(env: BuildEnvironment, docname: str) -> list[passage]:
    """The passages of a chapter with their notes; for ``trees.part``."""
    return list(tree(env, docname).findall(passage))


class Passages(SphinxTransform):
    """Make each paragraph of the essay a passage, and compare its words with the essay."""

    default_priority = Read.PASSAGES

    def apply(self, **kwargs: object) -> None:
        """Wrap and check the paragraphs between the chapter's title and its first subsection."""
        chapters: list[str] = self.config.essay_chapters
        name = self.env.docname
        if name not in chapters:
            return
        self.env.note_dependency(self.config.essay_file)
        expected = load_essay(self.env)[chapters.index(name)]
        section = next(iter(self.document.findall(nodes.section)), None) or self.add_title(expected.title or name)
        for child in self.document.children[: self.document.index(section)]:
            if not isinstance(child, (nodes.docinfo, nodes.target, nodes.comment, nodes.system_message)):
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
            self.passage(child, passage_anchor(name, count), count, expected.passages[count - 1])
        if count < len(expected.passages):
            start = " ".join(expected.passages[count].split()[:6])
            self.warn(Code.MISSING, f"passage {passage_anchor(name, count + 1)} is missing: “{start} …”", section)

    def add_title(self, title: str) -> nodes.section:
        """Warn that a chapter has no title, and give it one, so that nothing else is reported."""
        name = self.env.docname
        self.warn(Code.MISSING, f"this chapter has no title; begin it with '({name})=' and '# …'", None)
        section = nodes.section("", nodes.title("", title), ids=[f"{name}-untitled"])
        section.extend(self.document.children)
        self.document.children = []
        self.document += section
        return section

    def passage(self, paragraph: nodes.paragraph, anchor: str, number: int, expected: str) -> None:
        """Wrap one paragraph; its anchor moves to the wrapper, to which the notes will be added."""
        if anchor not in paragraph["ids"]:
            self.warn(Code.ANCHOR, f"this passage's anchor is {anchor}; write '({anchor})=' above it", paragraph)
        text = plain_text(paragraph)
        if text != expected and not HIDDEN.search(text):  # which base.characters reports
            self.differs(f"passage {anchor}", expected, text, paragraph)
        if next(paragraph.findall(line_break), None):
            message = f"passage {anchor}: a line is broken here by a backslash or two spaces at its end; take them out"
            self.warn(Code.CHANGED, message, paragraph)
        wrapper = passage("", ids=paragraph["ids"], names=paragraph["names"], number=number)
        wrapper.source, wrapper.line = paragraph.source, paragraph.line
        paragraph["ids"], paragraph["names"] = [], []
        for identifier in wrapper["ids"]:
            self.document.ids[identifier] = wrapper
        paragraph.replace_self(wrapper)
        wrapper += paragraph

    def differs(self, what: str, expected: str, found: str, node: nodes.Node) -> None:
        """Warn, with the first difference between both texts."""
        old, new = first_difference(expected, found)
        unseen = parting(old, new)
        old, new = (f"“{reveal(words)}”" if words else "nothing more" for words in (old, new))
        message = f"{what}: the essay has {old}, this file has {new}{unseen and f' ({unseen})'}"
        message += "; restore the essay's words"
        self.warn(Code.CHANGED, message, node)

    def warn(self, code: Code, message: str, node: nodes.Node | None) -> None:
        """Warn at the node, or at the top of the file."""
        warn(code, message, node or (self.env.docname, 1))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the passages; their visitors are in ``pages.notes`` and ``pdf.notes``."""
    app.add_node(passage)
    app.add_transform(Passages)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

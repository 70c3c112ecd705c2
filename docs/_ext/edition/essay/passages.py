"""Passages: each paragraph of the essay gets its number and anchor, and is compared with the fixed text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from edition.base.breaks import line_break
from edition.base.characters import HIDDEN, parting, reveal
from edition.base.compare import first_difference
from edition.base.phases import Read
from edition.base.trees import tree
from edition.base.warnings import WarningCode, warn
from edition.base.words import plain_text
from edition.essay.text import load_essay, passage_anchor

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    """A chapter or passage does not have its anchor, ``chapter`` or ``chapter-pN``."""


BESIDE = (nodes.footnote, nodes.target, nodes.comment, nodes.system_message)
"""What may stand among the passages, and prints nothing there."""
PLAIN = (nodes.Text, nodes.footnote_reference, addnodes.pending_xref, nodes.target, line_break)
"""What a passage consists of: words, marks of notes, links to terms; line breaks have a warning of their own."""


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
        elif not section.get("unnamed") and name not in section["ids"]:
            self.warn(Code.ANCHOR, f"this chapter's anchor is {name}; write '({name})=' above it", section)
        count = self.passages(section, expected.passages)
        if count < len(expected.passages):
            start = " ".join(expected.passages[count].split()[:6])
            self.warn(Code.MISSING, f"passage {passage_anchor(name, count + 1)} is missing: “{start} …”", section)

    def passages(self, section: nodes.section, expected: Sequence[str]) -> int:
        """Make passages of the blocks of a chapter, and warn of others; the number of passages that were found."""
        end = next((n for n, child in enumerate(section.children) if isinstance(child, nodes.section)), None)
        blocks = (child for child in section.children[1:end] if isinstance(child, nodes.Element))
        left = [block for block in blocks if not isinstance(block, BESIDE)]
        count = 0
        while left:
            block = left.pop(0)
            text = expected[count] if count < len(expected) else ""
            anchor = passage_anchor(self.env.docname, count + 1)
            more = parts_after(block, left, text)
            if not text or (more == 0 and begins_later(block, left, text)):
                self.extra(block)
                continue
            if not isinstance(block, nodes.paragraph):
                if plain_text(block) != text:
                    self.extra(block)
                    continue
                self.refuse(block, f"passage {anchor} stands here in a list or a box; write it as a paragraph")
            elif more:
                self.wrap(block, count + 1)
                self.refuse(left[more - 1], f"passage {anchor} is broken into {more + 1} paragraphs; join them")
                for part in left[:more]:
                    part["refused"] = True
                del left[:more]
            else:
                self.passage(block, anchor, count + 1, text)
            count += 1
        return count

    def extra(self, block: nodes.Element) -> None:
        """Warn of a block that is not in the essay."""
        found = plain_text(block)[:60]
        shown = f"“{found}”" if found else f"a block without words ({block.tagname})"
        message = f"the essay has nothing here, this file has {shown}; the editors' words belong below '## Commentary'"
        self.warn(Code.EXTRA, message, block)
        block["refused"] = True

    def refuse(self, block: nodes.Element, message: str) -> None:
        """Warn of a passage that is no paragraph; notes in it are then not warned of."""
        self.warn(Code.CHANGED, message, block)
        block["refused"] = True

    def add_title(self, title: str) -> nodes.section:
        """Warn that a chapter has no title, and give it one, so that nothing else is reported."""
        name = self.env.docname
        self.warn(Code.MISSING, f"this chapter has no title; begin it with '({name})=' and '# …'", None)
        section = nodes.section("", nodes.title("", title), ids=[f"{name}-untitled"], unnamed=True)
        section.extend(self.document.children)
        self.document.children = []
        self.document += section
        return section

    def passage(self, paragraph: nodes.paragraph, anchor: str, number: int, expected: str) -> None:
        """Wrap and check one paragraph."""
        if anchor not in paragraph["ids"]:
            self.warn(Code.ANCHOR, f"this passage's anchor is {anchor}; write '({anchor})=' above it", paragraph)
        text = plain_text(paragraph)
        if text != expected and not HIDDEN.search(text):  # which base.characters reports
            self.differs(f"passage {anchor}", expected, text, paragraph)
        if next(paragraph.findall(line_break), None):
            message = f"passage {anchor}: a line is broken here by a backslash or two spaces at its end; take them out"
            self.warn(Code.CHANGED, message, paragraph)
        elif marked := [child for child in paragraph.children if not isinstance(child, PLAIN)]:
            message = f"passage {anchor}: the essay is plain words, and “{marked[0].astext()[:60]}” is marked here"
            self.warn(Code.CHANGED, f"{message}; take the marks out", paragraph)
        self.wrap(paragraph, number)

    def wrap(self, paragraph: nodes.paragraph, number: int) -> None:
        """Wrap one paragraph; its anchor moves to the wrapper, to which the notes will be added."""
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


def parts_after(block: nodes.Element, rest: Sequence[nodes.Element], text: str) -> int:
    """How many of the next paragraphs belong to a passage that begins with a block; 0 if it is whole, or another."""
    found = plain_text(block)
    if not text.startswith(found) or not isinstance(block, nodes.paragraph):
        return 0
    for number, part in enumerate(rest, 1):
        found = f"{found} {plain_text(part)}"
        if found == text or not text.startswith(found):
            return number if found == text else 0
    return 0


def begins_later(block: nodes.Element, rest: Sequence[nodes.Element], text: str) -> bool:
    """Whether a passage is not this block, but the next one."""
    return plain_text(block) != text and bool(rest) and plain_text(rest[0]) == text


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the passages; their visitors are in ``pages.notes`` and ``pdf.notes``."""
    app.add_node(passage)
    app.add_transform(Passages)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

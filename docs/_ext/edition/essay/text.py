"""The essay's fixed text: its chapters and paragraphs as the author left them."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from edition.base.characters import BOM, LINES
from edition.base.locale import _, later, several
from edition.base.utf8 import need_text
from edition.base.warnings import FatalError, WarningCode, warn
from edition.base.words import fold

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

TITLE = "# "
SENTENCE_END = re.compile(r"[.…][\"'”’“‘»«)\]]*$")
WORDS_A_MINUTE = 220
"""Reading speed, for the time given on the title page."""


class Code(WarningCode, area="essay"):
    """Warning codes of type ``essay``, of the fixed text itself."""

    CHAPTERS = "chapters"
    """The essay's file does not have as many chapters as the settings name."""
    ROLE = "role"
    """The role ``essay`` asks for an unknown fact."""


class Chapter(NamedTuple):
    """One chapter of the essay as its author left it."""

    title: str
    """Empty for a first chapter without a title, whose heading is the editors'."""
    passages: tuple[str, ...]
    """The paragraphs, in their order."""


def read_essay(text: str) -> list[Chapter]:
    """Split the essay into chapters; each line is a paragraph or a title.

    Titles begin with a hash and a space; in an essay without such lines, a title is a line that ends in no period.
    """
    lines = [fold(line) for line in LINES.split(text.removeprefix(BOM))]
    marked = any(line.startswith(TITLE) for line in lines)
    chapters: list[tuple[str, list[str]]] = [("", [])]
    for line in filter(None, lines):
        if line.startswith(TITLE) if marked else not SENTENCE_END.search(line):
            chapters.append((line.removeprefix(TITLE).strip() if marked else line, []))
        else:
            chapters[-1][1].append(line)
    if chapters[0] == ("", []) and len(chapters) > 1:
        del chapters[0]
    return [Chapter(title, tuple(passages)) for title, passages in chapters]


def essay_path(env: BuildEnvironment) -> Path:
    """The path of the fixed text."""
    return Path(env.srcdir, env.config.essay_file)


def load_essay(env: BuildEnvironment) -> list[Chapter]:
    """Read the fixed text; it has a few kilobytes, so every chapter reads it again."""
    path = essay_path(env)
    chapters = read_essay(need_text(path))
    names = env.config.essay_chapters
    if len(chapters) != len(names):
        titles = ", ".join(repr(chapter.title) for chapter in chapters)
        message = f"the essay has {len(chapters)} chapters ({titles}), essay_chapters in conf.py names {len(names)}"
        message += "; where a line is taken for the wrong thing, begin the titles with '# '"
        raise FatalError(Code.CHAPTERS, message, f"{path}:1")
    return chapters


def essay_passages(env: BuildEnvironment) -> dict[str, str]:
    """The essay's paragraphs by anchor, in their order."""
    named = zip(env.config.essay_chapters, load_essay(env), strict=True)
    return {passage_anchor(name, n): text for name, chapter in named for n, text in enumerate(chapter.passages, 1)}


def passage_anchor(chapter: str, number: int) -> str:
    """The public name of a passage of a chapter; numbers count from 1."""
    return f"{chapter}-p{number}"


def split_passage(anchor: str) -> tuple[str, int] | None:
    """Chapter and number of a passage, from its public name; None for any other name.

    >>> split_passage("soviet-era-p2")
    ('soviet-era', 2)
    """
    match = re.fullmatch(r"(.+)-p(\d+)", anchor)
    return (match[1], int(match[2])) if match else None


def passage_name(chapters: list[str], anchor: str, docname: str = "") -> str:
    """The words of a link to a passage: ``¶2`` in its own chapter, ``chapter 3, ¶2`` elsewhere.

    >>> passage_name(["one", "two"], "two-p1", "one")
    'chapter 2, ¶1'
    """
    chapter, number = split_passage(anchor) or ("", 0)
    if chapter == docname or chapter not in chapters:
        return f"¶{number}"
    return _("chapter {chapter}, ¶{number}", chapter=chapters.index(chapter) + 1, number=number)


def essay_bytes(env: BuildEnvironment) -> bytes:
    """The essay's file with LF line ends, as it is hashed and patched; a checkout may have changed them."""
    return essay_path(env).read_bytes().replace(b"\r\n", b"\n")


class EssayRole(SphinxRole):
    """The role ``essay``: its ``words`` counted, the ``minutes`` they take, or the ``sha256`` of its file."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Print it."""
        self.env.note_dependency(self.config.essay_file)
        words = sum(len(text.split()) for one in load_essay(self.env) for text in (one.title, *one.passages))
        match self.text:
            case "words":
                return [nodes.Text(str(words))], []
            case "minutes":
                minutes = max(1, round(words / WORDS_A_MINUTE))
                return [nodes.Text(several("{words} minute", "{words} minutes", minutes, words=spelled(minutes)))], []
            case "sha256":
                return [nodes.literal(self.rawtext, hashlib.sha256(essay_bytes(self.env)).hexdigest())], []
        message = f"the essay has no {self.text!r}; write {{essay}}`words`, {{essay}}`minutes` or {{essay}}`sha256`"
        warn(Code.ROLE, message, self.get_location())
        return [], []


NUMBERS = (
    later("zero"),
    later("one"),
    later("two"),
    later("three"),
    later("four"),
    later("five"),
    later("six"),
    later("seven"),
    later("eight"),
    later("nine"),
)


def spelled(number: int) -> str:
    """A number in words up to nine, in digits above.

    >>> spelled(4), spelled(12)
    ('four', '12')
    """
    return _(NUMBERS[number]) if number < len(NUMBERS) else str(number)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the essay's settings and its role."""
    app.add_config_value("essay_file", "essay.txt", "env", types=frozenset({str}))
    app.add_config_value("essay_chapters", [], "env", types=frozenset({list}))
    app.add_role("essay", EssayRole())
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

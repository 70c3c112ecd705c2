"""Warn of markup that the parser left as text because of a wrong space or character."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx.transforms import SphinxTransform

from edition.base.phases import Read
from edition.base.warnings import WarningCode, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class Code(WarningCode, area="unread"):
    """Warning codes of type ``unread``."""

    MARKUP = "markup"
    """A link, a role, a note's mark, a target or bold words would be printed with their markup."""


class Slip(NamedTuple):
    """How one kind of markup looks in a text if it was not recognized, and what to write instead."""

    looks: re.Pattern[str]
    advice: str


ROLE = r"(?:cite(?::[a-z]+)?|term|ref|numref|doc|download|essay)"
SLIPS = (
    Slip(re.compile(r"\{[a-z][a-z:-]*\}`[^`]*`"), "plain words stand here; write it without"),
    Slip(re.compile(rf"\{{{ROLE}\}}"), "a backtick follows right after the brace: {cite:p}`key`"),
    Slip(re.compile(rf":{ROLE}:\s*$"), "a role has braces: {cite:p}`key`"),
    Slip(
        re.compile(r"\[[^\[\]]+\]\[(?!\^)[^\[\]]*\]|\[\[[^\[\]]+\]\]"),
        "a link is [words](address), or [words][name] with a line '[name]: address'",
    ),
    Slip(re.compile(r"\[\^[^\]]*\]?|\^\[[^\]]+\]?"), "a note's mark is [^label], in small letters, digits and hyphens"),
    Slip(
        re.compile(r"\]\s*\((?:https?:|mailto:|#|[\w./-]+\.(?:md|html)\b)[^)]*\)?"),
        "a link is [words](address), and its address has no space; write %20 for one",
    ),
    Slip(re.compile(r"^:{2,}\{\S*"), "a directive begins with three colons: :::{name}"),
    Slip(
        re.compile(r"\{[#.][^}]*\}|\{[\w-]+=[^}]*\}"),
        "names and classes are not written in braces; write (name)= above",
    ),
    Slip(
        re.compile(r"\[[A-Za-z#*][^\[\]\s]*\]_(?!\w)|^_{1,2}(?!\w)"),
        "a citation is {cite:p}`key`, a link [words](address)",
    ),
    Slip(re.compile(r"\[-?@[\w:.-]+[^\]]*\]?"), "a citation is {cite:p}`key`"),
    Slip(re.compile(r"^\.\. (?:[\w:-]+::|_|\[|\|)\S*"), "a directive is :::{name}, a name (name)="),
    Slip(
        re.compile(r"^\|?[ \t]*:?-{3,}:?[ \t]*\|[ \t:|-]*$"),
        "the line below a table's head has a part for each of its columns: | --- | --- |",
    ),
    Slip(re.compile(r"&#?[A-Za-z0-9]{2,};"), "there is no such character; write the character itself"),
    Slip(re.compile(r"^#{2,6}[^\s#]\S*"), "a heading has a space after its signs: ## Words"),
    Slip(re.compile(r"~~\S[^~]*~~|(?<!=)==[^\s=][^=]*==(?!=)"), "no book strikes or marks words; take the signs out"),
    Slip(re.compile(r"\*\*\S*"), "bold words stand between **two and two** stars, without spaces inside"),
)


MARKED = re.compile(r"(?<![\w*])\*[^\s*](?:[^*]*[^\s*])?\*(?![\w*])|`[^`]+`")
"""Emphasis and code, which the parser always reads."""


def slip(text: str) -> str:
    """The message for a text that has unread markup, or ``""``.

    >>> slip("Cited {cite:p} ")
    '“{cite:p}” was not read as markup; a backtick follows right after the brace: {cite:p}`key`'
    """
    for kind in SLIPS:
        if found := kind.looks.search(text):
            return f"“{found[0].strip()[:60]}” was not read as markup; {kind.advice}"
    return ""


def plain_slip(text: str) -> str:
    """The message for a text that is printed as it is and has markup, or ``""``.

    >>> plain_slip("The *day* of the armistice")
    '“*day*” was not read as markup; plain words stand here; write it without'
    """
    found = MARKED.search(text)
    return slip(text) or (f"“{found[0][:60]}” was not read as markup; {SLIPS[0].advice}" if found else "")


class Unread(SphinxTransform):
    """Warn of unread markup in all texts but code."""

    default_priority = Read.UNREAD

    def apply(self, **kwargs: object) -> None:
        """Check every text."""
        for text in self.document.findall(nodes.Text):
            if isinstance(text.parent, (nodes.literal, nodes.literal_block, nodes.comment, nodes.raw, nodes.math)):
                continue
            if message := slip(str(text)):
                warn(Code.MARKUP, message, text.parent)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the check."""
    app.add_transform(Unread)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

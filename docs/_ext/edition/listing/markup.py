"""The docstrings and the code of a module as HTML: pure functions on text, fast enough for all modules."""

from __future__ import annotations

import html
import keyword
import re
from typing import TYPE_CHECKING

from edition.base.locale import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from edition.listing.code import Member, Module

# A regular expression, since ``tokenize`` splits f-strings differently from Python 3.12 on.
MARKED = re.compile(
    r"""(?P<c>\#[^\n]*)
    |(?P<s>\b[bfruBFRU]{1,2}(?:\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
          |(?:\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))
    |(?P<k>\b(?:"""
    + "|".join(keyword.kwlist)
    + r""")\b)""",
    re.DOTALL | re.VERBOSE,
)
"""Comments (``c``), strings (``s``) and keywords (``k``); the name of the group is the CSS class."""


def inline(text: str) -> str:
    """One paragraph of a docstring; backticks mean code, two stars bold, and two colons at its end an example.

    >>> inline("Raise **no** ``ValueError``::")
    'Raise <strong>no</strong> <code>ValueError</code>:'
    """
    text = html.escape(re.sub("::$", ":", text), quote=False)
    marks = r"``(.+?)``|`(.+?)`|\*\*(.+?)\*\*"
    return re.sub(marks, lambda m: f"<strong>{m[3]}</strong>" if m[3] else f"<code>{m[1] or m[2]}</code>", text)


def words(docstring: str) -> str:
    """A docstring: paragraphs and lists; examples, tables and indented blocks stay as they are.

    >>> words("One.")
    '<p>One.</p>'
    """
    blocks = []
    for block in re.split(r"\n\s*\n", docstring):
        if re.match(r">>>|[ |+=]", block):
            # A block with columns scrolls in a narrow window, also by keyboard.
            attributes = ' class="columns" tabindex="0"' if re.search(r"\S {3,}\S", block) else ""
            blocks.append(f"<pre{attributes}>{html.escape(block, quote=False)}</pre>")
        elif re.match(r"[*-] ", block):
            items = (inline(" ".join(item.split())) for item in re.split(r"^[*-] ", block, flags=re.MULTILINE)[1:])
            blocks.append("".join(["<ul>", *(f"<li>{item}</li>" for item in items), "</ul>"]))
        else:
            blocks.append(f"<p>{inline(' '.join(block.split()))}</p>")
    return "\n".join(blocks)


def describe(module: Module, address: str) -> str:
    """A module with its members, each with a link to its lines in the page at ``address``."""
    name = f'<p class="module"><a href="{html.escape(address)}"><code>{module.name}</code></a></p>'
    return "\n".join([name, words(module.words), *members(module.members, module.name, address)])


def members(found: Iterable[Member], module: str, address: str) -> Iterator[str]:
    """A list of members, nested for classes; nothing if there are none."""
    items = []
    for m in found:
        said = html.escape(_("Code of {name}", name=m.name))
        link = f'<a class="lines" href="{html.escape(address)}#L{m.line}" aria-label="{said}">{_("code")}</a>'
        head = f'<dt id="{module}.{m.name}"><code>{html.escape(m.signature, quote=False)}</code> {link}</dt>'
        items.append(f"{head}\n<dd>{words(m.words)}{''.join(members(m.members, module, address))}</dd>")
    if items:
        yield "\n".join(['<dl class="members">', *items, "</dl>"])


def listing(text: str) -> str:
    """The code of a module, with an id for each line, ``L1``, and classes for comments, strings and keywords."""
    pieces, at = [], 0
    for found in MARKED.finditer(text):
        pieces.append(html.escape(text[at : found.start()], quote=False))
        lines = html.escape(found[0], quote=False).split("\n")
        pieces.append("\n".join(f'<span class="{found.lastgroup}">{line}</span>' if line else "" for line in lines))
        at = found.end()
    pieces.append(html.escape(text[at:], quote=False))
    shown = [f'<span id="L{n}">{line}</span>' for n, line in enumerate("".join(pieces).splitlines(), 1)]
    return "\n".join(['<pre class="listing">', *shown, "</pre>"])

"""Every message that the code looks up in the catalog, with its file; tests compare the catalogs with these."""

from __future__ import annotations

import ast
import re
from io import BytesIO
from typing import TYPE_CHECKING

from jinja2.ext import babel_extract

from conftest import PACKAGE, ROOT
from edition.base.locale import CALL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

THEME, DESIGN = ROOT / "docs" / "_theme", ROOT / "docs" / "_pdf" / "book.typ"
ASKING = {"_": None, "later": None, "several": (1, 2)}
"""Functions that take messages, as Babel's keywords: ``several`` takes a singular and a plural."""

Message = str | tuple[str, str]
"""A message, or its singular and plural."""


def messages() -> dict[Message, str]:
    """All messages, each with the first file that has it."""
    found: dict[Message, str] = {}
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.js"), *THEME.rglob("*")]):
        if path.suffix in READERS:
            for message in READERS[path.suffix](path):
                found.setdefault(message, path.relative_to(ROOT / "docs").as_posix())
    return found


def of_module(path: Path) -> Iterator[Message]:
    """The messages of a module; Babel's own reader does not look into f-strings."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ASKING:
            texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if node.func.id == "several" and len(texts) == 2:
                yield texts[0], texts[1]
            elif texts:
                yield texts[0]


def of_template(path: Path) -> Iterator[Message]:
    """The messages of a template or style sheet."""
    for _line, _function, message, _comments in babel_extract(BytesIO(path.read_bytes()), list(ASKING), [], {}):
        texts = [text for text in ([message] if isinstance(message, str) else message or ()) if text]
        assert texts, "a message is a text"
        yield (texts[0], texts[1]) if len(texts) == 2 else texts[0]


def of_script(path: Path) -> Iterator[Message]:
    """The messages of a script; a call may be an argument of another."""
    code = path.read_text(encoding="utf-8")
    for found in CALL.finditer(code):
        yield found[1].replace('\\"', '"')
        yield from (inner[1] for inner in CALL.finditer(found[2] or ""))


READERS = {".py": of_module, ".js": of_script, ".html": of_template, ".jinja": of_template, ".css": of_template}


def said_by_design() -> set[str]:
    """The messages that ``book.typ`` prints."""
    text = DESIGN.read_text(encoding="utf-8")
    return {m[1].replace("\\u{a0}", "\N{NO-BREAK SPACE}") for m in re.finditer(r'\bsay\("((?:[^"\\]|\\.)*)"', text)}

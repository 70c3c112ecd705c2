"""Read the docstrings and signatures of a module from its text, without importing it."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Member(NamedTuple):
    """A class, function or attribute that has a docstring."""

    name: str
    """Its name within the module: ``Note.anchor``."""
    signature: str
    """As written, on one line."""
    words: str
    """Its docstring, without indentation."""
    line: int
    """Where it begins, counted from 1."""
    members: tuple[Member, ...] = ()
    """The members of a class."""


class Module(NamedTuple):
    """One file of the package."""

    name: str
    """``edition.essay.notes``."""
    words: str
    """Its docstring."""
    members: tuple[Member, ...]
    """In the order of the file."""


def module_name(package: Path, path: Path) -> str:
    """The name by which a file of ``package`` is imported."""
    parts = path.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def read_module(name: str, text: str) -> Module:
    """Read a module; raises SyntaxError where its text is no Python."""
    tree = ast.parse(text)
    return Module(name, ast.get_docstring(tree) or "", tuple(find_members(tree.body, "", text.encode().splitlines())))


def find_members(body: list[ast.stmt], owner: str, lines: list[bytes]) -> Iterator[Member]:
    """The members with a docstring and a public name; the docstring of an attribute is the string below it."""
    for statement, after in zip(body, [*body[1:], None], strict=True):
        inside: tuple[Member, ...] = ()
        match statement:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                words, written = ast.get_docstring(statement) or "", heading(statement, lines)
                if isinstance(statement, ast.ClassDef):
                    inside = tuple(find_members(statement.body, f"{owner}{name}.", lines))
            case ast.Assign(targets=[ast.Name(id=name)]):
                words, written = string_of(after), name
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
                words, written = string_of(after), f"{name}: {one_line(segment(annotation, lines))}"
            case _:
                continue
        if words and not name.startswith("_"):
            yield Member(f"{owner}{name}", written, words, first_line(statement), inside)


def first_line(statement: ast.stmt) -> int:
    """The first line of a statement, decorators included."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(d.lineno for d in decorators)])


def string_of(statement: ast.stmt | None) -> str:
    """The text of a statement that is only a string; else ``""``."""
    match statement:
        case ast.Expr(value=ast.Constant(value=str(words))):
            return " ".join(words.split())
        case _:
            return ""


def heading(statement: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, lines: list[bytes]) -> str:
    """The head of a function or class as written; ``ast.unparse`` differs between versions of Python."""
    written = lines[statement.lineno - 1 : statement.body[0].lineno - 1]
    head = one_line("\n".join(line.decode().split("  #")[0] for line in written)).removesuffix(":")
    return head.removeprefix("async ").removeprefix("def ")


def segment(node: ast.expr, lines: list[bytes]) -> str:
    """An expression as written; ``ast.get_source_segment`` would split the whole text each time."""
    written = lines[node.lineno - 1 : node.end_lineno]
    last = written.pop()[: node.end_col_offset]
    return b"\n".join([*written, last])[node.col_offset :].decode()


def one_line(text: str) -> str:
    """Code of several lines joined into one.

    >>> one_line("f(\\n    a,\\n    b,\\n)")
    'f(a, b)'
    """
    text = " ".join(text.split())
    return re.sub(r",? (?=[)\]])", "", re.sub(r"(?<=[(\[]) ", "", text))

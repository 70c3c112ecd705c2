"""Read YAML records together with the line on which each one begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import yaml

from edition.base.characters import spell
from edition.base.unread import plain_slip
from edition.base.utf8 import UnreadableError, read_text
from edition.base.warnings import Finding
from edition.base.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from edition.base.warnings import WarningCode

# Every scalar stays the text that its author wrote: a year is not an integer and a date not a datetime.
_Loader: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map")} | {None, ""}
"""The tags of texts, lists and mappings to which the author gave no tag."""


class Record(NamedTuple):
    """One mapping of a YAML file."""

    path: Path
    """The file."""
    line: int
    """Counted from 1."""
    keys: tuple[str, ...]
    """The keys of the mappings around it, outermost first; empty in a list."""
    fields: dict[str, object]
    """Texts, lists and mappings of texts."""
    lines: Mapping[str, int] = {}
    """The line on which each field begins."""

    @property
    def location(self) -> str:
        """``path:line``, as Sphinx's logger takes it."""
        return f"{self.path}:{self.line}"

    def at(self, name: str) -> str:
        """``path:line`` of a field, or of the record where it is absent."""
        return f"{self.path}:{self.lines.get(name, self.line)}"

    def text(self, name: str) -> str:
        """The field as text with its white space folded, or ``""``."""
        value = self.fields.get(name, "")
        return fold(value) if isinstance(value, str) else ""

    def texts(self, name: str) -> list[str]:
        """The field as a list of texts; empty when it is absent or no list."""
        value = self.fields.get(name, [])
        return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []

    def mapping(self, name: str) -> Record:
        """The field as a record of its own; empty when it is absent or no mapping."""
        value = self.fields.get(name, {})
        fields = value if isinstance(value, dict) else {}
        line = self.lines.get(name, self.line)
        return Record(self.path, line, (*self.keys, name), fields, dict.fromkeys(fields, line))


TEXT, TEXTS, MAPPING = "a text", "a list: [one, two]", "a mapping: {name: text}"
PLAIN = "a text without markup"
"""The shapes of a field, as messages call them."""


def misfits(record: Record, shape: Mapping[str, str], required: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """What is wrong with the fields of a record, empty ones included: pairs of a message and its ``path:line``.

    ``shape`` has the allowed fields, each with ``TEXT``, ``PLAIN``, ``TEXTS`` or ``MAPPING``; those in ``required``
    must not be absent or empty.
    """
    for name, value in record.fields.items():
        if name not in shape:
            yield f"there is no field {name!r}, only {', '.join(shape)}", record.at(name)
        elif not _fits(value, shape[name]):
            yield f"{name!r} must be {shape[name]}", record.at(name)
        elif _is_empty(value) and name not in required:
            yield f"{name!r} is empty; write it, or take it out", record.at(name)
        elif shape[name] == PLAIN and (markup := plain_slip(record.text(name))):
            yield f"{name!r}: {markup}", record.at(name)
    missing = [name for name in required if _is_empty(record.fields.get(name, ""))]
    if missing:
        yield f"there is no {', '.join(map(repr, missing))}", record.location


def _is_empty(value: object) -> bool:
    return not (value.strip() if isinstance(value, str) else value)


def _fits(value: object, shape: str) -> bool:
    if shape == TEXTS:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if shape == MAPPING:
        return isinstance(value, dict) and all(isinstance(item, str) for item in value.values())
    return isinstance(value, str)


def read_records(path: Path, depth: int = 0, *, lists: bool = False) -> list[Record]:
    """Read the mappings that are nested ``depth`` mappings deep; for ``depth`` 0, the items of a list.

    With ``lists``, a list of mappings is nested there instead, whose items are read one by one.

    Raises UnreadableError for a file that is missing, not UTF-8, no YAML or of another shape.
    """
    node = read_node(path)
    return [] if node is None else list(_walk(path, node, depth, (), lists=lists))


def read_checked(
    code: WarningCode, path: Path, depth: int = 0, *, lists: bool = False, optional: bool = False
) -> tuple[list[Record], list[Finding]]:
    """The same, or one finding with this code if the file cannot be read; an ``optional`` file need not exist."""
    if optional and not path.exists():
        return [], []
    try:
        return read_records(path, depth, lists=lists), []
    except UnreadableError as error:
        return [], [Finding(code, str(error), error.location)]


def read_node(path: Path) -> yaml.Node | None:
    """The root node of a YAML file, with the places of all its parts; None for an empty file.

    Raises UnreadableError for a file that is missing, not UTF-8, not YAML, or has what no record may have.
    """
    text = read_text(path)
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.reader.ReaderError as error:
        refused = yaml.reader.Reader.NON_PRINTABLE.search(text)
        line = text.count("\n", 0, refused.start()) + 1 if refused else 1
        character = spell(refused[0]) if refused else error.reason
        raise UnreadableError(f"no record can have this character: {character}; remove it", f"{path}:{line}") from error
    except yaml.MarkedYAMLError as error:
        problem = f"this is not valid YAML: {error.problem}; mend it, or put the text in quotation marks"
        raise UnreadableError(problem, f"{path}:{error.problem_mark.line + 1 if error.problem_mark else 1}") from error
    if node is not None:
        _refuse_odd(path, node)
        _refuse_cut(path, text, node)
    return node


def _refuse_odd(path: Path, node: yaml.Node) -> None:
    """Raise UnreadableError for an alias, a tag, a key that is no text, or a repeated key, at any depth."""
    seen: set[int] = set()
    waiting: list[yaml.Node] = [node]
    while waiting:
        found = waiting.pop()
        place = f"{path}:{found.start_mark.line + 1}"
        if id(found) in seen:
            raise UnreadableError("an alias (*name) stands for this; write it out where it is meant", place)
        seen.add(id(found))
        if found.tag not in TAGS:
            raise UnreadableError(f"{found.tag!r} is a tag, which has no meaning here; take it out", place)
        if isinstance(found, yaml.MappingNode):
            _refuse_twins(path, found)
            waiting.extend(part for pair in reversed(found.value) for part in reversed(pair))
        elif isinstance(found, yaml.SequenceNode):
            waiting.extend(reversed(found.value))


def _refuse_cut(path: Path, text: str, root: yaml.Node) -> None:
    """Raise UnreadableError for a text before a comment on its line: the author meant the # as part of the text."""
    lines = text.splitlines()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.ScalarNode) and not node.style and node.value:
            end = node.end_mark
            if re.match(r"\s+#", lines[end.line][end.column :] if end.line < len(lines) else ""):
                message = "what stands behind # is a comment; put the text in quotation marks, or the comment above it"
                raise UnreadableError(message, f"{path}:{end.line + 1}")
        elif isinstance(node, yaml.MappingNode):
            waiting.extend(part for pair in node.value for part in pair)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)


def _walk(path: Path, node: yaml.Node, depth: int, keys: tuple[str, ...], *, lists: bool) -> Iterator[Record]:
    line = node.start_mark.line + 1
    if depth:
        if not isinstance(node, yaml.MappingNode):
            raise UnreadableError("expected names with a colon here (a mapping)", f"{path}:{line}")
        for key, child in node.value:
            if depth > 1 or lists:
                yield from _walk(path, child, depth - 1, (*keys, key.value), lists=lists)
            else:
                yield _record(path, child, key.start_mark.line + 1, (*keys, key.value))
        return
    if not isinstance(node, yaml.SequenceNode):
        raise UnreadableError("expected a list of entries, each with a dash", f"{path}:{line}")
    for child in node.value:
        yield _record(path, child, child.start_mark.line + 1, keys)


def _refuse_twins(path: Path, node: yaml.MappingNode) -> None:
    """Raise UnreadableError if a mapping has a key twice, which YAML forbids, or a key that is no text."""
    seen: set[str] = set()
    for key, _ in node.value:
        place = f"{path}:{key.start_mark.line + 1}"
        if not isinstance(key, yaml.ScalarNode):
            raise UnreadableError("the name of a field must be a text", place)
        if key.value == "<<":
            raise UnreadableError("a merge key (<<) has no meaning here; write the fields out", place)
        if key.value in seen:
            raise UnreadableError(f"{key.value!r} stands here twice; keep one of the two", place)
        seen.add(key.value)


def _record(path: Path, node: yaml.Node, line: int, keys: tuple[str, ...]) -> Record:
    if not isinstance(node, yaml.MappingNode):
        raise UnreadableError("expected fields, each `name: value`", f"{path}:{line}")
    fields = {key.value: _value(value) for key, value in node.value}
    lines = {key.value: key.start_mark.line + 1 for key, _ in node.value}
    return Record(path, line, keys, fields, lines)


def _value(node: yaml.Node) -> object:
    """A text, or a list or mapping of texts, lists and mappings."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _value(value) for key, value in node.value}
    return [_value(item) for item in node.value] if isinstance(node, yaml.SequenceNode) else node.value

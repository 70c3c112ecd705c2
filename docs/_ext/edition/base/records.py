"""Read YAML records together with the line on which each one begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

# Every scalar stays the text that its author wrote: a year is not an integer and a date not a datetime.
_Loader: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class RecordError(Exception):
    """A file that cannot be read as records; ``location`` is ``path:line``."""

    def __init__(self, message: str, location: str) -> None:
        super().__init__(message)
        self.location = location


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
        return " ".join(value.split()) if isinstance(value, str) else ""

    def texts(self, name: str) -> list[str]:
        """The field as a list of texts; empty when it is absent or no list."""
        value = self.fields.get(name, [])
        return [str(item) for item in value] if isinstance(value, list) else []

    def mapping(self, name: str) -> Record:
        """The field as a record of its own; empty when it is absent or no mapping."""
        value = self.fields.get(name, {})
        fields = value if isinstance(value, dict) else {}
        line = self.lines.get(name, self.line)
        return Record(self.path, line, (*self.keys, name), fields, dict.fromkeys(fields, line))


TEXT, TEXTS, MAPPING = "a text", "a list: [one, two]", "a mapping: {name: text}"
"""What a field can be, as a message calls it."""


def misfits(record: Record, shape: Mapping[str, str], required: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """What is wrong with the fields of a record: pairs of a message and its ``path:line``.

    ``shape`` says of each field that there can be whether it is ``TEXT``, ``TEXTS`` or ``MAPPING``; those in
    ``required`` must not be absent or empty.
    """
    for name, value in record.fields.items():
        if name not in shape:
            yield f"there is no field {name!r}, only {', '.join(shape)}", record.at(name)
        elif not _fits(value, shape[name]):
            yield f"{name!r} must be {shape[name]}", record.at(name)
    missing = [name for name in required if not record.fields.get(name)]
    if missing:
        yield f"there is no {', '.join(map(repr, missing))}", record.location


def _fits(value: object, shape: str) -> bool:
    if shape == TEXTS:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if shape == MAPPING:
        return isinstance(value, dict) and all(isinstance(item, str) for item in value.values())
    return isinstance(value, str)


def read_records(path: Path, depth: int = 0) -> list[Record]:
    """Read the mappings that lie ``depth`` mappings deep, or the items of a list for ``depth`` 0.

    Raises RecordError for a file that is missing, not UTF-8, no YAML or of another shape.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RecordError(f"the file cannot be read: {error}", f"{path}:1") from error
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or str(error)
        raise RecordError(f"this is not valid YAML: {problem}", f"{path}:{line}") from error
    if node is None:
        return []
    try:
        return list(_walk(loader, path, node, depth, ()))
    except yaml.MarkedYAMLError as error:  # a list as a key, a record inside itself
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RecordError(f"this cannot be read: {error.problem}", f"{path}:{line}") from error


def _walk(loader: yaml.BaseLoader, path: Path, node: yaml.Node, depth: int, keys: tuple[str, ...]) -> Iterator[Record]:
    line = node.start_mark.line + 1
    if depth:
        if not isinstance(node, yaml.MappingNode):
            raise RecordError("expected names with a colon here (a mapping)", f"{path}:{line}")
        _refuse_twins(path, node)
        for key, child in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise RecordError("a name must be a text", f"{path}:{key.start_mark.line + 1}")
            if depth > 1:
                yield from _walk(loader, path, child, depth - 1, (*keys, key.value))
            else:
                yield _record(loader, path, child, key.start_mark.line + 1, (*keys, key.value))
        return
    if not isinstance(node, yaml.SequenceNode):
        raise RecordError("expected a list of entries, each with a dash", f"{path}:{line}")
    for child in node.value:
        yield _record(loader, path, child, child.start_mark.line + 1, keys)


def _refuse_twins(path: Path, node: yaml.MappingNode) -> None:
    """Raise RecordError where a mapping has a key twice; YAML forbids it, its libraries take the last."""
    seen: set[str] = set()
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            continue
        if key.value in seen:
            raise RecordError(f"{key.value!r} stands here twice", f"{path}:{key.start_mark.line + 1}")
        seen.add(key.value)


def _record(loader: yaml.BaseLoader, path: Path, node: yaml.Node, line: int, keys: tuple[str, ...]) -> Record:
    if not isinstance(node, yaml.MappingNode):
        raise RecordError("expected fields, each `name: value`", f"{path}:{line}")
    _refuse_twins(path, node)
    fields = {str(name): value for name, value in loader.construct_mapping(node, deep=True).items()}
    lines = {str(key.value): key.start_mark.line + 1 for key, _ in node.value}
    return Record(path, line, keys, fields, lines)

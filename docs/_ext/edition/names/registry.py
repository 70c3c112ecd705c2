"""The registry of public anchors: what was promised once stays, and a retired name opens its heir."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from edition.names.anchors import Anchor, anchors_domain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

SCRIPT = "scripts/register_anchors.py"
DIGITS = 12
"""Hexadecimal digits of a digest that the registry keeps."""
RETIRED = re.compile(r"(\S+) -> (\S+)\s+# (\S.*)")
LIVE = re.compile(rf"(\S+) (\S+)(?: ([0-9a-f]{{{DIGITS}}}))?")


class Code(StrEnum):
    """Warning codes of type ``registry``."""

    LINE = "line"
    """A line of the registry cannot be read, or its name stands there twice."""
    ORDER = "order"
    """The lines of the registry are not sorted."""
    LOST = "lost"
    """A registered name is gone and has no heir."""
    UNREGISTERED = "unregistered"
    """A name stands in the book but not in the registry."""
    PASSAGE = "passage"
    """The words of a passage are not those registered; the essay is fixed."""
    WORDS = "words"
    """The words of a note, section, term or event are not those registered."""
    MOVED = "moved"
    """A name stands in another chapter than it did, so that its address no longer opens it."""
    HEIR = "heir"
    """An heir does not exist, or is itself retired."""
    REUSED = "reused"
    """A retired name stands in the book again."""


class Entry(NamedTuple):
    """One line of the registry."""

    anchor: str
    chapter: str
    """Empty for a retired name."""
    words: str
    """The first digits of the digest of its words; empty for kinds that are more than words."""
    heir: str
    """Empty for a living name."""
    reason: str
    line: int

    def __str__(self) -> str:
        if self.heir:
            return f"{self.anchor} -> {self.heir}  # {self.reason}"
        return " ".join(filter(None, [self.anchor, self.chapter, self.words]))


class Fault(NamedTuple):
    """Something to mend: a warning code, a message and ``path:line``."""

    code: Code
    message: str
    location: str


def read_registry(text: str, path: str) -> tuple[list[Entry], list[Fault]]:
    """The entries of the registry, and what is wrong with its lines."""
    entries: list[Entry] = []
    faults: list[Fault] = []
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if match := RETIRED.fullmatch(line):
            entry = Entry(match[1], "", "", match[2], match[3], number)
        elif match := LIVE.fullmatch(line):
            entry = Entry(match[1], match[2], match[3] or "", "", "", number)
        else:
            message = f"cannot read {line!r}; write 'name chapter digest' or 'old -> heir  # reason'"
            faults.append(Fault(Code.LINE, message, f"{path}:{number}"))
            continue
        if entry.anchor in lines:
            message = f"{entry.anchor!r} stands in line {lines[entry.anchor]} too; keep one of the two"
            faults.append(Fault(Code.LINE, message, f"{path}:{number}"))
            continue
        if entries and entries[-1].anchor > entry.anchor:
            message = f"{entry.anchor!r} stands after {entries[-1].anchor!r}; sort the lines: run python3 {SCRIPT}"
            faults.append(Fault(Code.ORDER, message, f"{path}:{number}"))
        lines[entry.anchor] = number
        entries.append(entry)
    return entries, faults


def compare(entries: Iterable[Entry], anchors: Iterable[Anchor], path: str, folder: str) -> Iterator[Fault]:
    """What the book owes the registry; ``folder`` is where the places of anchors are seen from."""
    registered = {e.anchor: e for e in entries}
    living = {a.anchor: a for a in anchors}
    for e in registered.values():
        here = f"{path}:{e.line}"
        if e.heir:
            heir = registered.get(e.heir)
            if heir is None or heir.heir:
                how = f"is itself retired; name its heir, {heir.heir!r}" if heir else "is not registered"
                yield Fault(Code.HEIR, f"the heir {e.heir!r} of {e.anchor!r} {how}", here)
            if a := living.get(e.anchor):
                message = f"{e.anchor!r} was retired and is never used again; give this place another name"
                yield Fault(Code.REUSED, message, f"{folder}/{a.place}")
        elif e.anchor not in living:
            message = f"{e.anchor!r} is gone from the book; bring it back, or write '{e.anchor} -> heir  # reason' here"
            yield Fault(Code.LOST, message, here)
    for a in living.values():
        place = f"{folder}/{a.place}"
        if a.anchor not in registered:
            message = f"the {a.kind} {a.anchor!r} is not registered; run python3 {SCRIPT}"
            yield Fault(Code.UNREGISTERED, message, place)
            continue
        e = registered[a.anchor]
        if e.heir:
            continue
        if e.chapter != a.docname:
            message = (
                f"{a.anchor!r} is registered for {e.chapter!r} (line {e.line} of the registry) and stands in "
                f"{a.docname!r}; move it back, or give this place a new name and retire the old one"
            )
            yield Fault(Code.MOVED, message, place)
        elif e.words != a.words[:DIGITS]:
            if a.kind == "passage":
                message = f"the words of passage {a.anchor!r} have changed; restore them, the essay is fixed"
                yield Fault(Code.PASSAGE, message, place)
            else:
                message = (
                    f"the words of the {a.kind} {a.anchor!r} have changed; if they still say the same thing, "
                    f"declare it: run python3 {SCRIPT}"
                )
                yield Fault(Code.WORDS, message, place)


def update(entries: list[Entry], anchors: Iterable[Anchor]) -> tuple[list[Entry], list[str]]:
    """The registry with new names and new digests, and what was done to it. No line ever goes.

    A passage's digest is never touched, and a name that has moved is left for the build to refuse.
    """
    registered = {e.anchor: e for e in entries}
    said = []
    for a in sorted(anchors):
        if a.anchor not in registered:
            registered[a.anchor] = Entry(a.anchor, a.docname, a.words[:DIGITS], "", "", 0)
            said.append(f"new: {a.kind} {a.anchor}")
            continue
        e = registered[a.anchor]
        if not e.heir and e.words != a.words[:DIGITS] and e.chapter == a.docname and a.kind != "passage":
            registered[a.anchor] = e._replace(words=a.words[:DIGITS])
            said.append(f"changed words: {a.kind} {a.anchor}")
    return sorted(registered.values()), said


def write_registry(text: str, entries: Iterable[Entry]) -> str:
    """The registry's new text, under the comment at the top of the old one."""
    head = [line for line in text.splitlines() if line.startswith("#")]
    return "\n".join([*head, *map(str, entries)]) + "\n"


def registry_path(config: Config, folder: Path) -> Path | None:
    """Where the registry is; None for a book without one."""
    return folder / config.anchors_file if config.anchors_file else None


def load(app: Sphinx) -> None:
    """Read the retired names, before any page is written."""
    domain = anchors_domain(app.env)
    domain.retired = {}
    if path := registry_path(app.config, app.srcdir):
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ExtensionError(f"The registry of anchors cannot be read: {path}") from error
        domain.retired = {e.anchor: e.heir for e in read_registry(text, str(path))[0] if e.heir}


def check(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Hold the book against its registry, in every build; what a retired name opens is written anew."""
    path = registry_path(app.config, app.srcdir)
    if path is None:
        return []
    domain = anchors_domain(env)
    entries, faults = read_registry(path.read_text(encoding="utf-8"), str(path))
    anchors = list(domain.all_anchors())
    for fault in [*faults, *compare(entries, anchors, str(path), str(app.srcdir))]:
        logger.warning(fault.message, location=fault.location, type="registry", subtype=fault.code.value)
    heirs = set(domain.retired.values())
    return sorted({a.docname for a in anchors if a.anchor in heirs})


class RetiredNames(SphinxPostTransform):
    """Give the heir the retired name as a second id, in pages and PDF; sources exist only now."""

    default_priority = 950  # after everything that sets ids

    def run(self, **kwargs: object) -> None:
        """Add the names to the nodes."""
        names: dict[str, list[str]] = {}
        for old, heir in anchors_domain(self.env).retired.items():
            names.setdefault(heir, []).append(old)
        if not names:
            return
        for node in self.document.findall(nodes.Element):
            for identifier in list(node["ids"]):
                node["ids"] += names.get(identifier, [])


def keep_references(_app: Sphinx, env: BuildEnvironment) -> None:
    """Let other projects go on citing the retired names through ``objects.inv``."""
    std = env.domains.standard_domain
    for old, heir in anchors_domain(env).retired.items():
        if heir in std.anonlabels:
            docname = std.anonlabels[heir][0]
            std.anonlabels[old] = docname, old
            if heir in std.labels:
                std.labels[old] = docname, old, std.labels[heir][2]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the registry."""
    app.add_config_value("anchors_file", "", "env", types=frozenset({str}))
    app.add_post_transform(RetiredNames)
    app.connect("builder-inited", load)
    app.connect("env-updated", check, priority=900)  # when the sources are known
    app.connect("env-updated", keep_references, priority=950)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

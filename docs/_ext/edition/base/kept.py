"""Take over a document from the last build if nothing that it prints has changed.

What a document prints comes from itself and the files that it depends on; from other documents, which it reads through
``trees.tree`` while it is written, or from parts of them (``trees.part``), such as some labels (``names.labels``); and
from what all documents share: titles, numbers, and what the domains return from ``printed``.  A digest of all this is
kept for each document; if it is the same in the next build, the document is not written again.
"""

from __future__ import annotations

import hashlib
import json
import pickle
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from edition.base.domains import domain
from edition.base.features import Feature
from edition.base.fresh import HELD, FilesReadDomain
from edition.base.records import Record
from edition.base.trees import PART, looking, once, part_at

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

SHARED = (
    "titles",
    "longtitles",
    "tocs",
    "toc_num_entries",
    "toc_secnumbers",
    "toc_fignumbers",
    "toctree_includes",
    "original_image_uri",
)
"""Attributes of the environment on all documents."""
COUNTED = {"words", "wordcount"}
"""Keys of a document's metadata with its number of words, by our count and MyST's; no other document prints it."""


class Kept:
    """The documents that one builder has written."""

    def __init__(self, env: BuildEnvironment, builder: str) -> None:
        self.env = env
        self.path = Path(env.doctreedir) / f"{builder}.kept.json"
        self.last: dict[str, dict[str, Any]] = {}
        """By document: the documents and parts that it looked at, and the digest of what it was made of."""
        if self.path.exists():
            self.last = json.loads(self.path.read_text(encoding="utf-8"))
        self.now: dict[str, dict[str, Any]] = {}

    def stands(self, docname: str) -> bool:
        """Whether the last build wrote a document from the same input as this one would."""
        last = self.last.get(docname)
        if last is None or not is_same(self.env, docname, last):
            return False
        self.now[docname] = last
        return True

    @contextmanager
    def writing(self, docname: str) -> Iterator[None]:
        """Remember what a document is made of, which is written in this block."""
        with looking() as seen:
            yield
        self.now[docname] = stamp(self.env, docname, seen)

    def same(self, name: str, made_of: str) -> bool:
        """Whether the last build made something other than a document from the same input; remembers its digest."""
        self.now[name] = {"looked": [], "made_of": made_of}
        return self.last.get(name) == self.now[name]

    def save(self) -> None:
        """Write the digests for the next build."""
        self.path.write_text(json.dumps(self.now), encoding="utf-8")


def stamp(env: BuildEnvironment, docname: str, looked: Collection[str]) -> dict[str, Any]:
    """A record, for JSON, of what a document is made of that ``looked`` at others."""
    names = sorted(looked)
    return {"looked": names, "made_of": made_of(env, docname, names)}


def is_same(env: BuildEnvironment, docname: str, last: Mapping[str, Any]) -> bool:
    """Whether a document would be made from the same input as its ``stamp`` of the last build says.

    False if it prints what only a build knows, or has images, which Sphinx collects while it writes.
    """
    if {Feature.UNKEPT, Feature.PDF_PAGES} & env.metadata[docname].keys():
        return False
    if any(docname in users for users, _ in env.images.values()):
        return False
    found: str = last["made_of"]
    return found == made_of(env, docname, last["looked"])


def made_of(env: BuildEnvironment, docname: str, looked: list[str]) -> str:
    """The digest of all that a document prints, if it looks at these others."""
    parts = [all_share(env), *(once(env, (own, name), partial(own, env, name)) for name in (docname, *looked))]
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()


def own(env: BuildEnvironment, docname: str) -> str:
    """The digest of a document as it was read and of the files it prints from, or of a part of others."""
    if docname.startswith(PART):
        return digest_of(part_at(env, docname))
    path = Path(env.doctreedir) / f"{docname}.doctree"
    state = hashlib.sha256(path.read_bytes() if path.exists() else b"")
    held = env.metadata[docname].get(HELD, ())
    files = domain(env, FilesReadDomain).digests.get(docname, {})
    state.update(json.dumps({p: d for p, d in files.items() if p not in held}, sort_keys=True).encode())
    return state.hexdigest()


def all_share(env: BuildEnvironment) -> str:
    """The digest of what all documents share, computed once in a build."""
    return once(env, all_share, partial(_all_share, env))


def share_first(app: Sphinx, _builder: Builder) -> None:
    """Compute that digest before the forks of the other books start, which all need it."""
    if app.config.pages_before:
        all_share(app.env)


def _all_share(env: BuildEnvironment) -> str:
    found: dict[str, object] = {name: getattr(env, name) for name in SHARED}
    found["metadata"] = {d: {k: v for k, v in of.items() if k not in COUNTED} for d, of in env.metadata.items()}
    for each in env.domains.sorted():
        found[f"domain {each.name}"] = each.printed() if hasattr(each, "printed") else each.data
    return digest_of(found)


def digest_of(value: object) -> str:
    """The SHA-256 of a value, by its plain form."""
    return hashlib.sha256(repr(plain(value)).encode()).hexdigest()


def plain(value: object) -> object:
    """A value in a form that is the same in every process: without sets, order of keys, and places of records.

    >>> plain({"b": {2, 1}, "a": [None]})
    [("'a'", [None]), ("'b'", ['1', '2'])]
    """
    match value:
        case str() | int() | float() | date() | Path() | None:
            return value
        case dict():
            return sorted((repr(plain(key)), plain(item)) for key, item in value.items())
        case set() | frozenset():
            return sorted(repr(plain(item)) for item in value)
        case Record():
            return None
        case list() | tuple():
            return [plain(item) for item in value]
        case nodes.Node():
            return str(value)
        case _ if is_dataclass(value):
            return [plain(getattr(value, field.name)) for field in fields(value)]
        case _:  # at worst it differs although the value is the same
            return pickle.dumps(value)


def keeps(app: Sphinx, path: str, *templates: str, made_of: str = "") -> bool:
    """Whether a file or folder of the site was taken over from the last build, which made it of the same.

    ``made_of`` is the digest of what it is made of, beside code and ``templates``; by default of what all documents
    share.
    """
    keep = getattr(app.builder, "keeps", None)
    return bool(keep and keep(path, templates, made_of))


def take(app: Sphinx, path: str) -> bool:
    """Take over a file or folder of the last site, whatever it is made of; returns whether there is one."""
    taken = getattr(app.builder, "take", None)
    return bool(taken and taken(path))


def templates_of(app: Sphinx, *templates: str) -> str:
    """The digest of some templates of the site."""
    digest = getattr(app.builder, "templates_of", None)
    return digest(templates) if digest else ""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register ``pages_before``: the folder from which documents are taken over; ``""`` for none.

    Whoever sets it makes sure that code, settings and assets are those of the build that wrote that folder.
    """
    app.add_config_value("pages_before", "", "", types=frozenset({str}))
    app.connect("write-started", share_first, priority=100)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

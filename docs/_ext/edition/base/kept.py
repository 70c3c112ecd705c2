"""Leave a document as the last build wrote it when nothing that it prints has changed.

What a document prints comes from itself and the files that it notes, from documents at which it looks while it is
written (``trees.tree`` is the door to them) or from parts of them (``trees.part``), and from what all documents share:
titles, labels, numbers, and what the domains say they print.  Each document keeps a digest of these; where it is
today's, it need not be written.
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
from edition.base.fresh import FilesReadDomain
from edition.base.records import Record
from edition.base.trees import PART, looking, once, part_at

if TYPE_CHECKING:
    from collections.abc import Iterator

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
"""What Sphinx keeps of all documents."""
COUNTED = {"words", "wordcount"}
"""How many words a document has, by our count and MyST's, in its metadata: no other prints it."""


class Kept:
    """The documents that one builder has written."""

    def __init__(self, env: BuildEnvironment, builder: str) -> None:
        self.env = env
        self.path = Path(env.doctreedir) / f"{builder}.kept.json"
        self.last: dict[str, dict[str, Any]] = {}
        """By document: at which others and which parts of others it looked, and of what it was made."""
        if self.path.exists():
            self.last = json.loads(self.path.read_text(encoding="utf-8"))
        self.now: dict[str, dict[str, Any]] = {}

    def stands(self, docname: str) -> bool:
        """Whether the last build has written a document from what stands there today.

        Documents with pictures of their own do not, for these are found when they are written.
        """
        last = self.last.get(docname)
        if last is None or last["made_of"] != self.made_of(docname, last["looked"]):
            return False
        if {Feature.UNKEPT, Feature.PDF_PAGES} & self.env.metadata[docname].keys():
            return False
        if any(docname in users for users, _ in self.env.images.values()):
            return False
        self.now[docname] = last
        return True

    @contextmanager
    def writing(self, docname: str) -> Iterator[None]:
        """Remember of what a document is made that is written meanwhile."""
        with looking() as seen:
            yield
        looked = sorted(seen)
        self.now[docname] = {"looked": looked, "made_of": self.made_of(docname, looked)}

    def made_of(self, docname: str, looked: list[str]) -> str:
        """A digest of all that a document prints."""
        parts = [all_share(self.env)]
        parts += [once(self.env, (own, name), partial(own, self.env, name)) for name in (docname, *looked)]
        return hashlib.sha256(" ".join(parts).encode()).hexdigest()

    def same(self, name: str, made_of: str) -> bool:
        """Whether the last build has made something that is no document of the same; this one does, or keeps it."""
        self.now[name] = {"looked": [], "made_of": made_of}
        return self.last.get(name) == self.now[name]

    def save(self) -> None:
        """Keep it for the next build."""
        self.path.write_text(json.dumps(self.now), encoding="utf-8")


def own(env: BuildEnvironment, docname: str) -> str:
    """A digest of a document as it was read and of the files that it notes, or of a part of others."""
    if docname.startswith(PART):
        return digest_of(part_at(env, docname))
    path = Path(env.doctreedir) / f"{docname}.doctree"
    state = hashlib.sha256(path.read_bytes() if path.exists() else b"")
    state.update(json.dumps(domain(env, FilesReadDomain).digests.get(docname), sort_keys=True).encode())
    return state.hexdigest()


def all_share(env: BuildEnvironment) -> str:
    """A digest of what documents print of others without looking at them, made once in a build."""
    return once(env, all_share, partial(_all_share, env))


def share_first(app: Sphinx, _builder: Builder) -> None:
    """Make the digest before the processes begin that write the other books: all of them need it."""
    if app.config.pages_before:
        all_share(app.env)


def _all_share(env: BuildEnvironment) -> str:
    found: dict[str, object] = {name: getattr(env, name) for name in SHARED}
    found["metadata"] = {d: {k: v for k, v in of.items() if k not in COUNTED} for d, of in env.metadata.items()}
    for each in env.domains.sorted():
        found[f"domain {each.name}"] = each.printed() if hasattr(each, "printed") else each.data
    return digest_of(found)


def digest_of(value: object) -> str:
    """The SHA-256 of a value in its plain form."""
    return hashlib.sha256(repr(plain(value)).encode()).hexdigest()


def plain(value: object) -> object:
    """A value in a form that is the same in every process: no sets, no order of dictionaries, no place of a record.

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
        case _:  # at worst it differs where it need not
            return pickle.dumps(value)


def keeps(app: Sphinx, path: str, made_of: str = "") -> bool:
    """Whether a file or folder of the site is there as the last build has made it, of the same.

    It is told what it is ``made_of`` beside code, templates and, for want of more, what all documents share.
    """
    keep = getattr(app.builder, "keeps", None)
    return bool(keep and keep(path, made_of))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Let a build keep documents that it finds in a folder, ``""`` for none.

    Whoever names one vouches that code, settings and the theme are those of the build that wrote them.
    """
    app.add_config_value("pages_before", "", "", types=frozenset({str}))
    app.connect("write-started", share_first, priority=100)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

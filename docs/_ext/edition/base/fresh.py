"""Read a document again when its words or those of a file that it depends on have changed, whatever their times say."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

KEPT = "edition_digests"
"""Attribute of the environment: for each document the digests of the files that it was read from."""
LACKING = "lacking"
"""In the metadata of a document: the files that it would have been read from."""


def digest_of(path: Path, known: dict[Path, str]) -> str:
    """The digest of a file, taken once in a build; empty where there is none, or none that can be read."""
    if path not in known:
        try:
            known[path] = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:  # its reader tells it
            known[path] = ""
    return known[path]


def note_file(env: BuildEnvironment, path: Path) -> None:
    """Note that the document which is read depends on a file that a book need not have.

    Sphinx would read a document again in every build that notes a file which is not there.
    """
    if path.exists():
        env.note_dependency(str(path))
    else:
        env.metadata[env.docname].setdefault(LACKING, []).append(str(path))


def files_of(env: BuildEnvironment, docname: str) -> list[Path]:
    """The file of a document, those that it noted to depend on, and those that it did without."""
    noted = [*env.dependencies.get(docname, ()), *env.metadata.get(docname, {}).get(LACKING, ())]
    return [Path(env.doc2path(docname)), *(Path(env.srcdir, name) for name in noted)]


class Freshness:
    """The digests of one build."""

    def __init__(self) -> None:
        self.known: dict[Path, str] = {}

    def find_changed(
        self, _app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], _removed: set[str]
    ) -> list[str]:
        """The documents that were read from other words than stand there now."""
        kept: dict[str, dict[str, str]] = getattr(env, KEPT, {})
        return [
            docname
            for docname in env.all_docs
            if docname in env.found_docs
            and kept.get(docname) != {str(path): digest_of(path, self.known) for path in files_of(env, docname)}
        ]

    def keep(self, _app: Sphinx, env: BuildEnvironment) -> None:
        """Remember what has been read; a file that changed meanwhile keeps its old digest, and is read again."""
        digests = {d: {str(p): digest_of(p, self.known) for p in files_of(env, d)} for d in env.all_docs}
        setattr(env, KEPT, digests)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Listen to Sphinx's question what is out of date."""
    freshness = Freshness()
    app.connect("env-get-outdated", freshness.find_changed)
    app.connect("env-updated", freshness.keep)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

"""Read a document again when the content of its files has changed, whatever their modification times say."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from edition.base.domains import PerDocument, domain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

LACKING = "lacking"
"""In the metadata of a document: the optional files that it looked for and did not find."""
HELD = "held"
"""In the metadata of a document: the files of which it prints only what records hold."""


class FilesReadDomain(PerDocument):
    """The files from which each document was read, with a digest of what they held."""

    name = "files-read"
    label = "Files read"
    initial_data = {"digests": {}}  # noqa: RUF012 (Sphinx copies it)
    data_version = 1

    @property
    def digests(self) -> dict[str, Mapping[str, str]]:
        """By document: the digest of each file by its path."""
        digests: dict[str, Mapping[str, str]] = self.data["digests"]
        return digests

    def printed(self) -> object:
        """Nothing: no document prints what another was read from."""
        return None


def digest_of(path: Path, known: dict[Path, str]) -> str:
    """The digest of a file, computed once per build; ``""`` for a file that is missing or cannot be read."""
    if path not in known:
        try:
            known[path] = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:  # whoever needs the file reports it
            known[path] = ""
    return known[path]


def note_file(env: BuildEnvironment, path: Path, *, held: bool = False) -> None:
    """Note that the document being read depends on an optional file.

    ``note_dependency`` will not do for a missing one: Sphinx would read the document again in every build.
    ``held`` says that the document prints only what records hold of the file, and looks at these as ``trees.part``;
    it is then read again after a change, but written only if its records differ.
    """
    if held:
        env.metadata[env.docname].setdefault(HELD, []).append(str(path))
    if path.exists():
        env.note_dependency(str(path))
    else:
        env.metadata[env.docname].setdefault(LACKING, []).append(str(path))


def files_of(env: BuildEnvironment, docname: str) -> list[Path]:
    """The file of a document, the files it depends on, and the optional ones that were missing."""
    noted = [*env.dependencies.get(docname, ()), *env.metadata.get(docname, {}).get(LACKING, ())]
    return [Path(env.doc2path(docname)), *(Path(env.srcdir, name) for name in noted)]


class Freshness:
    """Finds the outdated documents of one build by the content of their files."""

    def __init__(self) -> None:
        self.known: dict[Path, str] = {}
        """What ``digest_of`` has computed in this build."""

    def find_changed(
        self, _app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], _removed: set[str]
    ) -> list[str]:
        """The documents whose files have changed since they were read."""
        last = domain(env, FilesReadDomain).digests
        return [
            docname
            for docname in env.all_docs
            if docname in env.found_docs and last.get(docname) != self.digests_of(env, docname)
        ]

    def keep(self, _app: Sphinx, env: BuildEnvironment) -> None:
        """Remember what was read; a file that changed during the build keeps its old digest, and is read again."""
        domain(env, FilesReadDomain).digests.update({name: self.digests_of(env, name) for name in env.all_docs})

    def digests_of(self, env: BuildEnvironment, docname: str) -> dict[str, str]:
        """The digests of a document's files by their paths."""
        return {str(path): digest_of(path, self.known) for path in files_of(env, docname)}


def forget(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Forget all documents that will be read before the first of them is, as Sphinx does where several processes read.

    Otherwise what has moved to a document that is read earlier would be reported as being in both.
    """
    for docname in docnames:
        app.emit("env-purge-doc", env, docname)
        env.clear_doc(docname)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Answer Sphinx's question which documents are outdated, and forget these."""
    app.add_domain(FilesReadDomain)
    freshness = Freshness()
    app.connect("env-get-outdated", freshness.find_changed)
    app.connect("env-before-read-docs", forget, priority=900)  # when all have said what they read
    app.connect("env-updated", freshness.keep)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

"""Checks of the documents as files: each can be read, has a name that works on every disk, and has a title."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.matching import get_matching_files

from edition.base.address import EDITION, LONGEST
from edition.base.utf8 import Code as FilesCode
from edition.base.warnings import FatalError, WarningCode, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata


class Code(WarningCode, area="documents"):
    """Warning codes of type ``documents``."""

    CHAPTER = "chapter"
    """The title page or a chapter of the essay has no file."""
    FILE = "file"
    """A document is a link to another file, or its name cannot be used on every disk or in the registry."""
    TITLE = "title"
    """A page has no title."""


RESERVED = ("search", "404")
"""Pages that the book makes without a document."""
FOLDERS = ("cite/", "data/", "figures/", "hosting/", "xref/")
"""Folders that the book itself fills in the site."""
DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
"""Names that Windows reserves for devices."""
MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
"""How pages end that are meant as Markdown, in whatever case."""
UNKEPT = re.compile(r"[<>:\"|?*\\\x00-\x1f]|[. ]$")
"""What a name of a file or folder cannot have on Windows."""
UNREAD = re.compile(r"^\.|[\s,]")
"""What a name of a page cannot have in the registry of names (``names.registry``)."""


ABOVE = (nodes.Invisible, nodes.target, nodes.docinfo, nodes.system_message)
"""What may stand above the title of a page, and prints nothing."""


def check_readable(app: Sphinx, config: Config) -> None:
    """Stop at a page that cannot be read; Sphinx would warn of every link to it instead."""
    patterns = [*config.exclude_patterns, *config.templates_path]
    folder = Path(app.srcdir)
    for name in get_matching_files(folder, config.include_patterns, patterns):
        path = folder / name
        if name.lower().endswith(MARKDOWN) and not name.endswith(tuple(config.source_suffix)):
            message = f"no page is read whose name ends so; let it end in '.md', or take it out of {folder.name}/"
            raise FatalError(Code.FILE, message, f"{path}:1")
        if name.endswith(tuple(config.source_suffix)) and not os.access(path, os.R_OK):
            gone = path.is_symlink() and not path.exists()
            why = "this link leads nowhere; mend it" if gone else "this cannot be read; give the right to read it"
            if not os.path.lexists(path):
                why = "a letter in this name is in pieces; write the name in Unicode's form NFC"
            raise FatalError(FilesCode.UNREADABLE, f"{why}, or take it out", f"{path}:1")


def check_files(app: Sphinx, env: BuildEnvironment, _docnames: list[str]) -> None:
    """Stop at a document that is a link to another file, or whose name the site or a disk cannot have."""
    folder = Path(env.srcdir).resolve()
    seen: dict[object, str] = {}
    for docname in sorted(env.found_docs):
        path = Path(env.doc2path(docname))
        real = path.resolve()
        why = ""
        if not real.is_relative_to(folder):
            why = f"this is a link to a file outside {folder.name}/; copy it there"
        elif real in seen:
            why = f"this is the same file as {seen[real]!r}; take the link out"
        elif docname.casefold() in seen:
            why = f"on many disks this is the same file as {seen[docname.casefold()]!r}; give it another name"
        elif docname in RESERVED or docname.startswith(FOLDERS) or EDITION.fullmatch(docname.split("/")[0]):
            why = f"the book itself makes a page {docname!r}; give this one another name"
        elif any(DEVICE.fullmatch(part) or UNKEPT.search(part) for part in docname.split("/")):
            why = "no file can have this name on Windows; give it another"
        elif any(UNREAD.search(part) for part in docname.split("/")):
            why = "the registry cannot keep this name; give it another, without spaces and commas and no stop before it"
        elif any(len(part.encode()) > LONGEST for part in docname.split("/")):
            why = f"no disk has room for such a name; give it another, of at most {LONGEST} letters"
        elif path.suffix != ".md":
            why = f"the pages of this book are Markdown; write it as {path.stem}.md, or take it out of {folder.name}/"
        if why:
            raise FatalError(Code.FILE, why, f"{path}:1")
        seen[real] = seen[docname.casefold()] = docname


def check_title(app: Sphinx, doctree: nodes.document) -> None:
    """Stop at a page without a title, which its head, all lists and every link to it need, or with words above it."""
    if not any(doctree.findall(nodes.section)):
        path = app.env.doc2path(app.env.current_document.docname)
        raise FatalError(Code.TITLE, "this page has no title; begin it with '# …'", f"{path}:1")
    for block in doctree.children:
        if isinstance(block, nodes.section):
            return
        if not isinstance(block, ABOVE) and app.env.current_document.docname not in app.config.essay_chapters:
            warn(Code.TITLE, "this stands above the page's title, and not all books print it; move it below", block)
            return


def check_chapters(app: Sphinx, env: BuildEnvironment, _docnames: list[str]) -> None:
    """Stop at a missing chapter; Sphinx would warn of everything that refers to it instead."""
    root = env.config.root_doc
    if root not in env.found_docs:
        raise FatalError(Code.CHAPTER, "there is no title page; write it", f"{Path(env.srcdir, root)}.md:1")
    for chapter in app.config.essay_chapters:
        if chapter not in env.found_docs:
            path = Path(env.srcdir, f"{chapter}.md")
            message = "there is no such chapter; write it, or take it out of essay_chapters in conf.py"
            raise FatalError(Code.CHAPTER, message, f"{path}:1")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the checks."""
    app.connect("config-inited", check_readable, priority=900)  # when the values have their form, before Sphinx looks
    app.connect("env-before-read-docs", check_chapters)
    app.connect("env-before-read-docs", check_files)
    app.connect("doctree-read", check_title)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

"""Keep out of the book what does not belong there: live code, foreign files, addresses with code or a password."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

from edition.base.characters import BOM
from edition.base.phases import Read
from edition.base.pictures import picture_fault, written_name
from edition.base.warnings import WarningCode, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata, OptionSpec


class Code(WarningCode, area="foreign"):
    """Warning codes of type ``foreign``."""

    RAW = "raw"
    """Markup of one output format: it would be live in the pages and missing in the PDF, or the reverse."""
    FILE = "file"
    """A file from outside the book's folder, or from the network."""
    LINK = "link"
    """An address that runs code, opens a reader's own files, or carries a password."""
    PICTURE = "picture"
    """A picture that not every book can show, or that loads or runs something else."""
    FORMULA = "formula"
    """A formula in LaTeX: the pages would need a script to show it, and Typst does not read it."""
    SETTINGS = "settings"
    """A page has a setting that only the whole book can have."""


SCHEMES = ("http", "https", "mailto")
"""Schemes that the address of a link may have."""
UNLINKED = re.compile(r"(?:\]\(|\]:\s*|<)\s*<?((?:javascript|vbscript|data|file):\S*)", re.IGNORECASE)
"""A link that the Markdown parser leaves as text because it refuses the address."""
PAGE_SETTINGS = {"tocdepth", "no-search", "nosearch", "nocomments"}
"""Settings that a page may have at its top."""
FRONT = re.compile(r"(?s)---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)")


def path_fault(env: BuildEnvironment, argument: str) -> str:
    """Why a file may not be included, or ``""``."""
    if "://" in argument or argument.startswith(("//", "data:")):
        return f"{argument!r} is on the network; the book takes in files of its own folder only: copy it there"
    folder = Path(env.srcdir).resolve()
    path = Path(env.relfn2path(argument)[1]).resolve()
    if argument.startswith("<") or not path.is_relative_to(folder):
        return f"{argument!r} is outside {folder.name}/; the book takes in files of its own folder only: copy it there"
    if not path.is_file():
        return f"there is no file {argument!r}; names are seen from this file's folder, or from {folder.name}/ with a /"
    return ""


def link_fault(address: str) -> str:
    """Why a link may not have an address, or ``""``.

    >>> link_fault("javascript:alert(1)")
    "the address 'javascript:alert(1)' is no link to a page; write one that begins with https://"
    """
    try:
        parts = urlsplit(address)
        secret = "@" in parts.netloc
    except ValueError as error:
        return f"the address {address!r} cannot be read: {error}; write one that begins with https://"
    if secret:
        shown = address.replace(parts.netloc, "…@" + parts.netloc.rpartition("@")[2])
        return f"the address {shown!r} carries a name or a password; take it out"
    if (parts.scheme and parts.scheme not in SCHEMES) or address.startswith("//"):
        return f"the address {address!r} is no link to a page; write one that begins with https://"
    return ""


class Raw(SphinxDirective):
    """``{raw}``: refused before it reads a file or the network."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[OptionSpec] = dict.fromkeys(("file", "url", "encoding", "class"), directives.unchanged)

    def run(self) -> list[nodes.Node]:
        """Warn, with what to do instead."""
        warn(Code.RAW, raw_message(" ".join(["raw", *self.arguments])), self.get_location())
        return []


class Meta(SphinxDirective):
    """``{meta}``: refused, because the book makes the heads of its pages."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Warn."""
        what = " ".join(" ".join(self.content).split())
        warn(
            Code.RAW,
            f"“{what}” belongs to the head of the page, which the book makes; take it out",
            self.get_location(),
        )
        return []


def raw_message(what: str) -> str:
    """The message for markup of one output format."""
    return f"“{what}” is markup for one output only; write Markdown, which both books print, or `code` to show it"


class Foreign(SphinxTransform):
    """Warn of what may not be in a document, and remove it, so that nothing else fails because of it."""

    default_priority = Read.FOREIGN

    def apply(self, **kwargs: object) -> None:
        """Check all nodes that can hold such things."""
        for message, node in list(self.raw()):
            warn(Code.RAW, message, node)
        for formula in [*self.document.findall(nodes.math), *self.document.findall(nodes.math_block)]:
            shown = " ".join(formula.astext().split())[:60]
            message = f"“{shown}” is a formula in LaTeX, which neither book can set; write it in words, or as `code`"
            warn(Code.FORMULA, message, formula if formula.line else formula.parent)
            formula.parent.remove(formula)
        for code, message, node in list(self.files()):
            warn(code, message, node)
            node.parent.remove(node)
        for message, node in list(self.links()):
            warn(Code.LINK, message, node)
            if isinstance(node, (nodes.reference, addnodes.pending_xref)):
                node.replace_self(nodes.inline("", "", *node.children))

    def raw(self) -> Iterator[tuple[str, nodes.Element]]:
        """Remove raw nodes; yields a message and a place, once for each paragraph or title."""
        told: set[int] = set()
        for node in list(self.document.findall(nodes.raw)):
            parent, text = node.parent, node.astext()
            place = node if node.line else parent
            parent.remove(node)
            if isinstance(parent, nodes.TextElement):
                if id(parent) in told:
                    continue
                told.add(id(parent))
            if text.startswith("<!--"):
                yield "this comment would be published; begin its lines with '% ' instead", place
            else:
                yield raw_message(" ".join(text.split())[:60]), place

    def files(self) -> Iterator[tuple[Code, str, nodes.Element]]:
        """Pictures and downloads that may not be in the book: code, message and node."""
        for image in self.document.findall(nodes.image):
            if not Path(self.env.relfn2path(image["uri"])[1]).is_file():
                image["uri"] = written_name(image["uri"])
            if fault := path_fault(self.env, image["uri"]):
                yield Code.FILE, fault, image
            elif image.get("loading") == "embed":
                message = f"the picture {image['uri']!r} would be live in the pages; take ':loading: embed' out"
                yield Code.FILE, message, image
            elif fault := picture_fault(Path(self.env.relfn2path(image["uri"])[1])):
                yield Code.PICTURE, fault, image
        for download in self.document.findall(addnodes.download_reference):
            if fault := path_fault(self.env, download["reftarget"]):
                yield Code.FILE, fault, download

    def links(self) -> Iterator[tuple[str, nodes.Element]]:
        """Links that may not be in the book, and those that the parser left as text: message and node."""
        for reference in self.document.findall(nodes.reference):
            address = reference.get("refuri", "")
            if fault := link_fault(address):
                yield fault, reference
            elif address and not reference.get("id_link") and not urlsplit(address).scheme:
                yield f"nobody checks the address {address!r}; a page is linked by [words](file.md#name)", reference
        for unresolved in self.document.findall(addnodes.pending_xref):
            if unresolved["reftarget"].startswith("//"):
                yield link_fault(unresolved["reftarget"]), unresolved
        for text in self.document.findall(nodes.Text):
            parent = text.parent
            if not isinstance(parent, (nodes.literal, nodes.literal_block)) and (found := UNLINKED.search(text)):
                address = found[1].rstrip(")>.,;")
                yield link_fault(address + ")" * (address.count("(") - address.count(")"))), parent


def check_settings(app: Sphinx, docname: str, source: list[str]) -> None:
    """Warn of settings at the top of a document, and remove them: they could change templates, parsers or the head."""
    text = source[0].removeprefix(BOM).replace("\r\n", "\n")
    front = FRONT.match(text)
    if front is None:
        return
    refused = False
    for number, line in enumerate(front[1].split("\n"), 2):
        key = re.match(r"([^\s:#][^:]*)\s*:", line)
        name = key[1].strip("\"'") if key else ""
        if name == "orphan":
            message = "a page that no list of contents has would be in HTML only; add it to one, and take 'orphan' out"
            warn(Code.SETTINGS, message, f"{app.env.doc2path(docname)}:{number}")
        elif name and name not in PAGE_SETTINGS:
            message = f"a page cannot set {name!r}; what the book has in common stands in conf.py"
            warn(Code.SETTINGS, message, f"{app.env.doc2path(docname)}:{number}")
            refused = True
    if refused:
        source[0] = "\n" * front[0].count("\n") + text[front.end() :]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the checks, and replace the directives that would skip them."""
    app.add_directive("raw", Raw, override=True)
    app.add_directive("meta", Meta, override=True)
    app.add_transform(Foreign)
    app.connect("source-read", check_settings)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

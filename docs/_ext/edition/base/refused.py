"""Refuse directives and roles of libraries that this book cannot print or replaces; each warning says what to write."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective, SphinxRole

from edition.base.phases import Read
from edition.base.trees import with_line
from edition.base.warnings import WarningCode, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata, OptionSpec


class Code(WarningCode, area="refused"):
    """Warning codes of type ``refused``."""

    DIRECTIVE = "directive"
    """A directive that this book does not have."""
    ROLE = "role"
    """A role that this book does not have."""
    NOTE = "note"
    """A footnote or citation written in reStructuredText."""
    ONLY = "only"
    """An ``{only}`` where the books must not differ, or for an unknown book."""


SOURCES = "the sources are listed by ':::{sources} group'"
NOTES = "a note answers words of the essay, '[^label]' after them, and a citation is {cite:p}`key`"
WORDS = "write it as words, or as ':::{note}'"
LOOK = "how a book looks is said by its theme and its template for Typst; take it out"
DIRECTIVES = {
    "bibliography": SOURCES,
    "footbibliography": SOURCES,
    **dict.fromkeys(("deprecated", "sidebar", "versionadded", "versionchanged", "versionremoved"), WORDS),
    **dict.fromkeys(("class", "cssclass", "footer", "header", "rst-class", "sectnum", "target-notes", "title"), LOOK),
    "index": "the index is made of the names; write '(name)=' above the place",
}
"""What to do instead of each."""
STANDARD = {"glossary": "a term is ':::{term} Name'"}
"""The same for directives of Sphinx's standard domain."""
ROLES = {
    "footcite": NOTES,
    **dict.fromkeys(("abbr", "abbreviation"), "no print has its explanation; write 'the United Nations (UN)'"),
    "index": "the index is made of the names; write '(name)=' above the place",
}
BOOKS = {"html", "typst", "epub"}
"""The tags that ``{only}`` may name: of the pages, the PDF, the EPUB."""


EXTENSIONS = "sphinx.ext."
"""The prefix of the modules of Sphinx's own extensions, for whose nodes the books have no visitors."""


class RefusedDirective(SphinxDirective):
    """A directive that only warns, with what to do instead."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[OptionSpec] = defaultdict(lambda: directives.unchanged)

    def run(self) -> list[nodes.Node]:
        """Warn."""
        name = self.name.removeprefix("std:")
        message = f"this book has no place for '{{{name}}}'; {(DIRECTIVES | STANDARD)[name]}"
        warn(Code.DIRECTIVE, message, self.get_location())
        return []


class RefusedRole(SphinxRole):
    """A role that only warns, with what to do instead."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Warn; the words stay."""
        message = f"this book has no place for '{{{self.name}}}'; {ROLES[self.name.partition(':')[0]]}"
        warn(Code.ROLE, message, self.get_location())
        return [nodes.Text(self.text)], []


class Refuse(SphinxTransform):
    """Refuse by their nodes: what describes programs, what extensions make, notes of reStructuredText, ``{only}``."""

    default_priority = Read.FOREIGN

    def apply(self, **kwargs: object) -> None:
        """Look for all of them."""
        for description in list(self.document.findall(addnodes.desc)):
            if type(description) is addnodes.desc:  # subclasses are ours
                message = f"'{{{description['objtype']}}}' describes a program, which this book does not; {WORDS}"
                warn(Code.DIRECTIVE, message, description.next_node(addnodes.desc_signature))
                description.parent.remove(description)
        for options in list(self.document.findall(nodes.option_list)):
            message = f"a list of options describes a program, which this book does not; {WORDS}"
            warn(Code.DIRECTIVE, message, next((node for node in options.findall() if node.line), options.parent))
            options.parent.remove(options)
        self.unknown()
        self.notes()
        self.only()

    def unknown(self) -> None:
        """Remove nodes of Sphinx's further extensions, and names of words that stand elsewhere, such as ``|today|``."""
        for node in list(self.document.findall(nodes.Element)):
            place = with_line(node)
            if isinstance(node, nodes.substitution_reference):
                message = f"“|{node.astext()}|” stands for words from elsewhere, which may change; write them here"
                warn(Code.ROLE, message, place)
                node.replace_self(nodes.Text(node.astext()))
            elif type(node).__module__.startswith(EXTENSIONS) and node.parent:
                message = f"no book can print what {type(node).__module__} makes of this; {WORDS}"
                warn(Code.DIRECTIVE, message, place)
                node.parent.remove(node)

    def notes(self) -> None:
        """Remove notes and citations of reStructuredText, to which no mark of Markdown leads."""
        document = self.document
        notes: list[nodes.Element] = [*document.autofootnotes, *document.footnotes, *document.symbol_footnotes]
        known = {id(node) for node in [*notes, *(mark for marks in document.footnote_refs.values() for mark in marks)]}
        kinds = (nodes.footnote, nodes.footnote_reference, nodes.citation, nodes.citation_reference)
        told: set[str] = set()
        for node in list(document.findall(nodes.Element)):
            if not isinstance(node, kinds) or id(node) in known:
                continue
            name = node.get("refname") or next(iter(node["names"]), "")
            if name not in told:
                warn(Code.NOTE, f"this is a note or citation of reStructuredText; in this book {NOTES}", node)
            told.add(name)
            document.nameids.pop(name, None)
            node.parent.remove(node)

    def only(self) -> None:
        """Refuse ``{only}`` where all books must say the same: in chapters and definitions; its content stays."""
        for only in list(self.document.findall(addnodes.only)):
            unknown = set(re.findall(r"\w+", only["expr"])) - BOOKS - {"and", "or", "not"}
            if unknown:
                message = f"there is no book {min(unknown)!r}; write one of {', '.join(sorted(BOOKS))}"
            elif self.env.docname in self.config.essay_chapters or isinstance(only.parent, nodes.definition):
                message = (
                    "the books would differ here, and all must say the same; take '{only}' out, and keep its words"
                )
            else:
                continue
            warn(Code.ONLY, message, only)
            only.replace_self(only.children)


def refuse(app: Sphinx, _config: Config) -> None:
    """Replace what the libraries have registered, after all of them."""
    for name in DIRECTIVES:
        app.add_directive(name, RefusedDirective, override=True)
    for name in STANDARD:
        app.add_directive_to_domain("std", name, RefusedDirective, override=True)
    for name in ROLES:
        app.add_role(name, RefusedRole(), override=True)
    for name in ("p", "t"):
        app.add_role_to_domain("footcite", name, RefusedRole(), override=True)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the refusals."""
    app.connect("config-inited", refuse)
    app.add_transform(Refuse)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

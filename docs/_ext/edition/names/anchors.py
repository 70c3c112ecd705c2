"""The domain of public names: what has one, by document, what uses it, and the labels by which links find it."""

from __future__ import annotations

from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from edition.base.address import LONGEST
from edition.base.characters import faults
from edition.base.contents import book_order
from edition.base.domains import PerDocument, domain
from edition.base.phases import Read, Updated
from edition.base.warnings import WarningCode, warn
from edition.essay.text import split_passage
from edition.names.find import Found, find_names, find_uses
from edition.names.kinds import Kind
from edition.names.make import TITLED, label_words, make_names, source_labels
from edition.names.numbering import SkeletonsDomain, keep_skeleton, number_all, number_once

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

    from edition.names.record import Name


class Code(WarningCode, area="anchors"):
    """Warning codes of type ``anchors``."""

    FORM = "form"
    """A name has characters that an address cannot have, is too long for a file, or is like those of another kind."""
    UNNAMED = "unnamed"
    """A heading has no anchor; one made by docutils from its title could change, and cannot be cited."""
    TITLE = "title"
    """A heading is empty or where none can be, or a page has two titles."""
    TWICE = "twice"
    """Two places of the book have the same anchor."""


TITLES = {Kind.CHAPTER, Kind.PAGE, Kind.SECTION, Kind.PASSAGE, Kind.FIGURE}
"""Kinds of names that Sphinx knows as labels, and compares with those that it has read before."""


class AnchorsDomain(PerDocument):
    """Every public name and what uses it, by document."""

    name = "anchors"
    label = "Anchors"
    initial_data = {"anchors": {}, "uses": {}}  # noqa: RUF012 (Sphinx copies it)
    data_version = 2

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.settled: tuple[Name, ...] | None = None
        self.index: tuple[Mapping[str, Name], Mapping[str, Sequence[Name]]] | None = None

    @property
    def anchors(self) -> dict[str, list[Found]]:
        """The names of each document, in the order of the text, as they were found."""
        anchors: dict[str, list[Found]] = self.data["anchors"]
        return anchors

    @property
    def uses(self) -> dict[str, list[tuple[str, str]]]:
        """By document, in the order of the text: pairs of a used name and the name that uses it."""
        uses: dict[str, list[tuple[str, str]]] = self.data["uses"]
        return uses

    def all_names(self) -> tuple[Name, ...]:
        """Every name of the book, in the order of the toctrees; sources are known after all documents were read."""
        if self.settled is not None:
            return self.settled
        return make_names(self.env, book_order(self.env), self.anchors, self.uses)

    def by_anchor(self) -> Mapping[str, Name]:
        """Every name by its anchor."""
        return self.indexes()[0]

    def names_of(self, docname: str) -> Sequence[Name]:
        """The names of one document, in its order."""
        return self.indexes()[1].get(docname, ())

    def indexes(self) -> tuple[Mapping[str, Name], Mapping[str, Sequence[Name]]]:
        """The names by anchor and by document; made once, since every page asks for them."""
        if self.index is None or self.settled is None:
            by_document: dict[str, list[Name]] = {}
            for name in self.all_names():
                by_document.setdefault(name.docname, []).append(name)
            self.index = {name.anchor: name for name in self.all_names()}, by_document
        return self.index

    def whole(self, docname: str) -> str:
        """The public name of a whole document; its docname if it has none."""
        names = reversed(self.names_of(docname))
        return next((name.anchor for name in names if name.kind in {Kind.CHAPTER, Kind.PAGE}), docname)

    def page_of(self, kind: Kind) -> str:
        """The document with the first name of a kind; empty if there is none."""
        return next((name.docname for name in self.all_names() if name.kind is kind), "")

    def printed(self) -> object:
        """The names without their words and forms; code that prints these looks at their documents.

        Pairs are printed in their notes, and linked by labels that are watched; uses are in ``backlinks``.
        """
        return repr([(titled(name), SHARED(name)) for name in self.all_names() if name.kind is not Kind.PAIR])

    def check_consistency(self) -> None:
        """Warn of a name given twice, of one like those of another kind, and of one too long for a file."""
        seen: dict[str, Name] = {}
        for name in self.all_names():
            other = seen.setdefault(name.anchor, name)
            place = f"{Path(self.env.srcdir) / name.origin}"
            if fault := self.form_fault(name):
                warn(Code.FORM, f"{fault}; give this {name.kind.word} another", place)
            elif other is not name and not self.form_fault(other) and not told_by_sphinx(name, other):
                message = f"the anchor {name.anchor!r} is given in {other.origin} too; one of the two needs another"
                warn(Code.TWICE, message, place)

    def form_fault(self, name: Name) -> str:
        """Why a place of its kind cannot have a name; or ``""``. A pair is named after a note and a source."""
        kind = Kind.of(name.anchor)
        if name.kind is not Kind.PASSAGE and (split_passage(name.anchor) or ("",))[0] in self.env.config.essay_chapters:
            kind = Kind.PASSAGE
        if kind not in {None, name.kind}:
            return f"{name.anchor!r} begins as names of another kind do ({kind.word})"
        if name.kind is not Kind.PAIR and (count := len(name.anchor)) > LONGEST:
            return f"'{name.anchor[:20]}…' has {count} letters, and a file that is named after it {LONGEST} at most"
        return ""


def told_by_sphinx(name: Name, other: Name) -> bool:
    """Whether Sphinx warns that two places on two pages have one name; of a source sphinxcontrib-bibtex does."""
    later = max(name, other, key=lambda one: one.docname)  # Sphinx compares a label with those that it read before
    return name.docname != other.docname and (later.kind in TITLES or name.origin == other.origin)


SHARED = attrgetter("anchor", "kind", "docname", "place", "verdict", "date", "end", "note", "source")
"""What any document may print of a name, whatever its kind."""


def titled(name: Name) -> tuple[str, ...]:
    """What any document may print of a name, beside ``SHARED``.

    Links to a source say by what it is cited; its title is all that its list says of it.  The label of a figure, with
    its title, is watched (``labels``).
    """
    match name.kind:
        case Kind.SOURCE | Kind.FIGURE:
            return ()
        case Kind.NOTE:
            return (name.mention,)
        case _:
            return name.title, name.mention


class NamedSections(SphinxTransform):
    """Keep only those ids of a heading that its author wrote as targets."""

    default_priority = Read.NAMED_SECTIONS

    def apply(self, **kwargs: object) -> None:
        """Remove the ids that docutils made from titles, and warn of headings without a target."""
        types = self.document.nametypes
        for name, identifier in self.document.nameids.items():
            node = self.document.ids.get(identifier or "")
            odd = name != nodes.make_id(name)
            if odd and types.get(name) and node is not None and not any(faults(name, "")):
                message = f"the name {name!r} cannot be an anchor; write it in small letters a-z, digits and hyphens"
                warn(Code.FORM, message, node)
        for rubric in self.document.findall(nodes.rubric):
            if "level" in rubric:  # made by the parser of a heading that cannot begin a section
                message = "no heading can stand in a note, a list or a box; take its '#' out, or move it out of there"
                warn(Code.TITLE, message, rubric)
        explicit = [identifier for name, identifier in self.document.nameids.items() if types.get(name)]
        order = {identifier: n for n, identifier in enumerate(explicit)}
        for number, section in enumerate(self.document.findall(nodes.section)):
            second = number and section.parent is self.document
            if not "".join(section[0].findall(nodes.Text)).strip():  # a picture is no word
                warn(Code.TITLE, "this heading has no words; write some, or take it out", section)
            elif second:
                warn(Code.TITLE, "a page has one title, and this is its second; begin it with '## '", section)
            sound = {name for name in section["names"] if types.get(name) and name == nodes.make_id(name)}
            written = sorted((i for i in section["ids"] if i in sound), key=order.__getitem__)
            if not written:
                # A malformed name, or one that is used twice, was reported.
                if not (second or any(types.get(name) for name in section["names"]) or named_twice(section)):
                    title = section[0].astext()
                    warn(Code.UNNAMED, f"the heading “{title}” has no anchor; write '(name)=' above it", section)
                section["ids"], section["unnamed"] = [f"id{1000 + number}"], True
                self.document.ids[section["ids"][0]] = section
                continue
            # autodoc's name of a module moves to the heading above it, and objects.inv leads there.
            modules = [i for i in section["ids"] if i.startswith("module-")]
            for identifier in set(section["ids"]) - {*written, *modules} - order.keys():
                self.document.ids.pop(identifier, None)
            section["ids"] = written + modules


def named_twice(section: nodes.section) -> bool:
    """Whether the target above a heading has the name of another place."""
    at = section.parent.index(section)
    target = section.parent[at - 1] if at else None
    return isinstance(target, nodes.target) and bool(target["dupnames"])


def begin(app: Sphinx) -> None:
    """Forget the names of the last build in this process."""
    names = domain(app.env, AnchorsDomain)
    names.settled = names.index = None


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Record the public names of a document after reading, and what it uses."""
    names, docname = domain(app.env, AnchorsDomain), app.env.docname
    names.anchors[docname] = list(find_names(doctree, docname, app.config.essay_chapters, str(app.srcdir)))
    names.uses[docname] = list(find_uses(doctree))
    labels = app.env.domains.standard_domain.labels
    anonymous = app.env.domains.standard_domain.anonlabels
    title = next((title.astext() for title in doctree.findall(nodes.title)), docname)
    for found in names.anchors[docname]:
        if found.kind in {Kind.PASSAGE, Kind.PAIR}:  # Sphinx gives a title to labels of sections only
            labels[found.anchor] = docname, found.anchor, f"{title}, ¶{found.number}"
            anonymous[found.anchor] = docname, found.anchor


def label_sources(_app: Sphinx, env: BuildEnvironment) -> None:
    """Make the sources labels, so that links find them like everything else that has a name."""
    std = env.domains.standard_domain
    for labels in (std.labels, std.anonlabels):
        for name in [name for name in labels if Kind.of(name) is Kind.SOURCE]:
            del labels[name]
    for anchor, docname, title in source_labels(env):
        std.labels[anchor] = docname, anchor, title
        std.anonlabels[anchor] = docname, anchor


def settle(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Make the names for the rest of the build, and give labels and pages the titles with resolved references.

    Figures are numbered first; when Sphinx does it, it is too late, and names would have no numbers or old ones.
    Returns the documents that print a changed number.
    """
    renumbered = number_all(env)
    names = domain(env, AnchorsDomain)
    names.settled, names.index = names.all_names(), None
    labels = env.domains.standard_domain.labels
    for name in names.settled:
        if name.anchor in labels and name.kind in {*TITLED, Kind.PAIR}:
            docname, anchor, _ = labels[name.anchor]
            labels[name.anchor] = docname, anchor, label_words(name)
        if name.kind is Kind.PAGE and env.titles[name.docname].astext() != name.title:
            env.titles[name.docname] = nodes.title("", name.title)
    return renumbered


def settle_again(app: Sphinx) -> None:
    """Make the names in a build that reads nothing."""
    names = domain(app.env, AnchorsDomain)
    names.settled = names.all_names()


def forget_missing_pages(_app: Sphinx, env: BuildEnvironment) -> None:
    """Remove the labels of Sphinx's indices, which this book does not have, also from ``objects.inv``."""
    std = env.get_domain("std")
    pages = {*env.found_docs, "search"}
    for labels in (std.data["labels"], std.data["anonlabels"]):
        for name in [n for n, (docname, *_) in labels.items() if docname not in pages]:
            del labels[name]


def name_sources(_app: Sphinx, config: Config) -> None:
    """Let sphinxcontrib-bibtex give the sources their public names."""
    config.bibtex_cite_id = Kind.SOURCE.prefix + "{key}"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the names."""
    app.add_event("pdf-needed")
    app.add_domain(AnchorsDomain)
    app.add_domain(SkeletonsDomain)
    app.add_transform(NamedSections)
    app.connect("config-inited", name_sources)
    app.connect("builder-inited", begin)
    app.connect("doctree-read", collect)
    app.connect("doctree-read", keep_skeleton)
    app.connect("env-updated", forget_missing_pages)
    app.connect("env-updated", label_sources, priority=Updated.SOURCE_LABELS)
    app.connect("env-updated", settle, priority=Updated.SETTLE)
    app.connect("assets-renewed", settle_again, priority=100)
    number_once(app)
    return {"version": "1", "env_version": 2, "parallel_read_safe": True, "parallel_write_safe": True}

"""Cite sources by author and date, and print the bibliography in groups.

``references.bib`` is plain BibTeX, read (``references.py``) and resolved by sphinxcontrib-bibtex.  This module adds
the style ``author_date`` of citations and bibliography (its wording is in ``chicago.py``) and the directive
``sources``, which lists the cited sources of one group.  Beside the fields of BibTeX an entry has ``shortauthor`` (the
name to cite by if there is no author), ``keywords`` (its group), ``seen`` (whether the editors read it) and ``note``
(what a reader should know).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import pybtex.plugin
import sphinxcontrib.bibtex.plugin
from docutils import nodes
from pybtex.backends import plaintext
from pybtex.plugin import Plugin
from pybtex.richtext import Text
from pybtex.style import FormattedEntry
from pybtex.style.template import Node
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.directives import BibliographyDirective
from sphinxcontrib.bibtex.nodes import bibliography
from sphinxcontrib.bibtex.style.referencing import BaseReferenceStyle
from sphinxcontrib.bibtex.style.template import join, join2, post_text, pre_text, reference
from sphinxcontrib.bibtex.transforms import BibliographyTransform

from edition.base.locale import _
from edition.base.phases import Updated, Write
from edition.base.settings import setting_error
from edition.base.warnings import warn
from edition.sources.bibfile import Problem
from edition.sources.chicago import format_source
from edition.sources.cited import cite_domain
from edition.sources.domain import Cite, SourcesDomain
from edition.sources.fields import group_of
from edition.sources.labels import label, sort_key
from edition.sources.references import read_references

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pybtex.database import Entry
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

STYLE = "author_date"
STYLES = {
    "bibtex_default_style": "pybtex.style.formatting",
    "bibtex_reference_style": "sphinxcontrib.bibtex.style.referencing",
}
"""Settings that name a style, and the group of plugins that it belongs to."""


# --- Styles -----------------------------------------------------------------------------------------------------------


class AuthorDateList(Plugin):  # type: ignore[misc]  # pybtex has no types
    """The style of the bibliography, for pybtex: the three methods that sphinxcontrib-bibtex calls."""

    def sort(self, entries: Iterable[Entry]) -> list[Entry]:
        """Order the entries of one list."""
        return sorted(entries, key=sort_key)

    def format_labels(self, entries: Iterable[Entry]) -> list[str]:
        """The label of each entry, unique in the book."""
        return [label(entry) for entry in entries]

    def format_entry(self, label: str, entry: Entry, bib_data: object = None) -> FormattedEntry:
        """Print one entry; its text stays with it, also for the next builds (``references.read_references``)."""
        if not hasattr(entry, "printed"):
            entry.printed = format_source(entry)
        return FormattedEntry(entry.key, entry.printed, label)


def _format_field(_children: list[Any], data: dict[str, Any], name: str) -> Text:
    return Text(data["entry"].fields[name])


_field = Node("field", _format_field)


class AuthorDateCitation(BaseReferenceStyle):
    """The style of citations: ``(Shen and Xia 2012; TASS 2024a)``, and ``Shen and Xia (2012)`` for the role ``t``.

    The role ``alp`` has no parentheses; every other role prints like ``p``.  Author and year are one link.
    """

    def role_names(self) -> Iterable[str]:
        """The roles that differ."""
        return ("p", "t", "alp")

    def outer(self, role_name: str, children: list[Any]) -> Any:
        """Join the citations of one role."""
        if role_name.startswith("t"):
            return join(sep=", ", sep2=_(" and "), last_sep=_(", and "))[children]
        cited = join(sep="; ")[children]
        return cited if role_name.startswith("alp") else join["(", cited, ")"]

    def inner(self, role_name: str) -> Any:
        """Print one citation."""
        if role_name.startswith("t"):
            year = join2(sep1=" ", sep2=", ")[pre_text, _field("labelyear"), post_text]
            return reference[_field("labelname"), " (", year, ")"]
        cited = reference[_field("labelname"), " ", _field("labelyear")]
        return join2(sep1=" ", sep2=", ")[pre_text, cited, post_text]


# --- Sphinx -----------------------------------------------------------------------------------------------------------


class Sources(BibliographyDirective):
    """List the cited sources of one group: ``{sources} archive``.

    A list of sphinxcontrib-bibtex makes an anchor for every entry of the file, so that a second list in the same
    document would make all of them again.  This directive shows the library only the entries of its group.
    """

    required_arguments = 1
    optional_arguments = 0
    has_content = False
    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> Sequence[nodes.Node]:
        """Make the placeholder of the list, which is filled when all citations are known."""
        group = self.arguments.pop()
        groups = self.config.sources_groups
        if group not in groups:
            message = f"the group {group!r} is none of {', '.join(groups)}; write one of them"
            warn(Problem.UNKNOWN_GROUP, message, self.get_location())
            return []
        lists = self.state.document.findall(bibliography)
        if any(place.get("group") == group for place in lists):  # else a warning for each of its sources would follow
            message = f"the group {group!r} is listed on this page already; take one of the two lists out"
            warn(Problem.LISTED_TWICE, message, self.get_location())
            return []
        domain = cite_domain(self.env)
        everything = domain.bibdata
        entries = everything.data.entries
        domain.data["bibdata"] = everything._replace(
            bibfiles={
                path: file._replace(keys={k: None for k in file.keys if group_of(entries[k].fields, groups) == group})
                for path, file in everything.bibfiles.items()
            }
        )
        try:
            place = super().run()[0]
        finally:
            domain.data["bibdata"] = everything
        assert isinstance(place, bibliography)
        place["group"] = group
        return [place]


class FillLists(BibliographyTransform):
    """Fill the lists, and remove the label of each entry, since the entry begins with the same words.

    Only the names of its links keep it (``link_states``).

    The library would search all citations of the book for each source, though it needs only those of pages with lists.
    """

    default_priority = Write.PLACES

    def run(self, **kwargs: Any) -> None:
        """Fill every list of the document."""
        domain = cite_domain(self.env)
        everything = domain.data["citation_refs"]
        lists = {place.docname for place in domain.bibliographies}
        domain.data["citation_refs"] = [ref for ref in everything if ref.docname in lists]
        try:
            super().run(**kwargs)
        finally:
            domain.data["citation_refs"] = everything
        for entry in self.document.findall(nodes.citation):
            for said in list(entry.findall(nodes.label)):
                entry.remove(said)
                for link in entry.findall(nodes.reference):
                    link["called"] = said.astext()


class ListEntries(SphinxPostTransform):
    """Make each list of sources a real list in HTML.

    Docutils would give each entry the role ``doc-biblioentry``, which ARIA has withdrawn.
    """

    default_priority = Write.LISTS  # after the labels have gone
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Change every list of the document."""
        for entries in list(dict.fromkeys(entry.parent for entry in self.document.findall(nodes.citation))):
            items = [
                nodes.list_item("", *entry.children, ids=entry["ids"]) for entry in entries.findall(nodes.citation)
            ]
            entries.replace_self(nodes.bullet_list("", *items, classes=["sources"]))


def check_styles(app: Sphinx, config: Config) -> None:
    """Stop at an unknown style of citations or of the bibliography, at which the libraries would fail."""
    for name, group in STYLES.items():
        find = pybtex.plugin.find_plugin if group.startswith("pybtex") else sphinxcontrib.bibtex.plugin.find_plugin
        try:
            find(group, config[name])
        except (pybtex.plugin.PluginNotFound, ImportError):
            message = f"there is no style {config[name]!r} of this kind; write {STYLE!r}"
            raise setting_error(app, name, message) from None


def stale_pages(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The pages to write again because a citation in another document, or the file, has changed what they print.

    sphinxcontrib-bibtex does not: the bibliography changes when a chapter cites one more source, and a chapter changes
    when a new source turns "2024" into "2024a".
    """
    domain = cite_domain(env)
    entries = domain.bibdata.data.entries
    before = {c.key: c.formatted_entry.label for c in domain.citations}
    cited = {target.key for ref in domain.citation_refs for target in ref.targets}
    now = {key: label(entries[key]) for key in cited if key in entries}
    changed = {key for key in before.keys() | now.keys() if before.get(key) != now.get(key)}
    if not changed:
        return []
    pages = {ref.docname for ref in domain.citation_refs if any(t.key in changed for t in ref.targets)}
    return sorted(pages | {place.docname for place in domain.bibliographies})


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the styles, the directive and the handlers."""
    app.setup_extension("sphinxcontrib.bibtex")
    app.add_domain(SourcesDomain, override=True)
    app.add_role("cite", Cite(), override=True)
    pybtex.plugin.register_plugin("pybtex.style.formatting", STYLE, AuthorDateList, force=True)
    # The library asks for this plugin at every citation, and pybtex would search all installed packages for it, which
    # takes 2 ms each time.  A registered plugin is found at once.
    pybtex.plugin.register_plugin("pybtex.backends", "plaintext", plaintext.Backend, force=True)
    sphinxcontrib.bibtex.plugin.register_plugin(
        "sphinxcontrib.bibtex.style.referencing", STYLE, AuthorDateCitation, force=True
    )
    # The groups of the bibliography, named by ``keywords`` of the entries and by the directive ``sources``.
    app.add_config_value("sources_groups", ["work"], "env", types=frozenset({list}))
    app.add_directive("sources", Sources)
    app.registry.post_transforms.remove(BibliographyTransform)
    app.add_post_transform(FillLists)
    app.add_post_transform(ListEntries)
    app.connect("config-inited", check_styles, priority=110)  # after their types (90)
    app.connect("builder-inited", read_references, priority=400)  # before sphinxcontrib-bibtex (500)
    app.connect("env-updated", stale_pages, priority=Updated.STALE_LISTS)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

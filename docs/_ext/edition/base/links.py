"""Cross references that our own code makes, and the sources that a text cites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

from edition.base.phases import Read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def cross_reference(docname: str, anchor: str, title: str = "", role: str = "ref") -> addnodes.pending_xref:
    """A reference to an anchor of the book, which Sphinx resolves like one of the role ``ref`` or ``numref``.

    Without a title, that of the section, term or event is printed, or the number of the figure.
    """
    return addnodes.pending_xref(
        "",
        nodes.inline("", title or anchor),
        refdomain="std",
        reftype=role,
        reftarget=anchor,
        refexplicit=bool(title),
        refwarn=True,
        refdoc=docname,
    )


def add_links(line: nodes.Element, docname: str, links: Iterable[tuple[str, str]], separator: str = "; ") -> None:
    """Append cross references to a line; ``links`` are pairs of an anchor and a title, which may be ``""``."""
    for i, (anchor, title) in enumerate(links):
        if i:
            line += nodes.Text(separator)
        line += cross_reference(docname, anchor, title)


class MarkdownLinks(SphinxTransform):
    """Make ``[words](#name)`` and ``[words](file.md#name)`` the same as the role ``ref``.

    MyST would also find documents of that name, as chapters have, and would not find notes and terms.
    """

    default_priority = Read.MARKDOWN_LINKS

    def apply(self, **kwargs: object) -> None:
        """Replace the references."""
        for link in list(self.document.findall(nodes.Element)):
            if isinstance(link, nodes.reference) and link.get("id_link"):
                anchor = link["refuri"].removeprefix("#")
            elif isinstance(link, addnodes.pending_xref) and link["reftype"] == "myst" and "reftargetid" in link:
                anchor = link["reftargetid"] or ""
            else:
                continue
            if anchor:
                reference = cross_reference(self.env.docname, anchor)
                reference.source, reference.line = link.source, link.line
                if link.astext():
                    reference["refexplicit"] = True
                    reference.children = []
                    reference += nodes.inline("", "", *link.children)
                link.replace_self(reference)


def keys_of(reference: nodes.Element) -> list[str]:
    """Keys of the sources in one citation, without the words before and after them; empty if it is malformed."""
    try:
        return [target.key for target in parse_citation_targets(reference["reftarget"])]
    except ValueError:
        return []  # which sources.domain reports


def cited_keys(node: nodes.Element) -> Iterator[str]:
    """Keys of the sources cited below a node, each once."""
    seen: dict[str, None] = {}
    for reference in node.findall(nodes.Element):
        if reference.get("refdomain") == "cite":
            seen.update(dict.fromkeys(keys_of(reference)))
    yield from seen


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the transform of Markdown's links."""
    app.add_transform(MarkdownLinks)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

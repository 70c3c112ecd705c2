"""Links of a note's list of sources: each entry to its source, and each citation in the note to its entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.links import cross_reference
from edition.base.phases import Write
from edition.base.trees import ancestors
from edition.essay.carries import note_sources, pair, source_link
from edition.names.kinds import Kind

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class SourceLinks(SphinxPostTransform):
    """Fill in the short references of the lists, as links to the sources."""

    default_priority = Write.PLACES

    def run(self, **kwargs: object) -> None:
        """Replace each placeholder by a link to the source."""
        labels = self.env.domains.standard_domain.labels
        for place in list(self.document.findall(source_link)):
            anchor = Kind.SOURCE.anchor(place["source"])
            title = labels.get(anchor, ("", "", place["source"]))[2]
            link = nodes.inline("", "", cross_reference(self.env.docname, anchor, title), classes=["pair-source"])
            place.replace_self(link)


class PairLinks(SphinxPostTransform):
    """Make the citations of a note link to its list of sources, and give them the letters of that list."""

    default_priority = Write.PAIR_LINKS

    def run(self, **kwargs: object) -> None:
        """Change the links of each note that has a list."""
        for listed in list(self.document.findall(note_sources)):
            letters = {Kind.SOURCE.anchor(item["source"]): item for item in listed.findall(pair)}
            note = listed.parent
            for link in list(note.findall(nodes.reference)):
                target = (link.get("refuri") or link.get("refid") or "").rpartition("#")[2]
                item = letters.get(target)
                if item is not None and not inside(link, listed):
                    link.attributes.pop("refuri", None)
                    link["refid"] = item["ids"][0]
                    link["internal"] = True
                    link["classes"].append("pair-link")
                    link["letter"] = item["letter"]


def inside(node: nodes.Node, ancestor: nodes.Node) -> bool:
    """Whether a node is somewhere below another."""
    return any(above is ancestor for above in ancestors(node))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the lists; their visitors are in ``pages.cards`` and ``pdf.notes``."""
    app.add_node(note_sources)
    app.add_node(pair)
    app.add_node(source_link)
    app.add_post_transform(SourceLinks)
    app.add_post_transform(PairLinks)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

"""The lines of a section that name its events: the PDF has them above the text, so that no page begins with them."""

from __future__ import annotations

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.phases import Write

LINES = frozenset({"about", "related"})
"""Classes of the lines that say what a section is about and which events belong to it."""


class EventsFirst(SphinxPostTransform):
    """Put the events of a section after its title and the line on its passages, which stay with the text."""

    default_priority = Write.PDF_NOTES
    formats = ("typst",)

    def run(self, **kwargs: object) -> None:
        """Change every section."""
        for section in self.document.findall(nodes.section):
            lines = [child for child in section.children if isinstance(child, nodes.paragraph) and is_related(child)]
            for line in lines:
                section.remove(line)
            below = next((at for at, child in enumerate(section) if not heads(child)), len(section))
            section[below:below] = lines
            for line in lines:
                line["classes"].insert(0, "about")


def is_related(line: nodes.paragraph) -> bool:
    """Whether a line names events."""
    return "related" in line["classes"]


def heads(node: nodes.Node) -> bool:
    """Whether a part of a section comes before its text."""
    return isinstance(node, nodes.title) or (isinstance(node, nodes.paragraph) and bool(LINES & set(node["classes"])))

"""Commentary: sections of a chapter that are about certain passages, and the links between both."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from edition.base.domains import PerDocument, domain
from edition.base.links import add_links
from edition.base.locale import _
from edition.base.phases import Read, Write
from edition.base.warnings import WarningCode, warn
from edition.essay.text import passage_name, split_passage

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata


class Code(WarningCode, area="commentary"):
    """Warning codes of type ``commentary``."""

    PASSAGE = "passage"
    """An ``{about}`` names something that is no passage, or a passage twice."""
    PLACE = "place"
    """An ``{about}`` is in no section of a chapter."""


class Section(NamedTuple):
    """A commentary section that is about some passages."""

    anchor: str
    """Its first public name."""
    docname: str
    """The chapter that holds it."""
    title: str
    """As printed."""
    passages: tuple[str, ...]
    """Anchors of the passages."""


class CommentaryDomain(PerDocument):
    """The commentary sections of all chapters."""

    name = "commentary"
    label = "Commentary"
    initial_data = {"sections": {}}  # noqa: RUF012 (Sphinx copies it)
    data_version = 1

    @property
    def sections(self) -> dict[str, list[Section]]:
        """Commentary sections by document."""
        sections: dict[str, list[Section]] = self.data["sections"]
        return sections

    def about(self, anchor: str) -> list[Section]:
        """The sections that are about a passage, in the order of the chapters."""
        chapters = self.env.config.essay_chapters
        return [s for d in chapters for s in self.sections.get(d, []) if anchor in s.passages]


class related(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """Placeholder of the list of a passage's commentary sections."""


class about(nodes.paragraph):  # noqa: N801
    """The line with links to the ``passages`` that a commentary section is about."""


class About(SphinxDirective):
    """``{about} soviet-era-p1 …``: the passages that a commentary section is about."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Print links to the passages."""
        chapters, docname = self.config.essay_chapters, self.env.docname
        passages: list[str] = []
        for anchor in self.arguments[0].split():
            if (split_passage(anchor) or ("", 0))[0] not in chapters:
                message = f"{anchor!r} is no passage; name those that the section is about, as in '{chapters[0]}-p1'"
                warn(Code.PASSAGE, message, self.get_location())
            elif anchor in passages:
                warn(Code.PASSAGE, f"the passage {anchor!r} stands here twice; take one out", self.get_location())
            else:
                passages.append(anchor)
        node = about("", _("On "), classes=["about"], passages=passages)
        self.set_source_info(node)
        add_links(node, docname, [(anchor, passage_name(chapters, anchor, docname)) for anchor in passages], ", ")
        for reference in node.findall(addnodes.pending_xref):
            self.set_source_info(reference)
        return [node]


class FindSections(SphinxTransform):
    """Record which sections of a chapter are about which passages."""

    default_priority = Read.NOTES

    def apply(self, **kwargs: object) -> None:
        """Record the sections that have an ``{about}``, and warn of one that is elsewhere."""
        for node in self.document.findall(about):
            if self.env.docname not in self.config.essay_chapters or not isinstance(node.parent, nodes.section):
                message = (
                    "this stands in no section of a chapter, to which a passage could lead; move it, or take it out"
                )
                warn(Code.PLACE, message, node)
        if self.env.docname in self.config.essay_chapters:
            domain(self.env, CommentaryDomain).sections[self.env.docname] = [
                Section(node.parent["ids"][0], self.env.docname, node.parent[0].astext(), tuple(node["passages"]))
                for node in self.document.findall(about)
                if isinstance(node.parent, nodes.section) and node.parent["ids"] and not node.parent.get("unnamed")
            ]


class RelatedSections(SphinxPostTransform):
    """Fill in, below each passage's notes, the commentary sections that are about it."""

    default_priority = Write.PLACES

    def run(self, **kwargs: object) -> None:
        """Replace each placeholder by links, or by nothing."""
        for place in list(self.document.findall(related)):
            sections = domain(self.env, CommentaryDomain).about(place["passage"])
            if not sections:
                place.parent.remove(place)
                continue
            line = nodes.paragraph("", _("Commentary: "), classes=["related"])
            # Their titles are printed as the book prints them, with their citations resolved.
            add_links(line, place["docname"], [(section.anchor, "") for section in sections])
            place.replace_self(line)


def rewrite_chapters(app: Sphinx, _env: BuildEnvironment) -> list[str]:
    """Tell Sphinx to write every chapter if anything was read: passages list sections of other chapters."""
    return list(app.config.essay_chapters)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the commentary."""
    app.add_domain(CommentaryDomain)
    app.add_directive("about", About)
    app.add_node(about, html=(HTML5Translator.visit_paragraph, HTML5Translator.depart_paragraph))
    app.add_node(related)
    app.add_transform(FindSections)
    app.add_post_transform(RelatedSections)
    app.connect("env-updated", rewrite_chapters)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

"""HTML visitors of headings: the head of a page, and headings that link to themselves."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from edition.base.address import relative_address
from edition.base.features import Feature, first_with
from edition.base.locale import _
from edition.citing.links import cite_link
from edition.citing.pages import FOLDER
from edition.pages.chapters import chapters, key
from edition.pages.marks import mark

if TYPE_CHECKING:
    from docutils.nodes import Element


TEXT = "body"
"""A class that keeps the reader views of browsers from leaving a part out.

They go by ids and classes: a section whose name ends in "-commentary" looks like visitors' comments, and a note with
many links like a menu. This class, one of the few that count as content, outweighs that.
"""


class HeadingVisitors(HTML5Translator):
    """Titles of pages and sections."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.title_starts: list[int] = []

    @property
    def docname(self) -> str:
        """The document that is being written."""
        return str(self.builder.current_docname)

    def uri(self, docname: str, anchor: str = "") -> str:
        """The address of a page, or of a name in it, relative to this page."""
        return relative_address(self.builder, self.docname, docname, anchor)

    def docname_of(self, anchor: str) -> str:
        """The document of a name; this one for an unknown name."""
        labels = self.builder.env.domains.standard_domain.anonlabels
        return labels.get(anchor, (self.docname, ""))[0]

    def visit_section(self, node: nodes.section) -> None:
        """Open a section, with the class for reader views."""
        self.section_level += 1
        self.body.append(self.starttag(node, "section", CLASS=TEXT))

    def depart_section(self, node: nodes.section) -> None:
        """Close a section, and what the head of the title page has opened."""
        if self.section_level == 1 and self.docname == self.config.root_doc:
            self.body.append("</div>\n")
        super().depart_section(node)

    def visit_compound(self, node: nodes.compound) -> None:
        """Leave the plain list of contents of the title page out; it has a designed one."""
        if "toctree-wrapper" in node["classes"] and self.docname == self.config.root_doc:
            raise nodes.SkipNode
        super().visit_compound(node)

    def visit_title(self, node: nodes.title) -> None:
        """Keep the words of a section's title for ``depart_title``."""
        if not isinstance(node.parent, nodes.section):
            super().visit_title(node)
            return
        self.title_starts.append(len(self.body))

    def depart_title(self, node: nodes.title) -> None:
        """Write the head of the page or a heading."""
        if not isinstance(node.parent, nodes.section):
            super().depart_title(node)
            return
        start = self.title_starts.pop()
        words = "".join(self.body[start:])
        del self.body[start:]
        if self.section_level == 1:
            self.body.append(self.page_head(node, words))
        else:
            self.body.append(self.heading(node, words))

    def heading(self, node: nodes.title, words: str) -> str:
        """A heading whose words link to itself, so that its accessible name is only the title."""
        level = f"h{min(self.section_level, 6)}"
        ids = node.parent["ids"]
        if ids and not any(node.findall(nodes.reference)):
            words = f'<a class="self" href="#{escape(ids[0])}">{words}</a>'
        text = self.starttag(node, level, "") + words + f"</{level}>\n"
        if self.section_level == 2 and self.docname in self.config.essay_chapters:
            text += self.contents(node.parent, _("Commentary"))
        return text

    def contents(self, section: Element, label: str) -> str:
        """The subsections of a section as a list of links; nothing for fewer than three."""
        below = [child for child in section.children if isinstance(child, nodes.section) and child["ids"]]
        if len(below) < 3:
            return ""
        links = "".join(f'<li><a href="#{s["ids"][0]}">{escape(s[0].astext(), quote=False)}</a></li>' for s in below)
        return f'<nav class="local" aria-label="{label}">\n<ul>{links}</ul>\n</nav>\n'

    def page_head(self, node: nodes.title, words: str) -> str:
        """The head of a page, from the template: title, subtitle, citation link and contents."""
        title, subtitle = words, ""
        if all(isinstance(child, nodes.Text) for child in node.children):
            title, _colon, subtitle = (escape(part, quote=False) for part in node.astext().partition(": "))
        context: dict[str, Any] = {"title": title, "subtitle": subtitle, "kind": "page", "contents": ""}
        link = self.page_link(node.parent)
        context["cite"] = "" if link is None else self.cite_uri(link["anchor"])
        context["cite_name"] = "" if link is None else link["name"]
        if self.docname == self.config.root_doc:
            context["kind"] = "home"
        elif self.docname in self.config.essay_chapters:
            context |= self.chapter_head(node.parent)
        elif "without-contents" not in node.parent["classes"]:
            context["contents"] = self.contents(node.parent, _("On this page"))
        return str(self.builder.templates.render("head.html", context))

    def chapter_head(self, section: Element) -> dict[str, Any]:
        """What the head of a chapter needs: its place, its passages and the key of its verdicts."""
        all_chapters = chapters(self.builder.env)
        chapter = next(c for c in all_chapters if c.docname == self.docname)
        commentary = [s for s in section.children if isinstance(s, nodes.section)]
        return {
            "kind": "chapter",
            "chapter": chapter,
            "total": len(all_chapters),
            "key": key(self.builder.env, chapter.marks),
            "uri": self.uri,
            "mark": mark,
            "ledger": first_with(self.builder.env, Feature.LEDGER),
            "commentary": commentary[0]["ids"][0] if commentary else "",
            "sections": len([s for c in commentary for s in c.children if isinstance(s, nodes.section)]),
        }

    def visit_template_part(self, node: Element) -> None:
        """Render a part of the page from its template; the document notes that the page has a bar of filters."""
        if node.get("filtered"):
            self.document["bar"] = "filters"
        context = {"uri": self.uri, "mark": mark, **node["context"]}
        self.body.append(str(self.builder.templates.render(node["template"], context)))
        raise nodes.SkipNode

    # Links to citations.

    def cite_uri(self, anchor: str) -> str:
        """The address of the page of citations of a name."""
        return self.uri(f"{FOLDER}/{anchor}")

    def page_link(self, section: Element) -> cite_link | None:
        """The citation link of a whole page, which its head prints."""
        for line in section.children[1:2]:
            if isinstance(line, nodes.paragraph) and "cite-line" in line["classes"]:
                return next(iter(line.findall(cite_link)), None)
        return None

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """Leave out the citation link of a whole page, which its head has printed."""
        if "cite-line" in node["classes"] and self.section_level == 1:
            raise nodes.SkipNode
        super().visit_paragraph(node)

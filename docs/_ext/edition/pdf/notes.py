"""The essay in the PDF: its passages, and their notes where the PDF wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.phases import Write
from edition.essay.notes import evidence
from edition.essay.passages import passage

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class NotesAtPageFoot(SphinxPostTransform):
    """Put each note where its reference stands, as Typst's footnotes are written."""

    default_priority = Write.PDF_NOTES
    formats = ("typst",)

    def run(self, **kwargs: object) -> None:
        """Replace the references by their notes."""
        for row in self.document.findall(passage):
            notes = {n["ids"][0]: n for n in row.children if isinstance(n, nodes.footnote)}
            for reference in list(row.findall(nodes.footnote_reference)):
                note = notes.pop(reference["refid"], None)
                if note is not None:  # a second reference was warned of when the chapter was read
                    row.remove(note)
                    reference.replace_self(note)


def visit_passage(self: Any, node: passage) -> None:
    """Hand the passage and its number to the design in ``book.typ``."""
    self.append_block_fun(node, name="passage", positional_params=[str(node["number"])], force_body=True)


def depart_passage(self: Any, _node: passage) -> None:
    """Close the call."""
    self.absorb_fun_in_body()


def visit_footnote(self: Any, node: nodes.footnote) -> None:
    """Open a footnote; its anchor goes into the text at the page foot."""
    self.append_inline_fun(None, name="footnote")
    self.add_pending_labels(node["ids"])


def depart_footnote(self: Any, _node: nodes.footnote) -> None:
    """Close the footnote."""
    self.absorb_fun_in_body()


def visit_evidence(self: Any, node: evidence) -> None:
    """Hand the part that follows the answer to the design."""
    self.append_block_fun(node, name="evidence", force_body=True)


def depart_evidence(self: Any, _node: evidence) -> None:
    """Close the call."""
    self.absorb_fun_in_body()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register what the essay's nodes are in Typst; the writer's own footnotes need an unbroken paragraph."""
    app.add_node(passage, override=True, typst=(visit_passage, depart_passage))
    app.add_node(evidence, override=True, typst=(visit_evidence, depart_evidence))
    app.add_node(nodes.footnote, override=True, typst=(visit_footnote, depart_footnote))
    app.add_post_transform(NotesAtPageFoot)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

"""The labels by which links find names: some are watched, so that a change of one does not reach every document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.domains.std import StandardDomain

from edition.base.trees import StandIn, node_of, part
from edition.names.kinds import Kind

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

STORES = ("labels", "anonlabels")


class Ids:
    """Stands in for a document, or for its ``ids``, where elements are only looked up by their ids; each is a part."""

    def __init__(self, env: BuildEnvironment, docname: str) -> None:
        self.env, self.docname, self.ids = env, docname, self

    def get(self, anchor: str) -> nodes.Element | None:
        """The element with an id."""
        return part(self.env, node_of, self.docname, anchor)


class Trees(StandIn):
    """An environment whose documents are not loaded again and again."""

    def get_doctree(self, docname: str) -> Ids:
        """A document by its ids."""
        return Ids(self._env, docname)


class Labels(StandardDomain):
    """Sphinx's standard domain; whoever refers to a label that is watched depends on this label (``base.kept``).

    It does not load a whole document for each reference to a figure's number, of which Sphinx's own method needs no
    more than an element by its id.
    """

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Resolve a reference, and record that the document depends on the label."""
        if is_watched(target):
            part(env, label_of, target)
        return super().resolve_xref(env, fromdocname, builder, typ, target, node, contnode)

    def _resolve_numref_xref(self, env: BuildEnvironment, *arguments: Any) -> Any:
        return super()._resolve_numref_xref(Trees(env), *arguments)  # type: ignore[arg-type]

    def printed(self) -> object:
        """All that any document may print without being recorded."""
        kept = {store: {n: of for n, of in self.data[store].items() if not is_watched(n)} for store in STORES}
        return self.data | kept


def is_watched(name: str) -> bool:
    """Whether a label is that of a figure, whose title is long and often changed, or of a pair, of which many come."""
    return Kind.of(name) is Kind.FIGURE or "--" in name


def label_of(env: BuildEnvironment, name: str) -> list[Any]:
    """Where a label leads, and its title."""
    return [env.domains.standard_domain.data[store].get(name) for store in STORES]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Replace the domain."""
    app.add_domain(Labels, override=True)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

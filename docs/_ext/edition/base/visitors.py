"""Visitors of nodes for which a book writes nothing, to be handed to ``app.add_node``."""

from __future__ import annotations

from docutils import nodes


def skip(_visitor: object, _node: nodes.Node) -> None:
    """Leave out a node with all that is below it."""
    raise nodes.SkipNode


def ignore(_visitor: object, _node: nodes.Node) -> None:
    """Write nothing for a node itself, only what is below it."""

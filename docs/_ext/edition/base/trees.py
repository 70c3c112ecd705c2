"""Shared read-only access to the documents as they were read, with a record of who looked at what; and fast walks."""

from __future__ import annotations

from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms.code import HighlightLanguageTransform

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

T = TypeVar("T")
MADE: dict[tuple[BuildEnvironment, object], tuple[Any, set[str]]] = {}
"""What ``once`` has computed since all was read, and the documents that it looked at."""
LOOKED: list[set[str]] = []
"""For each open ``looking``, the innermost last: the documents and parts that were looked at."""
PART = "/"
"""The first character of the address of a part; no name of a document begins with it."""


@contextmanager
def looking() -> Iterator[set[str]]:
    """Collect the documents and parts that are looked at in this block."""
    LOOKED.append(set())
    try:
        yield LOOKED[-1]
    finally:
        look_at(*LOOKED.pop())


def look_at(*docnames: str) -> None:
    """Record that some documents are looked at, for code that does not use ``tree``."""
    if LOOKED:
        LOOKED[-1].update(docnames)


def looked_at() -> set[str]:
    """What has been looked at since the innermost ``looking`` began."""
    return set(LOOKED[-1]) if LOOKED else set()


def once(env: BuildEnvironment, key: object, make: Callable[[], T]) -> T:
    """The result of ``make``, computed once in a build after all was read; it is shared, and must not be changed.

    Whoever asks for it looks at all documents at which ``make`` looked.
    """
    if (env, key) not in MADE:
        with looking() as seen:
            MADE[env, key] = make(), seen
    made: T
    made, seen = MADE[env, key]
    look_at(*seen)
    return made


def tree(env: BuildEnvironment, docname: str) -> nodes.document:
    """A document as it was read, loaded once in a build; it is shared, and must not be changed."""
    look_at(docname)
    return once(env, (tree, docname), lambda: env.get_doctree(docname))


def part(env: BuildEnvironment, find: Callable[..., T], *arguments: str) -> T:
    """The result of a function of a module, computed once in a build; it is shared, and must not be changed.

    Whoever asks for it depends on this result only, not on the documents at which the function looked.
    """
    address = "\n".join((f"{PART}{find.__module__}:{find.__qualname__}", *arguments))
    LOOKED.append(set())
    try:
        found = once(env, address, lambda: find(env, *arguments))
    finally:
        LOOKED.pop()
    look_at(address)
    return found


def part_at(env: BuildEnvironment, address: str) -> object:
    """The current result for the address of a part."""
    name, *arguments = address.removeprefix(PART).split("\n")
    module, _, function = name.partition(":")
    return part(env, getattr(import_module(module), function), *arguments)


def node_of(env: BuildEnvironment, docname: str, anchor: str) -> nodes.Element | None:
    """The element of a document with an id, if there is one; for ``part``."""
    return tree(env, docname).ids.get(anchor)


def forget(*_arguments: object) -> None:
    """Forget all results of ``once``."""
    MADE.clear()


class StandIn:
    """Stands in for the environment in code of Sphinx that needs only some of it, which subclasses define."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env

    def __getattr__(self, name: str) -> Any:
        return getattr(self._env, name)


class HighlightLanguage(HighlightLanguageTransform):
    """Sphinx's own transform, skipped for documents without code."""

    def apply(self, **kwargs: Any) -> None:
        """Set the languages, if there is anything to set."""
        if any(True for _ in self.document.findall(nodes.literal_block)) or any(
            True for _ in self.document.findall(addnodes.highlightlang)
        ):
            super().apply(**kwargs)


def find_all(self: nodes.Node, cls: type[nodes.Node]) -> Iterator[nodes.Node]:
    """``Node.findall`` for a class, without recursion; docutils passes each node up through all its ancestors."""
    if isinstance(self, cls):
        yield self
    level, above = iter(self.children), []
    while True:
        for child in level:
            if isinstance(child, cls):
                yield child
            if children := child.children:
                above.append(level)
                level = iter(children)
                break
        else:
            if not above:
                return
            level = above.pop()


def ancestors(node: nodes.Node) -> Iterator[nodes.Element]:
    """The elements around a node, the nearest first."""
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def with_line(node: nodes.Node) -> nodes.Node:
    """A node whose line is known, for messages: the node, else the nearest around it, else the node all the same."""
    return next((above for above in (node, *ancestors(node)) if above.line), node)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Replace the slow methods of docutils and Sphinx."""
    nodes.Node._fast_findall = find_all  # type: ignore[attr-defined]
    app.registry.post_transforms.remove(HighlightLanguageTransform)
    app.add_post_transform(HighlightLanguage)
    app.connect("env-updated", forget, priority=0)
    app.connect("build-finished", forget, priority=10_000)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

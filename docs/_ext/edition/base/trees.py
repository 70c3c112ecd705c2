"""The documents as they were read, for those that only look at them, and quick walks through them."""

from __future__ import annotations

from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

from docutils import nodes
from sphinx import addnodes
from sphinx.domains.std import StandardDomain
from sphinx.transforms.post_transforms.code import HighlightLanguageTransform

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

T = TypeVar("T")
MADE: dict[tuple[BuildEnvironment, object], tuple[Any, set[str]]] = {}
"""What has been made since all was read, and of which documents."""
LOOKED: list[set[str]] = []
"""The documents and parts that have been looked at, for each who wants to know it, the innermost last."""
PART = "/"
"""How the address of a part begins, and no name of a document."""


@contextmanager
def looking() -> Iterator[set[str]]:
    """Gather the documents that are looked at meanwhile."""
    LOOKED.append(set())
    try:
        yield LOOKED[-1]
    finally:
        look_at(*LOOKED.pop())


def look_at(*docnames: str) -> None:
    """Say that the words of some documents are looked at, by whatever way."""
    if LOOKED:
        LOOKED[-1].update(docnames)


def once(env: BuildEnvironment, key: object, make: Callable[[], T]) -> T:
    """What ``make`` gives of a book that is read, made once in a build; nobody may change it, for all share it.

    Whoever asks for it looks at the documents of which it was made.
    """
    if (env, key) not in MADE:
        with looking() as seen:
            MADE[env, key] = make(), seen
    made: T
    made, seen = MADE[env, key]
    look_at(*seen)
    return made


def tree(env: BuildEnvironment, docname: str) -> nodes.document:
    """A document as it was read, loaded once in a build; nobody may change it, for all share it."""
    look_at(docname)
    return once(env, (tree, docname), lambda: env.get_doctree(docname))


def part(env: BuildEnvironment, find: Callable[..., T], *arguments: str) -> T:
    """What a function of a module finds in a book that is read, found once in a build; nobody may change it.

    Whoever asks for it depends on what is found, and not on the documents in which it was looked for.
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
    """The part that was looked at under an address, as it is today."""
    name, *arguments = address.removeprefix(PART).split("\n")
    module, _, function = name.partition(":")
    return part(env, getattr(import_module(module), function), *arguments)


def node_of(env: BuildEnvironment, docname: str, anchor: str) -> nodes.Element | None:
    """The element of a document with an id, to look at, if there is one."""
    return tree(env, docname).ids.get(anchor)


def forget(*_arguments: object) -> None:
    """Make again what is asked for next."""
    MADE.clear()


class Ids:
    """A document of which nothing but elements by their ids is asked, each of them a part."""

    def __init__(self, env: BuildEnvironment, docname: str) -> None:
        self.env, self.docname, self.ids = env, docname, self

    def get(self, anchor: str) -> nodes.Element | None:
        """The element with an id."""
        return part(self.env, node_of, self.docname, anchor)


class Trees:
    """An environment that gives elements of documents without loading these again and again."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env

    def __getattr__(self, name: str) -> Any:
        return getattr(self._env, name)

    def get_doctree(self, docname: str) -> Ids:
        """A document by its ids."""
        return Ids(self._env, docname)


class Standard(StandardDomain):
    """Sphinx's own, but that it does not load a whole document for each reference to a figure's number.

    It asks for the document within this one method, and for no more of it than an element by its id.
    """

    def _resolve_numref_xref(self, env: BuildEnvironment, *arguments: Any) -> Any:
        return super()._resolve_numref_xref(Trees(env), *arguments)  # type: ignore[arg-type]


class HighlightLanguage(HighlightLanguageTransform):
    """Sphinx's own, but that it walks through no document without code."""

    def apply(self, **kwargs: Any) -> None:
        """Set the languages, if there is anything to set."""
        if any(True for _ in self.document.findall(nodes.literal_block)) or any(
            True for _ in self.document.findall(addnodes.highlightlang)
        ):
            super().apply(**kwargs)


def find_all(self: nodes.Node, cls: type[nodes.Node]) -> Iterator[nodes.Node]:
    """As ``Node.findall`` for a class, which calls it; docutils' own hands each node on through all levels above."""
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


def setup(app: Sphinx) -> ExtensionMetadata:
    """Put the quick ways in the place of docutils' and Sphinx's."""
    nodes.Node._fast_findall = find_all  # type: ignore[attr-defined]
    app.add_domain(Standard, override=True)
    app.registry.post_transforms.remove(HighlightLanguageTransform)
    app.add_post_transform(HighlightLanguage)
    app.connect("env-updated", forget, priority=0)
    app.connect("build-finished", forget, priority=10_000)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

"""The toctrees: the order of the book, and checks that they list each page once and never in a circle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx import addnodes

from edition.base.warnings import FatalError, WarningCode, warn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata


class Code(WarningCode, area="contents"):
    """Warning codes of type ``contents``."""

    CIRCLE = "circle"
    """A page is listed below itself."""
    EMPTY = "empty"
    """The title page has no toctree."""
    TERMS = "terms"
    """The book uses terms and explains none."""
    TWICE = "twice"
    """A page is in two toctrees."""
    ORDER = "order"
    """The toctrees have the chapters in another order than the essay."""
    ENTRY = "entry"
    """A toctree has an entry that is no page."""


def circle(below: Mapping[str, Sequence[str]], root: str) -> list[str]:
    """The pages of the first circle below a page, its first page also last; empty where there is no circle.

    >>> circle({"index": ["one", "two"], "two": ["three"], "three": ["two"]}, "index")
    ['two', 'three', 'two']
    """
    done: set[str] = set()
    path: list[str] = [root]
    rest: list[Iterator[str]] = [iter(below.get(root, ()))]
    while path:
        page = next(rest[-1], None)
        if page is None:
            done.add(path.pop())
            rest.pop()
        elif page in path:
            return [*path[path.index(page) :], page]
        elif page not in done:
            path.append(page)
            rest.append(iter(below.get(page, ())))
    return []


def check_entries(app: Sphinx, doctree: nodes.document) -> None:
    """Warn of entries of a toctree that some of the books would leave out."""
    for toctree in doctree.findall(addnodes.toctree):
        for _title, name in toctree["entries"]:
            if name not in app.env.found_docs:
                message = f"{name!r} is no page of the book; take it out, or write it as a link in the text"
                warn(Code.ENTRY, message, toctree)


def check_listed(_app: Sphinx, env: BuildEnvironment) -> None:
    """Stop if the title page lists nothing; Sphinx would warn of every page that it is in no toctree."""
    root = env.config.root_doc
    if not env.toctree_includes.get(root) and len(env.all_docs) > 1:
        message = "the title page lists no page; write a list of contents: ```{toctree}, with a name on each line"
        raise FatalError(Code.EMPTY, message, f"{env.doc2path(root)}:1")


def check_circles(_app: Sphinx, env: BuildEnvironment) -> None:
    """Stop at a circle, which Sphinx would follow until the stack is full."""
    found = circle(env.toctree_includes, env.config.root_doc)
    if found:
        page, last = found[0], found[-2]
        message = (
            f"this list of contents leads back to where it came from: {' > '.join(found)}; take {page!r} out of it"
        )
        raise FatalError(Code.CIRCLE, message, toctree_place(env, last, page))


def toctree_place(env: BuildEnvironment, docname: str, page: str) -> str:
    """``path:line`` of the toctree of a document that lists a page."""
    toctrees = env.get_doctree(docname).findall(addnodes.toctree)
    line = next((toctree.line for toctree in toctrees if page in toctree["includefiles"]), None)
    return f"{env.doc2path(docname)}:{line or 1}"


def book_order(env: BuildEnvironment) -> list[str]:
    """The documents in the order of the toctrees, each once."""
    found: dict[str, None] = {}
    waiting = [env.config.root_doc]
    while waiting:
        docname = waiting.pop()
        if docname not in found:
            found[docname] = None
            waiting += reversed(env.toctree_includes.get(docname, []))
    return list(found)


def check_once(_app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of a page that two pages list; Sphinx would silently choose one of them as its parent."""
    above: dict[str, str] = {}
    for page in book_order(env):
        for name in dict.fromkeys(env.toctree_includes.get(page, [])):
            if above.setdefault(name, page) != page:
                message = f"{name!r} stands in the list of contents of {above[name]!r} too; take it out of one"
                warn(Code.TWICE, message, toctree_place(env, page, name))


def check_order(_app: Sphinx, env: BuildEnvironment) -> None:
    """Warn if the toctrees have the chapters in another order than the essay."""
    chapters = list(env.config.essay_chapters)
    found = [page for page in book_order(env) if page in chapters]
    if found != chapters and sorted(found) == sorted(chapters):  # else Sphinx warns of a chapter in no toctree
        first = next(page for page, chapter in zip(found, chapters, strict=True) if page != chapter)
        holder = next(page for page, below in env.toctree_includes.items() if first in below)
        message = f"the chapters of the essay stand here as {', '.join(found)}; write {', '.join(chapters)}"
        warn(Code.ORDER, message, toctree_place(env, holder, first))


def silence_follow_ups(
    _app: Sphinx, env: BuildEnvironment, node: pending_xref, words: nodes.TextElement
) -> nodes.Node | None:
    """Keep the words of a broken link without a warning of its own if it only follows from another mistake."""
    if env.reread_always:  # Sphinx marks a page whose toctree names a missing document
        return words
    if node["reftype"] == "term" and not any(kind == "term" for kind, _ in env.domains.standard_domain.objects):
        message = "no page explains a term, but some name one with {term}; write ':::{term} Name' for each on one"
        warn(Code.TERMS, message, (env.config.root_doc, 1))
        return words
    return None


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the checks."""
    app.connect("missing-reference", silence_follow_ups)
    app.connect("doctree-read", check_entries)
    app.connect("env-updated", check_listed, priority=100)
    app.connect("env-updated", check_circles, priority=100)  # before anything walks the toctrees
    app.connect("env-check-consistency", check_once)
    app.connect("env-check-consistency", check_order)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

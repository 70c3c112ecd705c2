"""The lists of contents: the order of the book, and that they lead to each page once and nowhere in a circle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx import addnodes

from edition.base.findings import FatalError, WarningCode, warn

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
    """A page stands below itself."""
    CHAPTER = "chapter"
    """A chapter of the essay has no file."""
    FILE = "file"
    """A document is a link to another file, or has a name that cannot be kept."""
    TITLE = "title"
    """A page has no title."""
    EMPTY = "empty"
    """The title page has no list of contents."""
    TERMS = "terms"
    """The book explains no term."""
    TWICE = "twice"
    """A page stands in two lists of contents."""
    ORDER = "order"
    """The chapters stand in the lists of contents in another order than in the essay."""
    ENTRY = "entry"
    """A list of contents has what is no page."""


def circle(below: Mapping[str, Sequence[str]], root: str) -> list[str]:
    """The pages of the first circle below a page, which is named at both ends; empty where there is none.

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
    """Warn of what a list of contents can have beside pages, and some of the books would leave out."""
    for toctree in doctree.findall(addnodes.toctree):
        for _title, name in toctree["entries"]:
            if name not in app.env.found_docs:
                message = f"{name!r} is no page of the book; take it out, or write it as a link in the text"
                warn(Code.ENTRY, message, toctree)


def check_listed(_app: Sphinx, env: BuildEnvironment) -> None:
    """Stop where the title page lists nothing; each page would be told to be in no list."""
    root = env.config.root_doc
    if not env.toctree_includes.get(root) and len(env.all_docs) > 1:
        message = "the title page lists no page; write a list of contents: ```{toctree}, with a name on each line"
        raise FatalError(Code.EMPTY, message, f"{env.doc2path(root)}:1")


def check_circles(_app: Sphinx, env: BuildEnvironment) -> None:
    """Stop before Sphinx follows a circle to the end of the stack."""
    found = circle(env.toctree_includes, env.config.root_doc)
    if found:
        page, last = found[0], found[-2]
        lists = env.get_doctree(last).findall(addnodes.toctree)
        line = next((node.line for node in lists if page in node["includefiles"]), None) or 1
        message = (
            f"this list of contents leads back to where it came from: {' > '.join(found)}; take {page!r} out of it"
        )
        raise FatalError(Code.CIRCLE, message, f"{env.doc2path(last)}:{line}")


def book_order(env: BuildEnvironment) -> list[str]:
    """The documents in the order of the lists of contents, each once."""
    found: dict[str, None] = {}
    waiting = [env.config.root_doc]
    while waiting:
        docname = waiting.pop()
        if docname not in found:
            found[docname] = None
            waiting += reversed(env.toctree_includes.get(docname, []))
    return list(found)


def check_once(_app: Sphinx, env: BuildEnvironment) -> None:
    """Warn where two pages list a page, which can stand below one only; Sphinx would choose, and say nothing."""
    above: dict[str, str] = {}
    for page in book_order(env):
        for name in dict.fromkeys(env.toctree_includes.get(page, [])):
            if above.setdefault(name, page) != page:
                lists = env.get_doctree(page).findall(addnodes.toctree)
                line = next((node.line for node in lists if name in node["includefiles"]), None) or 1
                message = f"{name!r} stands in the list of contents of {above[name]!r} too; take it out of one"
                warn(Code.TWICE, message, f"{env.doc2path(page)}:{line}")


def check_order(_app: Sphinx, env: BuildEnvironment) -> None:
    """Warn where a reader who turns the pages would read the essay in another order."""
    chapters = list(env.config.essay_chapters)
    found = [page for page in book_order(env) if page in chapters]
    if found != chapters and sorted(found) == sorted(chapters):  # else a chapter is in no list, which is told
        first = next(page for page, chapter in zip(found, chapters, strict=True) if page != chapter)
        holder = next(page for page, below in env.toctree_includes.items() if first in below)
        line = next((node.line for node in env.get_doctree(holder).findall(addnodes.toctree)), None) or 1
        message = f"the chapters of the essay stand here as {', '.join(found)}; write {', '.join(chapters)}"
        warn(Code.ORDER, message, f"{env.doc2path(holder)}:{line}")


def follow(_app: Sphinx, env: BuildEnvironment, node: pending_xref, words: nodes.TextElement) -> nodes.Node | None:
    """Leave the words of a link that finds nothing where that is the echo of another mistake, which is told once."""
    if env.reread_always:  # Sphinx marks the page whose list of contents names one that there is not
        return words
    if node["reftype"] == "term" and not any(kind == "term" for kind, _ in env.domains.standard_domain.objects):
        message = "no page explains a term, but some name one with {term}; write ':::{term} Name' for each on one"
        warn(Code.TERMS, message, (env.config.root_doc, 1))
        return words
    return None


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the checks."""
    app.connect("missing-reference", follow)
    app.connect("doctree-read", check_entries)
    app.connect("env-updated", check_listed, priority=100)
    app.connect("env-updated", check_circles, priority=100)  # before anything follows the contents
    app.connect("env-check-consistency", check_once)
    app.connect("env-check-consistency", check_order)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

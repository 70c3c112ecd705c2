"""``{listing} room`` or ``{listing} room.module``: the docstrings of modules; for the pages only."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from edition.base.address import page_file
from edition.base.kept import keeps
from edition.base.phases import Read, Write
from edition.base.visitors import skip
from edition.base.warnings import WarningCode, warn
from edition.listing.code import module_name, read_module
from edition.listing.markup import describe
from edition.listing.markup import listing as numbered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

PACKAGE = Path(__file__).parent.parent
REST = "rest"
FOLDER = "_modules"
"""The folder of the pages with the code, in the site."""
TEMPLATE = "page.html"
"""The template of these pages."""


class Code(WarningCode, area="listing"):
    """Warning codes of type ``listing``."""

    UNKNOWN = "unknown"
    """A directive names an unknown room or module."""
    LEFT = "left"
    """A module is in no listing of the page."""


class listing(addnodes.desc):  # noqa: N801
    """Placeholder of some modules; a ``desc`` node, so that its words do not belong to its section.

    ``part`` is what the author asked for, ``modules`` the modules found.
    """


class Listing(SphinxDirective):
    """``{listing} names`` (the modules of a room without those listed elsewhere), ``names.anchors`` or ``rest``."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Make the placeholders; which modules are listed elsewhere is known at the end of the page."""
        places = [listing("", part=part, modules=[]) for part in self.arguments[0].split()]
        for place in places:
            self.set_source_info(place)
        return list(places)


def package_files() -> dict[str, Path]:
    """Every module by its name within the package; the package itself by its own name."""
    return {
        module_name(PACKAGE, path).partition(".")[2] or PACKAGE.name: path
        for path in sorted(PACKAGE.rglob("*.py"))
        if "__pycache__" not in path.parts
    }


def share(parts: Iterable[str], modules: Iterable[str]) -> dict[str, list[str]]:
    """The modules of each part: a module itself; for a room, or the rest, those that no other part names.

    >>> share(["base", "base.dates"], ["base", "base.dates", "base.utf8"])
    {'base': ['base', 'base.utf8'], 'base.dates': ['base.dates']}
    """
    shares: dict[str, list[str]] = {part: [] for part in parts}
    for module in modules:
        owner = next((name for name in (module, module.rpartition(".")[0], REST) if name in shares), None)
        if owner:
            shares[owner].append(module)
    return shares


class FillListings(SphinxTransform):
    """Fill the placeholders."""

    default_priority = Read.LISTINGS

    def apply(self, **kwargs: object) -> None:
        """Read the modules of each placeholder, and warn of modules that are in none."""
        places = list(self.document.findall(listing))
        if not places:
            return
        files = package_files()
        shares = share([place["part"] for place in places], files)
        for place in places:
            if place["part"] not in {*files, REST}:
                message = f"there is no room or module {place['part']!r} in {PACKAGE.name}"
                warn(Code.UNKNOWN, message, place)
                continue
            for name in shares[place["part"]]:
                self.env.note_dependency(str(files[name]))
                place["modules"].append(read_module(full_name(name), files[name].read_text(encoding="utf-8")))
        for name in sorted(set(files) - {*(name for names in shares.values() for name in names)}):
            message = f"the module {name!r} stands in no listing; write '{{listing}} {REST}'"
            warn(Code.LEFT, message, places[0])


def full_name(name: str) -> str:
    """``edition.base`` for ``base``."""
    return name if name == PACKAGE.name else f"{PACKAGE.name}.{name}"


def page_name(module: str) -> str:
    """The page with a module's code."""
    return f"{FOLDER}/{module.replace('.', '/')}"


class ListingInPrint(SphinxPostTransform):
    """Remove the annotated source from PDF and EPUB; its names lead to the paragraph that says so."""

    default_priority = Write.LINKS
    formats = ("typst", "epub")

    def run(self, **kwargs: Any) -> None:
        """Remove the sections with listings, and give all names in them to the last paragraph before them."""
        names: dict[nodes.Element, list[str]] = {}  # by those lines, in the order of the document
        for section in dict.fromkeys(place.parent for place in self.document.findall(listing)):
            if not isinstance(section.parent, nodes.section):
                continue
            before = [c for c in section.parent.children if isinstance(c, nodes.paragraph)]
            line = before[-1] if before else section.parent[0]
            assert isinstance(line, nodes.Element)
            names.setdefault(line, [])
            names[line] += [name for inside in section.findall(nodes.section) for name in inside["ids"]]
            section.parent.remove(section)
        for line, lost in names.items():
            line.insert(0, [nodes.inline("", "", ids=[name]) for name in lost])


def visit_listing(self: HTML5Translator, node: listing) -> None:
    """Write the modules."""
    for module in node["modules"]:
        address = self.builder.get_relative_uri(self.builder.current_docname, page_name(module.name))
        self.body.append(describe(module, address) + "\n")
    raise nodes.SkipNode


def write_code(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Give a page for each module to the builder, in a book that has the page ``listing_page``."""
    page = app.config.listing_page
    if page not in app.env.found_docs:
        return
    for name, path in package_files().items():
        module = full_name(name)
        if keeps(app, page_file(app.config, page_name(module)), TEMPLATE):
            continue
        back = app.builder.get_relative_uri(page_name(module), page)
        title = html.escape(app.env.titles[page].astext(), quote=False)
        body = f'<h1>{module}</h1>\n<p><a href="{html.escape(back)}">{title}</a></p>\n'
        text = path.read_text(encoding="utf-8")
        yield page_name(module), {"title": module, "body": body + numbered(text)}, TEMPLATE


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive; ``listing_page`` is the document for which pages of code are written."""
    app.add_config_value("listing_page", "source", "html", types=frozenset({str}))
    app.add_directive("listing", Listing)
    app.add_node(listing, html=(visit_listing, None), typst=(skip, None), text=(skip, None))
    app.add_transform(FillListings)
    app.add_post_transform(ListingInPrint)
    app.connect("html-collect-pages", write_code)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

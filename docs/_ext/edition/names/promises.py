"""Compare the names with the registry, and keep every address that was ever published working."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.address import relative_address
from edition.base.characters import refuse_conflicts
from edition.base.domains import EachBuild, domain
from edition.base.links import cross_reference
from edition.base.locale import _
from edition.base.phases import Updated, Write
from edition.base.trees import look_at
from edition.base.utf8 import need_text
from edition.base.warnings import Finding, report
from edition.names.anchors import AnchorsDomain
from edition.names.registry import SCRIPT, Code, compare, read_registry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

    from edition.names.registry import Entry


def registry_path(config: Config, folder: Path) -> Path | None:
    """The path of the registry; None for a book without one."""
    return folder / config.anchors_file if config.anchors_file else None


class RegistryDomain(EachBuild):
    """The registry of public names; empty for a book without one."""

    name = "registry"
    label = "Registry of names"

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.take([], [])

    def take(self, entries: list[Entry], faults: list[Finding]) -> None:
        """Keep the entries of the file, and what is wrong with its lines."""
        self.entries, self.faults = entries, faults
        self.retired = {e.anchor: e.heir for e in entries if e.heir}
        """Heir by retired name."""
        self.former = former_pages(entries)
        """By page, the names that once stood there and the names to which they lead."""

    def printed(self) -> object:
        """The old names, which documents go on having."""
        return self.retired, self.former


def load(app: Sphinx) -> None:
    """Read the registry, before any document is read."""
    if path := registry_path(app.config, Path(app.srcdir)):
        text = need_text(path)
        refuse_conflicts(text, str(path))
        domain(app.env, RegistryDomain).take(*read_registry(text, str(path)))


def former_pages(entries: list[Entry]) -> dict[str, dict[str, str]]:
    """By page, the names that were once on it, each with the name that it leads to now."""
    living = {e.anchor: e for e in entries if not e.heir}
    found: dict[str, dict[str, str]] = {}
    for e in entries:
        target = e.heir or e.anchor
        now = living[target].page if target in living else ""
        for page in e.pages if e.heir else e.pages[1:]:
            if page != now:
                found.setdefault(page, {})[e.anchor] = target
    return found


def check(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Compare the names with the registry; returns the documents that retired or moved names lead to."""
    path = registry_path(app.config, Path(app.srcdir))
    if path is None:
        return []
    registry, names = domain(env, RegistryDomain), domain(env, AnchorsDomain).all_names()
    faults = registry.faults
    if not registry.entries and not faults:
        message = f"no name is registered; restore the file, or run python3 {SCRIPT}"
        faults = [Finding(Code.UNREGISTERED, message, f"{path}:1")]
    # With an unreadable line, or no line at all, a warning would follow for each of the names.
    lost = any(fault.code in {Code.LINE, Code.UNREGISTERED} for fault in faults)
    report(faults if lost else [*faults, *compare(registry.entries, names, str(path), str(app.srcdir))])
    heirs = set(registry.retired.values())
    found = {name.docname for name in names if name.anchor in heirs}
    return sorted(found | (registry.former.keys() & env.all_docs.keys()))


class RetiredNames(SphinxPostTransform):
    """Give each heir its retired names as further ids, in all books; sources have nodes only now."""

    default_priority = Write.RETIRED

    def run(self, **kwargs: object) -> None:
        """Add the ids to the nodes."""
        names: dict[str, list[str]] = {}
        for old, heir in domain(self.env, RegistryDomain).retired.items():
            names.setdefault(heir, []).append(old)
        if not names:
            return
        for node in self.document.findall(nodes.Element):
            if node.get("former"):
                continue  # it only leads to the heir
            for identifier in list(node["ids"]):
                node["ids"] += names.get(identifier, [])


class FormerNames(SphinxPostTransform):
    """At the end of a page, list the names that moved to another page, with links to their places."""

    default_priority = Write.PLACES
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Add a list of links, each with the old name as its id."""
        docname = self.env.current_document.docname
        former = domain(self.env, RegistryDomain).former.get(docname, {})
        if not former:
            return
        names = domain(self.env, AnchorsDomain).by_anchor()
        look_at(*(names[target].docname for target in former.values() if target in names))
        items = [
            nodes.list_item(
                "",
                nodes.paragraph("", "", cross_reference(docname, target, names[target].title)),
                ids=[old],
                former=True,
            )
            for old, target in former.items()
            if target in names
        ]
        heading = nodes.paragraph("", _("Moved from this page to another:"))
        place = next(iter(self.document.findall(nodes.section)), self.document)
        place.append(nodes.container("", heading, nodes.bullet_list("", *items), classes=["former-names"]))


def stand_in(app: Sphinx) -> Iterator[tuple[str, dict[str, object], str]]:
    """A page in place of each removed one, with links from its names to where they are now."""
    names = domain(app.env, AnchorsDomain).by_anchor()
    for page, former in domain(app.env, RegistryDomain).former.items():
        if page not in app.env.all_docs:
            links = [
                (old, relative_address(app.builder, page, names[to].docname, to), names[to].title)
                for old, to in former.items()
                if to in names
            ]
            yield page, {"title": _("Moved"), "links": links}, "former.html"


def keep_references(_app: Sphinx, env: BuildEnvironment) -> None:
    """Make the retired names labels, so that links and other projects can go on using them."""
    std = env.domains.standard_domain
    for old, heir in domain(env, RegistryDomain).retired.items():
        if heir in std.anonlabels:
            docname = std.anonlabels[heir][0]
            std.anonlabels[old] = docname, old
            if heir in std.labels:
                std.labels[old] = docname, old, std.labels[heir][2]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the registry, the check, and what keeps old names working."""
    app.add_config_value("anchors_file", "", "env", types=frozenset({str}))
    app.add_domain(RegistryDomain)
    app.add_post_transform(RetiredNames)
    app.add_post_transform(FormerNames)
    app.connect("builder-inited", load)
    app.connect("env-updated", check, priority=Updated.REGISTRY)
    app.connect("env-updated", keep_references, priority=Updated.RETIRED_REFERENCES)
    app.connect("html-collect-pages", stand_in)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

"""Let other projects link to the names: ``objects.inv`` for Sphinx, ``myst.xref.json`` for MyST.

Sphinx writes the inventory with the titles that links of this book print, such as "note 12"; here each name gets a
title that is clear in another book: "note 12, The Soviet Era".
"""

from __future__ import annotations

import json
import re
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edition.base.address import page_address
from edition.base.domains import domain
from edition.names.anchors import AnchorsDomain
from edition.names.kinds import Kind
from edition.names.promises import RegistryDomain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from edition.names.record import Name

HEADER_LINES = 4
LINE = re.compile(r"(.+?)\s+(\S+)\s+(-?\d+)\s+?(\S*)\s+(.*)")
"""How Sphinx parses a line; it takes a number within a name for the priority that follows."""


def title_alone(name: Name, label: str) -> str:
    """The title of a name for other books; ``label`` is what links of this book print."""
    match name.kind:
        case Kind.SOURCE:
            return label
        case Kind.NOTE:
            return name.place
        case Kind.FIGURE:
            return f"{name.place}: {name.title}"
        case _:
            return name.title


def readable(line: str) -> str:
    """A line of an inventory that Sphinx parses correctly: a term with a number in its words gets its anchor as name.

    >>> readable("General Order No. 1 std:term -1 glossary.html#term-order -")
    'term-order std:term -1 glossary.html#term-order General Order No. 1'
    """
    read = LINE.match(line)
    name, mark, rest = line.partition(" std:term ")
    if not mark or (read and read[1] == name):
        return line
    priority, uri, title = rest.split(" ", 2)
    return f"{uri.rpartition('#')[2]} std:term {priority} {uri} {name if title == '-' else title}"


def with_titles(data: bytes, titles: Mapping[str, str]) -> bytes:
    """An inventory with other titles of labels, and with readable lines of terms."""
    parts = data.split(b"\n", HEADER_LINES)
    lines = []
    for line in zlib.decompress(parts[-1]).decode().splitlines():
        entry, _, _ = line.partition(" std:label ")
        if entry != line and entry in titles:
            kind, priority, uri, _ = line.removeprefix(f"{entry} ").split(" ", 3)
            line = f"{entry} {kind} {priority} {uri} {titles[entry]}"
        lines.append(readable(line))
    return b"\n".join([*parts[:-1], zlib.compress("".join(f"{line}\n" for line in lines).encode(), 9)])


def myst_references(names: Sequence[Name], addresses: Mapping[str, str]) -> dict[str, Any]:
    """The names as MyST's cross-references, version 1; ``data`` is the address of the file with their titles."""
    references: list[dict[str, Any]] = []
    for name in names:
        reference = {"identifier": name.anchor, "kind": "page" if name.kind.whole else "anchor"}
        reference |= {"data": f"/xref/{name.docname}.json", "url": f"/{addresses[name.docname]}"}
        references.append(reference if name.kind.whole else {**reference, "html_id": name.anchor})
    return {"version": "1", "myst": "1.0.0", "references": references}


def myst_page(title: str, names: Mapping[str, str]) -> dict[str, Any]:
    """What MyST reads of a page when another book links to a name on it: a target with its title for each name.

    The targets are headings; mystmd would print "Paragraph" for any other node.
    """
    targets = [
        {
            "type": "heading",
            "depth": 2,
            "identifier": anchor,
            "label": anchor,
            "html_id": anchor,
            "children": [{"type": "text", "value": text}],
        }
        for anchor, text in names.items()
    ]
    return {"kind": "Article", "frontmatter": {"title": title}, "mdast": {"type": "root", "children": targets}}


def write(app: Sphinx, exception: Exception | None) -> None:
    """Change the titles of the inventory, and write MyST's files beside it."""
    if exception or app.builder.name != "html":
        return
    folder = Path(app.outdir)
    anchors = domain(app.env, AnchorsDomain)
    names = anchors.all_names()
    labels = app.env.domains.standard_domain.labels
    titles = {name.anchor: title_alone(name, labels.get(name.anchor, ("", "", name.title))[2]) for name in names}
    retired = domain(app.env, RegistryDomain).retired
    titles |= {old: titles[heir] for old, heir in retired.items() if heir in titles}
    inventory = folder / "objects.inv"
    inventory.write_bytes(with_titles(inventory.read_bytes(), titles))
    addresses = {name.docname: page_address(app.builder, name.docname) for name in names}
    write_json(folder / "myst.xref.json", myst_references(names, addresses))
    (folder / "xref").mkdir(exist_ok=True)
    for docname in addresses:
        own = anchors.names_of(docname)
        title = next((name.title for name in own if name.kind.whole), docname)
        path = folder / "xref" / f"{docname}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_json(path, myst_page(title, {name.anchor: titles[name.anchor] for name in own}))


def write_json(path: Path, data: object) -> None:
    """Write data as JSON in one line."""
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Write the files when the pages, and Sphinx's inventory, have been written."""
    app.connect("build-finished", write)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

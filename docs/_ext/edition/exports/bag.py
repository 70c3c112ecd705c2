"""The whole site in one file: a BagIt bag (RFC 8493) with RO-Crate metadata.

Nothing in it is compressed: versions of zlib write different bytes, and the same pages must give the same file.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

from edition.base.address import EDITION, book_name
from edition.base.locale import _
from edition.base.media_types import media_type
from edition.base.shared import anew

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from sphinx.environment import BuildEnvironment

CRATE = "ro-crate-metadata.json"


def about(env: BuildEnvironment) -> dict[str, str]:
    """The metadata of the book."""
    config = env.config
    return {
        "title": config.project,
        "name": book_name(config),
        "description": _(
            "{book}: pages, PDF and data of edition {version}, to read offline.",
            book=config.project,
            version=config.release,
        ),
        "editors": config.author,
        "edition": config.release,
        "date": config.typst_date.isoformat(),
        "rights": rights(env),
    }


def rights(env: BuildEnvironment) -> str:
    """A sentence on the rights in the book."""
    name = env.config.rights_explained
    if name not in env.domains.standard_domain.anonlabels:
        return _("No license has been stated.")
    return _(
        "No license has been stated; what is known of the rights in each part stands at the anchor {name}.", name=name
    )


def payload(names: Iterable[str], bag: str) -> list[str]:
    """The files of a site that go into its ``bag``, sorted: all but the bag itself and closed editions.

    >>> payload(["two.html", "book.zip", "1.0/two.html", "data/one.csv"], "book.zip")
    ['data/one.csv', 'two.html']
    """
    return sorted(name for name in names if name != bag and not EDITION.fullmatch(name.split("/")[0]))


def crate(names: list[str], sizes: Mapping[str, int], about: Mapping[str, str]) -> str:
    """RO-Crate 1.1 metadata (https://w3id.org/ro/crate/1.1); ``about`` holds title, description, editors and date."""
    parts = [{"@id": name} for name in names]
    graph: list[dict[str, Any]] = [
        {
            "@id": CRATE,
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            "name": about["title"],
            "description": about["description"],
            "datePublished": about["date"],
            "version": about["edition"],
            "author": {"@id": "#editors"},
            "publisher": {"@id": "#editors"},
            "license": {"@id": "#rights"},
            "hasPart": parts,
        },
        {"@id": "#editors", "@type": "Organization", "name": about["editors"]},
        {
            "@id": "#rights",
            "@type": "CreativeWork",
            "name": _("Rights"),
            "description": about["rights"],
        },
    ]
    for name in names:
        graph.append(
            {
                "@id": name,
                "@type": "File",
                "name": name,
                "contentSize": str(sizes[name]),
                "encodingFormat": media_type(name),
            }
        )
    # One line each: with an indent, Python would use its slow encoder for thousands of them.
    lines = ",\n".join(map(json.dumps, graph))
    return f'{{"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": [\n{lines}\n]}}\n'


def write_bag(site: Path, files: Iterable[str], about: Mapping[str, str], day: date) -> Path:
    """Write the bag with the ``files`` of a site into it, as ``<name>.zip``; all entries have the edition's date."""
    target = site / f"{about['name']}.zip"
    names = payload(files, target.name)
    contents = {name: read(f"{site}/{name}") for name in names}
    described = crate(names, {name: len(data) for name, data in contents.items()}, about)
    contents[CRATE] = described.encode()
    octets = sum(map(len, contents.values()))
    tags = {
        "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": f"Source-Organization: {about['editors']}\nExternal-Description: {about['description']}\n"
        f"External-Identifier: {about['name']}-{about['edition']}\nBagging-Date: {day.isoformat()}\n"
        f"Payload-Oxum: {octets}.{len(contents)}\n",
        "manifest-sha256.txt": manifest({f"data/{name}": data for name, data in sorted(contents.items())}),
    }
    tags["tagmanifest-sha256.txt"] = manifest({name: text.encode() for name, text in tags.items()})
    packed = io.BytesIO()  # in a file the library would seek and write for each of thousands of entries
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as bag:
        for name, data in [(n, t.encode()) for n, t in tags.items()] + [
            (f"data/{name}", data) for name, data in sorted(contents.items())
        ]:
            entry = zipfile.ZipInfo(f"{about['name']}/{name}", (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            bag.writestr(entry, data)
    anew(target).write_bytes(packed.getbuffer())
    return target


def read(path: str) -> bytes:
    """The bytes of a file, without a ``Path`` object, which would be slow for thousands of files."""
    with io.FileIO(path) as file:
        return file.readall()


def manifest(contents: Mapping[str, bytes]) -> str:
    """Hashes and names as a BagIt manifest; names with line breaks would need encoding, which ours do not have."""
    return "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in contents.items())

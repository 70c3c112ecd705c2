"""The software that made the book: its locked packages as a bill of materials (CycloneDX 1.6, ECMA-424)."""

from __future__ import annotations

import functools
import importlib.metadata
import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?: ; (?P<marker>[^\\]+?))? *\\?$", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


class Pin(NamedTuple):
    """One package of a lock."""

    name: str
    version: str
    marker: str
    """Where it is installed; everywhere when empty."""
    hashes: tuple[str, ...]
    """SHA-256 of the files that may be installed."""


def read_lock(text: str) -> list[Pin]:
    """The packages of a lock as ``uv pip compile --generate-hashes`` writes it."""
    starts = list(PIN.finditer(text))
    ends = [match.start() for match in starts[1:]] + [len(text)]
    return [
        Pin(m["name"], m["version"], (m["marker"] or "").strip(), tuple(HASH.findall(text, m.end(), end)))
        for m, end in zip(starts, ends, strict=True)
    ]


@functools.cache
def license_of(name: str) -> str:
    """The SPDX expression of an installed package; empty if it declares none, or is not installed."""
    try:
        return next(iter(importlib.metadata.metadata(name).get_all("License-Expression") or []), "")
    except importlib.metadata.PackageNotFoundError:
        return ""


def component(pin: Pin) -> dict[str, Any]:
    """One package as CycloneDX has it."""
    purl = f"pkg:pypi/{re.sub(r'[-_.]+', '-', pin.name).lower()}@{pin.version}"
    found: dict[str, Any] = {"type": "library", "bom-ref": purl, "name": pin.name, "version": pin.version, "purl": purl}
    if spdx := license_of(pin.name):
        found["licenses"] = [{"expression": spdx}]
    files = [{"type": "distribution", "url": purl, "hashes": [{"alg": "SHA-256", "content": h}]} for h in pin.hashes]
    return found | {"externalReferences": files}


def bill(title: str, version: str, pins: Iterable[Pin]) -> str:
    """The whole bill, without a time or a serial number, so that it is the same in every build."""
    data = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "data", "bom-ref": "book", "name": title, "version": version}},
        "components": [component(pin) for pin in pins],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"

"""The body of each page, kept for the next build: if only a template has changed, it is filled with the kept body.

To resolve and write the document takes several times as long.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from edition.base.kept import is_same, stamp
from edition.base.trees import look_at

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sphinx.environment import BuildEnvironment

FOLDER = "bodies"
"""The folder of the bodies, beside the doctrees."""
OF_DOCUMENT = ("body", "metatags", "has_maths_elements")
"""Variables of the template of a page that are known only after its document was written."""


class Body(nodes.document):
    """Replaces a document whose body is kept: it has the attributes that the document had when it was written."""

    def __init__(self, kept: Mapping[str, Any]) -> None:
        super().__init__(None, None)  # type: ignore[arg-type]
        self.attributes.update(kept["noted"])
        self.context: dict[str, Any] = kept["context"]


def find_body(env: BuildEnvironment, docname: str) -> Body | None:
    """The kept body of a document, if it would be written the same today."""
    path = path_of(env, docname)
    if not path.exists():
        return None
    kept = json.loads(path.read_text(encoding="utf-8"))
    if not is_same(env, docname, kept):
        return None
    look_at(*kept["looked"])
    return Body(kept)


def keep_body(
    env: BuildEnvironment, document: nodes.document, docname: str, looked: Collection[str], context: Mapping[str, Any]
) -> None:
    """Keep the body of a document that ``looked`` at others; ``context`` has the variables of the template."""
    kept = {
        **stamp(env, docname, looked),
        "context": {name: context[name] for name in OF_DOCUMENT},
        "noted": {name: value for name, value in document.attributes.items() if isinstance(value, str)},
    }
    path = path_of(env, docname)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(kept), encoding="utf-8")


def path_of(env: BuildEnvironment, docname: str) -> Path:
    """The file of a document."""
    return Path(env.doctreedir, FOLDER, f"{docname}.json")

"""The page of each name in the PDF."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from edition.base.address import book_name

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def pdf_pages(env: BuildEnvironment) -> dict[str, int]:
    """Page by name in the PDF of this build, or the last one; empty if there is none.

    Waits for the PDF; a document that asks must have ``Feature.PDF_PAGES``, by which it is written last.
    """
    env.events.emit("pdf-needed")
    config = env.config
    path = Path(config.pdf_folder, f"{book_name(config)}.json")
    if not config.pdf_folder or not path.exists():
        return {}
    pages: dict[str, int] = json.loads(path.read_text(encoding="utf-8"))
    return pages

"""The builder of the pages: all of them, and last those that wait for the PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class SiteBuilder(StandaloneHTMLBuilder):
    """Sphinx's own, but that a page is never taken for up to date: it may list what stands in another.

    Sphinx would go by the times of files, and an old time is no proof of old words.
    """

    def get_outdated_docs(self) -> Iterator[str]:
        """Every document."""
        yield from sorted(self.env.found_docs)

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the documents, and those that name pages of the PDF when it had time to be set."""
        late = {name for name in docnames if "names_pdf_pages" in self.env.metadata.get(name, {})}
        super().write_documents(docnames - late)
        if late:
            super().write_documents(late)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Put the builder in the place of Sphinx's."""
    app.add_builder(SiteBuilder, override=True)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

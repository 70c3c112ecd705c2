"""Sphinx without the builder that checks links on the network, whose libraries are slow to load."""

from __future__ import annotations

import gc

from sphinx.application import Sphinx

CHECKER = "sphinx.builders.linkcheck"


class Book(Sphinx):
    """The application of every other builder."""

    def setup_extension(self, extname: str) -> None:
        """Set up an extension, but for ``CHECKER``; what it has loaded stays, and is not searched for garbage."""
        if extname != CHECKER:
            super().setup_extension(extname)
            gc.freeze()

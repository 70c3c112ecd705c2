"""The pybtex backend that makes docutils nodes, extended by nodes for words in other languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pybtex.plugin
import pybtex_docutils

from edition.base.languages import foreign
from edition.sources.wording import LANGUAGE

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class Backend(pybtex_docutils.Backend):
    """The backend of pybtex-docutils, which also makes a node for the tag of a language."""

    def format_tag(self, tag_name: str, text: list[nodes.Node]) -> list[nodes.Node]:
        """The node of a tag, around the nodes of its text."""
        if tag_name.startswith(LANGUAGE):
            return [foreign("", "", *text, lang=tag_name.removeprefix(LANGUAGE))]
        return list(super().format_tag(tag_name, text))


def setup(_app: Sphinx) -> ExtensionMetadata:
    """Register the back end."""
    pybtex.plugin.register_plugin("pybtex.backends", "docutils", Backend, force=True)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

"""The nodes of a figure."""

from __future__ import annotations

from docutils import nodes


class chart(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """A figure: its caption, its picture (``drawn`` or an image), and ``below``."""


class drawn(nodes.General, nodes.Element):  # noqa: N801
    """The drawing of the figure ``name`` with the key ``key``, and its alternative text, ``alt``."""


class pictured(nodes.General, nodes.Element):  # noqa: N801
    """The image of a plain figure."""


class below(nodes.General, nodes.Element):  # noqa: N801
    """What is below the picture: sources and cautions."""


class fold(nodes.General, nodes.Element):  # noqa: N801
    """The tables behind the figure ``name`` and its ``files``, for the pages; in the PDF a line leads to them."""


class bare(nodes.General, nodes.Inline, nodes.TextElement):  # noqa: N801
    """Some words of a table for which the pages write no tag."""


class gallery(nodes.General, nodes.Element):  # noqa: N801
    """Placeholder of the gallery, with all figures of the book."""


class exhibit(nodes.General, nodes.Element):  # noqa: N801
    """The drawing of a figure in the gallery, with the attributes of ``drawn`` and its ``citation``; for pages only."""


class offered(nodes.General, nodes.Element):  # noqa: N801
    """The ``files`` of the figure ``name``, in a line of links for the pages."""

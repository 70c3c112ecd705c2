"""The nodes of a figure."""

from __future__ import annotations

from docutils import nodes


class chart(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """A figure: its caption, its picture (``drawn`` or an image), and ``below``."""


class drawn(nodes.General, nodes.Element):  # noqa: N801
    """The picture of the figure ``name``, drawn with the key ``key``, told in ``alt``."""


class pictured(nodes.General, nodes.Element):  # noqa: N801
    """The image of a figure that was not drawn by us."""


class below(nodes.General, nodes.Element):  # noqa: N801
    """What stands below the picture: sources and cautions."""


class fold(nodes.General, nodes.Element):  # noqa: N801
    """The tables behind the figure ``name`` and its ``files``, for the pages; in the PDF a line leads to them."""


class bare(nodes.General, nodes.Inline, nodes.TextElement):  # noqa: N801
    """Some words of a table in the pages without a mark of their own around them."""


class gallery(nodes.General, nodes.Element):  # noqa: N801
    """The place of all figures of the book, filled when they are known."""


class exhibit(nodes.General, nodes.Element):  # noqa: N801
    """The picture of one of them, with the attributes of ``drawn``, and its ``citation``; it stands in pages only."""


class offered(nodes.General, nodes.Element):  # noqa: N801
    """The ``files`` of the figure ``name``, in a line of links for the pages."""

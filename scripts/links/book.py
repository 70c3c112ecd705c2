"""The outside links of a book, where they are used, and Sphinx's linkcheck, which asks for them."""

from __future__ import annotations

import io
import os
import re
import socket
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from sphinx.util.console import strip_colors

from edition.base.address import is_outside
from edition.base.domains import domain
from edition.names.anchors import AnchorsDomain
from links.answers import read_output
from links.asking import Courtesy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.application import Sphinx

    from links.answers import Result
    from links.asking import Manners

RESOLVER = "https://doi.org/"


def nearest(node: nodes.Node | None, public: AbstractSet[str]) -> str:
    """The nearest public anchor around a node; every page has one."""
    from docutils import nodes

    while node is not None:
        if isinstance(node, nodes.Element):
            ids: list[str] = node["ids"]
            for anchor in ids:
                if anchor in public:
                    return anchor
        node = node.parent
    return ""


@dataclass
class Book:
    """The outside links of a book and where they are used."""

    docs: Path
    work: Path
    resolver: str = RESOLVER
    uses: dict[str, list[str]] = field(default_factory=dict)
    """The anchors that use each address."""
    users: dict[str, list[str]] = field(default_factory=dict)
    """The anchors that cite each source."""
    order: dict[str, int] = field(default_factory=dict)
    """The public anchors, numbered in the order of the book."""

    def for_asking(self, uri: str) -> str:
        """The address to request: for a DOI, the resolver's own record and not the publisher's page."""
        if uri.startswith(self.resolver + "10."):
            return uri.replace(self.resolver, f"{self.resolver}api/handles/", 1)
        return uri

    def restore(self, uri: str) -> str:
        """The address in the book for a requested one."""
        return uri.replace(f"{self.resolver}api/handles/", self.resolver, 1)

    def read(self) -> None:
        """Find all links without requesting any."""
        with Path(os.devnull).open("w", encoding="utf-8") as quiet:
            self.run({"linkcheck_ignore": [".*"]}, quiet)

    def ask(self, manners: Manners) -> list[Result]:
        """Request all links, and show each result as it comes."""
        courtesy = Courtesy(manners)
        settings = {
            "tls_cacerts": manners.verify if isinstance(manners.verify, str) else None,
            "linkcheck_anchors": False,  # only pages are checked, not places in them
            "linkcheck_timeout": manners.timeout,
            "linkcheck_workers": manners.workers,
            "linkcheck_retries": manners.tries,
            "linkcheck_rate_limit_timeout": 0.0,  # do not wait for a server that sends no Retry-After
        }
        self.run(settings, Progress(len(self.uses)), courtesy)
        return list(read_output(self.work / "linkcheck" / "output.json", courtesy.answers, self.restore))

    def run(self, settings: dict[str, Any], status: TextIO, courtesy: Courtesy | None = None) -> None:
        """Run Sphinx's linkcheck builder; raises SphinxError when the book cannot be read."""
        from sphinx.application import Sphinx
        from sphinx.util.docutils import docutils_namespace, patch_docutils

        for old in (self.uses, self.users, self.order):
            old.clear()
        with patch_docutils(self.docs), docutils_namespace(), default_timeout():
            app = Sphinx(
                self.docs,
                self.docs,
                self.work / "linkcheck",
                self.work / "doctrees",
                "linkcheck",
                confoverrides=settings,
                status=status,
                warning=sys.stderr,
            )
            app.connect("linkcheck-process-uri", lambda _app, uri: self.for_asking(uri))
            app.connect("doctree-resolved", self.collect)
            if courtesy:
                app.connect("write-started", partial(be_courteous, courtesy))
            app.build()

    def collect(self, app: Sphinx, doctree: nodes.document, _docname: str) -> None:
        """Note the addresses of one document, and the anchors that use each."""
        from docutils import nodes

        if not self.order:
            names = domain(app.env, AnchorsDomain).all_names()
            self.order.update((name.anchor, n) for n, name in enumerate(names))
            self.users.update((name.anchor, [use.anchor for use in name.uses]) for name in names)
        for reference in doctree.findall(nodes.reference):
            url = reference.get("refuri", "")
            if is_outside(url):
                anchor = nearest(reference, self.order.keys())
                places = self.uses.get(url, []) + self.users.get(anchor, [anchor])
                self.uses[url] = sorted(set(places), key=lambda place: self.order.get(place, -1))


def be_courteous(courtesy: Courtesy, app: Sphinx, _builder: object) -> None:
    """Give linkcheck settings that Sphinx must not pickle, and whose change must not make it read the book again."""
    app.config.linkcheck_auth = [(".*", courtesy)]
    app.config.user_agent = courtesy.manners.agent


class Progress(io.StringIO):
    """Sphinx's messages, of which only linkcheck's results are shown, numbered."""

    verdict = re.compile(r"(ok|broken|redirect|timeout|-ignored-) +(https?://\S+?)(?=:? |$)", re.MULTILINE)

    def __init__(self, total: int) -> None:
        super().__init__()
        self.done, self.total = 0, total

    def write(self, text: str) -> int:
        """Show a result, with or without colors in the message."""
        if match := self.verdict.search(strip_colors(text)):
            self.done += 1
            print(f"{self.done:>4}/{self.total} {match[1]:<9} {match[2]}", file=sys.stderr, flush=True)
        return len(text)


@contextmanager
def default_timeout() -> Iterator[None]:
    """Restore the timeout of sockets, which linkcheck sets for the whole process."""
    before = socket.getdefaulttimeout()
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)

"""The content security policy and the referrer policy, for the pages themselves and for servers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

SOURCES = ("script-src", "style-src", "img-src", "font-src", "form-action")
"""What a page may load, from its own site only."""
REFERRER = "no-referrer"


def brief_policy() -> str:
    """A shorter policy for the more than a thousand small pages of citations, which have no forms.

    >>> brief_policy()
    "default-src 'self' file:; base-uri 'none'; form-action 'none'"
    """
    return "default-src 'self' file:; base-uri 'none'; form-action 'none'"


def content_policy(*, from_disk: bool = False) -> str:
    """The content security policy; a page on the reader's disk has no origin, and needs ``file:`` named.

    >>> content_policy()[:44]
    "default-src 'none'; script-src 'self'; style"
    """
    own = "'self' file:" if from_disk else "'self'"
    return "; ".join(["default-src 'none'", *(f"{name} {own}" for name in SOURCES), "base-uri 'none'"])


def headers() -> dict[str, str]:
    """The headers that a server should send with every page; a page itself cannot say who may frame it."""
    return {
        "Content-Security-Policy": f"{content_policy()}; frame-ancestors 'none'",
        "Referrer-Policy": REFERRER,
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def page_policy() -> dict[str, str]:
    """What a template needs for the ``meta`` tags of the policies."""
    return {"policy": content_policy(from_disk=True), "referrer": REFERRER}


def tell_page(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Add the policies to the context of a page."""
    context.update(page_policy())


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the handler."""
    app.connect("html-page-context", tell_page)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

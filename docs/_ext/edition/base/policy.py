"""What a page may load and say of where it was read: the one policy, for the pages themselves and for servers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

SOURCES = ("script-src", "style-src", "img-src", "font-src", "form-action")
"""What a page loads, all of it from its own site."""
REFERRER = "no-referrer"


def brief_policy() -> str:
    """The policy of pages of which there are very many, which have no forms: nothing but what is their own site's.

    >>> brief_policy()
    "default-src 'self' file:; base-uri 'none'; form-action 'none'"
    """
    return "default-src 'self' file:; base-uri 'none'; form-action 'none'"


def content_policy(*, from_disk: bool = False) -> str:
    """The content security policy; a page on the reader's disk needs its scheme named, as it has no origin.

    >>> content_policy()[:44]
    "default-src 'none'; script-src 'self'; style"
    """
    own = "'self' file:" if from_disk else "'self'"
    return "; ".join(["default-src 'none'", *(f"{name} {own}" for name in SOURCES), "base-uri 'none'"])


def headers() -> dict[str, str]:
    """What a server should say with every page; a page cannot say itself who may frame it."""
    return {
        "Content-Security-Policy": f"{content_policy()}; frame-ancestors 'none'",
        "Referrer-Policy": REFERRER,
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def page_policy() -> dict[str, str]:
    """What a template needs for its ``meta`` tags."""
    return {"policy": content_policy(from_disk=True), "referrer": REFERRER}


def tell_page(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Give the template what it tells browsers."""
    context.update(page_policy())


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the handler."""
    app.connect("html-page-context", tell_page)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

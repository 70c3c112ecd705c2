"""My list: the page with the names that a reader has collected, which are stored only on the reader's device."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from edition.base.address import asset
from edition.base.policy import page_policy
from edition.citing.citables import edition

if TYPE_CHECKING:
    from sphinx.application import Sphinx


TEMPLATE = "cite-list.html"


def render(app: Sphinx) -> str:
    """The page; its script fills it."""
    facts = edition(app)
    home = f"../{app.builder.get_target_uri(app.config.root_doc)}"
    context = {
        "language": facts.language,
        "book": facts.title,
        "home": home,
        "asset": partial(asset, app.builder),
        **page_policy(),
    }
    return str(app.builder.templates.render(TEMPLATE, context))

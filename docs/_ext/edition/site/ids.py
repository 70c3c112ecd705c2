"""Warn of repeated ids in a page: an author's name may be the id of a part of every page, such as the menu."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from edition.base.trees import node_of
from edition.base.warnings import WarningCode, warn

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

ID = re.compile(r'<[a-z][^<>]* id="([^"<>]+)"')


class Code(WarningCode, area="pages"):
    """Warning codes of type ``pages``."""

    TWICE = "twice"
    """Two elements of a page have the same id."""


def tell_twice(env: BuildEnvironment, pagename: str, page: str) -> None:
    """Warn of each repeated id, at the place of the author's name if the page has a document."""
    for anchor, count in Counter(ID.findall(page)).items():
        if count > 1:
            place = node_of(env, pagename, anchor) if pagename in env.found_docs else None
            message = (
                f"the name {anchor!r} is also that of another part of the page, where links would lead; choose another"
            )
            warn(Code.TWICE, message, pagename if place is None else place)

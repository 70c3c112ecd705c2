"""The report of a check, in Markdown."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from edition.sources.link_record import State
from links.book import RESOLVER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from edition.sources.link_record import Link, LinkRecord

HEADINGS = {
    State.GONE: "Gone: replace these, or print the reference without an address",
    State.MOVED: "Moved for good: check the new address and put it in",
    State.REFUSED: "Refused: the server answered but turned the check away; kept as they were",
    State.UNREACHABLE: "Unreachable: kept as they were",
}


def report(found: Sequence[Link], record: LinkRecord) -> str:
    """The counts of all states, then the links that need attention."""
    counts = Counter(link.state for link in found)
    dois = sum(link.url.startswith(RESOLVER) for link in found)
    lines = [
        f"{len(found)} outside links, {dois} of them DOIs: "
        + ", ".join(f"{counts[state]} {state.value}" for state in State)
        + "."
    ]
    for state, heading in HEADINGS.items():
        links = [link for link in found if link.state is state]
        lines += ["", f"## {heading}", ""] if links else []
        for link in links:
            known = record.links[link.url]
            line = f"- {link.url}"
            line += f" → {link.moved_to}" if link.moved_to else f" ({link.code or 'no answer'})"
            if link.moved_to and is_front_page(link.moved_to) and not is_front_page(link.url):
                line += " (only a front page: the page itself may be gone)"
            line += f"; last seen {known.seen}" if known.seen and state is not State.MOVED else ""
            line += f"; used in {', '.join(known.used_in)}" if known.used_in else ""
            lines.append(line)
    return "\n".join(lines)


def is_front_page(url: str) -> bool:
    """Whether an address is that of a whole site."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query

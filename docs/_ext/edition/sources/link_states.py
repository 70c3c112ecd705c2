"""Print in the bibliography which outside links worked when they were last checked.

The directive ``link-states`` prints one sentence on the state of all outside links of its page; a link for which it is
not true gets a remark of its own.  In HTML each of these links has the attributes of Robust Links:
``data-originalurl``, ``data-versiondate`` and ``data-versionurl``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from edition.base.address import is_outside
from edition.base.dates import show_date
from edition.base.domains import EachBuild, domain
from edition.base.fresh import note_file
from edition.base.locale import _
from edition.base.phases import Write
from edition.base.utf8 import UnreadableError
from edition.base.warnings import Finding, WarningCode, report
from edition.sources.link_record import LinkRecord, State, read_link_record, split_copy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

    from edition.sources.link_record import Link


class Code(WarningCode, area="links"):
    """Warning codes of type ``links``."""

    UNREADABLE = "unreadable"
    """``links.json`` is not what ``scripts/links/check.py`` writes."""
    UNDATED = "undated"
    """A page was seen after the day of the last check, or without any check."""


class link_states(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """Placeholder of the sentence on all outside links of the page."""


class outside_link(nodes.reference):  # noqa: N801
    """An outside link with the attributes on its state, for HTML."""


def in_words(day: date) -> str:
    """A date as the book prints it."""
    return show_date(day.isoformat())


def summarize(record: LinkRecord, urls: Collection[str]) -> str:
    """The sentence on the state of all links of a page."""
    if record.checked is None:
        return _(
            "The addresses were recorded when the sources were read; none of the {count} has been checked since then.",
            count=len(urls),
        )
    there = sum(url in record.links and not remark(record, record.links[url]) for url in urls)
    return _(
        "When the {count} addresses were last looked for, on {day}, {there} pages were there; "
        "where one was not, its entry says so.",
        count=len(urls),
        day=in_words(record.checked),
        there=there,
    )


def remark(record: LinkRecord, link: Link | None) -> str:
    """The remark on a link for which the sentence is not true; ``""`` for the others."""
    if record.checked is None:
        return ""
    if link is None:
        return _("not yet checked")
    last = _("last seen {day}", day=in_words(link.seen)) if link.seen else ""
    match link.state:
        case State.ALIVE | State.MOVED:
            return last if link.seen != record.checked else ""
        case State.GONE:
            return "; ".join(filter(None, [_("no longer there"), last]))
        case State.REFUSED:
            return last or _("its server turns automatic checks away")
        case State.UNREACHABLE:
            return last or _("not reached")


def robust_attributes(url: str, link: Link | None) -> dict[str, str]:
    """The attributes of Robust Links for a link to ``url``, and its state; a date only if the page was seen then."""
    attributes = {"data-linkstate": link.state.value if link else "unchecked", "data-originalurl": url}
    kept = link.archived if link and link.archived else url
    if copy := split_copy(kept):
        attributes["data-versionurl"] = kept
        attributes["data-versiondate"] = copy[1].isoformat()
        if kept == url:
            attributes["data-originalurl"] = copy[0]
    elif link and link.archived:
        attributes["data-versionurl"] = link.archived
    if link and link.seen:
        attributes.setdefault("data-versiondate", link.seen.isoformat())
    return attributes


class LinkStates(SphinxDirective):
    """The directive ``link-states``."""

    def run(self) -> Sequence[nodes.Node]:
        """Make the placeholder; the links are in the page when all citations are known."""
        note_file(self.env, record_path(self.env))
        return [link_states()]


class ShowStates(SphinxPostTransform):
    """Fill the placeholder, and add remarks to the outside links of its page."""

    default_priority = Write.LINKS
    formats = ("html", "typst")  # not linkcheck, which would check the archived copies too

    def run(self, **kwargs: Any) -> None:
        """Change a page that has the directive."""
        places = list(self.document.findall(link_states))
        if not places:
            return
        record = link_record(self.env)
        for place in places:
            links = [r for r in self.document.findall(nodes.reference) if is_outside(r.get("refuri", ""))]
            place.replace_self(nodes.paragraph("", summarize(record, {r["refuri"] for r in links})))
            for reference in links:
                self.mark(reference, record)

    def mark(self, reference: nodes.reference, record: LinkRecord) -> None:
        """Add the remark and the archived copy after a link, and the attributes to it."""
        url = reference["refuri"]
        link = record.links.get(url)
        said: list[nodes.Node] = []
        if words := remark(record, link):
            said.append(nodes.Text(words))
        if link and link.archived and link.archived != url:
            said += [nodes.Text("; ")] if said else []
            called = reference.get("called", "")
            said.append(nodes.reference("", _("kept copy"), refuri=link.archived, internal=False, called=called))
        if said:
            group = nodes.inline("", "", nodes.Text(" ("), *said, nodes.Text(")"), classes=["link-state"])
            reference.parent.insert(reference.parent.index(reference) + 1, group)
        reference["robust"] = robust_attributes(url, link)


class MarkLinks(SphinxPostTransform):
    """Make links with these attributes, or of a source, ``outside_link`` nodes, whose visitor writes them."""

    default_priority = Write.MARKED_LINKS
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Change all links that have attributes."""
        for reference in list(self.document.findall(nodes.reference)):
            if "robust" in reference or "called" in reference:
                reference.replace_self(outside_link("", "", *reference.children, **reference.attributes))


def record_path(env: BuildEnvironment) -> Path:
    """The path of the record."""
    return Path(env.srcdir) / "links.json"


class LinksDomain(EachBuild):
    """The record of outside links; an empty one if the file is missing or cannot be read."""

    name = "links"
    label = "Outside links"

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.record = LinkRecord(None, {})


def link_record(env: BuildEnvironment) -> LinkRecord:
    """The record of outside links."""
    return domain(env, LinksDomain).record


def load(app: Sphinx) -> None:
    """Read and check the record, in every build."""
    path = record_path(app.env)
    links = domain(app.env, LinksDomain)
    try:
        links.record = read_link_record(path)
    except UnreadableError as error:
        report([Finding(Code.UNREADABLE, str(error), error.location)])
    report(too_late(links.record, str(path)))


def too_late(record: LinkRecord, path: str) -> Iterator[Finding]:
    """Findings on links that were seen after the last check."""
    for link in record.links.values():
        if link.seen and (record.checked is None or link.seen > record.checked):
            message = f"{link.url} was seen after the last check ({record.checked}); run scripts/links/check.py again"
            yield Finding(Code.UNDATED, message, f"{path}:1")


def visit_outside_link(self: HTML5Translator, node: outside_link) -> None:
    """Open the link with its attributes; that of a source is called by the source too, for many lead to one host."""
    attributes: dict[str, Any] = dict(node.get("robust", {}))
    if node.get("called"):
        attributes["aria-label"] = f"{node['called']}, {node.astext()}"
    self.body.append(self.starttag(node, "a", "", CLASS="reference external", href=node["refuri"], **attributes))


def depart_outside_link(self: HTML5Translator, _node: outside_link) -> None:
    """Close the link."""
    self.body.append("</a>")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive, the node of the links and the transform."""
    app.add_domain(LinksDomain)
    app.connect("builder-inited", load)
    app.add_node(link_states)
    app.add_node(outside_link, html=(visit_outside_link, depart_outside_link))
    app.add_directive("link-states", LinkStates)
    app.add_post_transform(ShowStates)
    app.add_post_transform(MarkLinks)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

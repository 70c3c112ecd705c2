"""The page "What changed": the words of the last edition, those of today, and why they changed."""

from __future__ import annotations

import html
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from edition.base.address import up_from
from edition.base.compare import compare_words, same_words
from edition.base.features import Feature, note_feature
from edition.base.fresh import note_file
from edition.base.links import cross_reference
from edition.base.locale import _, later, several
from edition.base.phases import Updated, Write
from edition.base.quotes import curl
from edition.base.visitors import skip
from edition.base.warnings import report, warn
from edition.ledger.reasons import KINDS, Code
from edition.ledger.since_last import since_last
from edition.names.editions import FOLDER
from edition.names.kinds import Kind
from edition.sources.wording import stop, without_citations

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

    from edition.ledger.since_last import Change
    from edition.names.editions import Edition


def check(_app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of wrong reasons, and of verdicts that changed without a reason."""
    _last, found, findings = since_last(env)
    report(findings)
    for change in found:
        if change.verdict and not change.reasons:
            message = (
                f"the verdict of {change.name.anchor!r} was {change.verdict[0]} and is {change.verdict[1]}; "
                f"say why in {FOLDER}/{env.config.release}.yaml"
            )
            warn(Code.REASON, message, f"{Path(env.srcdir) / change.name.origin}")


class changes(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """Placeholder of one ``part`` of the page: counts, verdicts, new or places."""


class compared(nodes.General, nodes.Element):  # noqa: N801
    """The words of two editions, compared; for pages only."""


class Changes(SphinxDirective):
    """``{changes} counts``, ``{changes} verdicts``, ``{changes} new`` or ``{changes} places``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Make the placeholder; the changes are known after all documents were read."""
        if self.arguments[0] not in PARTS:
            message = f"there is no list of changes {self.arguments[0]!r}; write one of {', '.join(PARTS)}"
            warn(Code.PART, message, self.get_location())
            return []
        note_file(self.env, Path(self.env.srcdir) / FOLDER / f"{self.config.release}.yaml")
        note_feature(self.env, Feature.CHANGES)
        return [changes("", part=self.arguments[0])]


class FillChanges(SphinxPostTransform):
    """Fill the placeholders."""

    default_priority = Write.PLACES

    def run(self, **kwargs: object) -> None:
        """Replace each placeholder by its part."""
        places = list(self.document.findall(changes))
        if not places:
            return
        last, found, _findings = since_last(self.env)
        for place in places:
            if last is None:
                place.replace_self(nodes.paragraph("", _("This is the first edition.")))
            else:
                place.replace_self(PARTS[place["part"]](self.env, last, found))


def counts(_env: BuildEnvironment, last: Edition, found: list[Change]) -> list[nodes.Node]:
    """How many places of the last edition were corrected, by kind of thing and by kind of reason."""
    kinds = Counter(reason.kind for change in found for reason in change.reasons)
    old = Counter(printed.kind for printed in last.names.values())
    changed = Counter(change.name.kind.value for change in found if change.before and change.reasons)
    rows = [
        nodes.list_item("", nodes.paragraph("", f"{_(word)} ({_(meaning)}): {kinds[kind]}"))
        for kind, (word, meaning) in KINDS.items()
        if kinds[kind]
    ]
    parts = [
        _("{count} of {total} {things}", count=changed[kind.value], total=old[kind.value], things=_(plural))
        for kind, plural in PLURALS.items()
        if old[kind.value] and changed[kind.value]
    ]
    sentence = several(
        "{count} place was mended. It stands in {things}. By kind:",
        "{count} places were mended. They stand in {things}. By kind:",
        kinds.total(),
        things=_join(parts),
    )
    return [nodes.paragraph("", sentence), nodes.bullet_list("", *rows, classes=["change-kinds"])]


PLURALS = {
    Kind.NOTE: later("notes"),
    Kind.SECTION: later("sections"),
    Kind.TERM: later("terms"),
    Kind.EVENT: later("events"),
    Kind.FIGURE: later("figures"),
    Kind.SOURCE: later("sources"),
}


def _join(parts: Sequence[str]) -> str:
    return ", ".join(parts[:-1]) + (_(" and ") if len(parts) > 1 else "") + parts[-1] if parts else _("no list")


def verdicts(env: BuildEnvironment, last: Edition, found: list[Change]) -> list[nodes.Node]:
    """The notes whose verdict changed."""
    other = [change for change in found if change.verdict]
    if not other:
        return [nodes.paragraph("", _("No verdict changed."))]
    return [listed(env, last, other)]


def new(env: BuildEnvironment, _last: Edition, found: list[Change]) -> list[nodes.Node]:
    """Names that are new in this edition, by kind; sources are only counted."""
    result: list[nodes.Node] = []
    for kind in (Kind.NOTE, Kind.TERM, Kind.FIGURE, Kind.PAGE):
        names = [change.name for change in found if change.before is None and change.name.kind is kind]
        if names:
            line = nodes.paragraph("", f"{kind.printed} ({len(names)}): ", classes=["change-new"])
            for i, name in enumerate(names):
                line += [nodes.Text("; ")] * bool(i)
                line += link(env, name.anchor, name.title if kind is not Kind.NOTE else name.mention)
            result.append(line)
    sources = sum(change.before is None and change.name.kind is Kind.SOURCE for change in found)
    if sources:
        joined = several(
            "Sources: {count} work joined the bibliography.",
            "Sources: {count} works joined the bibliography.",
            sources,
        )
        result.append(nodes.paragraph("", joined))
    return result or [nodes.paragraph("", _("Nothing new."))]


def places(env: BuildEnvironment, last: Edition, found: list[Change]) -> list[nodes.Node]:
    """All other changes that have a reason, by page."""
    result: list[nodes.Node] = []
    rest = [change for change in found if change.before and change.reasons and not change.verdict]
    for page in dict.fromkeys(change.name.docname for change in rest):
        heading = nodes.paragraph("", "", link(env, page), classes=["change-page"])
        result += [heading, listed(env, last, [change for change in rest if change.name.docname == page])]
    return result


PARTS = {"counts": counts, "verdicts": verdicts, "new": new, "places": places}


def link(env: BuildEnvironment, name: str, title: str = "") -> nodes.Node:
    """A link to a name; only the title for the title page, for which the PDF has no anchor."""
    if name == env.config.root_doc:
        return nodes.inline("", title or env.titles[name].astext())
    return cross_reference(env.docname, name, title)


def listed(env: BuildEnvironment, last: Edition, found: Iterable[Change]) -> nodes.bullet_list:
    """A list with one item per name: its title, old and new verdict, the reasons, and the words of both editions."""
    items = nodes.bullet_list("", classes=["changes"])
    for change in found:
        name = change.name
        title = name.title if name.kind in {Kind.SECTION, Kind.TERM, Kind.EVENT, Kind.PAGE} else name.mention
        title = title or name.anchor
        line = nodes.paragraph("", "", link(env, name.anchor, title))
        if change.verdict:
            line += nodes.strong("", ": " + _("{old} became {new}", old=change.verdict[0], new=change.verdict[1]))
        line += nodes.Text(" " if stop(title) == title and not change.verdict else ". ")
        for reason in change.reasons:
            line += [
                nodes.emphasis("", _(KINDS[reason.kind][0])),
                nodes.Text(f": {curl(reason.why, env.config.language)} "),
            ]
        item = nodes.list_item("", line)
        if change.before and (words := comparison(last, change)) is not None:
            item += words
        items += item
    return items


def comparison(last: Edition, change: Change) -> compared | None:
    """The words of both editions; None if they are the same or one has none."""
    assert change.before is not None
    old, today = without_citations(change.before.words), without_citations(change.name.words)
    if not old or not today or same_words(old, today):
        return None
    anchor = change.name.anchor
    where = last.address(anchor) if last.keeps(anchor) else ""
    return compared("", words=(old, today), version=last.version, old=where)


def visit_compared_html(self: HTML5Translator, node: compared) -> None:
    """Write the words, with those that were removed and added in ``del`` and ``ins``."""
    root = up_from(self.builder.current_docname)
    summary = html.escape(_("The words of both editions"))
    self.body.append(f'<details class="compared"><summary>{summary}</summary>\n<p>')
    for old, today in compare_words(*node["words"]):
        if old == today:
            self.body.append(html.escape(today, quote=False) + " ")
            continue
        self.body.append(f"<del>{html.escape(old, quote=False)}</del> " if old else "")
        self.body.append(f"<ins>{html.escape(today, quote=False)}</ins> " if today else "")
    self.body.append("</p>\n")
    if node["old"]:
        words = html.escape(_("As printed in edition {version}", version=node["version"]))
        where = html.escape(root + node["old"])
        self.body.append(f'<p><a class="reference" href="{where}">{words}</a></p>\n')
    self.body.append("</details>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the page's lists."""
    app.add_node(changes)
    # In the PDF the words of both editions would fill dozens of pages.
    app.add_node(compared, html=(visit_compared_html, None), typst=(skip, None))
    app.add_directive("changes", Changes)
    app.add_post_transform(FillChanges)
    app.connect("env-updated", check, priority=Updated.CHANGES)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

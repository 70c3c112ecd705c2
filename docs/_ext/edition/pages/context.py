"""The context of the templates: verdict marks, menus, and the lists of the title page."""

from __future__ import annotations

from collections import Counter
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

from sphinx import addnodes

from edition.base.address import pdf_address, relative_address
from edition.base.dates import show_date
from edition.base.domains import domain
from edition.base.features import Feature, first_with, has_feature
from edition.base.settings import MENUS
from edition.base.titles import short_title
from edition.base.trees import tree
from edition.essay.verdicts import verdicts
from edition.names.anchors import AnchorsDomain
from edition.names.kinds import ENTRIES
from edition.pages.chapters import chapters, claims, key
from edition.pages.marks import mark, sprite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata


def add_context(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Add to the context what every page needs, and the lists for the title page."""
    context["sprite"] = sprite(verdicts(app.config).values())
    context["uri"] = partial(relative_address, app.builder, pagename)
    context["mark"] = mark
    context["in_words"] = show_date
    context["bar"] = "" if doctree is None else doctree.get("bar", "")  # set by the translator
    context["prints_essay"] = has_feature(app.env, pagename, Feature.WHOLE_ESSAY)
    context["chapters"] = [(c.number, c.short, c.docname) for c in chapters(app.env)]
    context["essay_page"] = first_with(app.env, Feature.WHOLE_ESSAY)
    for name in MENUS:
        listed = [docname for docname in app.config[name] if docname in app.env.titles]
        context[name.removeprefix("pages_")] = [(docname, short_title(app.env, docname)) for docname in listed]
    if pagename == app.config.root_doc:
        context["ledger"] = first_with(app.env, Feature.LEDGER)
        context["strip"] = chapters(app.env)
        context["key"] = key(app.env)
        context["lookups"] = list(lookups(app))


def lookups(app: Sphinx) -> Iterator[tuple[str, str, int]]:
    """Document, title and number of entries of each page in the toctrees that is no chapter."""
    env = app.env
    for toctree in tree(env, app.config.root_doc).findall(addnodes.toctree):
        for title, docname in toctree["entries"]:
            if docname in app.config.essay_chapters or docname not in env.titles:
                continue
            kinds = Counter(name.kind for name in domain(env, AnchorsDomain).names_of(docname))
            count = sum(kinds[kind] for kind in ENTRIES)
            if has_feature(env, docname, Feature.LEDGER):
                count = len(claims(env))
            yield docname, title or escape(env.titles[docname].astext(), quote=False), count


def share_settings(_app: Sphinx, config: Config) -> None:
    """Give settings to the templates and the style sheet."""
    config.html_context |= {
        "edition_date": config.typst_date,
        "essay_chapters": config.essay_chapters,
        "events_kinds": list(config.events_kinds),
        "notes_most": config.notes_most,
        "pdf": pdf_address(config),
        "verdicts": list(verdicts(config).values()),
    }


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the handlers."""
    for name in MENUS:
        app.add_config_value(name, [], "html", types=frozenset({list}))
    app.connect("config-inited", share_settings)
    app.connect("html-page-context", add_context)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

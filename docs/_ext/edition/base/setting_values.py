"""Check the values of settings whose types are right: one with which no book can be made is reported at its line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from myst_parser.config.main import MdParserConfig
from sphinx.errors import ThemeError
from sphinx.theming import HTMLThemeFactory

from edition.base.settings import NAMES, PAGE_LISTS, Code, place, setting_error, worded
from edition.base.warnings import nearest, warn
from edition.base.words import repeated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

PRINTED = ("startdocname", "targetname", "title")
"""Texts that an entry of ``typst_documents`` must have."""
PLACES = ("verdicts_explained", "rights_explained", "glossary_kinds")
"""Settings that name sections by their anchors; a book may be without them."""
PAGES = (*PAGE_LISTS, "short_titles")
"""Settings that name pages; a book may be without some of them."""
NEEDED = {
    "bibtex_bibfiles": "file of sources",
    "edition_verdicts": "verdict",
    "essay_chapters": "chapter of the essay",
    "sources_groups": "group of sources",
    "typst_documents": "book to print",
}
"""What each of these lists must name; if one is empty, many other warnings would follow."""
FILES = (
    "html_extra_path",
    "html_favicon",
    "html_logo",
    "html_static_path",
    "html_theme_path",
    "locale_dirs",
    "templates_path",
    "typst_templates_path",
)
"""Settings of libraries that name one or more files or folders, seen from conf.py."""
TOLD = {
    "nitpicky": "links that lead nowhere would be printed",
    "show_warning_types": "mistakes would be told without their codes",
}
"""Settings of Sphinx that must be true, and what would be otherwise."""
CLOCK = "html_last_updated_fmt"
"""A setting of Sphinx that prints the day of a build, so that no two builds would be the same."""
HIDING = ("nitpick_ignore", "nitpick_ignore_regex", "suppress_warnings")
"""Settings of Sphinx that hide mistakes, which would be published."""
FILE_NAME = re.compile(r"\w[\w.-]*(?<!\.pdf)")
"""The name of a file without its ending, the same on every disk and in an address."""
UNPRINTED = {
    "amsmath": "formulas",
    "dollarmath": "formulas",
    "linkify": "addresses that are not between < and >",
    "replacements": "other characters than are written",
    "smartquotes": "other characters than are written",
    "strikethrough": "struck words",
    "tasklist": "boxes to tick",
}
"""Extensions of MyST that no book can use, and what they would bring."""
MARKDOWN = "myst_"
"""How the names of the settings of MyST begin."""
YEARS = range(1980, 2108)
"""The years that a ZIP file, such as an EPUB, can write down."""
Fault = tuple[Code, str, str]
"""What is wrong: code, the name of the setting, message."""


def theme_faults(app: Sphinx, config: Config) -> Iterator[Fault]:
    """Options that the theme of the pages does not have; Sphinx looks only when it makes pages."""
    if not config.html_theme_options and "html_theme" not in config._raw_config:
        return
    themes = HTMLThemeFactory(confdir=app.confdir, app=app, config=config, registry=app.registry)
    try:
        theme = themes.create(config.html_theme)
    except ThemeError:
        theme = None
    if theme is None or not any(Path(folder, "head.html").exists() for folder in theme.get_theme_dirs()):
        message = f"{config.html_theme!r} is no theme of an edition; write '_theme', or a theme that inherits it"
        yield Code.VALUE, "html_theme", message
        return
    known = theme.get_options({})
    for name in config.html_theme_options:
        if name not in known:
            near = nearest(str(name), known, 0.6)
            todo = f"write {near!r}" if near else "take it out"
            yield Code.UNKNOWN, "html_theme_options", f"the theme has no option {name!r}; {todo}"


def design_folder(config: Config, home: Path, template: str) -> Path | None:
    """The folder with a design for Typst, the first one found from ``home``, the folder of conf.py; or None."""
    folders = (Path(home, folder) for folder in config.typst_templates_path)
    return next((folder for folder in folders if (folder / f"{template}.typ").exists()), None)


def file_faults(app: Sphinx, config: Config) -> Iterator[Fault]:
    """Files and folders in conf.py that do not exist; libraries report them without a place, or not at all."""
    for name in FILES:
        named = config._raw_config.get(name) or ()
        for entry in (named,) if isinstance(named, str) else named:
            if "://" not in entry and not Path(app.confdir, entry).exists():
                yield Code.VALUE, name, f"{name!r} names {entry!r}, which is not there; mend the name, or take it out"
    for document in config.typst_documents:
        template = document.get("template", config.typst_template)
        if not design_folder(config, app.confdir, template):
            name = "typst_documents" if "template" in document else "typst_template"
            message = f"'typst_templates_path' has no file {template}.typ; mend the name of the template"
            yield Code.VALUE, name, message


def hiding_faults(_app: Sphinx, config: Config) -> Iterator[Fault]:
    """Settings that would hide warnings, or parts of them, so that mistakes are published."""
    for name, why in TOLD.items():
        if not config[name]:
            yield Code.VALUE, name, f"{why}; write '{name} = True'"
    if config[CLOCK] is not None:
        yield Code.VALUE, CLOCK, f"{CLOCK!r} prints the day of each build, which no edition has; take it out"
    for name in HIDING:
        if config[name]:
            yield Code.VALUE, name, f"{name!r} would hide mistakes, and they be published; take it out, and mend them"


def list_faults(_app: Sphinx, config: Config) -> Iterator[Fault]:
    """Lists that are empty though something is needed, or name something twice."""
    for name, what in NEEDED.items():
        if not config[name]:
            yield Code.VALUE, name, f"{name!r} names no {what}; write one"
    for name in NAMES:
        for twin in repeated(config[name]):
            yield Code.VALUE, name, f"{name!r} names {twin!r} twice; take one out"


def chapter_faults(_app: Sphinx, config: Config) -> Iterator[Fault]:
    """Chapters after whose names no passage could be named."""
    for name in config.essay_chapters:
        if name.endswith(".md"):
            yield Code.VALUE, "essay_chapters", f"{name!r} must be a name without its ending; take '.md' out"
        elif "/" in name:
            message = f"{name!r} must stand beside conf.py, for its passages are named after it; move it there"
            yield Code.VALUE, "essay_chapters", message
        elif nodes.make_id(name) != name:
            message = f"{name!r} must be of letters a-z, digits and hyphens, for its passages are named after it"
            yield Code.VALUE, "essay_chapters", f"{message}; rename it"
        elif name in config.pdf_left_out:
            yield Code.VALUE, "pdf_left_out", f"{name!r} is a chapter, which all books print whole; take it out"


def book_faults(_app: Sphinx, config: Config) -> Iterator[Fault]:
    """Entries of ``typst_documents`` that lack something, or have a name that no file can have; and an odd date."""
    if config.typst_date.year not in YEARS:
        message = f"no file can be dated {config.typst_date}; write a day from {YEARS[0]} to {YEARS[-1]}"
        yield Code.VALUE, "typst_date", message
    if len(config.typst_documents) > 1:
        message = f"'typst_documents' names {len(config.typst_documents)} books, and an edition is one; take one out"
        yield Code.VALUE, "typst_documents", message
    for document in config.typst_documents:
        fields = [document.get(name) for name in PRINTED] if isinstance(document, dict) else [None]
        if not worded(*fields):
            message = f"'typst_documents' must hold mappings with {', '.join(map(repr, PRINTED))}; change it"
        elif not FILE_NAME.fullmatch(document["targetname"]):
            message = f"{document['targetname']!r} is no name for a file without its ending; write one as 'a-book'"
        elif document["startdocname"] != config.root_doc:
            message = f"the book begins with its title page; write 'startdocname': {config.root_doc!r}"
        else:
            continue
        yield Code.VALUE, "typst_documents", message


def name_faults(_app: Sphinx, config: Config) -> Iterator[Fault]:
    """Settings that do not exist, and whose name is similar to one that does."""
    for name in sorted(config._raw_config.keys() - config._options.keys()):
        if near := nearest(name, config._options, 0.85):
            yield Code.UNKNOWN, name, f"there is no setting {name!r}; write {near!r}"


def markdown_faults(_app: Sphinx, config: Config) -> Iterator[Fault]:
    """Values that MyST rejects; it would report them without a place, and use its defaults."""
    if "colon_fence" not in config.myst_enable_extensions:
        message = "'myst_enable_extensions' lacks 'colon_fence', in which the directives are written; add it"
        yield Code.VALUE, "myst_enable_extensions", message
    for name in sorted(UNPRINTED.keys() & set(config.myst_enable_extensions)):
        message = f"'myst_enable_extensions' has {name!r}; not all books can print {UNPRINTED[name]}; take it out"
        yield Code.VALUE, "myst_enable_extensions", message
    for name in sorted(config._raw_config.keys() & config._options.keys()):
        if not name.startswith(MARKDOWN):
            continue
        field, value = name.removeprefix(MARKDOWN), config[name]
        several = [item for item in value if refusal({field: [item]})] if isinstance(value, list) else []
        if several:
            yield Code.VALUE, name, f"{name!r}: MyST does not know {several[0]!r}; mend it, or take it out"
        elif why := refusal({field: value}):
            yield Code.VALUE, name, f"{name!r} has a value that MyST does not take ({why}); change it"


def refusal(values: Mapping[str, Any]) -> str:
    """Why MyST rejects some of its settings; or ``""``."""
    try:
        MdParserConfig(**values)
    except (TypeError, ValueError) as error:
        return str(error)
    return ""


CHECKS = (
    hiding_faults,
    list_faults,
    chapter_faults,
    book_faults,
    name_faults,
    file_faults,
    theme_faults,
    markdown_faults,
)
"""What is asked of the values, in this order."""


def check(app: Sphinx, config: Config) -> None:
    """Stop at the first value with which no book can be made."""
    for faults in CHECKS:
        for code, name, message in faults(app, config):
            raise setting_error(app, name, message, code)


def check_pages(app: Sphinx, env: BuildEnvironment, _docnames: list[str]) -> None:
    """Warn of pages in settings that do not exist, and whose name is similar to one that does."""
    for setting in PAGES:
        for name in env.config[setting]:
            if name not in env.found_docs and (near := nearest(name, env.found_docs)):
                message = f"{setting!r} names a page {name!r}, which there is not; write {near!r}"
                raise setting_error(app, setting, message, Code.UNKNOWN)


def check_explained(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of sections in settings that do not exist, and whose name is similar to one that does."""
    known = env.domains.standard_domain.anonlabels
    for setting in PLACES:
        named = env.config[setting]
        for name in [named] if isinstance(named, str) else named:
            if name not in known and (near := nearest(name, known)):
                message = f"{setting!r} names a place {name!r}, which there is not; write {near!r}"
                warn(Code.UNKNOWN, message, place(app, setting))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the checks, and the section on the rights in the book's parts, which no part of the code owns."""
    app.add_config_value("rights_explained", "", "env", types=frozenset({str}))
    app.connect("config-inited", check, priority=100)  # after their types (90)
    app.connect("env-before-read-docs", check_pages)
    app.connect("env-check-consistency", check_explained)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

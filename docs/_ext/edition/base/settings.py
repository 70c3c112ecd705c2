"""The edition's settings in conf.py: one of another type is told once, where it stands."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.errors import ThemeError
from sphinx.theming import HTMLThemeFactory

from edition.base.findings import FatalError, WarningCode, nearest, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config, _Opt
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

OURS = (
    "anchors_",
    "edition_",
    "essay_",
    "events_",
    "figures_",
    "fonts_",
    "glossary_",
    "listing_",
    "notes_",
    "pages_",
    "pdf_",
    "quality_",
    "rights_",
    "search_",
    "short_",
    "sources_",
    "verdicts_",
)
"""How the names of our settings begin."""
MENUS = ("pages_row", "pages_menu", "pages_foot")
"""Settings that name the pages to which every page has a link."""
EXPLAINED = ("verdicts_explained", "rights_explained")
"""Settings that name a section by its anchor; a book may be without it."""
PAGE_LISTS = (*MENUS, "pdf_indexed", "pdf_left_out", "pdf_small")
PAGES = (*PAGE_LISTS, "short_titles")
"""Settings that name pages; a book may be without some of them."""
NAMES = (
    "bibtex_bibfiles",
    "essay_chapters",
    "extensions",
    "figures_modules",
    "search_light",
    "sources_groups",
    *PAGE_LISTS,
)
"""Lists of texts."""
EXACT = {"typst_date": date}
"""Settings of libraries whose default has another type than they need; no other will do, nor one derived from it."""
NEEDED = {
    "bibtex_bibfiles": "file of sources",
    "edition_verdicts": "verdict",
    "essay_chapters": "chapter of the essay",
    "sources_groups": "group of sources",
    "typst_documents": "book to print",
}
"""What a list must name, or much else would be told."""
WORDS = {"project": "the book's title", "release": "the number of the edition"}
"""Texts that every page prints."""
FILES = (
    "html_extra_path",
    "html_favicon",
    "html_logo",
    "html_static_path",
    "html_theme_path",
    "locale_dirs",
    "templates_path",
)
"""Settings of libraries that name one or more files or folders, seen from conf.py."""
LANGUAGE = re.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""A tag as BCP 47 has it, which pages and books carry."""
LISTS = (list, tuple, set, frozenset)
"""What libraries take for each other."""


def texts(*values: object) -> bool:
    """Whether all values are texts."""
    return all(isinstance(value, str) for value in values)


def example(name: object, value: Any) -> bool:
    """Whether a search that the page offers is a text, or a list of texts where it offers several."""
    several = name in {"names", "dates", "places"}
    return (isinstance(value, list) and texts(*value)) if several else texts(value)


MAPPINGS: Mapping[str, tuple[Callable[[object, Any], bool], str]] = {
    "events_kinds": (
        lambda name, words: texts(name, words) and bool(words.strip() and re.fullmatch("[a-z][a-z0-9-]*", str(name))),
        '"kind-in-small-letters": "words"',
    ),
    "fonts_families": (
        lambda name, value: texts(name) and isinstance(value, list) and texts(*value),
        '"role": ["family", "serif"]',
    ),
    "glossary_forms": (
        lambda name, form: texts(name) and isinstance(form, (tuple, list)) and len(form) == 2 and texts(*form),
        '"option": ("language", "name")',
    ),
    "glossary_kinds": (texts, '"section": "kind"'),
    "search_examples": (example, '"words": "a text", and "names", "dates" and "places": ["some", "texts"]'),
    "short_titles": (texts, '"page": "title"'),
}
"""Mappings: whether a name and its value are sound, and how they are written."""


class Code(WarningCode, area="settings"):
    """Warning codes of type ``settings``."""

    TYPE = "type"
    """A setting has a value of another type."""
    VALUE = "value"
    """A setting has a value that no book can be made with."""
    UNKNOWN = "unknown"
    """There is no such setting, but one that is spelled nearly so."""


def check(app: Sphinx, config: Config) -> None:
    """Look at the values before anything uses them; Sphinx itself would go on.

    What conf.py sets, and which types a setting has, Sphinx keeps to itself: hence the names with an underscore.
    """
    for name, value in sorted(config._raw_config.items()):
        theirs = name in config._options and not name.startswith(OURS)
        if theirs and (fault := misfit(name, config._options[name], value)):
            message = f"the setting {name!r} {fault}; change it"
            raise FatalError(Code.TYPE, message, place(Path(app.confdir), name))
    for name, option in sorted(config._options.items()):
        allowed, value = option.valid_types, config[name]
        if name in NAMES:
            allowed = frozenset({list})
        elif not name.startswith(OURS) or not isinstance(allowed, frozenset) or not allowed:
            continue
        sound = type(value) in allowed
        if fault := misfit_inside(name, value) if sound else must_be({kind.__name__ for kind in allowed}, value):
            raise FatalError(Code.TYPE, f"the setting {name!r} {fault}; change it", place(Path(app.confdir), name))
    for code, name, message in [*faults(config), *file_faults(app, config), *theme_faults(app, config)]:
        raise FatalError(code, message, place(Path(app.confdir), name))


def misfit_inside(name: str, value: Any) -> str:
    """What is wrong with the parts of a list or mapping of ours; or ``""``."""
    if name in NAMES and (wrong := [item for item in value if not texts(item)]):
        return f"must be a list of texts; {wrong[0]!r} is none"
    sound, form = MAPPINGS.get(name, (None, ""))
    if sound and (odd := [key for key, part in value.items() if not sound(key, part)]):
        return f"must be a mapping: {{{form}}}; {odd[0]!r} has another form"
    return ""


def misfit(name: str, option: _Opt, value: object) -> str:
    """What is wrong with the type of a library's setting, which it says itself or has by default; or ``""``."""
    default = option.default
    allowed: tuple[Any, ...] = ()
    if name == "source_suffix":  # three forms of it are read
        return ""
    if exact := EXACT.get(name):  # a time is a date too, but none of its forms is that of a day
        return "" if type(value) is exact else must_be({exact.__name__}, value)
    if isinstance(default, LISTS):  # the types that it says may be those of its items
        allowed = LISTS
    elif isinstance(option.valid_types, LISTS) and option.valid_types:
        allowed = (*option.valid_types, type(default))
    elif default is not None and not callable(default):
        allowed = (type(default),)
    if not allowed or Any in allowed or isinstance(value, allowed):
        return ""
    return must_be({"list"} if allowed is LISTS else {kind.__name__ for kind in allowed}, value)


def must_be(kinds: Iterable[str], value: object) -> str:
    """What is said of a value of another type than the ``kinds`` that there can be."""
    return f"must be {' or '.join(sorted(kinds))}, not {type(value).__name__}"


def theme_faults(app: Sphinx, config: Config) -> Iterator[tuple[Code, str, str]]:
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


def file_faults(app: Sphinx, config: Config) -> Iterator[tuple[Code, str, str]]:
    """Files and folders that conf.py names and that are not there; Sphinx says so without a place, or not at all."""
    for name in FILES:
        named = config._raw_config.get(name) or ()
        for entry in (named,) if isinstance(named, str) else named:
            if "://" not in entry and not Path(app.confdir, entry).exists():
                yield Code.VALUE, name, f"{name!r} names {entry!r}, which is not there; mend the name, or take it out"


def faults(config: Config) -> Iterator[tuple[Code, str, str]]:
    """What is wrong with settings whose types are right: code, name and message."""
    if config.html_baseurl and not config.html_baseurl.startswith(("https://", "http://")):
        yield Code.VALUE, "html_baseurl", f"the address {config.html_baseurl!r} must begin with https://; change it"
    if wrong := re.search(r"[\s?#]", config.html_baseurl):
        yield Code.VALUE, "html_baseurl", f"the address {config.html_baseurl!r} can have no {wrong[0]!r}; take it out"
    for name, what in NEEDED.items():
        if not config[name]:
            yield Code.VALUE, name, f"{name!r} names no {what}; write one"
    for name, what in WORDS.items():
        if not config[name].strip():
            yield Code.VALUE, name, f"{name!r} is without words; write {what}"
    if not LANGUAGE.fullmatch(config.language):
        yield Code.VALUE, "language", f"{config.language!r} is no tag of a language; write one as 'en' or 'en-US'"
    for kind, form in config.numfig_format.items():
        if not texts(form) or form.count("%") != 1 or "%s" not in form:
            message = f"'numfig_format': {form!r} must have one %s, where the number of a {kind} stands; change it"
            yield Code.VALUE, "numfig_format", message
    for document in config.typst_documents:
        if not isinstance(document, dict) or not texts(document.get("startdocname"), document.get("targetname")):
            message = "'typst_documents' must hold mappings with 'startdocname', 'targetname' and 'title'; change it"
            yield Code.VALUE, "typst_documents", message
    chapters = config.essay_chapters
    if len(set(chapters)) < len(chapters):
        yield Code.VALUE, "essay_chapters", "'essay_chapters' must name each chapter once; change it"
    if ending := next((name for name in chapters if name.endswith(".md")), ""):
        yield Code.VALUE, "essay_chapters", f"{ending!r} must be a name without its ending; take '.md' out"
    if folder := next((name for name in chapters if "/" in name), ""):
        message = f"{folder!r} must stand beside conf.py, for its passages are named after it; move it there"
        yield Code.VALUE, "essay_chapters", message
    if odd := next((name for name in chapters if nodes.make_id(name) != name), ""):
        message = f"{odd!r} must be of letters a-z, digits and hyphens, for its passages are named after it; rename it"
        yield Code.VALUE, "essay_chapters", message
    if config.notes_most < 1:
        yield Code.VALUE, "notes_most", "'notes_most' must be 1 or more; change it"
    known = [name for name in config._options if name.startswith(OURS)]
    for name in sorted(config._raw_config.keys() - config._options.keys()):
        if near := nearest(name, known, 0.85):
            yield Code.UNKNOWN, name, f"there is no setting {name!r}; write {near!r}"


def check_pages(app: Sphinx, env: BuildEnvironment, _docnames: list[str]) -> None:
    """Tell a page that there is not, but one that is spelled nearly so."""
    for setting in PAGES:
        for name in env.config[setting]:
            if name not in env.found_docs and (near := nearest(name, env.found_docs)):
                message = f"{setting!r} names a page {name!r}, which there is not; write {near!r}"
                raise FatalError(Code.UNKNOWN, message, place(Path(app.confdir), setting))


def check_explained(app: Sphinx, env: BuildEnvironment) -> None:
    """Tell a section that there is not, but one that is spelled nearly so."""
    known = env.domains.standard_domain.anonlabels
    for setting in EXPLAINED:
        name = env.config[setting]
        if name not in known and (near := nearest(name, known)):
            message = f"{setting!r} names a place {name!r}, which there is not; write {near!r}"
            warn(Code.UNKNOWN, message, place(Path(app.confdir), setting))


def place(folder: Path, name: str) -> str:
    """``path:line`` of a setting."""
    path = folder / "conf.py"
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [number for number, line in enumerate(lines, 1) if re.match(rf"\s*{name}\s*[:=]", line)]
    return f"{path}:{found[-1] if found else 1}"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the checks, and the section on the rights in the book's parts, which no part of the code owns."""
    app.add_config_value("rights_explained", "", "env", types=frozenset({str}))
    app.connect("config-inited", check, priority=100)
    app.connect("env-before-read-docs", check_pages)
    app.connect("env-check-consistency", check_explained)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

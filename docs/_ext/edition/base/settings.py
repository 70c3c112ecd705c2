"""Check the types of the settings in conf.py: a wrong one is reported once, at its line."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edition.base.warnings import FatalError, WarningCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config, _Opt
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
"""The prefixes of our settings."""
MENUS = ("pages_row", "pages_menu", "pages_foot")
"""Settings that name the pages to which every page has a link."""
PAGE_LISTS = (*MENUS, "pdf_indexed", "pdf_left_out", "pdf_small")
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
"""Settings of libraries whose default is not of the type that they need, which is exactly this one, no subclass."""
LISTS = (list, tuple, set, frozenset)
"""Types that libraries accept for each other."""


def texts(*values: object) -> bool:
    """Whether all values are texts."""
    return all(isinstance(value, str) for value in values)


def worded(*values: object) -> bool:
    """Whether all values are texts with words."""
    return all(isinstance(value, str) and value.strip() for value in values)


def example(name: object, value: Any) -> bool:
    """Whether the page offers a search of a name, and it is a text, or a list of texts where it offers several."""
    several = name in {"names", "dates", "places"}
    if not several and name not in {"question", "words", "beginning", "source", "fields"}:
        return False
    return worded(*value) if several and isinstance(value, list) else not several and worded(value)


MAPPINGS: Mapping[str, tuple[Callable[[object, Any], bool], str]] = {
    "events_kinds": (
        lambda name, words: worded(name, words) and bool(re.fullmatch("[a-z][a-z0-9-]*", str(name))),
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
    "short_titles": (worded, '"page": "title"'),
}
"""Mappings: whether a name and its value are sound, and how they are written."""


class Code(WarningCode, area="settings"):
    """Warning codes of type ``settings``."""

    TYPE = "type"
    """A setting has a value of another type."""
    VALUE = "value"
    """A setting has a value that no book can be made with."""
    UNKNOWN = "unknown"
    """There is no such setting, but one with a similar name."""


def check(app: Sphinx, config: Config) -> None:
    """Check the values before anything uses them; Sphinx itself would only warn.

    Sphinx has no public way to ask what conf.py sets and which types a setting has, so private names are used.
    """
    for name, value in sorted(config._raw_config.items()):
        theirs = name in config._options and not name.startswith(OURS)
        if theirs and (fault := misfit(name, config._options[name], value)):
            message = f"the setting {name!r} {fault}; change it"
            raise setting_error(app, name, message, Code.TYPE)
    for name, option in sorted(config._options.items()):
        allowed, value = option.valid_types, config[name]
        if name in NAMES:
            allowed = frozenset({list})
        elif not name.startswith(OURS) or not isinstance(allowed, frozenset) or not allowed:
            continue
        sound = type(value) in allowed
        if fault := misfit_inside(name, value) if sound else must_be({kind.__name__ for kind in allowed}, value):
            raise setting_error(app, name, f"the setting {name!r} {fault}; change it", Code.TYPE)


def misfit_inside(name: str, value: Any) -> str:
    """The fault of the items of one of our lists or mappings; or ``""``."""
    if name in NAMES and (wrong := [item for item in value if not worded(item)]):
        return f"must be a list of texts; {wrong[0]!r} is none"
    sound, form = MAPPINGS.get(name, (None, ""))
    if sound and (odd := [key for key, part in value.items() if not sound(key, part)]):
        return f"must be a mapping: {{{form}}}; {odd[0]!r} has another form"
    return ""


def misfit(name: str, option: _Opt, value: object) -> str:
    """The fault of a library's setting whose type is not a declared one or that of its default; or ``""``."""
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
    """The message on a value whose type is none of the ``kinds``."""
    return f"must be {' or '.join(sorted(kinds))}, not {type(value).__name__}"


def setting_error(app: Sphinx, name: str, message: str, code: WarningCode = Code.VALUE) -> FatalError:
    """The error that ends a build at the line of a setting."""
    return FatalError(code, message, place(app, name))


def place(app: Sphinx, name: str) -> str:
    """``path:line`` of a setting in conf.py; line 1 if it is not set there."""
    path = Path(app.confdir, "conf.py")
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [number for number, line in enumerate(lines, 1) if re.match(rf"\s*{name}\s*[:=]", line)]
    return f"{path}:{found[-1] if found else 1}"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the check."""
    app.connect("config-inited", check, priority=90)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

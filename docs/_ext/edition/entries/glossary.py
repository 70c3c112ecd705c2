"""Terms of the glossary: the directive for one term, with its forms in other languages and related terms."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

from edition.base.characters import faults
from edition.base.domains import domain
from edition.base.languages import foreign, runs, written_in
from edition.base.links import add_links
from edition.base.locale import _, later
from edition.base.phases import Read
from edition.base.quotes import curl
from edition.base.unread import plain_slip
from edition.base.warnings import WarningCode, warn
from edition.base.words import fold, repeated
from edition.names.anchors import AnchorsDomain
from edition.names.kinds import Kind
from edition.names.printed import has_words
from edition.names.record import Form, mark

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.domains.std import StandardDomain
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata, OptionSpec

ENGLISH_WORD = re.compile("[A-Za-z]{2}")

FORMS = {
    "ko": ("ko", later("Hangul")),
    "hanja": ("ko-Hani", later("hanja")),
    "rr": ("ko-Latn", later("Revised Romanization")),
    "mr": ("ko-Latn", later("McCune–Reischauer")),
    "ru": ("ru", later("Russian")),
}
"""The default of the setting ``glossary_forms``: option, BCP 47 language tag, name of the form."""


class Code(WarningCode, area="terms"):
    """Warning codes of type ``terms``."""

    ID = "id"
    """A term lacks its permanent anchor, or has one of a wrong form."""
    EMPTY = "empty"
    """A term has no definition."""
    SEE = "see"
    """A term names itself in ``:see:``, or another term twice."""
    FORM = "form"
    """A form is not written in the script of its language."""
    MARKUP = "markup"
    """A term's name has markup, and would be printed with it."""
    NESTED = "nested"
    """A term stands within another."""
    TWICE = "twice"
    """Two terms, or two of their forms, differ only in case."""


class Term(SphinxDirective):
    """``{term} Juche``: one entry of the glossary, to which the role ``term`` links."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[OptionSpec] = {
        "id": directives.unchanged,  # an empty one is reported below
        "see": directives.unchanged,
    }
    """``add_forms`` adds the book's forms."""

    def run(self) -> list[nodes.Node]:
        """Make a definition list of one entry; ``JoinTerms`` joins neighbors."""
        title = fold(self.arguments[0])
        printed = curl(title, self.config.language)
        if markup := plain_slip(title):
            warn(Code.MARKUP, f"the term {title!r}: {markup}", self.get_location())
        anchor = self.options.get("id", "")
        sound = Kind.of(anchor) is Kind.TERM and anchor == nodes.make_id(anchor)
        if not sound and not any(faults(anchor, "")):  # odd characters are reported by base.characters
            message = f"the term {title!r} needs ':id: {Kind.TERM.prefix}name-in-small-letters', its permanent anchor"
            warn(Code.ID, message + (f", not {anchor!r}" if anchor else ""), self.get_location())
        term = nodes.term("", title, ids=[anchor if sound else nodes.make_id(f"{Kind.TERM.prefix}{title}")])
        if sound:
            known = self.config.glossary_forms
            given = [Form(self.options[name], *known[name]) for name in known if name in self.options]
            mark(term, Kind.TERM, printed, forms=tuple(given))
        anchor = term["ids"][0]
        self.set_source_info(term)
        if anchor not in self.state.document.ids:  # a second one is reported after all was read
            self.state.document.note_explicit_target(term)
        std = cast("StandardDomain", self.env.get_domain("std"))
        std._note_term(title, anchor, location=term)  # as Sphinx's own glossary does, so that case does not matter
        std.labels[anchor] = self.env.docname, anchor, printed
        std.anonlabels[anchor] = self.env.docname, anchor
        definition = nodes.definition("", *self.parse_content_to_nodes())
        if not has_words(definition):
            message = f"the term {title!r} says nothing; write its definition below its options"
            warn(Code.EMPTY, message, self.get_location())
        if forms := self.forms():
            definition.insert(0, forms)
        for inner in definition.findall(nodes.term):
            if isinstance(inner.parent.parent, nodes.definition_list) and "glossary" in inner.parent.parent["classes"]:
                message = f"the term {inner.astext()!r} stands within {title!r}; end that by ':::' above this one"
                warn(Code.NESTED, message, inner)
        if see := self.see_also(title, anchor):
            definition += see
        item = nodes.definition_list_item("", term, definition)
        return [nodes.definition_list("", item, classes=["glossary"])]

    def see_also(self, title: str, anchor: str) -> nodes.paragraph | None:
        """The line of related terms; None if there are none."""
        see = self.options.get("see", "").split()
        if anchor in see:
            warn(Code.SEE, f"the term {title!r} sees itself; take {anchor!r} out", self.get_location())
        for twin in repeated(see):
            warn(Code.SEE, f"the term {title!r} sees {twin!r} twice; take one of the two out", self.get_location())
        if not see:
            return None
        line = nodes.paragraph("", _("See also "), classes=["see-also"])
        add_links(line, self.env.docname, [(target, "") for target in see], ", ")
        for reference in line.findall(addnodes.pending_xref):
            self.set_source_info(reference)
        return line

    def forms(self) -> nodes.paragraph | None:
        """The term in other languages and scripts, each marked with its language."""
        known = self.config.glossary_forms
        given = [(name, self.options[name]) for name in known if name in self.options]
        if not given:
            return None
        line = nodes.paragraph("", classes=["forms"])
        for i, (name, text) in enumerate(given):
            tag, label = known[name]
            if not written_in(text, tag):
                message = (
                    f"':{name}: {text}' is not in the letters of this form, {label}; write it so, or as another form"
                )
                warn(Code.FORM, message, self.get_location())
            line += nodes.Text("\N{NO-BREAK SPACE}· " if i else "")  # a line may end with the dot, not begin
            classes = ["form", f"form-{name}"]
            for part, language in split_form(text, tag):
                if language:
                    line += foreign("", part, lang=language, classes=classes, title=_(label))
                else:
                    line += nodes.Text(part)
        return line


def split_form(text: str, tag: str) -> list[tuple[str, str]]:
    """A form in pieces, each with its language; ``""`` for remarks in English.

    >>> split_form("라진 (North Korean)", "ko")
    [('라진', 'ko'), (' (North Korean)', '')]
    """
    if tag.endswith("-Latn") or not ENGLISH_WORD.search(text):
        return [(text, tag)]
    return [(part, tag if language else "") for part, language in runs(text, tag)]


class JoinTerms(SphinxTransform):
    """Join terms that follow each other into one list, so that screen readers announce one list."""

    default_priority = Read.JOIN_TERMS

    def apply(self, **kwargs: object) -> None:
        """Move the items of each list into the list before it."""
        for terms in list(self.document.findall(nodes.definition_list)):
            if "glossary" not in terms["classes"]:
                continue
            before = terms.previous_sibling()
            if isinstance(before, nodes.definition_list) and "glossary" in before["classes"]:
                terms.parent.remove(terms)
                before.extend(terms.children)


def check_twins(_app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of terms and forms that differ only in case: a link would silently go to one of two such terms.

    Sphinx itself warns of equal terms; forms may be equal.
    """
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    for name in domain(env, AnchorsDomain).all_names():
        if name.kind is not Kind.TERM:
            continue
        for text, form in [(name.title, ""), *((form.text, form.name) for form in name.forms)]:
            other, where = seen.setdefault((text.lower(), form), (text, name.origin))
            if other != text:
                message = (
                    f"{text!r} and {other!r} ({where}) differ only in capitals; write them alike, or join the terms"
                )
                warn(Code.TWICE, message, f"{Path(env.srcdir) / name.origin}")


def add_forms(app: Sphinx, config: Config) -> None:
    """Register the directive with an option for each form that the settings name."""
    options = Term.option_spec | dict.fromkeys(config.glossary_forms, directives.unchanged_required)
    app.add_directive("term", type("TermWithForms", (Term,), {"option_spec": options}), override=True)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the glossary."""
    app.add_config_value("glossary_forms", FORMS, "env", types=frozenset({dict}))
    app.add_directive("term", Term)
    app.connect("config-inited", add_forms)
    app.connect("env-check-consistency", check_twins)
    app.add_transform(JoinTerms)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

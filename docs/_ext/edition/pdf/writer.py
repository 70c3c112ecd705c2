"""The Typst writer of sphinxcontrib-typstbuilder: the only module that uses its private parts.

The writer keeps a stack of open elements: a visitor opens a call, its children write into it, and closing it writes
the call into the element around it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol, cast

from sphinxcontrib_typstbuilder._writer import TypstTranslator as TypstTranslator  # the builder's

from edition.pdf.context import context_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes
    from sphinx.builders import Builder
    from sphinx.config import Config


class Call(Protocol):
    """A call of a Typst function that is being written."""

    name: str
    named_params: dict[str, str | None]
    """Named arguments, in Typst code."""
    positional_params: list[str]
    """Positional arguments, in Typst code."""
    body: list[str]
    """Pieces of its content, in Typst markup."""
    labels: list[str]
    """Labels that stand before it."""


class Writer(Protocol):
    """As much of ``sphinxcontrib_typstbuilder._writer.TypstTranslator`` 0.1 as this book uses."""

    builder: Builder
    config: Config
    document: nodes.document
    sectionlevel: int
    curr_files: list[str]
    pending_labels: list[str]

    def curr_element(self) -> Call:
        """The innermost open element."""

    def append_block_fun(self, node: nodes.Element | None, name: str, **options: Any) -> None:
        """Open a call that ends its line."""

    def append_inline_fun(self, node: nodes.Element | None, name: str, **options: Any) -> None:
        """Open a call within a line."""

    def append_block_code_fun(self, node: nodes.Element | None, name: str, **options: Any) -> None:
        """Open a call among the arguments of another."""

    def append_markup_arg(self, node: nodes.Element | None) -> None:
        """Open an argument."""

    def append_unprocessed(self, node: nodes.Element | None) -> None:
        """Open a stretch without a call of its own."""

    def pop_el(self) -> str:
        """Close the innermost element and give its text."""

    def absorb_fun_in_body(self) -> None:
        """Close the innermost element into the one around it."""

    def label_ref(self, label: str) -> str:
        """The label of an id in the present document, or of a reference's address."""


def quote(text: str) -> str:
    """A Typst string; its escapes for these are JSON's.

    >>> quote('a "b"')
    '"a \\\\"b\\\\""'
    """
    return json.dumps(text, ensure_ascii=False)


def array(items: list[str]) -> str:
    """A Typst array of strings.

    >>> array(["a"])
    '("a",)'
    """
    return "(" + ", ".join(map(quote, items)) + ("," if len(items) == 1 else "") + ")"


def yes(fact: bool) -> str:
    """A truth value of Typst."""
    return "true" if fact else "false"


def open_block(writer: Writer, node: nodes.Element | None, name: str, *arguments: str, **named: str) -> Call:
    """Open a call that is a block of its own, with the ids of the node before it."""
    return _open(writer, node, name, arguments, named, block=True)


def open_inline(writer: Writer, node: nodes.Element | None, name: str, *arguments: str, **named: str) -> Call:
    """Open a call within a line, with the ids of the node before it."""
    return _open(writer, node, name, arguments, named, block=False)


def _open(
    writer: Writer,
    node: nodes.Element | None,
    name: str,
    arguments: tuple[str, ...],
    named: dict[str, str],
    *,
    block: bool,
) -> Call:
    append = writer.append_block_fun if block else writer.append_inline_fun
    options = {key.replace("_", "-"): value for key, value in named.items()}
    append(node, name, positional_params=list(arguments), named_params=options, force_body=True)
    return writer.curr_element()


def call(writer: Writer, node: nodes.Element | None, name: str, *arguments: str, **named: str) -> None:
    """Write a call without content of its own."""
    opened = open_inline(writer, node, name, *arguments, **named)
    cast("Any", opened).force_body = False
    close(writer)


def close(writer: Writer) -> None:
    """Close what was opened last."""
    writer.absorb_fun_in_body()


def open_argument(writer: Writer) -> None:
    """Begin content that becomes an argument of the call around it."""
    writer.append_markup_arg(None)


def open_code(writer: Writer, name: str, **named: str) -> None:
    """Open a call that becomes an argument of the call around it."""
    options = {key.replace("_", "-"): value for key, value in named.items()}
    writer.append_block_code_fun(None, name, named_params=options, force_body=True)


def close_argument(writer: Writer, name: str = "") -> None:
    """Pass the content to the call around it, as a named or as a positional argument."""
    content = writer.pop_el()
    if name:
        writer.curr_element().named_params[name] = content
    else:
        writer.curr_element().positional_params.append(content)


def write(writer: Writer, markup: str) -> None:
    """Write Typst markup."""
    writer.curr_element().body.append(markup)


def rename(writer: Writer, name: str, **named: str) -> None:
    """Change the name of the call that was opened last, and add some arguments."""
    opened = writer.curr_element()
    opened.name = name
    opened.named_params |= {key.replace("_", "-"): value for key, value in named.items()}


def take_labels(writer: Writer) -> list[str]:
    """Take the labels from the call that was opened last."""
    opened = writer.curr_element()
    labels, opened.labels = opened.labels, []
    return labels


def take_names(writer: Writer, node: nodes.Element) -> list[str]:
    """The labels of a node's ids, and of those before it that wait for an element."""
    labels, writer.pending_labels = writer.pending_labels, []
    return [*labels, *map(writer.label_ref, node["ids"])]


def add_footer(writer: Writer, words: str) -> None:
    """Give the table that is being written a footer, which is repeated on each of its pages."""
    table = cast("Any", writer.curr_element())
    columns = sum(map(bool, table.colwidths))  # one without width keeps rows together
    table.cells.append(f"table.footer(table.cell(colspan: {columns})[#table-legend({quote(words)})])")


def owns(writer: Writer, method: str, node: nodes.Node) -> None:
    """Call the writer's own method; ours hide it on the instance only."""
    getattr(type(writer), method)(writer, node)


def own(method: str) -> Callable[[Writer, Any], None]:
    """The writer's own method as a visitor."""

    def visit(writer: Writer, node: nodes.Node) -> None:
        owns(writer, method, node)

    return visit


def shut(writer: Writer, _node: nodes.Node) -> None:
    """Close what a node opened: a ``depart`` function."""
    close(writer)


def file_label(docname: str) -> str:
    """The label of a document.

    >>> file_label("one")
    '%one'
    """
    return f"%{docname}"


def document_label(docname: str, anchor: str) -> str:
    """The label of an id of a document.

    >>> document_label("one", "one-p1")
    '%one#one-p1'
    """
    return f"{file_label(docname)}#{anchor}"


def head(template: str) -> str:
    """The beginning of a file that a template sets."""
    return f'#import "templates/{template}.typ": *\n\n#show: template.with(metadata: json("metadata.json"))\n\n'


def write_document(builder: Builder, tree: nodes.document, level: int, attached: set[str]) -> str:
    """The text of a document below headings of a level; ``attached`` are the downloads of those before it."""
    context = context_of(tree)
    tree["docname"], tree["template"] = context.docname, ""  # the writer would begin with the head of a template
    writer = cast("Any", builder.create_translator(tree, builder))
    writer.sectionlevel, writer.attached_files = level, attached
    writer.this_is_the_title = not context.opening
    tree.walkabout(writer)
    return str(writer.pop_el())


def write_labels(writer: Writer) -> None:
    """Write the labels that wait for an element, since no element follows."""
    labels, writer.pending_labels = writer.pending_labels, []
    if labels:
        write(writer, "".join(f"#mlabel({quote(label)})" for label in labels) + "\n")


def open_apart(writer: Writer) -> None:
    """Begin text that is not printed here."""
    writer.append_unprocessed(None)


def close_apart(writer: Writer) -> str:
    """The text that was written since ``open_apart``."""
    return writer.pop_el()


def document(writer: Writer) -> str:
    """The document that is being written."""
    return writer.curr_files[-1]


def target(writer: Writer, reference: nodes.Element) -> str:
    """The label to which a reference inside the book leads."""
    return writer.label_ref(reference.get("refuri") or reference["refid"])


def write_number(writer: Writer, node: nodes.Element, kind: str) -> None:
    """Begin a caption with its number, if it has one."""
    numbers = writer.builder.env.toc_fignumbers.get(document(writer), {}).get(kind, {})
    for number in (numbers[name] for name in node["ids"] if name in numbers):
        shown = writer.config.numfig_format[kind] % ".".join(map(str, number))
        write(writer, f"#{quote(f'{shown}. ')}")

"""Decode the LaTeX of BibTeX fields to text: accents, letters, dashes, quotation marks, and font commands."""

from __future__ import annotations

import codecs
import contextlib
import re

_TYPE = re.compile(
    r"\\(?:emph|enquote|mbox|mkbibquote|mkbibemph|nocase|text(?:bf|it|md|rm|sc|sf|sl|subscript|superscript|tt|up)|url)"
    r"\s*(?=\{)|\\(?:bf|em|it|rm|sc|sf|sl|tt|upshape|relax)\b\s*|\\[/-]"
)
_ENQUOTE = re.compile(r"\\(?:enquote|mkbibquote)\s*\{([^{}]*)\}")
_KEPT = {r"\{": "\ue000", r"\}": "\ue001", r"\lbrace{}": "\ue000", r"\rbrace{}": "\ue001", r"\$": "\ue002"}
"""What the codec or the removal of braces would lose, with its substitute until the end."""
_SPACES = re.compile(r"\\[,;: ]|\\q?quad\b\s*")


def decode(value: str) -> str:
    r"""The text of a field, without its braces; an unknown command stays, with its backslash.

    >>> decode(r"M{\"u}ller and {\L}ukasz, Kim Il-s{\u{o}}ng --- {\emph{The} Title} 1990--1995")
    'Müller and Łukasz, Kim Il-sŏng — The Title 1990–1995'
    >>> decode(r"A \& B, 5\% of \$3, \enquote{so} \unknown{x}")
    'A & B, 5% of $3, “so” \\unknown x'
    """
    text = " ".join(value.split()) if "\n" in value else value
    if "\\" in text:
        for written, kept in _KEPT.items():
            text = text.replace(written, kept)
        text = _ENQUOTE.sub(r"“\1”", text)
        text = _SPACES.sub(" ", _TYPE.sub("", text))
        text = re.sub(r"\\dots\b\s*(?:\{\})?", "…", text)
        import latexcodec  # noqa: F401 (it registers the codec, and is slow to load)

        with contextlib.suppress(UnicodeDecodeError):  # a lone backslash stays, for unknown_command to find
            text = str(codecs.decode(text, "ulatex"))  # type: ignore[call-overload]  # a codec from text to text
    else:
        text = re.sub(r"(?<!~)~(?!~)", "\u00a0", text)
    text = text.replace("``", "“").replace("''", "”").replace("---", "—").replace("--", "–")
    return re.sub(r"[{}]", "", text).replace("\ue000", "{").replace("\ue001", "}").replace("\ue002", "$")


def unknown_command(value: str) -> str:
    r"""The first command or lone backslash that ``decode`` does not know; empty if it knows all.

    >>> unknown_command(r"\emph{a} \foo{b}")
    '\\foo'
    """
    found = re.search(r"\\(?:[A-Za-z]+|.?)", decode(value))
    return found[0] if found else ""

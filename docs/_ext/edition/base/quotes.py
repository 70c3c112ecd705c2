"""Quotation marks as the book prints them, and texts cut at a word's end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils.utils import normalize_language_tag
from docutils.utils.smartquotes import educate_tokens, smartchars

if TYPE_CHECKING:
    from collections.abc import Sequence

QUOTES_ONLY = "q"
LOW_TURNED = str.maketrans("„“‚‘", "‚‘„“")


def curl(text: str, language: str = "en", action: str = QUOTES_ONLY) -> str:
    """The text with the typographic quotation marks of a language (BCP 47), as Sphinx prints them.

    >>> curl('It ended "late" in China\\'s war')
    'It ended “late” in China’s war'
    >>> curl('Es endete "spät"', "de")
    'Es endete „spät“'
    """
    return "".join(curl_parts([text], language, action))


def curl_parts(parts: Sequence[str], language: str = "en", action: str = QUOTES_ONLY) -> list[str]:
    """The pieces of one text, with the quotation marks that they have in the whole text.

    >>> curl_parts(["(", '"late")'])
    ['(', '“late”)']
    """
    tags = (tag for tag in normalize_language_tag(language) if tag in smartchars.quotes)
    return list(educate_tokens([("plain", part) for part in parts], action, next(tags, "en")))


def turn(text: str) -> str:
    """A text for use within double quotation marks: its outer marks become single, those within them double.

    >>> turn("“by a policy of ‘Juche,’ or China’s”")
    '‘by a policy of “Juche,” or China’s’'
    >>> turn("The ‘Arduous March’")
    'The ‘Arduous March’'
    >>> turn("Der „lange Marsch“")
    'Der ‚lange Marsch‘'
    """
    if "„" in text:  # of German and its neighbors
        return text.translate(LOW_TURNED)
    turned: list[str] = []
    opened: list[str] = []
    for at, character in enumerate(text):
        if character in "“‘":
            turned.append("“" if len(opened) % 2 else "‘")
            opened.append(character)
        elif opened and (
            (character == "”" and "“" in opened)
            or (character == "’" and opened[-1] == "‘" and not text[at + 1 : at + 2].isalnum())
        ):
            while opened.pop() != ("“" if character == "”" else "‘"):
                pass
            turned.append("”" if len(opened) % 2 else "’")
        else:
            turned.append("’" if character == "”" else character)
    return "".join(turned)


def shorten(text: str, most: int) -> str:
    """The text with its white space folded, cut at the end of a word after at most ``most`` characters.

    >>> shorten("The seeds of the relationship", 14)
    'The seeds of …'
    """
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most + 1].rsplit(" ", 1)[0].rstrip(",;:—– ") + " …"

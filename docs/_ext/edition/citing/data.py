"""The data for the script of the dialog, as scripts, since a page opened from disk can load no other data.

``cite/data/NN.js`` has the names whose `part` is NN, ``cite/data/forms.js`` the templates that they share (see
``specimen``), so that a reader loads some 30 kB for the first citation and little for each other one.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from edition.citing.specimen import DATE_SLOTS, SLOTS, VARIANTS, WIDTH, Variant, variants

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from edition.citing.citables import Citable
    from edition.citing.forms import Templates
    from edition.citing.made import Made

PARTS = 64
QUOTED = re.compile("“.*”")
TURNED = str.maketrans("“”", "‘’")
ANCHOR = "\ue300"
"""Replaces the name in its own record."""
CLAIM = "\ue302"
"""Replaces the words that the subject has in quotation marks."""
WHOSE = "\ue301"
"""Replaces the last of the shared words at the end of a subject."""


def part(name: str) -> int:
    """The number of the file that has a name; ``cite.js`` computes the same.

    >>> part("soviet-era-p2")
    4
    """
    number = 0
    for character in name:
        number = (number * 31 + ord(character)) % 65521
    return number % PARTS


def to_script(function: str, *values: object) -> str:
    """A call of a function of ``cite.js``."""
    texts = (json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in values)
    return f"{function}({','.join(texts)});\n".replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def record(
    citable: Citable, made: Made, printed: Iterable[tuple[int, int]], date: list[str], shared: Sequence[str]
) -> list[object]:
    """A name for the script: shape, heading, subject, quote, place, address, words, locator, varied words, date, pairs.

    ``printed`` are the slots of its shape with their variants, in order.
    Words among the ``shared`` ones are replaced by their number, the name itself by ``ANCHOR``.  Words begin after
    those of the date, which is given as year, month and day if it is not the edition's; varied words are given by
    the number of their mark.
    """
    varied: dict[int, str] = {}
    for slot, variant in printed:
        if variant in {Variant.LATEX, Variant.JSON}:
            continue  # the script escapes itself, and turns simple quotation marks
        words = made.words[slot]
        other = VARIANTS[variant](words)
        simple = words.translate(TURNED) if variant == Variant.TURNED else words
        if variant == Variant.JSON_TITLE:
            simple = VARIANTS[Variant.JSON](words)
        if variant == Variant.HEADLINE | Variant.TURNED:
            simple = varied.get(slot * WIDTH + Variant.HEADLINE, VARIANTS[Variant.HEADLINE](words)).translate(TURNED)
            if simple != words.translate(TURNED):
                varied[slot * WIDTH + Variant.HEADLINE] = VARIANTS[Variant.HEADLINE](words)
        if other != simple:
            varied[slot * WIDTH + variant] = other
    constants = {words: number for number, words in enumerate(shared)}
    claim = QUOTED.search(citable.subject)

    def short(words: str) -> str | int:
        told = (words.replace(claim[0], CLAIM) if claim else words).replace(citable.anchor, ANCHOR)
        return constants.get(told, told)

    own = list(made.words[: len(DATE_SLOTS)])
    rest = list(made.words[len(DATE_SLOTS) : SLOTS - 1])
    while rest and not rest[-1]:
        rest.pop()
    subject = shared.index(citable.subject) if citable.subject in shared else citable.subject
    if isinstance(subject, str) and subject.endswith(shared[-1]):
        subject = subject.removesuffix(shared[-1]) + WHOSE
    found: list[object] = [made.shape, citable.heading, subject, citable.quote, short(citable.place)]
    found += [short(citable.address), [short(words) for words in rest], citable.locator[1], varied]
    found.append(own[-1] if own != date else 0)
    found.append([[pair.replace(citable.anchor, ANCHOR), label] for pair, label in citable.pairs])
    while found[-1] in ("", 0, {}, []):
        found.pop()
    return found


def scripts(
    every: Sequence[tuple[Citable, Made]], templates: Mapping[str, Templates], facts: Mapping[str, Any], date: list[str]
) -> dict[str, str]:
    """The files by name; shapes are numbered in the order of their use, for their names change with our code."""
    rows = {one.shape: templates[one.shape].texts for _citable, one in every}
    numbers = {shape: number for number, shape in enumerate(rows)}
    printed = {shape: sorted(variants("".join(texts))) for shape, texts in rows.items()}
    parts: dict[int, dict[str, list[object]]] = {number: {} for number in range(PARTS)}
    for citable, one in every:
        found = record(citable, one, printed[one.shape], date, facts["shared"])
        found[0] = numbers[one.shape]
        parts[part(citable.anchor)][citable.anchor] = found
    texts = {text: number for number, text in enumerate(dict.fromkeys(text for row in rows.values() for text in row))}
    files = {f"{number:02}.js": to_script("citeData", number, names) for number, names in parts.items()}
    told = [[texts[text] for text in row] for row in rows.values()]
    files["forms.js"] = to_script("citeForms", facts, date, told, list(texts))
    return files

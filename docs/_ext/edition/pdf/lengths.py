"""Lengths of authors in units that Typst has."""

from __future__ import annotations

import re

UNITS = {
    "": (0.75, "pt"),
    "px": (0.75, "pt"),
    "pc": (12, "pt"),
    "Q": (0.25, "mm"),
    "rem": (1, "em"),
    "ex": (0.5, "em"),
    "ch": (0.5, "em"),
    **dict.fromkeys(("vw", "vh", "vmin", "vmax"), (1, "%")),
}
"""Units that docutils knows and Typst does not: how much of which unit stands for one."""
LENGTH = re.compile(rf"([\d.]+)\s*({'|'.join(UNITS)})")
"""A length in one of them."""


def typst_length(length: str) -> str:
    """A length as Typst reads it.

    >>> typst_length("40px"), typst_length("50%")
    ('30pt', '50%')
    """
    found = LENGTH.fullmatch(length)
    if not found:
        return length
    factor, unit = UNITS[found[2]]
    return f"{float(found[1]) * factor:g}{unit}"

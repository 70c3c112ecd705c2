"""Numbers of figures: those that Sphinx gives, though it looks at less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.environment.collectors.toctree import TocTreeCollector

import build
from conftest import SQUARE, write_small
from edition.names.numbering import number_all

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Changes

FIGURE = ":::{{figure}} dot.svg\n:name: figure-{0}\n:alt: A dot.\n\nThe {0} dot.\n:::\n\n"
CHANGES: Changes = {
    "dot.svg": SQUARE,
    "one.md": [("A section", FIGURE.format("first") + "A section")],
    "glossary.md": [("A doctrine.", "A doctrine.\n:::\n\n" + FIGURE.format("second") + ":::{note}\nA note.")],
}


def test_the_numbers_are_those_of_sphinx(tmp_path: Path) -> None:
    write_small(tmp_path / "docs", CHANGES)
    env = build.run_sphinx(tmp_path / "docs", tmp_path / "work", "dummy", {}).env
    assert number_all(env) == []
    ours = env.toc_fignumbers
    assert [numbers["figure"] for numbers in ours.values()] == [{"figure-first": (1,)}, {"figure-second": (2,)}]
    TocTreeCollector().assign_figure_numbers(env)
    assert env.toc_fignumbers == ours

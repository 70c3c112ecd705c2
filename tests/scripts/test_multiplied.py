"""The book several times over, as the benchmark measures it."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from building.inputs import ROOT
from comparing.multiplied import FILES, Copier, multiply
from edition.essay.text import read_essay

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(one)=\n# One\n\n(one-p2)=\nSo.[^a-note]", "(one-b)=\n# One\n\n(one-b-p2)=\nSo.[^a-note-b]"),
        ("one:\n  a-note:\n    quote: one\n", "one-b:\n  a-note-b:\n    quote: one\n"),
        ("  chapter: one\n  sources: [lee2006]", "  chapter: one-b\n  sources: [lee2006-b]"),
        ("- id: event-war\n  title: War begins\n", "- id: event-war-b\n  title: War begins B\n"),
        (":::{term} Juche\n:id: term-juche\n", ":::{term} Juche B\n:id: term-juche-b\n"),
        ("{term}`Juche`, {term}`ideas <Juche>`", "{term}`Juche <Juche B>`, {term}`ideas <Juche B>`"),
        ("So.\n\n:::{chart} debt\n:alt: It.\n:::\n", "So.\n\n\n"),
    ],
    ids=["chapter", "claims", "event", "title of an event", "term", "links to terms", "chart"],
)
def test_a_copy_has_names_of_its_own(text: str, expected: str) -> None:
    assert Copier(["one"], {"one-p2", "a-note", "lee2006", "term-juche", "event-war"}).copy(text, "b") == expected


@pytest.mark.slow
def test_the_essay_and_its_chapters_are_there_as_often_as_asked(tmp_path: Path) -> None:
    chapters = ["introduction", "soviet-era", "sino-soviet-split", "putin-era", "nuclear-nexus", "future", "conclusion"]
    for name in (*FILES, *(f"docs/{name}.md" for name in (*chapters, "index", "timeline")), "docs/conf.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    multiply(tmp_path, 3)
    assert len(read_essay((tmp_path / "tests" / "essay.txt").read_text(encoding="utf-8"))) == 3 * len(chapters)
    contents = (tmp_path / "docs" / "index.md").read_text(encoding="utf-8")
    settings = (tmp_path / "docs" / "conf.py").read_text(encoding="utf-8")
    for name in chapters:
        for again in (name, f"{name}-b", f"{name}-c"):
            assert (tmp_path / "docs" / f"{again}.md").read_text(encoding="utf-8").startswith(f"({again})=\n")
            assert f"\n{again}\n" in contents
            assert f'"{again}",' in settings
    for name in ("keywords.yaml", "questions.yaml"):
        names = re.findall(r"^([\w-]+):", (tmp_path / "docs" / name).read_text(encoding="utf-8"), re.MULTILINE)
        assert len(names) == len(set(names)) > 3 * 60, "each name has its words once"

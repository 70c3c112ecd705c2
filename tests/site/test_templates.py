"""What a page is made of: its template, and those that the template names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest

from edition.base import trees
from edition.site.templates import made_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEMPLATES = {
    "theme/page.html": '{% extends "layout.html" %}',
    "theme/layout.html": '{%- from "macros.html" import day -%}',
    "theme/macros.html": "{% macro day() %}{% endmacro %}",
    "theme/cite.html": "<dl>",
}


@pytest.fixture
def env(tmp_path: Path) -> Iterator[Any]:
    """The builder's side of the templates, with a theme."""
    for name, text in TEMPLATES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    config = type("Config", (), {"html_theme_path": ["."], "html_theme": "theme", "templates_path": ["own"]})
    trees.forget()
    yield cast("Any", type("Environment", (), {"srcdir": tmp_path, "config": config}))
    trees.forget()


@pytest.mark.parametrize(
    ("changed", "pages"),
    [
        ("theme/page.html", {"page.html"}),
        ("theme/layout.html", {"page.html", "layout.html"}),
        ("theme/macros.html", {"page.html", "layout.html", "macros.html"}),
        ("theme/cite.html", {"cite.html"}),
        ("own/macros.html", {"page.html", "layout.html", "macros.html"}),
        ("own/other.html", set()),
    ],
)
def test_a_template_depends_on_those_that_it_names(env: Any, changed: str, pages: set[str]) -> None:
    names = [name.removeprefix("theme/") for name in TEMPLATES]
    before = {name: made_of(env, name) for name in names}
    trees.forget()
    path = env.srcdir / changed
    path.parent.mkdir(exist_ok=True)
    path.write_text("<!-- another -->" + TEMPLATES.get(changed, ""), encoding="utf-8")
    assert {name for name in names if made_of(env, name) != before[name]} == pages

"""Terms: one list, forms marked by language, linked by name and by id."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from conftest import Built, select

if TYPE_CHECKING:
    from collections.abc import Callable


def test_neighboring_terms_make_one_list(small: Callable[..., Built]) -> None:
    page = small().page("glossary")
    (terms,) = select(page, "dl.glossary")
    assert [(t.get("id"), t.text_content()) for t in select(terms, ":scope > dt")] == [
        ("term-mig-15", "MiG-15"),
        ("term-juche", "Juche"),
    ]


def test_forms_are_marked_with_their_language(build_small: Callable[..., Built]) -> None:
    page = build_small({"glossary.md": [(":ko: 주체\n", ":ko: 주체\n:hanja: 主體\n:rr: juche\n:mr: chuch'e\n")]}).page(
        "glossary"
    )
    (forms,) = select(page, "#term-juche + dd > dl.forms")
    assert [form.text_content() for form in select(forms, "dt")] == [
        *("Hangul", "hanja", "Revised Romanization", "McCune–Reischauer"),
    ]
    assert [(form.get("lang"), form.text_content()) for form in select(forms, "dd")] == [
        ("ko", "주체"),
        ("ko-Hani", "主體"),
        ("ko-Latn", "juche"),
        ("ko-Latn", "chuch'e"),
    ]


def test_terms_are_linked_from_the_text_and_from_each_other(small: Callable[..., Built]) -> None:
    built = small()
    (link,) = select(built.page("one"), ".passage a[href='glossary.html#term-mig-15']")
    assert link.text_content() == "MiG-15"
    (see,) = select(built.page("glossary"), "#term-mig-15 + dd .see-also a")
    assert (see.get("href"), see.text_content()) == ("#term-juche", "Juche")


def test_the_name_of_a_term_has_its_apostrophe_everywhere(build_small: Callable[..., Built]) -> None:
    built = build_small({"glossary.md": [("{term} Juche", "{term} Juche's idea")]})
    words = [built.page(page).text_content() for page in ("glossary", "cite/term-juche")]
    assert [("Juche’s idea" in text, "Juche's idea" in text) for text in words] == [(True, False)] * 2
    names = json.loads((built.out / "html" / "anchors.json").read_text(encoding="utf-8"))
    assert [name["title"] for name in names if name["anchor"] == "term-juche"] == ["Juche’s idea"]


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("one.md", [("{term}`MiG-15`", "{term}`MiG-15 <MiG>`")], "one.md:5: WARNING: term not in glossary: 'MiG'; mend it, or write ':::{term} Name' for it in the glossary [ref.term]"),
        ("glossary.md", [(":see: term-juche", ":see: term-jucha")],
         "glossary.md:4: WARNING: undefined label: 'term-jucha'; mend the name, or write '(name)=' above the place that it means [ref.ref]"),
        ("glossary.md", [(":id: term-juche\n", "")], "glossary.md:12: WARNING: the term 'Juche' needs ':id: term-name-in-small-letters'"),
        ("glossary.md", [("A doctrine.\n", "")], "glossary.md:12: WARNING: the term 'Juche' says nothing"),
    ],
)  # fmt: skip
def test_a_bad_term_fails_the_build(build_small: Callable[..., Built], name: str, change: Any, message: str) -> None:
    built = build_small({name: change}, builder="dummy")
    assert built.failed
    assert any(said.startswith(message) for said in built.messages), built.messages

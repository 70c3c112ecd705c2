"""Figures that are not drawn from data: numbered, named and cited like the others, in both books."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest

from conftest import SQUARE, select

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built

DIRECTIVE = """\
:::{figure} dot.svg
:name: figure-dot
:alt: A black square.

The dot {cite:p}`rusk1990`.

Drawn by hand.
:::

See {numref}`figure-dot`."""
IMAGE = """\
(figure-dot)=
![A black square.](dot.svg "The dot.")

See {numref}`figure-dot`."""


def with_figure(text: str, **more: Any) -> dict[str, Any]:
    return {
        "one.md": [("A section {cite:p}`rusk1990`.", f"A section {{cite:p}}`rusk1990`.\n\n{text}")],
        "dot.svg": SQUARE,
        **more,
    }


@pytest.mark.parametrize(("text", "legend"), [(DIRECTIVE, ["Drawn by hand."]), (IMAGE, [])], ids=["directive", "image"])
@pytest.mark.slow
def test_a_plain_figure_is_numbered_named_and_cited_in_both_books(
    build_small: Callable[..., Built], text: str, legend: list[str]
) -> None:
    built = build_small(with_figure(text), "both")
    assert not built.failed, built.messages
    (found,) = select(built.page("one"), "figure#figure-dot")
    assert select(found, ".caption-number")[0].text_content().strip() == "Figure 1"
    assert select(found, ".caption-text")[0].text_content().startswith("The dot")
    assert [e.text_content() for e in select(found, ".legend p")] == legend
    (image,) = select(found, "img")
    assert image.get("alt") == "A black square."
    assert (built.out / "html" / image.get("src", "")).is_file()
    assert [
        a.text_content() for a in select(built.page("one"), "a[href='#figure-dot']") if "Figure" in a.text_content()
    ]
    assert select(found, "figcaption a.cite-link")
    anchors = {a["anchor"]: a for a in json.loads((built.out / "html" / "anchors.json").read_text(encoding="utf-8"))}
    assert anchors["figure-dot"]["kind"] == "figure"
    assert anchors["figure-dot"]["pdf_page"]
    assert anchors["figure-dot"]["place"] == "Figure 1, Introduction", "in the first build as in all later ones"
    (path,) = built.out.glob("*.pdf")
    with pikepdf.open(path) as pdf:
        assert "figure-dot" in pikepdf.NameTree(pdf.Root.Names.Dests)
        assert "A black square." in {
            str(o["/Alt"]) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o
        }
    document = pypdfium2.PdfDocument(path)
    printed = " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)
    assert "Figure 1. The dot" in printed
    assert "See Figure 1" in printed


def test_a_plain_figure_without_a_name_is_told(build_small: Callable[..., Built]) -> None:
    built = build_small(
        with_figure(DIRECTIVE.replace(":name: figure-dot\n", "").replace("See {numref}`figure-dot`.", "")),
        builder="dummy",
    )
    assert built.failed
    (said,) = [m for m in built.messages if "[figures.name]" in m]
    assert said.startswith("one.md:") or "/one.md:" in said
    assert "give it ':name: figure-…'" in said


def test_an_image_without_a_title_stays_an_image(build_small: Callable[..., Built]) -> None:
    built = build_small(with_figure("![A black square.](dot.svg)"))
    assert not built.failed, built.messages
    assert select(built.page("one"), "img[alt='A black square.']")
    assert not select(built.page("one"), "figure")


def test_no_option_of_a_figure_writes_a_style_attribute(build_small: Callable[..., Built]) -> None:
    options = (":width: 50%", ":figwidth: 50%", ":height: 20px", ":scale: 50", ":align: center")
    figures = [
        DIRECTIVE.replace(":alt:", f"{option}\n:alt:").replace("figure-dot", f"figure-dot-{number}")
        for number, option in enumerate(options)
    ]
    built = build_small(with_figure("\n\n".join(figures)))
    assert not built.failed, built.messages
    assert len(select(built.page("one"), "figure")) == len(options)
    assert select(built.page("one"), "main [style]") == []

"""What search engines are told."""

from __future__ import annotations

import urllib.robotparser
from typing import TYPE_CHECKING

import lxml.etree
import pytest

from conftest import select, with_page
from edition.site import crawlers

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built

BASE = "https://example.org/some/book/"


@pytest.mark.parametrize("base", ["", "https://example.org/", BASE])
def test_old_editions_are_kept_from_robots_wherever_the_book_lies(base: str) -> None:
    said = urllib.robotparser.RobotFileParser()
    said.parse(crawlers.robots(base, ["1.0", "1.1"]).splitlines())
    root = base or "https://example.org/"
    assert not said.can_fetch("*", f"{root}1.0/soviet-era.html")
    assert said.can_fetch("*", f"{root}soviet-era.html")
    assert said.site_maps() == ([f"{base}sitemap.xml"] if base else None)


def test_a_first_edition_forbids_nothing() -> None:
    said = urllib.robotparser.RobotFileParser()
    said.parse(crawlers.robots("", []).splitlines())
    assert said.can_fetch("*", "https://example.org/soviet-era.html")


def test_a_book_with_an_address_lists_its_pages_as_they_call_themselves(build_small: Callable[..., Built]) -> None:
    settings = {"conf.py": [("essay_file =", f"html_baseurl = {BASE!r}\nessay_file =")]}
    built = build_small(settings | with_page("a&b"))
    root = lxml.etree.parse(str(built.out / "html" / crawlers.SITEMAP)).getroot()
    listed = root.xpath("//*[local-name()='loc']/text()")
    pages = [path.stem for path in (built.out / "html").glob("*.html") if path.stem not in {"404", "search"}]
    named = [link.get("href", "") for name in pages for link in select(built.page(name), "head link[rel=canonical]")]
    assert sorted(listed) == sorted(named)
    assert len(listed) > 4
    assert set(root.xpath("//*[local-name()='lastmod']/text()")) == {"2026-11-28"}


def test_a_book_without_an_address_has_no_list(small: Callable[..., Built]) -> None:
    assert not (small().out / "html" / crawlers.SITEMAP).exists()

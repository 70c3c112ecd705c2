"""What the bibliography says of its outside links, and the attributes that it gives them."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from conftest import Built, select
from edition.base.utf8 import UnreadableError
from edition.sources.link_record import (
    Link,
    LinkRecord,
    State,
    read_link_record,
    split_copy,
    write_link_record,
)
from edition.sources.link_states import remark, robust_attributes, summarize

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DAY, LATER = date(2026, 5, 3), date(2026, 5, 10)
URL = "https://example.org/page"
COPY = "https://web.archive.org/web/20200102030405/https://example.org/page"
WITH_LINK = {"references.bib": [("language = {en}", f"url = {{{URL}}},\n  language = {{en}}")]}


def record_text(**fields: Any) -> str:
    return json.dumps({"checked": "2026-05-10", "links": [{"url": URL, **fields}]})


def entry_text(built: Built) -> str:
    (entry,) = select(built.page("bibliography"), "#ref-rusk1990 > p:first-child")
    return " ".join(entry.text_content().split())


def link_of(built: Built) -> dict[str, str]:
    (link,) = select(built.page("bibliography"), f'#ref-rusk1990 a[href="{URL}"]')
    return {name: value for name, value in link.items() if name.startswith("data-")}


def test_before_the_first_check_the_page_says_so_once(build_small: Callable[..., Built]) -> None:
    built = build_small(WITH_LINK)
    assert not built.failed, built.messages
    text = select(built.page("bibliography"), "main")[0].text_content()
    assert text.count("none of the 1 has been checked since") == 1
    assert "example.org. Cited at second hand." in entry_text(built)
    assert link_of(built) == {"data-linkstate": "unchecked", "data-originalurl": URL}
    (link,) = select(built.page("bibliography"), f'#ref-rusk1990 a[href="{URL}"]')
    assert (link.text_content(), link.get("aria-label")) == ("example.org", "Rusk 1990, example.org")


# What the record holds of a source's address, what its entry says, and the attributes of the link.
STATES: dict[str, tuple[dict[str, Any], str, dict[str, str]]] = {
    "fine": ({"state": "alive", "seen": "2026-05-10"}, "", {"data-versiondate": "2026-05-10"}),
    "moved": ({"state": "moved", "seen": "2026-05-10"}, "", {"data-versiondate": "2026-05-10"}),
    "earlier": ({"state": "alive", "seen": "2026-05-03"}, "last seen 3 May 2026", {"data-versiondate": "2026-05-03"}),
    "gone": ({"state": "gone", "seen": "2026-05-03"}, "no longer there; last seen 3 May 2026", {"data-versiondate": "2026-05-03"}),
    "never": ({"state": "gone", "seen": None}, "no longer there", {}),
    "kept": ({"state": "gone", "seen": None, "archived": COPY}, "no longer there; kept copy",
             {"data-versionurl": COPY, "data-versiondate": "2020-01-02"}),
    "both": ({"state": "alive", "seen": "2026-05-10", "archived": COPY}, "kept copy",
             {"data-versionurl": COPY, "data-versiondate": "2020-01-02"}),
    "refused": ({"state": "refused", "seen": None}, "its server turns automatic checks away", {}),
    "unreachable": ({"state": "unreachable", "seen": None}, "not reached", {}),
    "new": ({}, "not yet checked", {}),
}  # fmt: skip


def test_an_entry_says_only_what_the_sentence_above_does_not(build_small: Callable[..., Built]) -> None:
    entries = "".join(
        f"@online{{{key},\n  author = {{{key.title()}, A.}},\n  title = {{{{Page}}}},\n  year = {{2001}},\n  url = {{{URL}/{key}}},\n"
        "  language = {en},\n  seen = {own-page},\n  keywords = {news},\n}\n"
        for key in STATES
    )
    links = [{"url": f"{URL}/{key}", **fields} for key, (fields, *_) in STATES.items() if fields]
    built = build_small(
        {
            "references.bib": [("@book{rusk1990,", f"{entries}\n@book{{rusk1990,")],
            "one.md": [("A section {cite:p}`rusk1990`", f"A section {{cite:p}}`rusk1990,{','.join(STATES)}`")],
            "links.json": json.dumps({"checked": "2026-05-10", "links": links}),
        }
    )
    assert not built.failed, built.messages
    page = built.page("bibliography")
    for key, (fields, said, attributes) in STATES.items():
        (entry,) = select(page, f"#ref-{key} > p:first-child")
        text = " ".join(entry.text_content().split())
        assert text.endswith(f"example.org ({said})." if said else "example.org."), text
        (link,) = select(entry, f'a[href="{URL}/{key}"]')
        found = {name: value for name, value in link.items() if name.startswith("data-")}
        state = fields.get("state", "unchecked")
        assert found == {"data-linkstate": state, "data-originalurl": f"{URL}/{key}", **attributes}
    text = select(page, "main")[0].text_content()
    assert "When the 10 addresses were last looked for, on 10 May 2026, 3 pages were there;" in text


def test_the_pdf_says_the_same(build_small: Callable[..., Built]) -> None:
    import pypdfium2

    built = build_small(
        {**WITH_LINK, "links.json": record_text(state="gone", seen=None, archived=COPY)}, builder="typst"
    )
    assert not built.failed, built.messages
    pdf = pypdfium2.PdfDocument(built.out / "typst" / "russia-north-korea.pdf")
    text = " ".join("\n".join(page.get_textpage().get_text_range() for page in pdf).split())
    pdf.close()
    page, copy = (address.removeprefix("https://") for address in (URL, COPY))
    assert f"{page} (no longer there; kept copy: {copy}). Cited at second hand." in text  # whole, for paper
    assert "last looked for, on 10 May 2026" in text


@pytest.mark.slow
def test_a_new_record_reaches_pages_that_were_built(build_small: Callable[..., Built]) -> None:
    build_small({**WITH_LINK, "links.json": record_text(state="alive", seen="2026-05-10")})
    built = build_small({**WITH_LINK, "links.json": record_text(state="gone", seen="2026-05-10")})
    assert "no longer there" in entry_text(built)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("{", 1, "this is not valid JSON: Expecting property name enclosed in double quotes"),
        ("[]", 1, "expected an object with `checked` and a list of `links`"),
        ('{"checked": "soon",\n"links": []}', 1, "`checked` is no date"),
        ('{"checked": null, "links": [\n{"url": "u", "state": "well"}]}', 2, "link 1 cannot be read"),
        ('{"checked": null, "links": [\n\n{"url": "u", "state": "gone", "day": 1}]}', 3, "link 1 cannot be read"),
        ('{"checked": "2026-05-10", "links": [{"url": "u", "state": "alive"}]}', 1, "link 1 cannot be read"),
        ('{"checked": null, "links": [7]}', 1, "link 1 cannot be read"),
        ('{"checked": null, "links": [\n{"url": "u", "state": "gone", "archived": 5}]}', 2, "link 1 cannot be read"),
        ('{"checked": null, "links": [\n{"url": "u", "state": "gone", "used_in": "one"}]}', 2, "link 1 cannot be read"),
    ],
)
def test_an_unreadable_record_is_located(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = tmp_path / "links.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableError, match=re.escape(message)) as caught:
        read_link_record(path)
    assert caught.value.location == f"{path}:{line}"


def test_an_unreadable_record_fails_the_build(build_small: Callable[..., Built]) -> None:
    built = build_small({**WITH_LINK, "links.json": '{\n"checked": null'}, builder="dummy")
    assert built.failed
    assert any(m.startswith("links.json:2: WARNING: this is not valid JSON") and m.endswith("[links.unreadable]")
               for m in built.messages), built.messages  # fmt: skip


def test_a_day_after_the_last_check_fails_the_build(build_small: Callable[..., Built]) -> None:
    text = json.dumps({"checked": "2026-05-09", "links": [{"url": URL, "state": "alive", "seen": "2026-05-10"}]})
    built = build_small({**WITH_LINK, "links.json": text}, builder="dummy")
    assert built.failed
    assert any(f"{URL} was seen after the last check" in m and m.endswith("[links.undated]") for m in built.messages)


def test_the_real_bibliography_marks_every_outside_link(book: Built, measured: Callable[..., None]) -> None:
    page = book.page("bibliography")
    outside = select(page, 'main a[href^="http"]')
    assert len(outside) > 100
    assert [a for a in outside if not a.get("data-originalurl") and a.text_content() != "kept copy"] == []
    names = {(a.get("aria-label"), a.get("href")) for a in outside}
    assert len({name for name, _ in names}) == len(names), "who listens to a list of links can tell them apart"
    urls = {str(a.get("href")) for a in outside if a.get("data-originalurl")}
    record = read_link_record(book.docs / "links.json")
    dated = [a for a in outside if a.get("data-versiondate")]
    seen = {link.url for link in record.links.values() if link.seen or link.archived}
    assert all(a.get("href") in seen or split_copy(a.get("href", "")) for a in dated), "no day that nobody recorded"
    known = {link.url: link.seen for link in record.links.values()}
    states = Counter("unchecked" if url not in known else "seen" if known[url] else "not seen" for url in urls)
    measured(
        addresses_seen=states["seen"], addresses_not_seen=states["not seen"], addresses_unchecked=states["unchecked"]
    )


def test_both_books_count_the_same_addresses(book: Built) -> None:
    import pypdfium2

    sentence = re.compile(r"none of the (\d+) has been checked|When the (\d+) addresses were last")
    in_page = sentence.search(select(book.page("bibliography"), "main")[0].text_content())
    pdf = pypdfium2.PdfDocument(book.out / "russia-north-korea.pdf")
    in_pdf = sentence.search(" ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split()))
    pdf.close()
    assert in_page
    assert in_pdf
    assert in_page.groups() == in_pdf.groups()


def test_a_record_survives_writing_and_reading(tmp_path: Path) -> None:
    links = [
        Link(
            "https://b.example/п", State.MOVED, 200, DAY, "https://c.example/", "https://c.example/", None, ("a", "b")
        ),
        Link("https://a.example/", State.REFUSED, 403),
        Link("https://d.example/", State.GONE, 404, DAY, archived=COPY),
    ]
    path = tmp_path / "links.json"
    write_link_record(path, LinkRecord(LATER, {link.url: link for link in links}))
    assert list(read_link_record(path).links.values()) == sorted(links, key=lambda link: link.url)
    first = path.read_bytes()
    write_link_record(path, read_link_record(path))
    assert path.read_bytes() == first


def test_a_record_that_is_no_text_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "links.json").write_bytes(b"\xff")
    with pytest.raises(UnreadableError, match="cannot be read"):
        read_link_record(tmp_path / "links.json")


@pytest.mark.parametrize(
    ("url", "split"),
    [
        (COPY, (URL, date(2020, 1, 2))),
        ("http://web.archive.org/web/20090528/http:/example.org/a", ("http://example.org/a", date(2009, 5, 28))),
        ("https://web.archive.org/web/20091328000000/https://example.org/", None),
        ("https://web.archive.org/web/*/https://example.org/", None),
        (URL, None),
    ],
)
def test_a_copy_tells_its_original_and_its_day(url: str, split: tuple[str, date] | None) -> None:
    assert split_copy(url) == split


def test_an_address_that_is_itself_a_copy_names_its_original() -> None:
    assert robust_attributes(COPY, None) == {
        "data-linkstate": "unchecked",
        "data-originalurl": URL,
        "data-versionurl": COPY,
        "data-versiondate": "2020-01-02",
    }


def test_a_page_whose_server_refuses_says_when_it_was_last_there() -> None:
    record = LinkRecord(DAY, {})
    assert remark(record, Link(URL, State.REFUSED, 403, date(2026, 1, 2))) == "last seen 2 January 2026"
    assert remark(record, Link(URL, State.REFUSED, 403)) == "its server turns automatic checks away"


def test_an_address_new_since_the_last_check_says_so() -> None:
    assert remark(LinkRecord(DAY, {}), None) == "not yet checked"
    assert remark(LinkRecord(None, {}), None) == ""
    assert "0 pages were there" in summarize(LinkRecord(DAY, {}), {URL})

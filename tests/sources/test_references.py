"""The form of every reference: addresses, DOIs, ISBNs and dates, checked without any network."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import pybtex.database
import pytest
import stdnum.isbn

from conftest import ROOT
from edition.sources.link_record import split_copy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DOI = re.compile(r"10\.\d{4,9}/[-._;()/:a-z0-9<>\[\]+]*[a-z0-9)>\]]", re.IGNORECASE)
LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|yclid|mc_[ce]id|igshid|spm", re.IGNORECASE)


def url_faults(url: str) -> Iterator[str]:
    """What is wrong with the form of an address."""
    if re.search(r"[\s<>\"\\^`{|}]|[\x00-\x1f\x7f]", url):
        yield "has a character that no address has"
        return
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        yield f"cannot be read: {error}"
        return
    if parts.scheme not in {"http", "https"}:
        yield "is not of the web"
        return
    labels = (parts.hostname or "").split(".")
    if len(labels) < 2 or not all(LABEL.fullmatch(label) for label in labels) or labels[-1].isdigit():
        yield "has no host name"
    if parts.username is not None or port is not None:
        yield "has a user name or a port"
    if re.search(r"%(?![0-9A-Fa-f]{2})", url):
        yield "has a broken percent-encoding"
    if any(TRACKING.fullmatch(name) for name, _ in parse_qsl(parts.query, keep_blank_values=True)):
        yield "carries a mark that follows readers"
    if parts.fragment.startswith(":~:"):
        yield "points at words found by a search"
    if any(label == "proxy" or label.startswith(("ezproxy", "0-")) for label in labels):
        yield "goes through a library's proxy"


def weak_kind(url: str, key: str, weak: Mapping[str, tuple[str, list[str]]]) -> str:
    """The kind of weak host that an address is on; empty for a good one, or where the key may use it."""
    labels = (urlsplit(url).hostname or "").split(".")
    for start in range(len(labels) - 1):
        kind, allowed = weak.get(".".join(labels[start:]), ("", []))
        if kind and key not in allowed:
            return kind
    return ""


def faults(
    key: str, fields: Mapping[str, str], edition: date, weak: Mapping[str, tuple[str, list[str]]]
) -> Iterator[str]:
    """What is wrong with the form of a reference."""
    if url := fields.get("url", ""):
        broken = [f"the address {url} {fault}" for fault in url_faults(url)]
        yield from broken
        if re.match(r"https?://(dx\.)?doi\.org/", url) and not url.endswith(f"doi.org/{fields.get('doi')}"):
            yield f"the address {url} belongs into the field doi"
        if not broken and (kind := weak_kind(url, key, weak)):
            yield f"the address {url} is on a {kind}'s host"
        if (copy := split_copy(url)) and copy[1] > edition:
            yield f"the copy {url} is later than the edition"
    if (doi := fields.get("doi")) and not DOI.fullmatch(doi):
        yield f"the DOI {doi} is none"
    if (isbn := fields.get("isbn")) and not stdnum.isbn.is_valid(isbn):
        yield f"the ISBN {isbn} has a wrong check digit"
    for name in ("date", "year"):
        if (day := fields.get(name, "")) and day > edition.isoformat()[: len(day)]:
            yield f"the {name} {day} is later than the edition"


def same_place(url: str) -> str:
    """An address without what rarely matters, to find the same one under another key."""
    parts = urlsplit(split_copy(url)[0] if split_copy(url) else url)  # type: ignore[index]
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}"


def read_weak_hosts() -> dict[str, tuple[str, list[str]]]:
    hosts = {}
    for line in (ROOT / "tests" / "data" / "weak_hosts.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            host, kind, *keys = line.split()
            assert host not in hosts, f"{host} stands twice in weak_hosts.txt"
            hosts[host] = (kind, keys)
    return hosts


@pytest.fixture(scope="module")
def entries() -> dict[str, dict[str, str]]:
    data = pybtex.database.parse_file(str(ROOT / "references.bib"))
    return {key: {k.lower(): str(v) for k, v in entry.fields.items()} for key, entry in data.entries.items()}


def edition_date() -> date:
    found = re.search(
        r"^edition_date = date\((\d+), (\d+), (\d+)\)", (ROOT / "docs" / "conf.py").read_text("utf-8"), re.MULTILINE
    )
    assert found
    year, month, day = map(int, found.groups())
    return date(year, month, day)


def test_every_reference_is_well_formed(entries: dict[str, dict[str, str]], capsys: pytest.CaptureFixture[str]) -> None:
    weak, edition = read_weak_hosts(), edition_date()
    found = {key: list(faults(key, fields, edition, weak)) for key, fields in entries.items()}
    n = {name: sum(name in fields for fields in entries.values()) for name in ("url", "doi", "isbn", "date", "year")}
    with capsys.disabled():
        print(f"\nreferences checked: {len(entries)}; {', '.join(f'{name} {count}' for name, count in n.items())}")
    assert {key: said for key, said in found.items() if said} == {}
    assert n["url"] > len(entries) / 2, "a checker that finds no addresses has checked nothing"


def test_no_address_stands_under_two_keys(entries: dict[str, dict[str, str]]) -> None:
    users = defaultdict(list)
    for key, fields in entries.items():
        if "url" in fields:
            users[same_place(fields["url"])].append(key)
        if "doi" in fields:
            users[f"doi:{fields['doi'].lower()}"].append(key)
    assert {place: keys for place, keys in users.items() if len(keys) > 1} == {}


def test_a_year_that_the_work_does_not_show_is_told(entries: dict[str, dict[str, str]]) -> None:
    """The colophon says that nothing was filled in that the entry does not mark."""
    undated = [
        key
        for key, fields in entries.items()
        if "year" in fields and re.search(r"\b(date|year) not shown", fields.get("caution", ""))
    ]
    assert len(undated) > 20
    assert [key for key in undated if not re.search("Undated|year|Date", entries[key].get("note", ""))] == []


def test_exceptions_from_the_weak_list_are_in_use(entries: dict[str, dict[str, str]]) -> None:
    for host, (_, keys) in read_weak_hosts().items():
        for key in keys:
            assert host in entries[key].get("url", ""), f"{key} does not use {host}; strike it from the line"


WEAK: dict[str, tuple[str, list[str]]] = {"blogspot.com": ("blog", ["known"])}
GOOD = [
    {"url": "https://example.org"},
    {"url": "http://www.example.co.uk/a%20b/c.aspx?q=1&r=#part"},
    {"url": "https://example.org/Пхеньян"},
    {"url": "https://пример.example/"},
    {"url": "http://web.archive.org/web/20090528130111/http:/example.org/a"},
    {"url": "https://notblogspot.com/"},
    {"doi": "10.1353/jks.2013.0020"},
    {"doi": "10.1016/s0140-6736(99)02266-7"},
    {"isbn": "978-0-8014-6880-3"},
    {"isbn": "1-58487-269-1"},
    {"isbn": "89-8479-292-6"},
    {"date": "2026-11-25", "year": "2026"},
    {"date": "2026-11"},
]
BAD = [
    ({"url": "https://example.org/a b"}, "has a character that no address has"),
    ({"url": "https://example.org/{x}"}, "has a character that no address has"),
    ({"url": "ftp://example.org/"}, "is not of the web"),
    ({"url": "www.example.org"}, "is not of the web"),
    ({"url": "https:///path"}, "has no host name"),
    ({"url": "https://localhost/"}, "has no host name"),
    ({"url": "https://127.0.0.1/"}, "has no host name"),
    ({"url": "https://-bad-.example/"}, "has no host name"),
    ({"url": "https://[::1/"}, "cannot be read"),
    ({"url": "https://example.org:8080/"}, "has a user name or a port"),
    ({"url": "https://me@example.org/"}, "has a user name or a port"),
    ({"url": "https://example.org/100%"}, "has a broken percent-encoding"),
    ({"url": "https://example.org/?id=1&utm_source=x"}, "carries a mark that follows readers"),
    ({"url": "https://example.org/#:~:text=war"}, "points at words found by a search"),
    ({"url": "https://dx.doi.org/10.1353/jks"}, "belongs into the field doi"),
    ({"url": "https://0-www.example.org.library.example/"}, "goes through a library's proxy"),
    ({"url": "https://somebody.blogspot.com/2020/"}, "is on a blog's host"),
    ({"url": "https://web.archive.org/web/20270101/https://example.org/"}, "is later than the edition"),
    ({"doi": "https://doi.org/10.1353/jks"}, "is none"),
    ({"doi": "10.1353/"}, "is none"),
    ({"doi": "10.1353/jks."}, "is none"),
    ({"isbn": "978-0-8014-6880-4"}, "has a wrong check digit"),
    ({"isbn": "1-58487-269-2"}, "has a wrong check digit"),
    ({"isbn": "12345"}, "has a wrong check digit"),
    ({"date": "2026-11-26"}, "is later than the edition"),
    ({"date": "2026-12"}, "is later than the edition"),
    ({"year": "2027"}, "is later than the edition"),
]


@pytest.mark.parametrize("fields", GOOD, ids=str)
def test_a_good_form_is_accepted(fields: dict[str, str]) -> None:
    assert list(faults("key", fields, date(2026, 11, 25), WEAK)) == []


@pytest.mark.parametrize(("fields", "fault"), BAD, ids=str)
def test_a_bad_form_is_found(fields: dict[str, str], fault: str) -> None:
    found = list(faults("key", fields, date(2026, 11, 25), WEAK))
    assert len(found) == 1, found
    assert fault in found[0]


def test_a_key_may_be_excepted_from_the_weak_list() -> None:
    assert weak_kind("https://a.blogspot.com/", "known", WEAK) == ""
    assert weak_kind("https://a.blogspot.com/", "other", WEAK) == "blog"


@pytest.mark.parametrize(
    "url",
    [
        "http://www.example.org/a",
        "https://example.org/a/",
        "https://EXAMPLE.org/a#b",
        "http://web.archive.org/web/20090528/http:/example.org/a",
    ],
)
def test_one_place_is_recognized_by_other_names(url: str) -> None:
    assert same_place(url) == same_place("https://example.org/a")
    assert same_place(url) != same_place("https://example.org/a?b=1")

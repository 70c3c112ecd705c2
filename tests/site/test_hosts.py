"""What servers are told, and that a site that is served in this way works: its policy is in the pages too."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from conftest import Built, select, with_page
from edition.base.policy import brief_policy, content_policy, headers
from edition.site import hosts

if TYPE_CHECKING:
    from collections.abc import Callable

LINKS = {"index.html": hosts.signposts("index", "", "book.pdf"), "one.html": hosts.signposts("one", "", "")}


def read_headers(text: str) -> dict[str, dict[str, str]]:
    """``_headers`` as its readers take it: an address, and its headers indented below."""
    found: dict[str, dict[str, str]] = {}
    address = ""
    for line in text.splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            found[address][name] = value
        else:
            address = line
            found[address] = {}
    return found


@pytest.mark.parametrize(("base", "root"), [("", ""), ("https://example.org/some/book/", "/some/book")])
def test_static_hosts_get_policy_types_caching_and_links(base: str, root: str) -> None:
    said = read_headers(hosts.static_hosts(base, LINKS, ["1.0"]))
    assert said[f"{root}/*"] == {**headers(), "Cache-Control": "no-cache"}
    assert said[f"{root}/_static/*"]["Cache-Control"].endswith("immutable")
    assert said[f"{root}/1.0/*"] == {"X-Robots-Tag": "noindex"}
    assert said[f"{root}/*.bib"]["Content-Type"].startswith("application/x-bibtex")
    assert 'rel="item"; type="application/pdf"' in said[f"{root}/index.html"]["Link"]
    assert "pdf" not in said[f"{root}/one.html"]["Link"]


def test_the_policy_lets_nothing_in_from_elsewhere_and_nobody_frame_the_pages() -> None:
    parts = dict(part.split(" ", 1) for part in headers()["Content-Security-Policy"].split("; "))
    assert parts.pop("default-src") == parts.pop("base-uri") == parts.pop("frame-ancestors") == "'none'"
    assert set(parts.values()) == {"'self'"}
    assert "unsafe" not in content_policy(from_disk=True)


@pytest.mark.parametrize("make", [hosts.nginx, hosts.apache], ids=["nginx", "Apache"])
def test_the_snippets_say_the_same_as_the_file_for_static_hosts(make: Callable[..., str]) -> None:
    text = make(LINKS, ["1.0"])
    for name, value in headers().items():
        assert f'{name} "{value}"' in text
    for words in (
        hosts.ASK,
        hosts.FOR_EVER,
        r"/1\.0/",
        "X-Robots-Tag",
        LINKS["index.html"],
        LINKS["one.html"],
        "x-bibtex",
        "/404.html",
    ):
        assert words in text
    assert text.count("{") == text.count("}")


def test_nginx_takes_its_snippet(tmp_path: object) -> None:
    """If nginx is installed, it checks them itself; the test above compares the words in any case."""
    program = shutil.which("nginx")
    snippet = hosts.nginx(LINKS, ["1.0"]).replace("include mime.types;\n", "")
    maps, _, inside = snippet.partition("\nadd_header")
    whole = f"events {{}}\npid nginx.pid;\nhttp {{\n{maps}\nserver {{\nlisten 127.0.0.1:0;\nadd_header{inside}}}\n}}\n"
    assert whole.count("{") == whole.count("}")
    if program:
        path = f"{tmp_path}/nginx.conf"
        with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123 (nginx reads it)
            file.write(whole)
        said = subprocess.run([program, "-t", "-p", str(tmp_path), "-c", path], capture_output=True, text=True)
        assert said.returncode == 0, said.stderr


def test_every_page_bears_the_policy_before_anything_it_loads(small: Callable[..., Built]) -> None:
    built = small()
    assert not built.failed, built.messages
    pages = sorted((built.out / "html").rglob("*.html"))
    assert len(pages) > 10
    for path in pages:
        head = built.page(path.relative_to(built.out / "html").with_suffix("").as_posix()).find("head")
        assert head is not None
        policy, first = head.cssselect("meta[http-equiv=Content-Security-Policy]")[0], head.cssselect("script, link")[0]
        assert head.index(policy) < head.index(first), path
        many = path.parent.name == "cite" and path.stem != "list"
        assert policy.get("content") == (brief_policy() if many else content_policy(from_disk=True))
        assert select(head, "meta[name=referrer]")[0].get("content") == "no-referrer"
    said = read_headers((built.out / "html" / "_headers").read_text(encoding="utf-8"))
    assert "cite/one.json" in said["/one.html"]["Link"]
    assert (built.out / "html" / ".nojekyll").read_text(encoding="utf-8") == ""
    assert {p.name for p in (built.out / "html" / "hosting").iterdir()} == {"nginx.conf", "apache.conf"}


def test_a_page_in_a_folder_finds_its_citation(build_small: Callable[..., Built]) -> None:
    built = build_small(with_page("more/page"))
    said = read_headers((built.out / "html" / "_headers").read_text(encoding="utf-8"))
    assert [part.split(">")[0] for part in said["/more/page.html"]["Link"].split(", ")] == [
        "<../cite/more.json",
        "<../cite/more.bib",
    ]
    assert (built.out / "html" / "cite" / "more.json").exists()

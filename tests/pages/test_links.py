"""Inner links: every one in the pages, their data files, the inventory and the PDF leads somewhere."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import lxml.etree
import lxml.html
import pikepdf
import pytest
from sphinx.util.inventory import InventoryFile

from conftest import CLOSED, PDF, at_home

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Built

# The theme's own: the list of contents on the title page, the filters of the page of verdicts, and the whole in JSON-LD.
FURNITURE = {"contents", "book"} | {
    f"show-{word}" for word in ("supported", "imprecise", "disputed", "contradicted", "interpretation")
}
ID_REFERENCES = {
    "for", "form", "list", "headers", "popovertarget", "commandfor", "itemref", "aria-activedescendant", "aria-controls",
    "aria-describedby", "aria-details", "aria-errormessage", "aria-flowto", "aria-labelledby", "aria-owns",
}  # fmt: skip
ADDRESSES = {
    "href", "{http://www.w3.org/1999/xlink}href", "src", "poster", "data", "action", "formaction", "cite", "longdesc",
    "manifest", "background",
}  # fmt: skip
FILE = re.compile(r"(?:\.{0,2}/)?[\w./%-]+\.(?:html|pdf|json|jsonld|csv|css|js|svg|bib|ris|xml|txt)(?:[?#]\S*)?")
CSS_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']""")


# --- The checker ------------------------------------------------------------------------------------------------------


@dataclass
class Checker:
    """Follows the links of a folder of pages; ``base`` is the public address that some are given with."""

    folder: Path
    base: str = ""
    public: set[str] = field(default_factory=set)
    """The ids that another page may link to, beside those of its controls, which a link can choose for a reader."""
    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    inward: Counter[str] = field(default_factory=Counter)
    """How many links lead to each place."""
    outward: set[str] = field(default_factory=set)
    ids: dict[str, list[str]] = field(default_factory=dict)
    """The ids of each file that has some."""
    controls: dict[str, set[str]] = field(default_factory=dict)
    """Those of its boxes and buttons that can be chosen."""
    files: set[str] = field(default_factory=set)

    def run(self) -> None:
        """Read every file, then follow every link."""
        found: dict[str, list[tuple[str, str]]] = {}
        for path in sorted(p for p in self.folder.rglob("*") if p.is_file()):
            name = path.relative_to(self.folder).as_posix()
            self.files.add(name)
            if path.suffix in {".html", ".svg", ".xml"}:
                tree = lxml.html.parse(str(path)) if path.suffix == ".html" else lxml.etree.parse(str(path))
                elements = [e for e in tree.iter() if isinstance(e.tag, str)]
                self.ids[name] = [i for e in elements for i in (e.get("id"), e.tag == "a" and e.get("name")) if i]
                self.controls[name] = {i for e in elements if e.tag == "input" and (i := e.get("id"))}
                found[name] = [link for element in elements for link in element_links(element)]
                self.ids[name] += sorted(named_in_data(name, elements) - {*self.ids[name]})
            elif path.suffix == ".css":
                text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
                found[name] = [("css", a or b) for a, b in CSS_ADDRESS.findall(text)]
            elif path.suffix in {".json", ".jsonld"}:
                found[name] = [("data", text) for text in texts(json.loads(path.read_text("utf-8"))) if is_link(text)]
            elif path.suffix == ".csv":
                with path.open(encoding="utf-8", newline="") as file:
                    found[name] = [("data", cell) for row in csv.reader(file) for cell in row if is_link(cell)]
            elif path.name == "objects.inv":
                found[name] = [("inventory", uri) for uri in inventory(path)]
            elif path.suffix == ".pdf":
                with pikepdf.open(path) as pdf:
                    self.ids[name] = sorted(destinations(pdf))
        # Links into a closed edition are followed, its own are neither followed nor counted.
        found = {name: links for name, links in found.items() if not CLOSED.match(name)}
        for name, ids in self.ids.items():
            self.faults += [f"{name}: the id {i!r} is given {n} times" for i, n in Counter(ids).items() if n > 1]
        for name, links in found.items():
            for kind, link in links:
                self.counts[kind] += 1
                if fault := self.follow(name, kind, link.strip()):
                    self.faults.append(f"{name}: {kind} {link!r} {fault}")

    def follow(self, name: str, kind: str, link: str) -> str:
        """What is wrong with a link of the file ``name``; empty when nothing is."""
        link = at_home(name, link)
        if kind == "id":
            return "" if link in self.ids[name] else "names no id of the page"
        if kind == "canonical" and not (self.base and link.startswith(self.base)):
            return "is not at the public address"
        if self.base and link.startswith(self.base):
            target = "/" + link.removeprefix(self.base)
        else:
            parts = urlsplit(link)
            if parts.scheme in {"data", "mailto"}:
                self.counts[parts.scheme] += 1
                return ""
            if parts.scheme or parts.netloc:
                self.outward.add(link)
                return "" if parts.scheme in {"http", "https"} and parts.netloc else "is no address of the web"
            root = urlsplit(self.base).path if name == "404.html" else "/" if name == "myst.xref.json" else ""
            if root and link.startswith(root):
                # That page is shown at any depth; MyST writes its addresses from the root of the book.
                link = link.removeprefix(root)
            elif link.startswith("/"):
                return "begins at the root of a server, so that it fails from disk"
            target = urljoin(f"/{name}", link)
        address, fragment = urldefrag(target)
        file = unquote(urlsplit(address).path)[1:] or "index.html"
        if file not in self.files:
            return "leads to no file"
        if not fragment:
            self.inward[file] += 1
            return ""
        self.counts["fragment"] += 1
        self.inward[f"{file}#{fragment}"] += 1
        if unquote(fragment) not in self.ids.get(file, []):
            return "leads to no id"
        if file.startswith("_modules/"):
            return ""  # the code beside its description, which changes with it
        known = unquote(fragment) in self.public or unquote(fragment) in self.controls.get(file, ())
        if file != name and self.public and not known:
            return "leads to an id of another page that is not public"
        return ""


def element_links(element: Any) -> Iterator[tuple[str, str]]:
    """Kind and text of each link of an element; kinds are attributes, ``id`` for a reference, or a rel."""
    if usemap := element.get("usemap"):
        yield "id", usemap.removeprefix("#")
    rels = (element.get("rel") or "").split() if element.tag == "link" else []
    for name, value in element.items():
        if name in ID_REFERENCES:
            for identifier in value.split():
                yield "id", identifier
        elif name in ADDRESSES:
            yield (("canonical" if "canonical" in rels else "rel") if rels else name.rpartition("}")[2]), value
        elif name in {"srcset", "imagesrcset"}:
            for candidate in value.split(","):
                if candidate.strip():
                    yield "srcset", candidate.split()[0]
        for a, b in CSS_ADDRESS.findall(value) if "url(" in value else ():
            yield ("id", a[1:]) if a.startswith("#") else ("css", a or b)
    if element.tag == "meta" and is_link(element.get("content") or ""):
        yield "meta", element.get("content")
    if element.tag == "script" and "json" in (element.get("type") or ""):
        yield from (("data", text) for text in texts(json.loads(element.text)) if is_link(text))
    if element.tag.rpartition("}")[2] == "loc":
        yield "data", element.text


def named_in_data(name: str, elements: list[Any]) -> set[str]:
    """The fragments under which the JSON-LD of a page describes something; a mere ``@id`` describes nothing."""
    found: set[str] = set()
    todo = [json.loads(e.text) for e in elements if e.tag == "script" and "json" in (e.get("type") or "")]
    while todo:
        data = todo.pop()
        if isinstance(data, dict):
            address, fragment = urldefrag(str(data.get("@id", "")))
            if fragment and len(data) > 1 and (address.rpartition("/")[2] or "index.html") == name:
                found.add(fragment)
            todo += data.values()
        elif isinstance(data, list):
            todo += data
    return found


def is_link(text: str) -> bool:
    """Say whether a text in a data file is an address."""
    return bool(FILE.fullmatch(text)) or (text.startswith(("https://", "http://")) and " " not in text)


def texts(data: object) -> Iterator[str]:
    """Every text in a JSON value that is not a name; the vocabularies of JSON-LD are names."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for value in data:
            yield from texts(value)
    elif isinstance(data, dict):
        for key, value in data.items():
            if key != "@context":
                yield from texts(value)


def inventory(path: Path) -> list[str]:
    """The addresses of ``objects.inv``."""
    data = InventoryFile.loads(path.read_bytes(), uri="").data
    return [item.uri for items in data.values() for item in items.values()]


def objects_of_code(path: Path) -> set[str]:
    """The ids of classes and functions in ``objects.inv``, which have names of their own."""
    data = InventoryFile.loads(path.read_bytes(), uri="").data
    return {
        urldefrag(item.uri).fragment for kind, items in data.items() if kind[:3] == "py:" for item in items.values()
    }


def destinations(pdf: pikepdf.Pdf) -> dict[str, Any]:
    """The named destinations of a PDF."""
    names = pdf.Root.get("/Names", pikepdf.Dictionary())
    return {str(n): v for n, v in pikepdf.NameTree(names.Dests).items()} if "/Dests" in names else {}


def check_pdf(path: Path) -> tuple[Counter[str], list[str], set[str]]:
    """Counts, faults and outside addresses of a PDF."""
    counts: Counter[str] = Counter()
    faults: list[str] = []
    outward: set[str] = set()
    with pikepdf.open(path) as pdf:
        named = destinations(pdf)
        pages = {page.obj.objgen for page in pdf.pages}

        def land(place: Any, who: str) -> None:
            if isinstance(place, (pikepdf.String, pikepdf.Name, str)):
                if str(place).removeprefix("/") not in named:
                    faults.append(f"{who}: there is no destination {str(place)!r}")
                    return
                place = named[str(place).removeprefix("/")]
            if isinstance(place, pikepdf.Dictionary):
                place = place.get("/D")
            if not isinstance(place, pikepdf.Array) or not len(place) or not hasattr(place[0], "objgen"):
                faults.append(f"{who}: {place!r} is no destination")
            elif place[0].objgen not in pages:
                faults.append(f"{who}: the page of the destination is not in the document")

        def act(link: Any, who: str) -> str:
            if "/Dest" in link:
                land(link.Dest, who)
                return "inner"
            action = link.get("/A", pikepdf.Dictionary())
            if action.get("/S") == "/GoTo":
                land(action.get("/D"), who)
                return "inner"
            if action.get("/S") == "/URI":
                address = str(action.URI)
                outward.add(address)
                if urlsplit(address).scheme not in {"http", "https", "mailto"}:
                    faults.append(f"{who}: {address!r} is no address of the web")
                return "outer"
            faults.append(f"{who}: the link does nothing")
            return "inner"

        for name, place in named.items():
            counts["destination"] += 1
            land(place, f"destination {name}")
        for number, page in enumerate(pdf.pages, 1):
            for link in page.get("/Annots", []):
                if link.get("/Subtype") == "/Link":
                    counts[f"{act(link, f'page {number}')} link"] += 1
        todo = [pdf.Root.Outlines.First] if "/Outlines" in pdf.Root and "/First" in pdf.Root.Outlines else []
        while todo:
            entry = todo.pop()
            counts["outline entry"] += 1
            act(entry, f"outline entry {str(entry.Title)!r}")
            todo += [entry[way] for way in ("/First", "/Next") if way in entry]
    return counts, faults, outward


# --- The book ---------------------------------------------------------------------------------------------------------


def anchors(built: Built) -> dict[str, list[str]]:
    """The public anchors by kind, with their addresses."""
    kinds = defaultdict(list)
    for entry in json.loads((built.out / "html" / "anchors.json").read_text("utf-8")):
        kinds[entry["kind"]].append(entry["url"])
    return kinds


def shortfall(counts: Counter[str], least: dict[str, int]) -> list[str]:
    """Where fewer links were checked than the registry of anchors implies."""
    return [f"{kind}: {counts[kind]} of at least {n}" for kind, n in least.items() if counts[kind] < n]


def table(counts: Counter[str]) -> str:
    return ", ".join(f"{kind} {n}" for kind, n in sorted(counts.items()))


def check_html(built: Built, base: str = "") -> Checker:
    folder = built.out / "html"
    public = {url.partition("#")[2] for urls in anchors(built).values() for url in urls}
    checker = Checker(folder, base, public | FURNITURE | objects_of_code(folder / "objects.inv"))
    checker.run()
    return checker


def test_every_inner_link_of_the_pages_and_their_data_resolves(
    book: Built, capsys: pytest.CaptureFixture[str], measured: Callable[..., None]
) -> None:
    checker = check_html(book)
    kinds = anchors(book)
    n = {kind: len(urls) for kind, urls in kinds.items()}
    everything = sum(n.values())
    folder = book.out / "html"
    pages = sum(not CLOSED.match(p.relative_to(folder).as_posix()) for p in folder.rglob("*.html"))
    with capsys.disabled():
        print(f"\nlinks checked in HTML: {table(checker.counts)}; {len(checker.outward)} outside addresses")
    assert checker.faults == []
    least = {
        "href": 2 * n["note"] + n["passage"] + n["source"] + pages,  # a note is linked to and links back
        "fragment": 2 * n["note"] + n["passage"] + n["source"] + everything,
        "src": pages,
        "rel": pages,
        # A page has its label for the search; a pair's and a note's button name their card. Cite pages have neither.
        "id": sum(1 for _ in folder.glob("*.html")) + n["pair"] + n["note"],
        "css": 1,
        "data": everything + n["note"],  # anchors.json and the claims
        "inventory": n["chapter"] + n["page"] + n["term"],
    }
    assert shortfall(checker.counts, least) == []
    assert len(checker.outward) > n["source"] / 2
    lonely = [url for kind in ("note", "source", "passage") for url in kinds[kind] if checker.inward[url] < 2]
    assert lonely == [], "beside its line in anchors.json, something in the book leads to each"
    measured(links_pages=checker.counts["href"], links_pages_dead=len(checker.faults))


def test_every_inner_link_of_the_pdf_resolves(
    book: Built, capsys: pytest.CaptureFixture[str], measured: Callable[..., None]
) -> None:
    counts, faults, outward = check_pdf(book.out / PDF)
    n = {kind: len(urls) for kind, urls in anchors(book).items()}
    with capsys.disabled():
        print(f"\nlinks checked in the PDF: {table(counts)}; {len(outward)} outside addresses")
    assert faults == []
    least = {
        "destination": sum(n.values()),
        "inner link": 2 * n["note"] + n["source"] + n["chapter"],
        "outline entry": n["chapter"] + n["page"],
        "outer link": len(outward),
    }
    assert shortfall(counts, least) == []
    measured(links_pdf=counts["inner link"], links_pdf_dead=len(faults))


def test_the_pages_and_the_pdf_lead_to_the_same_places_outside(book: Built) -> None:
    """Only the annotated source is longer in the web book."""
    in_pages = {
        element.get("href")
        for path in (book.out / "html").glob("*.html")
        if path.stem != "source"
        for element in lxml.html.parse(str(path)).iter("a")
        if (element.get("href") or "").startswith(("https://", "http://"))
    }
    assert check_pdf(book.out / PDF)[2] == in_pages


def test_with_a_public_address_every_link_resolves_too(build_small: Callable[..., Built]) -> None:
    base = "https://example.org/book/"
    address = ("essay_file", f"html_baseurl = {base!r}\nessay_file")
    pair = "{}:\n- source: rusk1990\n  relation: {}\n  carries: It says so\n  seen: cited-by\n"
    carries = pair.format("who-founded", "qualifies") + pair.format("it-ended", "supports")
    built = build_small({"conf.py": [address], "carries.yaml": carries})
    assert not built.failed, built.messages
    with pikepdf.new() as pdf:
        pdf.save(built.out / "html" / PDF)  # which the builder of the pages takes from the other one
    checker = check_html(built, base)
    assert checker.faults == []
    assert checker.counts["canonical"] >= sum(len(anchors(built)[kind]) for kind in ("chapter", "page"))


# --- The checker itself -----------------------------------------------------------------------------------------------

PAGE = (
    '<!DOCTYPE html><html><body id="top"><h1 id="a">A</h1><p id="id1">x</p><input id="on" type="radio">{}</body></html>'
)


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("p.html", '<a href="q.html#a">x</a>', ""),
        ("p.html", '<a href="#id1">x</a>', ""),
        ("p.html", '<a href="q.html#id1">x</a>', "leads to an id of another page that is not public"),
        ("p.html", '<a href="q.html#on">x</a>', ""),
        ("p.html", '<a href="q.html#b">x</a>', "leads to no id"),
        ("p.html", '<a href="r.html">x</a>', "leads to no file"),
        ("p.html", '<a href="">x</a>', ""),
        ("p.html", '<a href="/q.html">x</a>', "begins at the root"),
        ("p.html", '<a href="ftp://example.org/">x</a>', "is no address of the web"),
        ("p.html", '<a href="javascript:x()">x</a>', "is no address of the web"),
        ("p.html", '<a href="https://example.org/book/q.html#b">x</a>', "leads to no id"),
        ("p.html", '<a href="https://example.org/book/">x</a>', "leads to no file"),
        ("p.html", '<a href="https://example.org/elsewhere">x</a>', ""),
        ("p.html", '<a href="mailto:someone@example.org">x</a>', ""),
        ("p.html", '<img src="no.png" alt="">', "leads to no file"),
        ("p.html", '<img srcset="q.html 1x, no.png 2x" alt="">', "srcset 'no.png' leads to no file"),
        ("p.html", '<img src="data:image/gif;base64,R0lGOD" alt="">', ""),
        ("p.html", '<link rel="prev" href="r.html">', "rel 'r.html' leads to no file"),
        ("p.html", '<link rel="canonical" href="q.html">', "is not at the public address"),
        ("p.html", '<link rel="canonical" href="https://example.org/book/q.html">', ""),
        ("p.html", '<label for="b">x</label>', "id 'b' names no id of the page"),
        ("p.html", '<p aria-describedby="a b">x</p>', "id 'b' names no id of the page"),
        ("p.html", '<button popovertarget="b">x</button>', "id 'b' names no id of the page"),
        ("p.html", '<svg><use href="#b"></use></svg>', "leads to no id"),
        ("p.html", '<svg><path fill="url(#b)"></path></svg>', "id 'b' names no id of the page"),
        ("p.html", '<p id="a">x</p>', "the id 'a' is given 2 times"),
        ("p.html", '<meta property="og:image" content="no.svg">', "meta 'no.svg' leads to no file"),
        ("p.html", '<script type="application/ld+json">{"url": "r.html"}</script>', "data 'r.html' leads to no file"),
        ("s.css", 'a {src: url("no.woff2")} /* url(x) */', "css 'no.woff2' leads to no file"),
        ("s.css", '@import "no.css";', "css 'no.css' leads to no file"),
        ("d.json", '[{"url": "q.html#b"}]', "data 'q.html#b' leads to no id"),
        ("d.jsonld", '{"@context": "http://example.org/x", "id": "d.jsonld", "to": "r.html"}', "leads to no file"),
        ("d.csv", "name,url\nx,q.html#id1\n", "leads to an id of another page that is not public"),
        ("i.svg", '<svg xmlns="http://www.w3.org/2000/svg"><a href="r.html"/></svg>', "leads to no file"),
    ],
)  # fmt: skip
def test_the_checker_finds(tmp_path: Path, name: str, text: str, fault: str) -> None:
    (tmp_path / "q.html").write_text(PAGE.format(""), encoding="utf-8")
    (tmp_path / name).write_text(PAGE.format(text) if name == "p.html" else text, encoding="utf-8")
    checker = Checker(tmp_path, "https://example.org/book/", {"a"})
    checker.run()
    if fault:
        assert len(checker.faults) == 1, checker.faults
        assert fault in checker.faults[0]
    else:
        assert checker.faults == []


def test_the_checker_reads_the_inventory(tmp_path: Path) -> None:
    import zlib

    head = "# Sphinx inventory version 2\n# Project: x\n# Version: 1\n# The remainder of this file is compressed using zlib.\n"
    body = zlib.compress(b"b std:label -1 q.html#$ -\npage std:doc -1 r.html -\n")
    (tmp_path / "objects.inv").write_bytes(head.encode() + body)
    (tmp_path / "q.html").write_text(PAGE.format(""), encoding="utf-8")
    checker = Checker(tmp_path, public={"a"})
    checker.run()
    assert [fault.split(": ")[1] for fault in checker.faults] == [
        "inventory 'q.html#b' leads to no id",
        "inventory 'r.html' leads to no file",
    ]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda pdf: None, ""),
        (lambda pdf: pdf.pages[0].Annots[0].__setattr__("Dest", pikepdf.String("nowhere")), "no destination 'nowhere'"),
        (lambda pdf: pdf.pages[0].Annots[0].__delitem__("/Dest"), "page 1: the link does nothing"),
        (lambda pdf: pdf.Root.Outlines.First.__delitem__("/Dest"), "outline entry 'One': the link does nothing"),
        (lambda pdf: pdf.pages.__delitem__(1), "the page of the destination is not in the document"),
        (lambda pdf: pdf.pages[0].Annots[1].A.__setattr__("URI", pikepdf.String("file:///x")), "is no address of the web"),
    ],
)  # fmt: skip
def test_the_checker_reads_a_pdf(tmp_path: Path, change: Callable[[pikepdf.Pdf], None], fault: str) -> None:
    pdf = pikepdf.new()
    for _ in range(2):
        pdf.add_blank_page()
    there = pikepdf.Array([pdf.pages[1].obj, pikepdf.Name.Fit])
    names = pikepdf.NameTree.new(pdf)
    names["one"] = there
    pdf.Root.Names = pikepdf.Dictionary(Dests=names.obj)
    link: dict[str, Any] = {"Type": pikepdf.Name.Annot, "Subtype": pikepdf.Name.Link, "Rect": [0, 0, 1, 1]}
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org/")
    pdf.pages[0].Annots = pdf.make_indirect(
        pikepdf.Array([pikepdf.Dictionary(**link, Dest=pikepdf.String("one")), pikepdf.Dictionary(**link, A=action)])
    )
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("One", 1))
    change(pdf)
    pdf.save(tmp_path / "x.pdf")
    counts, faults, outward = check_pdf(tmp_path / "x.pdf")
    if fault:
        assert any(fault in found for found in faults), faults
    else:
        assert (faults, outward) == ([], {"https://example.org/"})
        assert counts == {"destination": 1, "inner link": 1, "outer link": 1, "outline entry": 1}


def test_a_checker_that_checks_nothing_does_not_pass(book: Built, tmp_path: Path) -> None:
    nothing = Checker(tmp_path)
    nothing.run()
    n = {kind: len(urls) for kind, urls in anchors(book).items()}
    assert nothing.faults == []
    assert shortfall(nothing.counts, {"href": n["note"]}) == [f"href: 0 of at least {n['note']}"]

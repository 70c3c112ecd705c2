"""The downloads: each accepted by the checker of its format, and the same names and words in all of them."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from datetime import date
from html import escape as escape_html
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bagit
import frictionless
import jsonschema
import pytest
import schemas
from lxml import etree
from markdown_it import MarkdownIt

from building import outputs
from conftest import ROOT, Built, select, with_page
from edition.exports.bag import write_bag
from edition.exports.texts import chapter_markdown, chapter_text, escape, note_markdown, numbered, with_marks

if TYPE_CHECKING:
    from collections.abc import Callable

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
ZIP = "russia-north-korea.zip"
ABOUT = {
    "name": "russia-north-korea",
    "title": "A book",
    "description": "Of pages.",
    "editors": "The editors",
    "edition": "1.1",
    "date": "2026-11-28",
    "rights": "No license.",
}


def read(book: Built, name: str) -> Any:
    return json.loads((book.out / "html" / name).read_text("utf-8"))


def test_json_and_tei_have_every_name_of_the_registry(book: Built) -> None:
    wanted = {
        entry["anchor"]
        for entry in read(book, "anchors.json")
        if "heir" not in entry and entry["kind"] in {"chapter", "passage", "note", "term", "event", "source", "pair"}
    }
    assert len(wanted) > 900
    tree = etree.parse(str(book.out / "html" / "edition.tei.xml"))
    identifiers = {str(node.get(ID)) for node in tree.iter() if node.get(ID)}
    assert wanted - identifiers == set()
    text = (book.out / "html" / "edition.json").read_text("utf-8")
    assert {name for name in wanted if f'"name": "{name}"' not in text} == set()


def test_a_build_without_pdf_epub_and_archive_names_none_of_them(small: Callable[..., Built]) -> None:
    """Sphinx's own command makes the pages alone: none of their files leads to one that is not made."""
    site = small().out / "html"
    assert not [path.name for path in site.iterdir() if path.suffix in {".pdf", ".epub", ".zip"}]
    data = json.loads((site / "edition.json").read_text("utf-8"))
    assert "pdf" not in data
    jsonschema.validate(data, json.loads((site / data["$schema"]).read_text("utf-8")))
    assert "idno" not in (site / "edition.tei.xml").read_text("utf-8")
    links = re.findall(r"<([^>]+)>; rel=", (site / "_headers").read_text("utf-8"))
    assert len(links) > 10
    links += [link.get("href") for link in select(small().page("index"), "link[href], a[href]")]
    named = {re.split("[#?]", link)[0] for link in links if "://" not in link}
    assert {name for name in named if name and not (site / name).exists()} == set()
    files = [path for path in site.rglob("*") if path.suffix in {".html", ".json", ".xml", ".md", ".txt", ".conf"}]
    assert [path.name for path in files if "russia-north-korea." in path.read_text("utf-8")] == []


def test_no_text_prints_the_name_of_a_place_instead_of_its_title(book: Built) -> None:
    data = read(book, "edition.json")
    names = {name["anchor"] for name in read(book, "anchors.json") if "-" in name["anchor"]}
    units = [unit for kind in ("notes", "commentary", "terms", "events", "figures") for unit in data[kind]]
    texts = [unit[key] for unit in units for key in ("answer", "evidence", "text", "definition", "fact") if key in unit]
    assert len(texts) > len(units)
    assert [text for text in texts if names & set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", text))] == []


def test_every_pointer_of_the_tei_leads_somewhere(book: Built) -> None:
    tree = etree.parse(str(book.out / "html" / "edition.tei.xml"))
    identifiers = {node.get(ID) for node in tree.iter() if node.get(ID)}
    pointers = {
        pointer[1:]
        for node in tree.iter()
        for name in ("ana", "corresp", "source", "target", "resp")
        for pointer in str(node.get(name) or "").split()
        if pointer.startswith("#")
    }
    assert pointers - identifiers == set()


def test_the_essay_is_the_same_word_for_word_in_every_download(book: Built) -> None:
    essay = (ROOT / "tests" / "essay.txt").read_text("utf-8").split()
    data = read(book, "edition.json")["essay"]["chapters"]
    told = [p["text"] for chapter in data for p in chapter["passages"]]
    titled = [chapter["title"] for chapter in data if chapter["titled_by"] == "author"]
    assert sorted(" ".join(told + titled).split()) == sorted(essay)
    assert (book.out / "html" / "essay.txt").read_text("utf-8").split() == essay
    tree = etree.parse(str(book.out / "html" / "edition.tei.xml"))
    passages = ["".join(map(str, p.itertext())) for p in tree.iter(f"{TEI}p") if p.get("n") and p.get(ID)]
    assert passages == told


def test_claims_of_the_json_are_the_words_at_their_place(book: Built) -> None:
    data = read(book, "edition.json")
    passages = {p["name"]: p["text"] for chapter in data["essay"]["chapters"] for p in chapter["passages"]}
    assert [n["name"] for n in data["notes"] if passages[n["passage"]][n["start"] : n["end"]] != n["words"]] == []


def test_the_tables_are_a_sound_data_package_with_their_origin(book: Built, tmp_path: Path) -> None:
    shutil.copytree(book.out / "html" / "data", tmp_path / "data")
    shutil.copy(book.out / "html" / "datapackage.json", tmp_path)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])
    package = read(book, "datapackage.json")
    assert {resource["path"] for resource in package["resources"]} == {
        f"data/{path.name}" for path in (ROOT / "docs" / "data").glob("*.csv") if path.name != "words.csv"
    }
    for resource in package["resources"]:
        assert resource["sources"], resource["name"]
        assert {"producer", "published", "seen", "rights", "processing"} <= resource["origin"].keys(), resource["name"]


def test_pages_name_their_texts(book: Built) -> None:
    for page, name in (("soviet-era", "soviet-era.md"), ("soviet-era", "soviet-era.txt"), ("index", "edition.json")):
        (link,) = select(book.page(page), f'link[rel="alternate"][href="{name}"]')
        assert (book.out / "html" / link.get("href", "")).is_file()
    listed = (book.out / "html" / "llms.txt").read_text("utf-8")
    assert listed.startswith("# Russia and North Korea")
    assert "(soviet-era.md)" in listed


def test_links_to_files_hold_from_a_page_in_a_folder(build_small: Callable[..., Built]) -> None:
    text = "(lesen)=\n# To read\n\n:::{whole-essay}\n:::\n\n{data-file}`claims.csv`\n"
    page = build_small(with_page("more/essay", text)).page("more/essay")
    links = select(page, 'link[rel="alternate"]') + select(page, "a[download]")
    assert [link.get("href") for link in links] == ["../essay.md", "../essay.txt", "../claims.csv"]


def test_the_bag_holds_the_site_without_itself_and_closed_editions(book: Built, tmp_path: Path) -> None:
    with zipfile.ZipFile(book.out / "html" / ZIP) as packed:
        packed.extractall(tmp_path)
        assert {entry.date_time for entry in packed.infolist()} == {(2026, 11, 28, 0, 0, 0)}
    bag = bagit.Bag(str(tmp_path / "russia-north-korea"))
    assert bag.is_valid()
    kept = {name.removeprefix("data/") for name in bag.payload_files()}
    site = {p.relative_to(book.out / "html").as_posix() for p in (book.out / "html").rglob("*") if p.is_file()}
    assert kept - {"ro-crate-metadata.json"} == {name for name in site if name != ZIP and not name.startswith("1.0/")}


def bag_of(site: Path) -> Path:
    return write_bag(site, outputs.walk(site), ABOUT, date(2026, 11, 28))


def test_the_same_pages_give_the_same_bag(tmp_path: Path) -> None:
    bags = []
    for name in ("one", "two"):
        site = tmp_path / name
        (site / "1.0").mkdir(parents=True)
        for file in (
            ("index.html", "a.css", "1.0/index.html") if name == "one" else ("1.0/index.html", "a.css", "index.html")
        ):
            (site / file).write_text(file, encoding="utf-8")
        bags.append(bag_of(site).read_bytes())
    assert bags[0] == bags[1]
    assert bags[0] == bag_of(tmp_path / "one").read_bytes(), "it never holds itself"


@pytest.mark.full
def test_tei_fits_the_schema_of_tei(book: Built) -> None:
    """Slow: the schema alone takes libxml2 more than ten seconds."""
    rules = etree.RelaxNG(etree.parse(str(Path(next(iter(schemas.__path__))) / "tei_all.rng")))
    assert rules.validate(etree.parse(str(book.out / "html" / "edition.tei.xml"))), rules.error_log


# Terms of the RO-Crate 1.1 context that a crate of ours may use; the checker would look for the context on the network.
CONTEXT = {
    "@context": {
        **{
            term: f"http://schema.org/{term}"
            for term in [
                "about",
                "author",
                "contentSize",
                "CreativeWork",
                "Dataset",
                "datePublished",
                "description",
                "encodingFormat",
                "hasPart",
                "license",
                "name",
                "Organization",
                "publisher",
                "version",
            ]
        },
        "File": "http://schema.org/MediaObject",
        "conformsTo": "http://purl.org/dc/terms/conformsTo",
    }
}


@pytest.mark.full
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib", "ignore::DeprecationWarning:rocrate_validator")
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # roc-validator 0.13.0 asks rdflib 7.6 for it
def test_the_crate_fits_its_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rdflib.plugins.shared.jsonld.context import Context
    from rocrate_validator import models, services
    from rocrate_validator.utils.http import HttpRequester

    class Answer:
        status_code = 200
        text = json.dumps(CONTEXT)
        headers = {"Content-Type": "application/ld+json"}  # noqa: RUF012 (nothing writes to it)

        def json(self) -> dict[str, Any]:
            return CONTEXT

    monkeypatch.setattr(Context, "_fetch_context", lambda *_: CONTEXT)
    for name in ("get", "head"):
        monkeypatch.setattr(HttpRequester, name, lambda *_, **__: Answer(), raising=False)
    site = tmp_path / "site"
    (site / "data").mkdir(parents=True)
    for name in ("index.html", "soviet-era.md", "data/debt.csv", "claims.jsonld"):
        (site / name).write_text("words", encoding="utf-8")
    with zipfile.ZipFile(bag_of(site)) as packed:
        packed.extractall(tmp_path / "bag")
    found = services.validate(
        services.ValidationSettings(
            rocrate_uri=str(tmp_path / "bag" / "russia-north-korea" / "data"),
            profile_identifier="ro-crate-1.1",
            requirement_severity=models.Severity.REQUIRED,
        )
    )
    assert [issue.message for issue in found.get_issues()] == []


# --- The small book ---


def test_a_chapter_reads_well_as_markdown_and_as_text(small: Callable[..., Built]) -> None:
    built = small()
    assert not built.failed, built.messages
    text = (built.out / "html" / "two.md").read_text("utf-8")
    assert '# The Second Chapter: A Title\n\nThe war began in 1950. It ended "late" in 1953.[^it-ended]\n' in text
    assert "[^it-ended]: **Supported.** On 27 July." in text
    assert not [words for words in ("who-founded", "Commentary") if words in text], "of the other"
    one = (built.out / "html" / "one.md").read_text("utf-8")
    assert "\n\n## Commentary\n\n### Who the founder was\n\nA section" in one
    assert one.count("[^who-founded]") == 2
    assert "it-ended" not in one
    data = json.loads((built.out / "html" / "edition.json").read_text("utf-8"))
    chapter = data["essay"]["chapters"][1]
    assert chapter_markdown(chapter, data) == text
    assert 'It ended "late" in 1953.[1]' in chapter_text(chapter, data)
    first, second = ((built.out / "html" / f"{name}.txt").read_text("utf-8") for name in ("one", "two"))
    assert "\n\nNOTES\n\n[1] “It ended" in second
    assert not [words for words in ("Others founded it too", "COMMENTARY") if words in second], "of the other"
    assert "\n\nCOMMENTARY\n\nWho the founder was\nA section" in first
    assert first.count("[1]") == 2
    essay = (built.out / "html" / "essay.md").read_text("utf-8")
    assert (
        "\n\nKim Il-sung, the founder, flew MiG-15 jets. They were fast.\n\n## The Second Chapter: A Title\n" in essay
    )
    assert "Introduction" not in essay, "that heading is the editors'"
    jsonschema.validate(data, json.loads((built.out / "html" / "edition.schema.json").read_text("utf-8")))


def test_several_notes_of_a_passage_are_marked_behind_their_words_whatever_their_order() -> None:
    notes = [{"name": "b", "number": 2, "end": 7}, {"name": "a", "number": 1, "end": 3}]
    for order in (notes, notes[::-1]):
        assert numbered("One, two.", order) == "One[1], tw[2]o."
        assert with_marks("One, two.", order) == "One[^a], tw[^b]o."


def test_a_note_says_what_would_be_right_in_its_place() -> None:
    note = {"name": "a", "verdict": "Imprecise", "answer": "No.", "words": "a *war*", "repair": "a battle"}
    assert note_markdown(note, {}) == "[^a]: **Imprecise.** No.\n\n    Instead of “a \\*war\\*”: a battle"
    del note["repair"]
    assert note_markdown(note, {}) == "[^a]: **Imprecise.** No."


def test_the_files_of_the_site_come_with_its_pages_alone(small: Callable[..., Built]) -> None:
    files = {}
    for builder in ("html", "typst", "epub"):
        folder = small(builder).out / builder
        files[builder] = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {"edition.json", "essay.patch", "claims.csv", "anchors.json", "robots.txt", "cite/one.bib"} <= files["html"]
    assert files["html"] & (files["typst"] | files["epub"]) == set()


@pytest.mark.parametrize(
    "text",
    [
        "1950. That year",
        "25) of the treaty",
        "- no item",
        "+ nor this",
        "# 1",
        "---",
        "~~~",
        "a &amp; b",
        "*a* [b](c) <d> `e`",
        "3.5 billion",
    ],
)
def test_no_text_becomes_markup_in_markdown(text: str) -> None:
    for prefix, tag in (("", "p"), ("# ", "h1")):
        assert MarkdownIt().render(prefix + escape(text)) == f"<{tag}>{escape_html(text, quote=False)}</{tag}>\n"


def test_paragraphs_stay_apart_in_every_download(build_small: Callable[..., Built]) -> None:
    note = "Others founded it too {cite:p}`rusk1990`."
    files = {"one.md": [(note, f"{note}\n\n    More.\n\n    Still more."), ("A section {", "First.\n\nA section {")]}
    built = build_small(files)
    assert built.messages == []
    html = built.out / "html"
    markdown, text, tei = ((html / name).read_text("utf-8") for name in ("one.md", "one.txt", "edition.tei.xml"))
    assert "too.\n\n    More.\n\n    Still more.\n" in markdown
    assert "\n\nFirst.\n\nA section" in markdown
    assert "too.\nMore.\nStill more.\n" in text
    assert re.search(r"<p>More\.</p>\s*<p>Still more\.</p>", tei)
    assert re.search(r"<p>First\.</p>\s*<p>A section", tei)
    assert '"More. Still more."' in (html / "search" / "rest.js").read_text("utf-8")

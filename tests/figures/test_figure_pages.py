"""The figures in both books, and the files beside the pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest

from conftest import ESTIMATE, FAMINE, select
from edition.base.lean import lean_tags
from edition.figures.cache import digest, inputs
from edition.figures.data import Kind, split_sources
from edition.figures.forms import for_file, for_page, for_print
from edition.figures.svg import COLORS, LAYOUTS
from figure_drawings import CHAPTERS, DOCS, figure, rows, svg

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

    from conftest import Built
    from edition.figures.data import Row, Table

# --- Forms ---

BARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50" font-size="12" fill="none">'
    '<path data-row="3" d="M0 0h5" fill="var(--moscow)" stroke="var(--paper)"/>{}<text x="1" y="2" data-axis="1" fill="var(--muted)" class="halo">a</text></svg>\n'
)
LINKED = (
    '<a href="@event-one" aria-label="x"><path d="M0 0h9v9h-9z" pointer-events="all"/><text x="1" y="2">b</text></a>'
)


def test_a_drawing_of_one_piece_is_an_image_in_a_page() -> None:
    text = for_page(BARE.format(""), "wide", 'what "it" shows', {})
    assert text.startswith('<svg viewBox="0 0 100 50" font-size="12" fill="none" class="drawing wide"')
    assert """role="img" aria-label='what "it" shows'>""" in text
    assert "data-" not in text
    assert 'fill="var(--moscow)" stroke="var(--paper)"' in text


def test_only_the_links_of_a_drawing_are_heard_one_by_one() -> None:
    text = for_page(BARE.format(LINKED), "narrow", "words", {"event-one": "timeline.html#event-one"})
    assert 'role="group"' in text
    assert re.sub(r'<g aria-hidden="true">.*?</g>', "", text).count("<path") == 1  # what can be hit
    assert '<a href="timeline.html#event-one" aria-label="x">' in text


def test_an_event_that_is_nowhere_is_no_link() -> None:
    text = for_page(BARE.format(LINKED), "wide", "words", {})
    assert "<a " not in text
    assert "pointer-events" not in text
    assert ">b</text>" in text


def test_a_drawing_on_paper_has_its_colors_as_attributes_and_no_style() -> None:
    text = for_print(BARE.format(LINKED), "Edition Sans")
    assert 'width="100" height="50"' in text
    assert f'fill="{COLORS["moscow"][0]}" stroke="#fff"' in text
    assert f'<text x="1" y="2" fill="{COLORS["ink"][0]}">b</text>' in text
    assert 'fill="#625b4f" stroke="#fff" stroke-width="3"' in text
    assert not re.search(r"class=|<style|<a |pointer-events|data-", text)


def test_a_saved_drawing_brings_its_font_its_dark_colors_and_its_citation() -> None:
    text = for_file(
        BARE.format(LINKED), "Title", "Told <so>", "Figure 1, in a book & its edition.", "Sans, serif", "@font-face{}"
    )
    assert "<title>Title</title>" in text
    assert "<desc>Told &lt;so&gt;</desc>" in text
    assert ' font-family="Sans, serif" ' in text
    assert "<style>@font-face{}@media" in text
    for part in ("fill", "stroke"):
        assert f'[{part}="{COLORS["moscow"][0]}"]{{{part}:{COLORS["moscow"][1]}}}' in text
    assert ">Figure 1, in a book &amp;</text>" in text
    assert ">its edition.</text>" in text
    assert 'data-row="3"' in text


# --- The small book ---

EVENTS = "date,event,label,timeline,source"
DEBT = "as_of,year,amount,unit,bound,state,stated_by,source,note"
SMALL: dict[str, Any] = {
    "data/famine_mortality.csv": f"{FAMINE}\n{ESTIMATE}\nAnother,Another,,,300,,a guess,stated,DPRK,yes,,rusk1990,\n",
    "two.md": [
        (
            "It was long.\n",
            """It was long.

(two-commentary)=
## Commentary

(data-famine)=
### Data

See {numref}`figure-famine`.

:::{chart} famine
:alt: Two estimates.

The message.

The source {cite:p}`rusk1990`.
:::

:::{chart-data} famine
:::
""",
        ),
    ],
}


def small(*changes: tuple[str, str], **files: str) -> dict[str, Any]:
    """The small book with a figure, and some words of its chapter changed."""
    return {**SMALL, "two.md": [(old, _changed(new, changes)) for old, new in SMALL["two.md"]], **files}


def _changed(text: str, changes: tuple[tuple[str, str], ...]) -> str:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def kept(built: Built) -> dict[str, int]:
    """The drawings and when they were drawn."""
    return {p.name: p.stat().st_mtime_ns for p in (built.out / "doctrees" / "figures").iterdir()}


@pytest.mark.slow
def test_a_change_of_text_draws_nothing_and_a_change_of_data_does(build_small: Callable[..., Built]) -> None:
    first = build_small(small())
    assert not first.failed, first.messages
    drawn = kept(first)
    assert len(drawn) == len(LAYOUTS)
    second = build_small(small(("The message.", "Another message.")))
    assert "Another message." in select(second.page("two"), "figcaption")[0].text_content()
    assert kept(second) == drawn
    third = build_small({**small(), "data/famine_mortality.csv": f"{FAMINE}\n{ESTIMATE.replace('200', '250')}\n"})
    assert not third.failed, third.messages
    assert len(kept(third).keys() - drawn.keys()) == len(LAYOUTS)
    assert [c.text_content().strip() for c in select(third.page("two"), ".fold td")][1] == "100–250"


def test_code_and_data_decide_what_a_drawing_is_called(tmp_path: Path) -> None:
    names = {path.name for path in inputs(figure("map"), DOCS)}
    assert {"places.csv", "region.geojson", "data.py", "svg.py", "map.py"} <= names
    (tmp_path / "a").write_text("1", encoding="utf-8")
    before = digest([tmp_path / "a", tmp_path / "nowhere"], "rows")
    assert digest([tmp_path / "a", tmp_path / "nowhere"], "other rows") != before
    (tmp_path / "a").write_text("2", encoding="utf-8")
    assert digest([tmp_path / "a", tmp_path / "nowhere"], "rows") != before


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"data/famine_mortality.csv": f"{FAMINE}\n{ESTIMATE.replace('200', 'many')}\n"},
         "data/famine_mortality.csv:2: WARNING: high: 'many' is not a number in the digits 0 to 9 [figures.number]"),
        ({"data/famine_mortality.csv": f"{FAMINE}\n{ESTIMATE.replace('rusk1990', 'rusk1991')}\n"},
         "data/famine_mortality.csv:2: WARNING: source: the source 'rusk1991' is not in the bibliography; add it, or mend the key [figures.source]"),
        ({"data/famine_mortality.csv": f"{FAMINE}\n"},
         "data/famine_mortality.csv:1: WARNING: no row is drawn [figures.empty]"),
        ({"two.md": small((":::{chart} famine", ":::{chart} hunger"))["two.md"]},
         "two.md:19: WARNING: there is no figure 'hunger'; write one of map, trade"),
        ({"two.md": small((":alt: Two estimates.\n", ""))["two.md"]},
         "two.md:19: WARNING: the figure 'famine' needs 'alt'"),
        ({"two.md": small(("The message.\n\nThe source {cite:p}`rusk1990`.\n", ""))["two.md"]},
         "two.md:19: WARNING: the figure 'famine' has no caption"),
    ],
)  # fmt: skip
def test_a_bad_figure_fails_the_build_and_is_told_once(
    build_small: Callable[..., Built], changes: Any, expected: str
) -> None:
    built = build_small({**SMALL, **changes}, builder="dummy")
    assert built.failed
    assert len([said for said in built.messages if expected in said]) == 1, built.messages


def test_an_event_that_the_timeline_lacks_is_told_with_its_row(build_small: Callable[..., Built]) -> None:
    built = build_small(
        {
            "data/debt.csv": f"{DEBT}\n1990,1990,2,billion rubles,,debt,Moscow,rusk1990,\n",
            "data/debt_events.csv": f"{EVENTS}\n2014-05,Signed,signed,event-nowhere,rusk1990\n",
            "two.md": small((":::{chart-data} famine\n:::\n", ""), ("famine", "debt"))["two.md"],
        },
        builder="dummy",
    )
    expected = "data/debt_events.csv:2: WARNING: timeline: the timeline has no event 'event-nowhere' [figures.event]"
    assert [said for said in built.messages if expected in said], built.messages


def test_a_figure_links_its_events_in_both_widths(build_small: Callable[..., Built]) -> None:
    built = build_small(
        {
            "data/debt.csv": f"{DEBT}\n1990,1990,2,billion rubles,,debt,Moscow,rusk1990,\n",
            "data/debt_events.csv": f"{EVENTS}\n1953-07,It ends,the end,event-later,rusk1990\n",
            "two.md": small((":::{chart-data} famine\n:::\n", ""), ("famine", "debt"))["two.md"],
        }
    )
    assert not built.failed, built.messages
    links = [a.get("href") for a in select(built.page("two"), "svg.drawing a")]
    assert links == ["timeline.html#event-later"] * 2


def test_a_gallery_shows_every_figure_with_its_citation_and_its_ways_on(build_small: Callable[..., Built]) -> None:
    changes = small(**{"three.md": "(three)=\n# Figures\n\n```{gallery}\n```\n"})
    changes["index.md"] = [("timeline\n", "three\ntimeline\n")]
    built = build_small(changes)
    assert not built.failed, built.messages
    (hung,) = select(built.page("three"), ".exhibit")
    assert [len(select(hung, f"svg.{form}")) for form in ("wide", "narrow")] == [1, 1]
    assert select(hung, ".exhibit-title")[0].text_content() == "Figure 1 The message."
    assert select(hung, ".exhibit-cite")[0].text_content() == (
        "Figure 1, “The message,” in Russia and North Korea: An Annotated Essay, ed. 1.1 (2026), anchor figure-famine."
    )
    links = [a.get("href") for a in select(hung, "a")]
    assert links == [
        "two.html#figure-famine",
        "two.html#data-famine",
        "data/famine_mortality.csv",
        "figures/famine.svg",
    ]
    changed = small(("The message.", "Another message."), **{"three.md": changes["three.md"]})
    again = build_small({**changed, "index.md": changes["index.md"]})
    assert "Another message." in select(again.page("three"), ".exhibit-title")[0].text_content()


@pytest.mark.slow
def test_a_public_address_stands_in_the_citation_once_whether_its_slash_is_written(
    build_small: Callable[..., Built],
) -> None:
    for base in ("https://example.org/book", "https://example.org/book/"):
        conf = [("anchors_file", f"html_baseurl = {base!r}\nanchors_file")]
        built = build_small({**small(), "conf.py": conf})
        text = (built.out / "html" / "figures" / "famine.svg").read_text(encoding="utf-8")
        words = "".join(re.findall(r"<text[^>]*>([^<]*)</text>", text))
        assert "https://example.org/book/two.html#figure-famine." in words


# --- The book ---


def test_the_figures_are_numbered_titled_and_told(book: Built) -> None:
    for count, (name, chapter) in enumerate(CHAPTERS.items(), 1):
        page = book.page(chapter)
        (found,) = select(page, f"figure#figure-{name}")
        assert select(found, ".caption-number")[0].text_content().strip() == f"Figure {count}"
        message = select(found, ".caption-text")[0].text_content().strip()
        assert message.removesuffix(" cite").endswith(".")
        assert select(found, ".legend")
        wide, narrow = select(found, "svg.drawing")
        assert (set(wide.classes), set(narrow.classes)) == ({"drawing", "wide"}, {"drawing", "narrow"})
        assert wide.get("aria-label") == narrow.get("aria-label")
        assert len(wide.get("aria-label", "")) > 150
        assert wide.get("role") == ("group" if select(wide, "a") else "img")
        links = [a for a in select(page, f"a[href='#figure-{name}']") if a.text_content() == f"Figure {count}"]
        assert links, f"the text of {chapter} does not refer to figure-{name}"


def test_the_pages_show_the_drawings_that_were_checked(book: Built) -> None:
    for name, chapter in CHAPTERS.items():
        page = (book.out / "html" / f"{chapter}.html").read_text(encoding="utf-8")
        bare = lean_tags(re.sub(r' data-[a-z]+="[^"]*"', "", svg(name, "wide")))
        paths = re.findall(r'<path [^>]*d=(?:"[^"]*"|[^ "/>]*)', bare)
        assert paths
        assert [path for path in paths if path not in page] == []


def test_a_saved_picture_holds_its_citation_and_the_narrow_one_is_not_published(book: Built) -> None:
    folder = book.out / "html" / "figures"
    assert {path.name for path in folder.iterdir()} == {f"{name}.svg" for name in CHAPTERS}
    for count, name in enumerate(CHAPTERS, 1):
        text = (folder / f"{name}.svg").read_text(encoding="utf-8")
        words = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", text))
        assert f"Figure {count}, “" in words
        assert f"figure-{name}." in words.replace(" ", "")
        assert "@event" not in text


def test_a_table_with_every_drawn_row_unfolds_below_each_figure(book: Built) -> None:
    for name, chapter in CHAPTERS.items():
        fold = select(book.page(chapter), f"figure#figure-{name} + details.fold")[0]
        tables = select(fold, "table")
        assert len(tables) == len(figure(name).tables)
        for table, element in zip(figure(name).tables, tables, strict=True):
            drawn = [row for row in rows(name)[table.file] if table.place(row.fields).drawn]
            if table.short:
                headings, *lines = table.short(drawn)
                assert [" ".join(c.text_content().split()) for c in select(element, "th")] == list(headings)
                assert cells(element, 0) == [tuple(c.translate(STRAIGHT) for c in line) for line in lines]
                continue
            sources = 0 if table.compute else 1
            assert cells(element, sources) == told(drawn, table)
            assert len(select(element, "th")) == len(table.headings) + sources
            for row in select(element, "tbody tr") if sources else ():
                assert select(row[-1], "a[href^='bibliography.html#ref-']") or name == "map"
        links = [a.get("href", "") for a in select(fold, ".downloads a")]
        assert links == [f"data/{file}" for file in figure(name).files] + [f"figures/{name}.svg"]
        for file in figure(name).files:
            assert (book.out / "html" / "data" / file).read_bytes() == (DOCS / "data" / file).read_bytes()


STRAIGHT = str.maketrans("“”‘’", "\"\"''")


def cells(table: Any, sources: int = 1) -> list[tuple[str, ...]]:
    """The words of a table without its last column, which has the sources; quotes straight."""
    return [
        tuple(" ".join(c.text_content().split()).translate(STRAIGHT) for c in row[: len(row) - sources])
        for row in select(table, "tbody tr")
    ]


def told(found: list[Row], table: Table) -> list[tuple[str, ...]]:
    """The same of rows."""
    return [tuple(c.translate(STRAIGHT) for c in table.cells(row.fields)) for row in found]


def test_the_appendix_has_every_row(book: Built) -> None:
    page = book.page("data")
    for name in CHAPTERS:
        for table, element in zip(figure(name).tables, select(page, f"#data-{name} table"), strict=True):
            assert cells(element, 0 if table.compute else 1) == told(rows(name)[table.file], table)


def test_alt_texts_name_the_extremes(book: Built) -> None:
    amounts: dict[str, list[float]] = {}
    for row in rows("trade")["trade_usd.csv"]:
        if row.fields["plot"] == "line":
            amounts.setdefault(row.fields["partner"], []).append(row.number("total_usd_million"))
    famine = [r for r in rows("famine")["famine_mortality.csv"] if r.fields["plot"] == "yes"]
    ends = [float(r.fields[e]) for r in famine for e in ("low", "high") if r.fields[e]]
    debts = [(r.fields["unit"], r.number("amount")) for r in rows("debt")["debt.csv"]]
    rubles, dollars = ([amount for unit, amount in debts if unit == u] for u in ("billion rubles", "billion USD"))
    extremes = {
        "map": ["38th parallel", "south of the parallel", "Vladivostok", "Tumangang"],
        "trade": [f"{v:,.10g}" for line in amounts.values() for v in (min(line), max(line))],
        "famine": [f"{min(ends):,.0f}", f"{max(ends) / 1e6:.1f} million"],
        "debt": [f"{min(rubles):g}", f"{max(rubles):g}", f"{min(dollars):g}", f"{max(dollars)}"],
        "meetings": ["March 1949", "October 2025"],
        "votes": ["2006", "26 May 2022", "28 March 2024", "four of them in 2017"],
        "knowledge": [f"{r.fields['value']} {r.fields['claims']}" for r in rows("knowledge")["knowledge"]],
    }
    for name, words in extremes.items():
        alt = select(book.page(CHAPTERS[name]), f"figure#figure-{name} svg")[0].get("aria-label", "")
        for word in words:
            assert word in alt, (name, word)


def test_every_source_of_the_tables_is_in_the_bibliography(book: Built) -> None:
    listed = {e.get("id") for e in select(book.page("bibliography"), "[id^='ref-']")}
    for name in CHAPTERS:
        for table in figure(name).tables:
            for column in (c.name for c in table.columns if c.kind is Kind.SOURCES):
                for row in rows(name)[table.file]:
                    assert {f"ref-{key}" for key in split_sources(row.fields[column])} <= listed


def test_the_pdf_has_the_figures_with_their_alternative_text_and_the_tables(book: Built) -> None:
    path = book.out / "russia-north-korea.pdf"
    with pikepdf.open(path) as pdf:
        names = set(pikepdf.NameTree(pdf.Root.Names.Dests).keys())
        alts = {str(o["/Alt"]) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o}
    assert {f"figure-{name}" for name in CHAPTERS} | {f"data-{name}" for name in CHAPTERS} <= names
    for name, chapter in CHAPTERS.items():
        assert select(book.page(chapter), f"figure#figure-{name} svg")[0].get("aria-label") in alts
    document = pypdfium2.PdfDocument(path)
    pages = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    text = " ".join(pages)
    for count in range(1, len(CHAPTERS) + 1):
        assert f"Figure {count}." in text
    assert "Million US dollars a year, logarithmic scale" in text  # the words of a picture are words
    for name in CHAPTERS:
        for table in figure(name).tables:
            for row in (rows(name)[table.file][0], rows(name)[table.file][-1]):
                assert table.cells(row.fields)[-1].split()[0] in text
    # A reason is a code in its row; on every page with codes the table's foot says in words what they mean.
    codes = [page for page in pages if "out (a)" in page]
    assert codes
    assert all("out: left out of the picture; (a) " in page for page in codes)
    assert any("(a) an error in its source; (b) another figure is drawn." in page for page in codes)


@pytest.mark.parametrize("width", [360, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_one_form_of_a_figure_shows_in_the_pages_colors_and_fonts(
    book: Built, browser: Browser, width: int, scheme: str
) -> None:
    """Also against the reader's system."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme="light")
    page.goto((book.out / "html" / "nuclear-nexus.html").as_uri())
    page.evaluate(f"document.documentElement.dataset.scheme = '{scheme}'")
    shown = page.evaluate(
        """() => [...document.querySelectorAll('#figure-votes svg')].filter(e => e.getBoundingClientRect().width).map(e => {
            const mark = getComputedStyle(e.querySelector('[fill="var(--moscow)"]')), words = getComputedStyle(e.querySelector('text'));
            return [e.classList[1], mark.fill, words.fontFamily.split(',')[0]]; })"""
    )
    colors = {c: "rgb({}, {}, {})".format(*(int(c[i : i + 2], 16) for i in (1, 3, 5))) for c in COLORS["moscow"]}
    expected = colors[COLORS["moscow"][scheme == "dark"]]
    assert shown == [["narrow" if width == 360 else "wide", expected, '"Edition Sans"']]
    heard = page.locator("#figure-votes").aria_snapshot()
    assert heard.count("Two rows of marks by year") == 1
    page.close()


def test_paper_has_the_light_colors_whatever_a_reader_chose_for_the_screen(book: Built, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((book.out / "html" / "nuclear-nexus.html").as_uri())
    mark = page.locator('#figure-votes [fill="var(--moscow)"]').first
    printed = []
    for scheme in ("light", "dark"):
        page.evaluate(f"document.documentElement.dataset.scheme = '{scheme}'")
        shown = mark.evaluate("mark => getComputedStyle(mark).fill")
        page.emulate_media(media="print")
        printed.append(mark.evaluate("mark => getComputedStyle(mark).fill"))
        page.emulate_media(media="screen")
    assert printed == [printed[0]] * 2 != [shown] * 2
    page.close()


def test_no_page_asks_for_a_picture(book: Built, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto((book.out / "html" / "nuclear-nexus.html").as_uri(), wait_until="networkidle")
    page.locator("#figure-votes svg").first.scroll_into_view_if_needed()
    assert asked
    assert not [name for name in asked if name.partition(".")[0].partition("-")[0] in CHAPTERS]
    page.close()

"""Citations: the styles against golden files, the data read back by parsers that are not ours."""

from __future__ import annotations

import json
import operator
import re
import unicodedata
from typing import Any

import jsonschema
import lxml.html
import pybtex.database
import pytest
import rispy
from hypothesis import given, settings
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text

from citation_samples import EDITION, PUBLIC, WORKS
from conftest import ROOT
from csl_schema import CSL_SCHEMA
from edition.citing import styles
from edition.citing.formats import to_bibtex, to_json, to_ris
from edition.citing.forms import FORMATS, Setter
from edition.citing.specimen import Skeleton, initials, latex
from edition.citing.work import Edition, Work, quoted, to_csl, with_address

pytestmark = pytest.mark.xdist_group("styles")  # what its tests share is made once

GOLDEN = ROOT / "tests" / "data" / "citations"
KIND = operator.attrgetter("kind")


@pytest.fixture(scope="session")
def setter() -> Setter:
    return Setter({})


def page_item(work: Work, edition: Edition) -> dict[str, Any]:
    """The item of which a page of citations is made."""
    item = to_csl(work, edition)
    return with_address(item, work.address) if work.address else item


def cite(setter: Setter, work: Work, edition: Edition = PUBLIC) -> dict[str, str]:
    """The forms of the styles as HTML, by their names."""
    forms = setter.forms(page_item(work, edition), work.locator)
    return {c.form: styles.to_html(c.text) for c in forms.cited}


def plain(text: str) -> str:
    return str(lxml.html.fromstring(f"<p>{text}</p>").text_content())


@pytest.mark.parametrize("work", WORKS, ids=KIND)
@pytest.mark.parametrize("edition", [EDITION, PUBLIC], ids=["no-address", "public"])
def test_the_seven_forms_are_the_golden_ones(setter: Setter, work: Work, edition: Edition) -> None:
    """To write them again after an intended change, delete the files and run this once."""
    path = GOLDEN / f"{work.kind}{'-public' if edition.base else ''}.txt"
    forms = setter.forms(page_item(work, edition), work.locator)
    lines = [f"{c.form}\n{styles.to_html(c.text)}\n" for c in forms.cited]
    found = "\n".join([*lines, *forms.data.values()])
    if not path.exists():
        path.write_text(found, encoding="utf-8")
        pytest.fail(f"{path} was missing and has been written")
    assert found == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("work", WORKS, ids=KIND)
@pytest.mark.parametrize("edition", [EDITION, PUBLIC], ids=["no-address", "public"])
def test_a_template_filled_in_is_what_the_writer_makes_of_the_item(
    setter: Setter, work: Work, edition: Edition
) -> None:
    item = page_item(work, edition)
    forms = setter.forms(item, work.locator)
    assert forms.data == {suffix: write(item) for suffix, (_, _, write) in FORMATS.items()}


# The bugs of citeproc-py 0.11 that are fixed or avoided, each for every work.


@pytest.mark.parametrize("work", WORKS, ids=KIND)
def test_the_locator_stays_out_of_the_list_of_works(setter: Setter, work: Work) -> None:
    for form, text in cite(setter, work).items():
        in_text = form.endswith((", note", "in the text"))
        assert ("PDF p." in text) == (in_text and bool(work.pdf_page) and work.kind != "book"), text
        assert not re.search(r"Para\.|Par\.", text), text


@pytest.mark.parametrize("work", WORKS, ids=KIND)
def test_nothing_is_said_twice(setter: Setter, work: Work) -> None:
    for text in map(plain, cite(setter, work).values()):
        assert text.lower().count(work.title.split(": ")[0].rstrip(".").lower()) <= 1
        assert text.count("Edition 1.0") <= 1, text
        assert not re.search(r"edition,|[,.;]{2}|\s{2}|^[\s,.]", text), text


@pytest.mark.parametrize("work", WORKS, ids=KIND)
def test_commas_and_periods_stand_within_quotation_marks(setter: Setter, work: Work) -> None:
    for text in cite(setter, work).values():
        assert not re.search(r"[”’](?:</i>)?[,.]", text), text
        assert not re.search(r"“[^”‘]*“", text), f"a double quote within double quotes: {text}"


@pytest.mark.parametrize("work", [w for w in WORKS if not w.by_editors], ids=KIND)
def test_a_work_whose_author_is_not_known_begins_with_its_title(setter: Setter, work: Work) -> None:
    start = work.title.split(": ")[0]
    for text in map(plain, cite(setter, work).values()):
        assert re.sub(r"^[(“]+", "", text).startswith(start), text
        assert "editors" not in text, text


FIT = styles.load_styles()


@pytest.mark.parametrize("work", WORKS, ids=KIND)
def test_a_style_says_the_same_without_what_it_never_needs(setter: Setter, work: Work) -> None:
    whole = styles.load_styles(fit=False)
    for edition in (EDITION, PUBLIC):
        item = page_item(work, edition)
        skeleton = Skeleton(item, setter.months).item
        assert set(item) - {"id", "type"} <= styles.VARIABLES
        label = work.locator[0]
        known: dict[str, str] = {}
        assert styles.set_specimen(FIT, skeleton, label, {}) == styles.set_specimen(whole, skeleton, label, known)


TITLES = {
    # title: in the capitals of a headline, between quotation marks
    "the missed billion-dollar target": "The Missed Billion-Dollar Target",
    "From quiet diplomacy to the six-party talks": "From Quiet Diplomacy to the Six-Party Talks",
    "Nine-tenths of it": "Nine-Tenths of It",
    "What Kim Il-sung was for": "What Kim Il-sung Was For",
    "The end: of an alliance": "The End: Of an Alliance",
    "Note on “by adopting a policy of ‘Juche,’ or self-reliance”": "Note on ‘by adopting a policy of “Juche,” or self-reliance’",
    "Note on “it ended late in 1953 …”": "Note on ‘it ended late in 1953 …’",
    "Is it over? Not yet!": "Is It Over? Not Yet!",
}


@pytest.mark.parametrize(("title", "printed"), TITLES.items())
def test_chicago_prints_a_title_in_headline_case_but_for_the_words_that_it_quotes(
    setter: Setter, title: str, printed: str
) -> None:
    text = cite(setter, WORKS[2]._replace(title=title))["Chicago, bibliography"]
    assert re.sub(r"[.,](?=[”’]+$)", "", printed) in text.replace(".’”", "’”").replace(".”", "”"), text


def test_the_title_of_a_figure_loses_its_stop_before_a_comma(setter: Setter) -> None:
    assert "“What Was Written Off,” in <i>" in cite(setter, WORKS[4])["Chicago, note"]


def test_words_that_quote_are_quoted_by_single_marks() -> None:
    assert quoted('by adopting a policy of "Juche," or') == "“by adopting a policy of ‘Juche,’ or”"
    assert len(quoted("word " * 30)) <= 64
    assert quoted("still receiving support from both.") == "“still receiving support from both”", (
        "a comma follows in notes"
    )


@pytest.mark.parametrize(
    ("given", "expected"), [("Odd Arne", "O. A"), ("Jong-il", "J.-i"), ("A. V.", "A. V"), ("Zhihua", "Z")]
)
def test_given_names_become_initials(given: str, expected: str) -> None:
    assert initials(given) == expected


def test_what_was_set_is_kept_for_the_next_build(
    setter: Setter, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = [setter.forms(to_csl(work, PUBLIC), work.locator) for work in WORKS]
    setter.save(tmp_path / "kept.json")
    monkeypatch.setattr(styles, "load_styles", lambda **_options: pytest.fail("a style was read again"))
    again = Setter(json.loads((tmp_path / "kept.json").read_text("utf-8")))
    assert [again.forms(to_csl(work, PUBLIC), work.locator) for work in WORKS] == first


# Read back.


def read_bibtex(text: str) -> dict[str, str]:
    """The one entry of a BibTeX file, LaTeX decoded."""
    (entry,) = pybtex.database.parse_string(text, "bibtex").entries.values()
    fields = {str(name): value if name == "url" else from_latex(value) for name, value in entry.fields.items()}
    for role, persons in entry.persons.items():
        fields[str(role)] = " and ".join(from_latex(str(person)) for person in persons)
    return {**fields, "id": str(entry.key), "type": str(entry.type)}


def from_latex(text: str) -> str:
    reader = LatexNodes2Text(strict_latex_spaces=True, keep_comments=True)
    return str(reader.latex_to_text(text.removeprefix("{").removesuffix("}"))).replace("\u02c6", "^")


def read_ris(text: str) -> dict[str, Any]:
    (record,) = rispy.loads(text)
    return dict(record)


def read_csl(text: str) -> dict[str, Any]:
    items = json.loads(text)
    jsonschema.validate(items, CSL_SCHEMA)
    (item,) = items
    return dict(item)


@pytest.mark.parametrize("work", WORKS, ids=KIND)
def test_the_three_forms_for_programs_say_the_same(work: Work) -> None:
    item = to_csl(work, PUBLIC)
    text = to_bibtex(item)
    bibtex, ris, csl = read_bibtex(text), read_ris(to_ris(item)), read_csl(to_json(item))
    is_book = work.kind == "book"
    assert bibtex["title"] == ris["title"] == csl["title"] == work.title.removesuffix(".")
    assert bibtex["id"] == ris["id"] == csl["id"] == work.anchor
    assert (bibtex["type"], ris["type_of_reference"], csl["type"]) == (
        ("book", "BOOK", "book") if is_book else ("incollection", "CHAP", "chapter")
    )
    assert bibtex.get("booktitle") == ris.get("secondary_title") == csl.get("container-title")
    assert f"Edition {bibtex['edition']}" == ris["edition"] == csl["edition"] == "Edition 1.0"
    assert (bibtex["year"], ris["year"], ris["date"]) == ("2026", "2026", "2026/02/03")
    assert csl["issued"] == {"date-parts": [[2026, 2, 3]]}
    assert "  month = feb,\n" in text, "a macro of BibTeX, which each style prints in its own way"
    assert "  langid = {american},\n" in text
    assert not {"language", "pages"} & bibtex.keys(), "biblatex would print the one, the other is the PDF's"
    assert "start_page" not in ris
    assert "locator" not in csl
    assert bibtex["note"] == ris["notes"][0] == csl["note"] == work.note
    assert not work.note.endswith("."), "biblatex sets a comma after it"
    assert bibtex["url"] == ris["urls"][0] == csl["URL"] == PUBLIC.base + work.address
    if work.by_editors:
        assert "  author = {{The editors of Russia and North Korea}},\n" in text
        assert ris["authors"] == ["The editors of Russia and North Korea,"]
        assert csl["author"] == [{"literal": "The editors of Russia and North Korea"}]
        assert "key" not in bibtex
    else:
        assert not {"author"} & (bibtex.keys() | csl.keys())
        assert bibtex["key"] == work.title.split(": ")[0], "what a style without an author sorts by"
        assert "author is not known" in csl["note"]


@pytest.mark.parametrize("work", WORKS, ids=KIND)
def test_the_public_address_stands_in_every_form_but_in_the_text(setter: Setter, work: Work) -> None:
    address = PUBLIC.base + work.address
    for form, text in cite(setter, work).items():
        assert (address in text) == (not form.endswith("in the text")), text


# Odd titles and names.

ODD = st.text(
    alphabet=st.one_of(
        st.sampled_from("\"'{}\\&%$#_~^<>@,=-`“”‘’«»¶/()[]|*+!?:;"),
        st.sampled_from("abcXYZ 09"),
        st.sampled_from("조선로동당韓國ЁжикДПР"),
        st.sampled_from("e\u0301o\u0308a\u0302\u1112\u1161\u11ab"),
    ),
    min_size=1,
    max_size=40,
)
NASTY = [
    "</script>",
    "<!--",
    "]]>",
    "{",
    "}",
    "\\",
    "%",
    "@book{x,",
    "“”",
    "'--'",
    "``x''",
    "T2  - x",
    "<i>x</i>",
    "&amp;",
    "\u202e",
]


def clean(text: str) -> str:
    """Titles as Sphinx gives them: NFC, white space folded, not empty, without a period at the end."""
    return unicodedata.normalize("NFC", " ".join(text.split())) or "x"


ODD_TITLES = st.lists(st.one_of(ODD, st.sampled_from(NASTY)), min_size=1, max_size=4).map(
    lambda parts: clean(" ".join(parts))
)


def in_words(title: str) -> str:
    """A title of CSL-JSON without the tags around words that keep their letters."""
    return re.sub('<span class="nocase">(.*?)</span>', r"\1", title)


def check_data(title: str, name: str) -> None:
    edition = PUBLIC._replace(editors=name, title=f"{title} {name}")
    item = to_csl(WORKS[1]._replace(title=title), edition)
    bibtex, ris, csl = read_bibtex(to_bibtex(item)), read_ris(to_ris(item)), read_csl(to_json(item))
    assert bibtex["title"] == ris["title"] == in_words(csl["title"]) == title
    assert bibtex["booktitle"] == ris["secondary_title"] == in_words(csl["container-title"]) == edition.title
    assert bibtex["author"] == ris["authors"][0].removesuffix(",") == csl["author"][0]["literal"] == name
    forms = Setter(KEPT).forms(item, WORKS[1].locator)
    assert forms.data == {suffix: write(item) for suffix, (_, _, write) in FORMATS.items()}


@pytest.mark.parametrize("most", [30, pytest.param(300, marks=pytest.mark.full)])
def test_odd_titles_and_names_are_read_back_unchanged_from_the_data(most: int) -> None:
    settings(max_examples=most)(given(title=ODD_TITLES, name=ODD_TITLES)(check_data))()


@settings(max_examples=60)
@given(title=ODD_TITLES, name=ODD_TITLES)
def test_odd_titles_and_names_are_read_back_from_the_styles(title: str, name: str) -> None:
    """Without what a style changes in a title: capitals, quotes within quotes, punctuation at its end and at seams."""

    def letters(text: str) -> str:
        return "".join(c for c in text.casefold() if c.isalnum() or c in "<>{}&\\%$#@_^~")

    work = WORKS[1]._replace(title=title)
    for cited in LOADED.forms(to_csl(work, PUBLIC._replace(editors=name)), work.locator).cited:
        page = lxml.html.fromstring(f"<div>{styles.to_html(cited.text)}</div>")
        assert {e.tag for e in page.iterdescendants()} <= {"i"}, cited
        text = letters(page.text_content())
        assert letters(name) in text, cited
        if not cited.form.endswith("in the text"):
            assert letters(title) in text, cited


LOADED = Setter({})
LOADED.forms(to_csl(WORKS[1], PUBLIC), WORKS[1].locator)
KEPT = {"months": LOADED.months, **LOADED.templates}


def test_latex_joins_nothing() -> None:
    for text in ("a--b", "``x''", "<<x>>", ",,x", "?`", "!`", "---"):
        assert from_latex(latex(text)) == text


def test_the_words_of_a_claim_are_cut_in_titles_at_a_words_end_below_sixty_characters() -> None:
    assert quoted("word " * 12) == f"“{' '.join(['word'] * 12)}”"
    assert quoted("word " * 20) == f"“{' '.join(['word'] * 12)} …”"

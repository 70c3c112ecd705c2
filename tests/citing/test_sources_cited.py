"""Sources cited themselves: their items, and our list against citeproc's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import lxml.html
import pytest
from pybtex.database import parse_string

from edition.citing import styles
from edition.citing.forms import FORMATS, Setter
from edition.citing.source_items import to_csl
from edition.sources.chicago import format_source
from edition.sources.labels import set_labels

if TYPE_CHECKING:
    from pybtex.database import Entry

pytestmark = pytest.mark.xdist_group("styles")  # what its tests share is made once


def entry(text: str) -> Entry:
    """The one entry of a .bib file, labeled."""
    (made,) = parse_string(text, "bibtex").entries.values()
    set_labels([made])
    return made


@pytest.fixture(scope="module")
def setter() -> Setter:
    return Setter({})


# Plain sources: what our list and citeproc's Chicago (author–date) have to print alike.
PLAIN = {
    "a book": "@book{a, author = {Rusk, Dean}, title = {As I Saw It}, publisher = {W. W. Norton}, year = {1990}}",
    "two authors": "@book{a, author = {Shen, Zhihua and Xia, Yafeng}, title = {A Misunderstood Friendship},"
    "publisher = {Columbia University Press}, year = {2018}}",
    "three authors": "@book{a, author = {Roe, Ann and Doe, Jane and Poe, Max}, title = {War}, publisher = {Osprey}, year = {2001}}",
    "two authors and others": "@book{a, author = {Shen, Zhihua and Xia, Yafeng and others}, title = {War}, publisher = {Osprey},"
    "year = {2018}}",
    "an author and others": "@book{a, author = {Shen, Zhihua and others}, title = {War}, publisher = {Osprey}, year = {2018}}",
    "two editors and others": "@book{a, editor = {Roe, Ann and Doe, Jane and others}, title = {War}, publisher = {Osprey}, year = {2001}}",
    "one editor": "@book{a, editor = {Westad, Odd Arne}, title = {Brothers in Arms}, publisher = {Stanford University Press},"
    "year = {1998}}",
    "two editors": "@book{a, editor = {Roe, Ann and Doe, Jane}, title = {War}, publisher = {Osprey}, year = {2001}}",
    "a body": "@book{a, author = {{Korea Institute}}, title = {White Paper}, publisher = {Osprey}, year = {2001}}",
    "family name first": "@book{a, author = {{Kim Il Sung}}, title = {On Juche}, publisher = {Osprey}, year = {1955}}",
    "an article": "@article{a, author = {Agov, Avram}, title = {North Korea's Alliances}, journal = {Journal of Korean Studies},"
    "volume = {18}, number = {2}, pages = {225--262}, year = {2013}, doi = {10.1353/jks.2013.0020}, keywords = {work}}",
    "an article with a question": "@article{a, author = {Agov, Avram}, title = {Whose Alliance?}, journal = {Korea Journal},"
    "volume = {18}, number = {2}, pages = {100--109}, year = {2013}, keywords = {work}}",
    "a quotation in a title": '@article{a, author = {Agov, Avram}, title = {The "Arduous March"}, journal = {Korea Journal},'
    "volume = {XXIX}, number = {2}, pages = {100--109}, year = {2013}, keywords = {work}}",
    "no date": "@book{a, author = {Rusk, Dean}, title = {As I Saw It}, publisher = {W. W. Norton}}",
    "a title alone": "@book{a, title = {The Constitution}, publisher = {Foreign Languages Press}, year = {1998}}",
}


@pytest.mark.parametrize("bib", PLAIN.values(), ids=PLAIN)
def test_our_list_and_citeproc_print_the_same_plain_source(setter: Setter, bib: str) -> None:
    source = entry(bib)
    ours = re.sub("</?em>", "*", format_source(source).render_as("html"))
    ours = re.sub(r"<a href=[^>]*>(.*?)</a>", r"\1", ours).replace("&amp;", "&")
    ours = ours.removeprefix("“").replace("The Constitution.” 1998. *The Constitution*.", "*The Constitution*. 1998.")
    forms = {c.form: styles.to_html(c.text) for c in setter.forms(to_csl(source)).cited}
    theirs = re.sub("</?i>", "*", forms["Chicago, reference list"])
    theirs = re.sub(r"(\d)(\d\d)–(\d\d)\b", r"\1\2–\1\3", theirs)  # ours prints the last page in full
    assert ours == str(lxml.html.fromstring(f"<p>{theirs}</p>").text_content())


ITEMS: dict[str, tuple[str, dict[str, Any]]] = {
    "a newspaper that carries an agency": (
        "@online{a, shortauthor = {Reuters}, title = {War}, publisher = {Reuters, in The Star}, date = {2024-03-29},"
        "year = {2024}, url = {https://example.org/a}, keywords = {news}}",
        {"type": "article-newspaper", "author": [{"literal": "Reuters"}], "container-title": "The Star",
         "issued": {"date-parts": [[2024, 3, 29]]}},
    ),
    "a page of a body": (
        "@online{a, shortauthor = {TASS}, title = {War}, publisher = {TASS}, date = {2024-03}, url = {https://tass.com/1}}",
        {"type": "webpage", "author": [{"literal": "TASS"}], "issued": {"date-parts": [[2024, 3]]}},
    ),
    "a document that nobody signs": (
        "@misc{a, shortauthor = {“Politburo Decision”}, title = {Politburo Decision: To Confirm}, institution = {Archive},"
        "year = {1949}}",
        {"type": "document", "title-short": "Politburo Decision", "publisher": "Archive"},
    ),
    "a part of a book": (
        "@incollection{a, author = {Roe, Ann}, editor = {Poe, Max}, title = {Part}, booktitle = {Whole}, pages = {12-30}}",
        {"type": "chapter", "container-title": "Whole", "page": "12–30", "editor": [{"family": "Poe", "given": "Max"}]},
    ),
    "a report": (
        r"@techreport{a, author = {Roe, Ann}, title = {R}, institution = {I}, number = {Paper \#3}, year = {2012}}",
        {"type": "report", "publisher": "I", "number": "Paper #3"},
    ),
    "accents and Jr.": (
        r"@book{a, author = {M{\"u}ller, Jr., J{\'e}r{\^o}me}, title = {\emph{A}}, publisher = {P}, isbn = {1-58487-269-1}}",
        {"type": "book", "author": [{"family": "Müller", "given": "Jérôme", "suffix": "Jr."}], "title": "A",
         "ISBN": "1-58487-269-1"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("bib", "expected"), ITEMS.values(), ids=ITEMS)
def test_a_source_becomes_an_item_of_its_kind(setter: Setter, bib: str, expected: dict[str, Any]) -> None:
    item = to_csl(entry(bib))
    assert item | expected == item
    forms = setter.forms(item)
    assert forms.data == {suffix: write(item) for suffix, (_, _, write) in FORMATS.items()}
    for cited in forms.cited:
        text = styles.to_html(cited.text)
        assert not re.search(r"[\ue000-\uf8ff]|8937|Edition|Retrieved|,,|\.\.|\s,", text), text


@pytest.mark.parametrize(("role", "eds", "apa"), [("author", "", ""), ("editor", ", eds.", " (Eds.).")])
def test_names_that_are_not_all_known_say_so_in_every_form(setter: Setter, role: str, eds: str, apa: str) -> None:
    item = to_csl(
        entry(f"@book{{a, {role} = {{Roe, Ann and Doe, Jane and others}}, title = {{War}}, year = {{2001}}}}")
    )
    assert item[role][-1] == {"literal": "others"}, "as pandoc reads BibTeX's, and its citeproc prints et al. for"
    forms = setter.forms(item)
    texts = {one.form: styles.to_html(one.text) for one in forms.cited}
    for form, start in {
        "Chicago, note": f"Ann Roe et al.{eds}",
        "Chicago, bibliography": f"Roe, Ann, Jane Doe, et al.{eds} <i>",
        "Chicago, in the text": "(Roe et al. 2001)",
        "MLA, in the text": "(Roe et al.)",
        "APA, in the text": "(Roe et al., 2001)",
        "APA, references": f"Roe, A., Doe, J., et al.{apa} (2001)",
    }.items():
        assert texts[form].startswith(start), form
    assert not any("others" in text for text in texts.values())
    assert f"{role} = {{Roe, Ann and Doe, Jane and others}}" in forms.data["bib"]
    assert forms.data["ris"].count("Roe, Ann") == 1
    assert "others" not in forms.data["ris"]
    assert "N1  - More people signed it than are named here" in forms.data["ris"]


@pytest.mark.parametrize(
    ("people", "listed"),
    [
        ("author = {{Korea Institute} and others}", "Korea Institute et al. "),
        ("author = {{Roe, Doe & Co} and others}", "Roe, Doe & Co et al. "),
        ("author = {{Korea Institute} and Roe, Ann and others}", "Korea Institute, Ann Roe, et al. "),
        ("editor = {{Korea Institute} and others}", "Korea Institute et al., eds. "),
        ("author = {others}, editor = {Poe, Max}", "Poe, Max, ed. "),
        ("author = {others}", ""),
    ],
)
def test_names_stand_before_others_with_a_comma_where_one_is_turned_or_there_are_several(
    setter: Setter, people: str, listed: str
) -> None:
    source = entry(f"@book{{a, {people}, title = {{War}}, year = {{2001}}}}")
    texts = {one.form: one.text for one in setter.forms(to_csl(source)).cited}
    printed = lxml.html.fromstring(f"<p>{format_source(source).render_as('html')}</p>").text_content()
    assert printed == f"{listed}2001. War." if listed else "War. 2001."
    for form in ("Chicago, reference list", "Chicago, bibliography", "MLA, works cited", "APA, references"):
        assert ("Institute," in texts[form]) == ("Institute," in listed), form
        assert "others" not in texts[form]


@pytest.mark.parametrize(
    ("editors", "printed", "note"),
    [
        ("Poe, Max and others", "Edited by Max Poe et al.", "N1  - More people edited it than are named here"),
        ("others", "", ""),
    ],
)
def test_editors_beside_an_author_who_are_not_all_known_say_so_of_themselves(
    setter: Setter, editors: str, printed: str, note: str
) -> None:
    source = entry(f"@book{{a, author = {{Roe, Ann}}, editor = {{{editors}}}, title = {{War}}, year = {{2001}}}}")
    forms = setter.forms(to_csl(source))
    ours = str(format_source(source))
    assert ("Edited" in ours, printed in ours, "others" in ours) == (bool(printed), True, False)
    assert ("N1" in forms.data["ris"], note in forms.data["ris"]) == (bool(note), True)
    assert all("et al" not in one.text for one in forms.cited) == (not printed)


def test_what_follows_a_name_stands_where_each_format_has_it(setter: Setter) -> None:
    data = setter.forms(to_csl(entry("@book{a, author = {van Roe, Jr., Ann}, title = {War}}"))).data
    assert "author = {van Roe, Jr., Ann}" in data["bib"], "as BibTeX has it"
    assert "AU  - van Roe, Ann, Jr." in data["ris"], "as RIS has it"


def test_a_source_keeps_the_key_of_the_file_it_comes_from() -> None:
    assert to_csl(entry("@book{Rusk_1990:b, title = {T}}"))["id"] == "Rusk_1990:b"

"""The citations, the bibliography and the checks of references.bib."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import lxml.html
import pybtex.errors
import pytest
from pybtex.database import parse_file, parse_string
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import docutils_namespace

from edition.base.words import letter
from edition.sources import bibliography
from edition.sources import references as reading
from edition.sources.bibfile import Problem, find_lines
from edition.sources.bibliography import AuthorDateList
from edition.sources.chicago import format_source, rest_of
from edition.sources.fields import check_fields
from edition.sources.labels import join_names, label, label_years, set_labels, short_author
from edition.sources.wording import is_date, plain, quoted, spoken_date, stop

if TYPE_CHECKING:
    from types import ModuleType

    from lxml.html import HtmlElement
    from pybtex.database import Entry

# --- Pure -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bibtex", "printed"),
    [
        ("{Famine in North Korea}", "Famine in North Korea"),
        (r"Texas A\&M, 5\% of \$3, \#1, sc\_voting", "Texas A&M, 5% of $3, #1, sc_voting"),
        ("149--174", "149–174"),
        ("The Revolution, 1945-1950", "The Revolution, 1945–1950"),
        ("Trade 1954-57", "Trade 1954–57"),
        ("Cable Nos. 408-410", "Cable Nos. 408-410"),
        ("NKIDP 05-06", "NKIDP 05-06"),
        ("What's 'arduous' here", "What’s ‘arduous’ here"),
        ('call for "review" of', "call for “review” of"),
        ("Moscow's 'Cultural Revolution'", "Moscow’s ‘Cultural Revolution’"),
        ("Russia in the '90s: Rock 'n' Roll", "Russia in the ’90s: Rock ’n’ Roll"),
        (r"M{\"u}ller, J{\'e}r{\^o}me and {\L}ukasz", "Müller, Jérôme and Łukasz"),
        (r"Kim Il-s{\u{o}}ng --- \emph{The} Man", "Kim Il-sŏng — The Man"),
        (r"A {{Whole \{set\}}} of \enquote{words}\ldots", "A Whole {set} of “words”…"),
        ("lines\n   that run on", "lines that run on"),
    ],
)
def test_field_is_printed_without_bibtex_and_with_real_quotes(bibtex: str, printed: str) -> None:
    assert plain(bibtex) == printed


@pytest.mark.parametrize(
    ("text", "stopped"),
    [
        ("TASS", "TASS."),
        ("Chen, J.", "Chen, J."),
        ("“Title”", "“Title.”"),
        ("“Is there a role?”", "“Is there a role?”"),
        ("“A ‘closed issue’”", "“A ‘closed issue.’”"),
        ("the workers’", "the workers’."),
        ("[Report]", "[Report]."),
    ],
)
def test_full_stop_stands_inside_quotation_marks_and_never_twice(text: str, stopped: str) -> None:
    assert stop(text) == stopped


def test_quotation_marks_inside_a_title_are_single() -> None:
    assert quoted("The “Arduous March”") == "“The ‘Arduous March’”"


@pytest.mark.parametrize(
    ("iso", "spoken"), [("2024", "2024"), ("2024-06", "June 2024"), ("2024-06-09", "9 June 2024"), ("soon", "soon")]
)
def test_date_is_printed_as_precisely_as_it_is_known(iso: str, spoken: str) -> None:
    assert spoken_date(iso) == spoken


@pytest.mark.parametrize("iso", ["1884", "2026-03", "2024-02-29"])
def test_good_date_is_accepted(iso: str) -> None:
    assert is_date(iso)


@pytest.mark.parametrize("iso", ["", "24", "2023-02-29", "2024-13", "2024-6-9", "19 June 2024", "2024-06-09T00:00"])
def test_bad_date_is_refused(iso: str) -> None:
    assert not is_date(iso)


@pytest.mark.parametrize(
    ("names", "more", "joined"),
    [
        (["A"], False, "A"),
        (["A", "B"], False, "A and B"),
        (["A", "B", "C"], False, "A, B, and C"),
        (["A"], True, "A et al."),
        (["A", "B"], True, "A, B, et al."),
    ],
)
def test_names_are_joined_as_chicago_does(names: list[str], more: bool, joined: str) -> None:
    assert join_names(names, more) == joined


@pytest.mark.parametrize(("index", "mark"), [(0, "a"), (25, "z"), (26, "aa"), (27, "ab"), (701, "zz"), (702, "aaa")])
def test_letters_never_run_out(index: int, mark: str) -> None:
    assert letter(index) == mark


def test_letters_tell_apart_sources_of_one_name_and_year_in_the_order_of_their_titles() -> None:
    sources = [
        ("tass3", "TASS", "2024", "“A Zone” of Peace"),
        ("tass1", "TASS", "2024", "Bridge over the Tumen"),
        ("tass2", "TASS", "2023", "Apples"),
        ("shtykov9", "Shtykov", "1950", "Journal for 15 June"),
        ("shtykov1", "Shtykov", "1950", "Journal for 7 June"),
        ("time", "Time", "", "Bears"),
        ("cia2", "CIA", "", "Bulletin"),
        ("cia1", "CIA", "", "Bulletin"),
    ]
    assert label_years(sources) == {
        "tass1": "2024a",
        "tass2": "2023",
        "tass3": "2024b",
        "shtykov1": "1950a",
        "shtykov9": "1950b",
        "time": "n.d.",
        "cia1": "n.d.-a",
        "cia2": "n.d.-b",
    }


def entry(fields: str, kind: str = "online") -> Entry:
    """One entry of a .bib file, labeled on its own."""
    made: Entry = parse_string(f"@{kind}{{key, {fields}}}", "bibtex").entries["key"]
    set_labels([made])
    return made


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ("author = {Shen, Zhihua}", "Shen"),
        ("author = {Shen, Zhihua and Xia, Yafeng}", "Shen and Xia"),
        ("author = {A, X and B, Y and C, Z}", "A, B, and C"),
        ("author = {A, X and B, Y and C, Z and D, W}", "A et al."),
        ("author = {Town, Jenny and Panda, Ankit and others}", "Town et al."),
        ("author = {{Shtemenko}}", "Shtemenko"),
        ("author = {Kim, Seong Eun}", "Kim"),
        ("author = {van der Berg, Jan}", "van der Berg"),
        ("editor = {Westad, Odd Arne}", "Westad"),
        ("shortauthor = {TASS}, publisher = {TASS, at Sputnik}", "TASS"),
        ("shortauthor = {“China's Treaty”}", "“China’s Treaty”"),
        ("title = {{Editorial Note}}", "“Editorial Note”"),
    ],
)
def test_short_author_is_up_to_three_family_names_or_a_body_or_a_title(fields: str, name: str) -> None:
    assert short_author(entry(fields)) == name


@pytest.mark.parametrize(
    ("maker", "head", "rest"),
    [
        ("TASS", "TASS", ""),
        ("Reuters, in The Star (Malaysia)", "Reuters", "In The Star (Malaysia)"),
        ("KBS World (French service)", "KBS World", "French service"),
        ("oliverunv (compiler)", "oliverunv", ""),
        ("Xinhua News Agency, at China.org.cn", "Xinhua", "Xinhua News Agency, at China.org.cn"),
        ("NK News", "Sokolin, Anton", "NK News"),
    ],
)
def test_publisher_does_not_repeat_the_name_that_opens_the_entry(maker: str, head: str, rest: str) -> None:
    assert rest_of(maker, head) == rest


@pytest.mark.parametrize(
    ("kind", "fields", "printed"),
    [
        (
            "book",
            "author = {Shen, Zhihua and Xia, Yafeng}, title = {{A Misunderstood Friendship}}, year = {2018},"
            "publisher = {Columbia University Press}, isbn = {978-0-231-18826-5}",
            "Shen, Zhihua, and Yafeng Xia. 2018. *A Misunderstood Friendship*. Columbia University Press."
            " ISBN 978-0-231-18826-5.",
        ),
        (
            "book",
            "author = {Torkunov, A. V.}, title = {{Корейский полуостров [The Korean Peninsula]}}, year = {2008},"
            "publisher = {OLMA, Moscow}, language = {ru}",
            "Torkunov, A. V. 2008. *<ru: Корейский полуостров>* [The Korean Peninsula]. OLMA, Moscow (in Russian).",
        ),
        (
            "incollection",
            "author = {Fritsche, Klaus}, title = {{Moskau: Keine Kündigung}}, booktitle = {{Berichte}}, pages = {12-30},"
            "year = {1996}, language = {de}",
            "Fritsche, Klaus. 1996. “<de: Moskau: Keine Kündigung.>” In *Berichte*, pp. 12–30 (in German).",
        ),
        (
            "online",
            "shortauthor = {Al-Quds}, title = {{الحرب [The war]}}, year = {2024}, language = {ar}",
            "Al-Quds. 2024. “<ar: الحرب>” [The war] (in Arabic).",
        ),
        (
            "online",
            "shortauthor = {EADaily}, title = {{Russia Resumes Deliveries}}, year = {2018}, language = {ru}",
            "EADaily. 2018. “Russia Resumes Deliveries” (in Russian).",
        ),
        (
            "online",
            "shortauthor = {Reuters}, title = {{War}}, publisher = {Reuters, in The Star (Malaysia)}, year = {2024},"
            "date = {2024-03-29}",
            "Reuters. 2024. “War.” In *The Star* (Malaysia), 29 March 2024.",
        ),
        (
            "online",
            "author = {Tart, Larry}, title = {{FAQ}}, publisher = {larrytart.com}, url = {http://www.larrytart.com/faq}",
            "Tart, Larry. n.d. “FAQ.” <larrytart.com http://www.larrytart.com/faq>.",
        ),
        (
            "book",
            "author = {von Neumann, Jr., John and Roe, Ann}, title = {{Games}}, year = {1944}, isbn = {1-58487-269-1},"
            "doi = {10.1002/(SICI)1<1::AID-1>3.0.CO;2-#}",
            "von Neumann, John, Jr., and Ann Roe. 1944. *Games*. <https://doi.org/10.1002/(SICI)1%3C1::AID-1%3E3.0.CO;2-%23"
            " https://doi.org/10.1002/(SICI)1%3C1::AID-1%3E3.0.CO;2-%23>. ISBN 1-58487-269-1.",
        ),
        (
            "book",
            "editor = {Roe, Ann and Doe, Jr., John}, title = {{Games}}, year = {1944}",
            "Roe, Ann, and John Doe Jr., eds. 1944. *Games*.",
        ),
        (
            "article",
            "author = {{Kim Il Sung}}, title = {{On Juche}}, journal = {Review}, volume = {XXIX}, number = {408-410},"
            "year = {1948}, keywords = {work}",
            "Kim Il Sung. 1948. “On Juche.” *Review* 29 (408–410).",
        ),
        (
            "book",
            "author = {Seidov, Igor}, editor = {Britton, Stuart}, title = {{Red Devils}}, year = {2014},"
            "seen = {cited-by}",
            "Seidov, Igor. 2014. *Red Devils*. Edited by Stuart Britton. Cited at second hand.",
        ),
        (
            "book",
            "editor = {Westad, Odd Arne}, title = {{Brothers in Arms}}",
            "Westad, Odd Arne, ed. n.d. *Brothers in Arms*.",
        ),
        (
            "article",
            "author = {Agov, Avram}, title = {{Alliances}}, journal = {Journal of Korean Studies}, volume = {18},"
            "number = {2}, pages = {225--262}, year = {2013}, date = {2013-10-01}, doi = {10.1353/jks.2013.0020},"
            "url = {https://example.org/x}, publisher = {Duke}, keywords = {work}",
            "Agov, Avram. 2013. “Alliances.” *Journal of Korean Studies* 18 (2): 225–262."
            " <https://doi.org/10.1353/jks.2013.0020 https://doi.org/10.1353/jks.2013.0020>.",
        ),
        (
            "article",
            "author = {Kim, G. N.}, title = {{Soviet Koreans}}, journal = {Nauka}, volume = {9}, number = {2(27)},"
            "pages = {14}, year = {2021}, keywords = {work}",
            "Kim, G. N. 2021. “Soviet Koreans.” *Nauka* 9, no. 2(27): 14.",
        ),
        (
            "article",
            "shortauthor = {Rodong Sinmun}, title = {{‘Diplomatic Relations’ for Dollars}}, journal = {Rodong Sinmun},"
            "year = {1990}, date = {1990-10-05}, pages = {3}, note = {Read in an English translation.}",
            "Rodong Sinmun. 1990. “‘Diplomatic Relations’ for Dollars.” *Rodong Sinmun*, p. 3, 5 October 1990."
            " Read in an English translation.",
        ),
        (
            "incollection",
            "shortauthor = {Great Soviet Encyclopedia}, title = {{Agreements}},"
            "booktitle = {{The Great Soviet Encyclopedia}}",
            "Great Soviet Encyclopedia. n.d. “Agreements.” In *The Great Soviet Encyclopedia*.",
        ),
        (
            "techreport",
            r"author = {Person, James F.}, title = {{The Crisis: Is It?}}, number = {Working Paper \#3},"
            "institution = {Wilson Center}, year = {2012}, date = {2012-05}",
            "Person, James F. 2012. “The Crisis: Is It?” Working Paper #3, Wilson Center, May 2012.",
        ),
        (
            "misc",
            "shortauthor = {“Politburo Decision”}, title = {{Politburo Decision to Confirm}}, year = {1949},"
            "institution = {Wilson Center Digital Archive}, date = {1949-09-24}",
            "“Politburo Decision to Confirm.” 1949. Wilson Center Digital Archive, 24 September 1949.",
        ),
        (
            "online",
            "shortauthor = {TASS}, title = {{[The Rajin-Khasan project]}}, publisher = {TASS}, year = {2018},"
            "date = {2018-10-02}, url = {https://www.tass.com/a?b=1&c=%20_#d}",
            "TASS. 2018. [The Rajin-Khasan project]. 2 October 2018. <tass.com https://www.tass.com/a?b=1&c=%20_#d>.",
        ),
        (
            "online",
            "shortauthor = {MBN}, title = {{[Figures]}}, publisher = {MBN}, year = {2019}, language = {ko}",
            "MBN. 2019. [Figures] (in Korean).",
        ),
        (
            "online",
            "author = {Town, Jenny and Panda, Ankit and others}, title = {{Threat}}, year = {2023}",
            "Town, Jenny, Ankit Panda, et al. 2023. “Threat.”",
        ),
    ],
)
def test_source_is_printed_in_the_manner_of_chicago(kind: str, fields: str, printed: str) -> None:
    html = format_source(entry(fields, kind)).render_as("html")
    html = re.sub(r"<lang-(\w+)>(.*?)</lang-\1>", r"<\1: \2>", html)
    text = re.sub(r'<a href="([^"]*)">([^<]*)</a>', r"<\2 \1>", re.sub("</?em>", "*", html))
    assert text.replace("&amp;", "&") == printed


def test_list_is_sorted_by_short_author_without_article_then_year_and_letter() -> None:
    bib = """
        @online{d, shortauthor = {The Asan Forum}}
        @online{c, shortauthor = {TASS}, year = {2024}}
        @online{b, shortauthor = {TASS}, year = {2024}}
        @online{f, shortauthor = {TASS}}
        @online{a, shortauthor = {“The DPRK Attitude”}, year = {1967}}
        @online{e, author = {Gómez, Ramiro}, year = {2020}}
        @online{g, author = {An, Yong-su and others}, year = {2012}}
        @online{h, author = {{A Council}}, year = {2012}}
    """
    entries = list(parse_string(bib, "bibtex").entries.values())
    set_labels(entries)
    assert [label(e) for e in AuthorDateList().sort(entries)] == [
        "An et al. 2012",
        "The Asan Forum n.d.",
        "A Council 2012",
        "“The DPRK Attitude” 1967",
        "Gómez 2020",
        "TASS 2024a",
        "TASS 2024b",
        "TASS n.d.",
    ]


EDITION = "2026-11-28"
GROUPS = ["archive", "work", "news"]
GOOD = {"title": "{T}", "keywords": "news", "seen": "own-page"}


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"url": "http://world.kbs.co.kr/service/news_view.htm?Seq_Code=70922&lang=e"},
        {"url": "https://en.wikisource.org/wiki/A%27s_B_(1972)#c"},
        {"date": "2024-06", "year": "2024"},
        {"date": "2024-06-19"},
        {"language": "ko"},
        {"year": "2024", "month": "Sept."},
        {"author": "{Smith & Sons; a firm} and others"},
        {"author": "{Bread and Others} and Andersen, Anders"},
        {"isbn": "0-8044-2957-X"},
        {"isbn": "978-0-306-40615-7"},
        {"pages": "112–7"},
        {"title": "R&D and Q&A; or not"},
    ],
)
def test_good_fields_are_accepted(fields: dict[str, str]) -> None:
    assert not list(check_fields(GOOD | fields, GROUPS, EDITION))


@pytest.mark.parametrize(
    ("fields", "field", "problem"),
    [
        ({"title": "{ }"}, "title", Problem.MISSING_TITLE),
        ({"author": "others"}, "author", Problem.NAMES),
        ({"editor": " {others} "}, "editor", Problem.NAMES),
        ({"author": "Town, Jenny and Others"}, "author", Problem.NAMES),
        ({"author": "others and Rusk, Dean"}, "author", Problem.NAMES),
        ({"author": "and, Rusk"}, "author", Problem.NAMES),
        ({"doi": "https://doi.org/10.1234/a"}, "doi", Problem.BAD_DOI),
        ({"doi": "10.1234/"}, "doi", Problem.BAD_DOI),
        ({"year": "199O"}, "year", Problem.BAD_DATE),
        ({"url": "www.tass.com/a"}, "url", Problem.BAD_URL),
        ({"url": "https://tass.com/a b"}, "url", Problem.BAD_URL),
        ({"url": "https://localhost"}, "url", Problem.BAD_URL),
        ({"url": r"https://tass.com/a\_b"}, "url", Problem.BAD_URL),
        ({"date": "June 2024"}, "date", Problem.BAD_DATE),
        ({"date": "2024-06", "year": "2023"}, "date", Problem.BAD_DATE),
        ({"keywords": "books"}, "keywords", Problem.UNKNOWN_GROUP),
        ({"seen": "yes"}, "seen", Problem.UNKNOWN_SEEN),
        ({"language": "tlh"}, "language", Problem.UNKNOWN_LANGUAGE),
        ({"year": "2024", "month": "Mayday"}, "month", Problem.BAD_DATE),
        ({"author": "Doe, Jane; Roe, Richard"}, "author", Problem.NAMES),
        ({"isbn": "0-306-40615-3"}, "isbn", Problem.ISBN),
        ({"pages": "17–12"}, "pages", Problem.PAGES),
        ({"title": "Bread &amp; Butter"}, "title", Problem.LATEX),
    ],
)
def test_bad_fields_are_found(fields: dict[str, str], field: str, problem: Problem) -> None:
    assert [found[:2] for found in check_fields(GOOD | fields, GROUPS, EDITION)] == [(field, problem)]


def test_a_key_that_makes_the_name_of_another_is_found() -> None:
    _, findings = find_lines("@book{aa_b, title = {A}}\n\n@book{aa-b, title = {B}}\n")
    assert [(found.line, found.problem) for found in findings] == [(3, Problem.KEY)]
    assert "its public name is that of aa_b in line 1" in findings[0].message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            None,
            ":1: ERROR: the file of sources cannot be read: No such file or directory; restore it, or mend bibtex_bibfiles in conf.py",
        ),
        (b"", ":1: ERROR: the file has no source; add one, or take it out of bibtex_bibfiles"),
        (b"% nothing yet\n", ":1: ERROR: the file has no source; add one, or take it out of bibtex_bibfiles"),
        (b"@book{a,\n title = {M\xfcller}}\n", ":2: ERROR: this file is not UTF-8; save it in that encoding"),
    ],
    ids=["missing", "empty", "a remark", "Latin-1"],
)
def test_a_file_that_cannot_be_read_is_told_once_with_its_line(book: Book, text: bytes | None, message: str) -> None:
    path = book.root / "references.bib"
    if text is None:
        book.bib = ""
    book.raw = text
    with pytest.raises(ExtensionError) as caught:
        book.build()
    assert str(caught.value) == f"{path}{message} [bibliography.file]"
    assert book.warnings == ""


FOREIGN = """\
@comment{ from Zotero, with = {fields} }
@string{cup = "Columbia " # "University Press"}

@article{Müller_2019:War,
  author = "M{\\"u}ller, J{\\'e}r{\\^o}me",
  title = {{The {War}}},
  abstract = {Prose that runs on
    title = a word that is no field = at all,
    }, year = 2019, month = nov,
  journal = cup # { Review},
  keywords = {work},
  seen = {own-page},
  file = {C:\\a\\b.pdf}
}
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("bom", ["", "\ufeff"], ids=["plain", "BOM"])
def test_what_a_reference_manager_writes_is_read(book: Book, ends: str, bom: str) -> None:
    book.raw = (bom + BIB.replace("@book", FOREIGN + "\n@book", 1)).replace("\n", ends).encode()
    book.pages["chapter"] = "# Chapter\n\nSee {cite:p}`Müller_2019:War`.\n"
    book.build()
    assert not book.warnings
    assert texts(book.select("bibliography", "#work li")) == [
        "Müller, Jérôme. 2019. “The War.” Columbia University Press Review, November 2019."
    ]
    (item,) = book.select("bibliography", "#work li")
    assert book.select("chapter", f"a[href$='#{item.get('id')}']"), "the name is the key in the form of an id"


def test_lines_of_entries_and_fields_are_found() -> None:
    lines, findings = find_lines(
        "% list\n@book{One,\n  title = {a\n  b},\n  Year = 2000,\n}\n\n@misc(two,\ntitle={c})\n"
    )
    assert lines == {("one", ""): 2, ("one", "title"): 3, ("one", "year"): 5, ("two", ""): 8, ("two", "title"): 9}
    assert not findings


# --- Chapter ----------------------------------------------------------------------------------------------------------

BIB = """\
@book{shenxia2018,
  author = {Shen, Zhihua and Xia, Yafeng},
  title = {{A Misunderstood Friendship}},
  year = {2018},
  seen = {own-page},
  keywords = {work},
}

@misc{frus1950,
  shortauthor = {Austin to Secretary of State},
  title = {{The Representative to the Secretary}},
  year = {1950},
  seen = {own-page},
  keywords = {archive},
}

@online{tass1,
  shortauthor = {TASS},
  title = {{One}},
  year = {2024},
  url = {https://tass.com/1},
  seen = {own-page},
  keywords = {news},
}

@online{tass2,
  shortauthor = {TASS},
  title = {{Two}},
  year = {2024},
  seen = {cited-by},
  keywords = {news},
}

@online{uncited,
  shortauthor = {Reuters},
  title = {{Three}},
  year = {2024},
  seen = {own-page},
  keywords = {news},
}
"""
CHAPTER = "# Chapter\n\nA {cite:p}`shenxia2018, tass2` and {cite:t}`frus1950` and {cite:p}`{see}tass1{p. 5}`.\n"
LISTS = "# Bibliography\n" + "".join(f"\n## {group}\n\n```{{sources}} {group}\n```\n" for group in GROUPS)
INDEX = "# Book\n\n```{toctree}\nchapter\nbibliography\n```\n"


class Book:
    """A small book in a temporary folder, built as often as a test asks."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.pages = {"index": INDEX, "chapter": CHAPTER, "bibliography": LISTS}
        self.bib = BIB
        self.raw: bytes | None = None
        """The bytes of the .bib file, where they are not those of a text; with an empty ``bib`` there is no file."""
        self.warnings = ""

    def build(self, builder: str = "html", parallel: int = 1) -> Sphinx:
        """Write what has changed, build and return the finished app."""
        if self.raw is not None:
            (self.root / "references.bib").write_bytes(self.raw)
        files = {"references.bib": self.bib} if self.bib and self.raw is None else {}
        files |= {f"{name}.md": text for name, text in self.pages.items()}
        for name, text in files.items():
            path = self.root / name
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8")
        templates = self.root / "pdf"  # a folder of its own, as the builder copies all of it
        templates.mkdir(exist_ok=True)
        (templates / "book.typ").touch()
        stream = io.StringIO()
        with docutils_namespace():  # so that the next app does not find this one's nodes and roles
            app = Sphinx(
                self.root,
                None,
                self.root / "build" / builder,
                self.root / "doctrees",
                builder,
                confoverrides={
                    "extensions": [
                        "myst_parser",
                        "edition.base.languages",
                        "edition.sources.backend",
                        "edition.sources.bibliography",
                        "sphinxcontrib_typstbuilder",
                    ],
                    "bibtex_bibfiles": ["references.bib"],
                    "sources_groups": GROUPS,
                    "bibtex_default_style": "author_date",
                    "bibtex_reference_style": "author_date",
                    "bibtex_cite_id": "ref-{key}",
                    "bibtex_tooltips": False,
                    "exclude_patterns": ["build", "doctrees"],
                    "html_theme": "basic",
                    "nitpicky": True,
                    "show_warning_types": True,
                    "typst_template": "book",
                    "typst_templates_path": [str(templates)],
                },
                status=None,
                warning=stream,
                parallel=parallel,
            )
            app.build()
        self.warnings = re.sub(r"\x1b\[[\d;]*m", "", stream.getvalue()).strip()
        return app

    def select(self, page: str, css: str) -> list[HtmlElement]:
        """The elements of an HTML page that a CSS selector names."""
        return lxml.html.parse(str(self.root / "build" / "html" / f"{page}.html")).getroot().cssselect(css)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """A book with one chapter and the three lists."""
    return Book(tmp_path)


def texts(elements: list[HtmlElement]) -> list[str]:
    """What a reader sees of elements."""
    return [" ".join(element.text_content().split()) for element in elements]


def test_citations_are_links_with_author_and_date(book: Book) -> None:
    book.build()
    assert not book.warnings
    assert texts(book.select("chapter", ".bibtex-citation")) == [
        "(Shen and Xia 2018; TASS 2024b)",
        "Austin to Secretary of State (1950)",
        "(see TASS 2024a, p. 5)",
    ]
    links = book.select("chapter", ".bibtex-citation a")
    assert [link.get("href") for link in links] == [
        "bibliography.html#ref-shenxia2018",
        "bibliography.html#ref-tass2",
        "bibliography.html#ref-frus1950",
        "bibliography.html#ref-tass1",
    ]
    assert not any("title" in link.attrib for link in links)


def test_a_comma_stands_before_the_last_of_three_works_of_a_sentence(book: Book) -> None:
    book.pages["chapter"] = "# Chapter\n\nA {cite:t}`tass1,tass2,frus1950`.\n"
    book.build()
    assert not book.warnings
    printed = "A Austin to Secretary of State (1950), TASS (2024a), and TASS (2024b)."
    assert printed in texts(book.select("chapter", "p"))


@pytest.mark.parametrize(
    ("role", "printed"),
    [
        ("cite", "(TASS 2024a; TASS 2024b)"),
        ("cite:p", "(TASS 2024a; TASS 2024b)"),
        ("cite:alp", "TASS 2024a; TASS 2024b"),
        ("cite:t", "TASS (2024a) and TASS (2024b)"),
    ],
)
def test_every_role_prints_author_and_date(book: Book, role: str, printed: str) -> None:
    book.pages["chapter"] = f"# Chapter\n\nA {{{role}}}`tass1, tass2`.\n"
    book.build()
    assert not book.warnings
    assert texts(book.select("chapter", ".bibtex-citation")) == [printed]


def test_each_list_holds_the_cited_sources_of_its_group_without_a_label(book: Book) -> None:
    book.build()
    assert texts(book.select("bibliography", "#archive li")) == [
        "Austin to Secretary of State. 1950. “The Representative to the Secretary.”"
    ]
    assert texts(book.select("bibliography", "#work li")) == [
        "Shen, Zhihua, and Yafeng Xia. 2018. A Misunderstood Friendship."
    ]
    assert texts(book.select("bibliography", "#news li")) == [
        "TASS. 2024a. “One.” tass.com.",
        "TASS. 2024b. “Two.” Cited at second hand.",
    ]
    assert texts(book.select("bibliography", "#work em")) == ["A Misunderstood Friendship"]
    assert not book.select("bibliography", "[role=doc-biblioentry], .label")


# the builder itself still asks for ``self.app``
@pytest.mark.filterwarnings("ignore:'sphinxcontrib_typstbuilder._builder.TypstBuilder.app' is deprecated")
def test_source_anchors_are_the_same_in_html_and_typst(book: Book) -> None:
    book.build()
    html = {str(item.get("id")) for item in book.select("bibliography", "ul.sources > li")}
    book.build("typst")
    typst = (book.root / "build/typst/main/main.typ").read_text(encoding="utf-8")
    assert html == {"ref-shenxia2018", "ref-frus1950", "ref-tass1", "ref-tass2"}
    assert set(re.findall(r'#mlabel\("%bibliography#(ref-[\w-]+)"\)#citation\[', typst)) == html
    assert set(re.findall(r'#internal-link\("%bibliography#(ref-[\w-]+)"\)', typst)) == html
    assert "reference_label" not in typst


def test_parallel_reading_gives_the_same_pages(book: Book) -> None:
    for number in range(12):
        book.pages[f"extra{number}"] = "---\norphan: true\n---\n\n" + CHAPTER
    book.build()
    serial = {page: texts(book.select(page, ".body")) for page in book.pages}
    other = Book(book.root / "other")
    other.root.mkdir()
    other.pages = book.pages
    other.build(parallel=4)
    assert not other.warnings
    assert {page: texts(other.select(page, ".body")) for page in book.pages} == serial


def test_unchanged_build_writes_nothing(book: Book) -> None:
    book.build()
    page = book.root / "build/html/bibliography.html"
    os.utime(page, (2**31, 2**31))
    book.build()
    assert page.stat().st_mtime == 2**31


def counted(monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str) -> list[object]:
    """The first argument of each call of a function of a module from now on."""
    calls: list[object] = []
    function = getattr(module, name)

    def counting(first: object, *rest: object) -> object:
        calls.append(first)
        return function(first, *rest)

    monkeypatch.setattr(module, name, counting)
    return calls


def test_sources_are_read_and_set_again_only_when_they_have_changed(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.build()
    read = counted(monkeypatch, reading, "parse_bibdata")
    formatted = counted(monkeypatch, bibliography, "format_source")
    book.pages["chapter"] += "\nMore {cite:p}`tass1`.\n"
    book.build()
    assert (read, formatted) == ([], [])
    assert texts(book.select("bibliography", "#news li"))[0] == "TASS. 2024a. “One.” tass.com."
    book.bib = book.bib.replace("{{One}}", "{{Ones}}")
    book.build()
    assert len(read) == 1
    assert [entry.key for entry in formatted] == ["tass1"]  # type: ignore[attr-defined]
    book.bib = book.bib.replace("{{Two}}", "{{One More}}")
    book.build()
    assert {entry.key for entry in formatted[1:]} == {"tass1", "tass2"}, "one has another letter"  # type: ignore[attr-defined]
    assert texts(book.select("bibliography", "#news li")) == [
        "TASS. 2024a. “One More.” Cited at second hand.",
        "TASS. 2024b. “Ones.” tass.com.",
    ]


def test_a_mistake_in_a_file_is_told_until_it_is_mended(book: Book) -> None:
    book.bib = book.bib.replace("year = {1950}", "year = {1950s}")
    book.build()
    first = book.warnings
    assert "bad_date" in first
    book.build()
    assert book.warnings == first
    book.bib = BIB
    book.build()
    assert not book.warnings


def test_list_follows_a_citation_that_another_page_adds(book: Book) -> None:
    book.build()
    book.pages["chapter"] += "\nMore {cite:p}`uncited`.\n"
    book.build()
    assert texts(book.select("bibliography", "#news li"))[0] == "Reuters. 2024. “Three.”"


def test_citation_follows_a_letter_that_a_new_source_brings(book: Book) -> None:
    book.build()
    book.bib += BIB[BIB.index("@online{uncited") :].replace("uncited", "another")
    book.pages["chapter"] += "\nMore {cite:p}`uncited`.\n"
    book.pages["index"] += "\n{cite:p}`another`\n"
    book.build()
    book.bib = book.bib.replace("shortauthor = {Reuters}", "shortauthor = {AFP}")
    book.build()
    assert texts(book.select("index", ".bibtex-citation")) == ["(AFP 2024a)"]


# --- Warnings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        (
            "@online{tass2",
            "@online{TASS1",
            26,
            "source TASS1: the key is already taken in line 17 [bibliography.duplicate_key]",
        ),
        (
            "  title = {{Two}},",
            "  title = {{Two}},\n  title = {{Due}},",
            29,
            "source tass2: the field title is already given in line 28 [bibliography.duplicate_field]",
        ),
        ("  title = {{Two}},\n", "", 26, "source tass2: there is no title [bibliography.missing_title]"),
        (
            "  title = {{Two}},",
            "  title = {{Two}},\n  date = {2024-13},",
            29,
            "source tass2: the date '2024-13' is not YYYY, YYYY-MM or YYYY-MM-DD [bibliography.bad_date]",
        ),
        (
            "https://tass.com/1",
            "tass.com/1",
            21,
            "source tass1: the address 'tass.com/1' is not a complete URL [bibliography.bad_url]",
        ),
        (
            "  title = {{Two}},",
            "  title = {{Two}},\n  doi = {doi:10.1/a},",
            29,
            "source tass2: the DOI 'doi:10.1/a' is not of the form 10.1234/name [bibliography.bad_doi]",
        ),
        (
            "keywords = {news},\n}\n\n@online{uncited",
            "keywords = {new},\n}\n\n@online{uncited",
            31,
            "source tass2: the group 'new' (keywords) is none of archive, work, news [bibliography.unknown_group]",
        ),
        (
            "seen = {cited-by}",
            "seen = {cited}",
            30,
            "source tass2: seen is 'cited' and should be one of own-page, cited-by [bibliography.unknown_seen]",
        ),
        (
            "@online{tass2",
            "@onlin{tass2",
            26,
            "source tass2: the type @onlin is none of article, book, booklet, collection, inbook, incollection,"
            " inproceedings, manual, mastersthesis, misc, online, phdthesis, proceedings, report, techreport, thesis,"
            " unpublished [bibliography.unknown_type]",
        ),
        (
            "seen = {cited-by}",
            "seen = {cited-by},\n  publischer = {TASS}",
            31,
            "source tass2: the field publischer is not known; known are author, booktitle, date, day, doi, editor,"
            " institution, isbn, journal, keywords, language, month, note, number, pages, publisher, seen, shortauthor,"
            " title, url, volume, year [bibliography.unknown_field]",
        ),
        (
            "seen = {cited-by}",
            "seen = {cited-by},\n  tier = {hard}",
            31,
            "source tass2: tier is 'hard' and should be one of core, support [bibliography.unknown_tier]",
        ),
        (
            "  title = {{Two}},",
            "  title = {{Two \\foo{it}}},",
            28,
            "source tass2: the LaTeX command \\foo is not known; write the character itself [bibliography.latex]",
        ),
        (
            "@online{tass2",
            "@online{소련",
            26,
            "source 소련: the key makes no public name; it needs a letter from a to z [bibliography.key]",
        ),
        (
            "seen = {cited-by}",
            "seen = {cited-by},\n  language = {xx}",
            31,
            "source tass2: the language 'xx' has no name in the extension [bibliography.unknown_language]",
        ),
    ],
)
def test_mistake_in_the_file_is_reported_with_file_line_and_code_in_every_build(
    book: Book, old: str, new: str, line: int, message: str
) -> None:
    assert book.bib.count(old) == 1
    book.bib = book.bib.replace(old, new)
    book.pages["chapter"] = "# Chapter\n\nA {cite:p}`shenxia2018`.\n"
    for _ in range(2):
        book.build()
        assert book.warnings == f"{book.root / 'references.bib'}:{line}: WARNING: {message}"


def test_every_code_has_its_warning_test() -> None:
    tables = [Path(__file__), Path(__file__).parent.parent / "inputs" / "test_bad.py"]
    asserted = "".join(path.read_text(encoding="utf-8") for path in tables)
    assert not [problem for problem in Problem if not re.search(rf"bibliography\.{problem.value}\b", asserted)]


def test_unknown_key_is_reported_with_file_line_and_code(book: Book) -> None:
    book.pages["chapter"] = "# Chapter\n\nNote.[^a]\n\n[^a]: **Imprecise.** See {cite:p}`tass1, nobody2000`.\n"
    book.build()
    place = book.root / "chapter.md"
    assert book.warnings == f'{place}:5: WARNING: could not find bibtex key "nobody2000" [bibtex.key_not_found]'


def test_malformed_citation_is_reported_with_file_line_and_code(book: Book) -> None:
    book.pages["chapter"] += "\nSee {cite:p}`tass1 tass2`.\n"
    book.build()
    message = "the citation 'tass1 tass2' is not a list of keys with commas between them; mend it"
    assert book.warnings == f"{book.root / 'chapter.md'}:5: WARNING: {message} [bibliography.bad_citation]"


def test_unknown_group_of_a_list_is_an_error_with_file_and_line(book: Book) -> None:
    book.pages["bibliography"] += "\n```{sources} films\n```\n"
    book.build()
    place = f"{book.root / 'bibliography.md'}:18"
    assert book.warnings.startswith(f"{place}: WARNING: the group 'films' is none of archive, work, news")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  year = {1950},", "  year {1950},", ":12: ERROR: '=' expected, in the entry that begins in line 9"),
        ("  year = {1950},", "  year = {1950,", ":17: ERROR: '}' expected, in the entry that begins in line 9"),
        ("{{Three}}", "{{Three}", ":41: ERROR: premature end of file, in the entry that begins in line 34"),
        (
            "author = {Shen, Zhihua and Xia, Yafeng}",
            "author = {a, b, c, d}",
            ":2: ERROR: Too many commas in 'a, b, c, d'",
        ),
    ],
)
def test_malformed_file_stops_the_build_with_file_and_line(book: Book, old: str, new: str, message: str) -> None:
    book.bib = book.bib.replace(old, new)
    with pytest.raises(ExtensionError) as caught:
        book.build()
    assert str(caught.value) == f"{book.root / 'references.bib'}{message}; mend it [bibliography.file]"
    assert pybtex.errors.captured_errors is None


# --- Book -------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def references() -> Path:
    """The bibliography file of the book, in this folder or one above it."""
    folders = Path(__file__).resolve().parents
    return next(folder / "references.bib" for folder in folders if (folder / "references.bib").exists())


def test_references_of_the_book_are_free_of_mistakes_sorted_and_uniquely_labeled(references: Path) -> None:
    lines, findings = find_lines(references.read_text(encoding="utf-8"))
    entries: dict[str, Entry] = dict(parse_file(references).entries.items())
    assert not findings
    assert not [(key, found) for key, e in entries.items() for found in check_fields(e.fields, GROUPS, EDITION)]
    assert list(entries) == sorted(entries)
    assert {key for key, field in lines if not field} == set(entries)
    set_labels(entries.values())
    assert len({label(e) for e in entries.values()}) == len(entries)


def test_no_entry_of_the_book_prints_a_brace_an_escape_or_a_straight_quote(references: Path) -> None:
    entries = list(parse_file(references).entries.values())
    set_labels(entries)
    printed = {e.key: str(format_source(e)) for e in entries}
    slip = re.compile(r"[{}\\'\"]|(?<!\.)\.\.(?!\.)|withheld| ,")
    assert not {key: text for key, text in printed.items() if slip.search(text)}

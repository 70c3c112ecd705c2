"""Settings of the book; see the colophon for what each extension is for."""

import sys
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "_ext"))

# The book: title, edition, date and language stand here and nowhere else.
project = "Russia and North Korea: An Annotated Essay"
author = "The editors of Russia and North Korea"
edition_date = date(2026, 11, 28)
version = release = "1.1"
language = "en-US"
copyright = "2026, the editors"

extensions = [
    "myst_parser",
    "sphinxcontrib_typstbuilder",
    "edition",
]
exclude_patterns = ["_*"]
nitpicky = True

# The fonts, made by scripts/fonts/make.py: the families for each kind of words, later ones for letters that the first
# lacks, and what kind of font of the system stands in for them.
fonts_folder = str(HERE / "_fonts")
fonts_families = {
    "reading": ["Edition Serif", "Edition Serif KR", "serif"],  # the essay, and the editors' longer texts
    "labels": ["Edition Sans", "Edition Sans KR", "sans-serif"],  # all that points: notes, tables, menus, figures
    "titles": ["Edition Serif Display", "Edition Serif KR", "serif"],  # of the PDF
    "code": ["monospace"],  # in the pages
}

# The figures are numbered through the book.
numfig = True
numfig_format = {"figure": "Figure %s"}
figures_modules = [
    f"edition.figures.{name}" for name in ("map", "trade", "famine", "debt", "meetings", "votes", "knowledge")
]
show_warning_types = True

anchors_file = "anchors.txt"  # every public name, for ever

# The essay. Its words never change; the text to hold them against is the tests' copy.
essay_file = "../tests/essay.txt"
essay_chapters = [
    "introduction",
    "soviet-era",
    "sino-soviet-split",
    "putin-era",
    "nuclear-nexus",
    "future",
    "conclusion",
]
short_titles = {  # of pages, for menus, tables and filters
    "essay": "Essay",
    "soviet-era": "Soviet Era",
    "sino-soviet-split": "Sino-Soviet Split",
    "putin-era": "Putin Era",
    "nuclear-nexus": "Nuclear Nexus",
    "future": "Future",
    "claims": "Verdicts",
    "reading": "How to read",
}

# The verdicts, in the order of the key: what each means, what it needs among its sources, how data and pages show it.
edition_verdicts = [
    {
        "word": "Supported",
        "meaning": "Right as it stands.",
        "needs": "supports",
        "cito": "cito:isSupportedBy",
        "rating": 5,
        "mark": "disc",
        "line": "solid 0.055em",
        "ink": ("#28603a", "#8fc79d"),
        "stroke": ("#4d8460", "#6fa47e"),
        "tint": ("#e9f2ea", "#1c2a20"),
    },
    {
        "word": "Imprecise",
        "meaning": "Partly right: needs a date, number, name or limit.",
        "needs": "qualifies",
        "cito": "cito:isQualifiedBy",
        "rating": 3,
        "mark": "half",
        "line": "dashed 0.085em",
        "ink": ("#7a5200", "#dcb35f"),
        "stroke": ("#7a5200", "#dcb35f"),
        "tint": ("#faf0d8", "#2f2714"),
    },
    {
        "word": "Disputed",
        "meaning": "Good sources disagree.",
        "needs": "sides",
        "rating": 3,
        "mark": "parted",
        "line": "double 0.065em",
        "ink": ("#6a3b83", "#cda6e2"),
        "stroke": ("#6a3b83", "#cda6e2"),
        "tint": ("#f3eaf7", "#2c2233"),
    },
    {
        "word": "Contradicted",
        "meaning": "Wrong by the sources.",
        "needs": "disputes",
        "cito": "cito:isRefutedBy",
        "rating": 1,
        "mark": "cross",
        "line": "solid 0.17em",
        "ink": ("#a01d1d", "#f2988f"),
        "stroke": ("#a01d1d", "#f2988f"),
        "tint": ("#fbe9e4", "#3a1f1b"),
    },
    {
        "word": "Interpretation",
        "meaning": "A judgment or forecast, not a checkable fact.",
        "mark": "ring",
        "line": "dotted 0.1em",
        "ink": ("#2c587f", "#94bfe4"),
        "stroke": ("#4f7ba3", "#7fb0d4"),
        "tint": ("#e8f0f7", "#1b2731"),
    },
]

verdicts_explained = "colophon-verdicts"
rights_explained = "colophon-rights"

glossary_kinds = {  # what the sections of the glossary hold, for filters, indexes and data
    "glossary-people": "person",
    "glossary-places": "place",
    "glossary-institutions": "institution",
    "glossary-documents": "document",
    "glossary-weapons": "weapon",
    "glossary-events": "event",
}
events_kinds = {  # what the timeline can be narrowed to
    "war": "War, arms and troops",
    "treaty": "Treaties and declarations",
    "visit": "Visits and talks",
    "nuclear": "Nuclear matters and missiles",
    "vote": "Votes and sanctions",
    "economy": "Economy and aid",
    "politics": "Politics and ideology",
}

myst_enable_extensions = ["colon_fence", "deflist"]
myst_footnote_transition = False  # else a rule is drawn at each chapter's end
myst_heading_anchors = 0  # anchors are written by hand, for ever

search_light = [  # what the whole book is about says little in a question
    *("north", "south", "korea", "korean", "koreans", "russia", "russian", "russians", "soviet", "soviets"),
    *("moscow", "pyongyang"),
]
search_examples = {
    "question": "Did Soviet pilots fight in Korea?",
    "names": ["Juche", "주체", "Чучхе", "chuch'e"],
    "dates": ["25 June 1950", "June 25, 1950", "1950-06-25"],
    "words": "direct military confrontation",
    "beginning": "juch",
    "places": ["soviet-era-p2", "note 2.16", "split note 3", "¶2 putin", "figure 3"],
    "source": "lankov",
    "fields": "kind:note chapter:5 test",
}

bibtex_bibfiles = ["../references.bib"]
sources_groups = ["archive", "work", "news"]  # of the bibliography
bibtex_tooltips = False  # a title attribute is for pointers only
bibtex_reference_style = bibtex_default_style = "author_date"

html_theme = "_theme"
html_theme_path = [str(HERE)]
html_title = project
html_copy_source = False
html_use_index = False
html_domain_indices = False
html_permalinks_icon = "#"
html_show_sphinx = False
pages_row = ["essay", "claims", "timeline", "glossary", "bibliography"]  # beside the chapters, on wide screens
pages_menu = [*pages_row[1:], "gallery", "names", "reading", "citing", "colophon"]  # below them, on narrow ones
pages_foot = ["citing", "colophon"]

typst_documents = [
    {"startdocname": "index", "targetname": "russia-north-korea", "title": project},
]
pdf_indexed = ["about", "timeline", "glossary"]  # with the chapters, in the index of subjects
pdf_small = ["data", "citing"]  # there to be looked up
pdf_left_out = ["source", "changes"]  # only their first lines: the rest belongs to the pages
typst_template = "book"
typst_templates_path = [str(HERE / "_pdf")]  # relative ones would depend on the working directory
typst_date = edition_date  # the default is today

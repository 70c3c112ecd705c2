"""A second book, in German, with another essay and other verdicts: only settings and texts, difficult on purpose."""

from __future__ import annotations

from conftest import ROOT

SECOND_BOOK = {
    "conf.py": f"""\
import sys
from datetime import date
from pathlib import Path

sys.path[:0] = [{str(ROOT / "docs" / "_ext")!r}, str(Path(__file__).parent)]

project = "Die Brücke und das Dorf: Ein Essay mit Anmerkungen"
author = "Die Herausgeber der Brücke"
edition_date = date(2027, 2, 3)
version = release = "2.0"
language = "de"
copyright = "2027, die Herausgeber"

extensions = ["myst_parser", "sphinxcontrib_typstbuilder", "edition"]
nitpicky = True
numfig = True
numfig_format = {{"figure": "Abbildung %s"}}
figures_modules = ["besucherzahlen"]
show_warning_types = True
fonts_folder = {str(ROOT / "docs" / "_fonts")!r}
fonts_families = {{
    "reading": ["Edition Sans", "Edition Sans KR", "sans-serif"],
    "labels": ["Edition Serif", "serif"],
    "titles": ["Edition Sans", "sans-serif"],
}}
anchors_file = ""

essay_file = "essay.txt"
essay_chapters = ["anfang", "warum-eine-bruecke", "ende"]
short_titles = {{"warum-eine-bruecke": "Warum?"}}
edition_verdicts = [
    {{"word": "Bestätigt", "meaning": "Richtig, wie es dasteht.", "needs": "supports",
     "cito": "cito:isSupportedBy", "rating": 5, "mark": "disc"}},
    {{"word": "Zum Teil richtig", "meaning": "Eine Zahl oder ein Name fehlt.", "needs": "qualifies",
     "cito": "cito:isQualifiedBy", "rating": 3, "mark": "half", "line": "dashed 0.085em"}},
    {{"word": "Widerlegt", "meaning": "Nach den Quellen falsch.", "needs": "disputes",
     "cito": "cito:isRefutedBy", "rating": 1, "mark": "cross", "line": "solid 0.17em"}},
]
rights_explained = "rechte"
glossary_kinds = {{"glossar-leute": "person"}}
events_kinds = {{"fest": "Feste & Reden", "bau": "Bau"}}
glossary_forms = {{"ru": ("ru", "Russisch"), "pl": ("pl", "Polnisch")}}
search_light = ["Brücke", "dorf"]
search_examples = {{"question": "Wer baute die Brücke?", "names": ["Steinbrücke", "мост"], "source": "muster"}}

myst_enable_extensions = ["colon_fence", "deflist"]
myst_footnote_transition = False
myst_heading_anchors = 0
bibtex_bibfiles = ["references.bib"]
sources_groups = ["werk"]
bibtex_tooltips = False
bibtex_reference_style = bibtex_default_style = "author_date"

html_theme = "_theme"
html_theme_path = [{str(ROOT / "docs")!r}]
html_title = project
html_copy_source = False
html_use_index = False
html_domain_indices = False
html_permalinks_icon = "#"
html_show_sphinx = False
pages_row = ["der-essay", "urteile", "zeittafel", "glossar", "literatur"]
pages_menu = [*pages_row[1:], "namen", "zitieren"]
pages_foot = ["zitieren"]

typst_documents = [{{"startdocname": "index", "targetname": "bruecke", "title": project}}]
pdf_indexed = ["zeittafel", "glossar"]
typst_template = "book"
typst_templates_path = [{str(ROOT / "docs" / "_pdf")!r}]
typst_date = edition_date
""",
    "essay.txt": """\
Der Bürgermeister baute die Brücke im Jahr 1901. Sie hielt lange …
Die Leute nannten sie "die alte Dame" (so steht es am Geländer.)

# Warum eine Brücke?

Das Dorf lag am Fluss. Im Winter fror er nie zu.
Ohne Brücke kam niemand zum Markt, sagte man: "Kein Weg, kein Brot."

# Das Ende

Heute ist die Brücke aus Stahl. Am 3. Februar 1902 kam Dr. Vogt zum Fest.
""",
    "index.md": """\
(index)=
# Die Brücke und das Dorf

Ein Essay und was Quellen dazu sagen: {essay}`words` Wörter, {essay}`minutes`.

```{toctree}
der-essay
anfang
warum-eine-bruecke
ende
urteile
zeittafel
glossar
literatur
zitieren
namen
daten
aenderungen
```
""",
    "der-essay.md": """\
(der-essay)=
# Der Essay

:::{whole-essay}
:::
""",
    "anfang.md": """\
(anfang)=
# Einleitung

(anfang-p1)=
Der Bürgermeister baute die Brücke[^wer-baute] im Jahr 1901.[^welches-jahr] Sie hielt lange …

(anfang-p2)=
Die Leute nannten sie "die alte Dame"[^alte-dame] (so steht es am Geländer.)

(anfang-kommentar)=
## Kommentar

(wer-zahlte)=
### Wer zahlte

:::{about} anfang-p1 warum-eine-bruecke-p2
:::

Das Dorf zahlte die {term}`Steinbrücke` {cite:p}`muster1999,beispiel2001`.

:::{chart} besucherzahlen
:alt: Zwei Balken, der zweite ist länger.

Die zweite Zählung ergab mehr Besucher.

Zählungen des Vereins {cite:p}`muster1999`.
:::

[^wer-baute]: **Widerlegt.** Ein Verein baute sie {cite:p}`muster1999`.

    Die Akten nennen den Verein {cite:p}`muster1999`, den Bürgermeister nennt auch {cite:t}`beispiel2001` nicht.

[^welches-jahr]: **Zum Teil richtig.** Sie wurde 1902 fertig {cite:p}`beispiel2001`.

[^alte-dame]: **Bestätigt.** Den Namen belegen {cite:t}`muster1999,beispiel2001`.
""",
    "besucherzahlen.py": """\
from edition.figures.data import Column, Figure, Kind, Place, Table
from edition.figures.svg import Drawing
from edition.base.grammar import show_number

TABLE = Table(
    "besucher.csv",
    (Column("jahr", Kind.YEAR), Column("besucher", Kind.NUMBER), Column("source", Kind.SOURCES)),
    lambda _row: Place(True, "Balken"),
    ("Jahr", "Besucher"),
    lambda row: (row["jahr"], show_number(row["besucher"])),
)


def draw(layout, data, _folder):
    drawing = Drawing(layout)
    for number, row in enumerate(data[TABLE.file], 1):
        drawing.text(0, 20 * number, row.fields["jahr"])
        drawing.mark("square", 60 + row.number("besucher") / 100, 20 * number - 5, 5, "moscow", row=row.line)
    drawing.height = 20 * number + 10
    return drawing


FIGURE = Figure("besucherzahlen", (TABLE,), draw)
""",
    "data/besucher.csv": """\
jahr,besucher,source
1902,4200,muster1999
1903,12600,muster1999
""",
    "daten.md": """\
(daten)=
# Daten

(data-besucherzahlen)=
## Besucher

:::{chart-data} besucherzahlen
:::
""",
    "warum-eine-bruecke.md": """\
(warum-eine-bruecke)=
# Warum eine Brücke?

(warum-eine-bruecke-p1)=
Das Dorf lag am Fluss.
Im Winter fror er nie zu.

(warum-eine-bruecke-p2)=
Ohne Brücke kam niemand zum Markt, sagte man: "Kein Weg, kein Brot."[^kein-brot]

[^kein-brot]: **Bestätigt.** So erzählt man es {cite:p}`beispiel2001`. Siehe {ref}`wer-zahlte` und {ref}`welches-jahr`.
""",
    "ende.md": """\
(ende)=
# Das Ende

(ende-p1)=
Heute ist die Brücke aus Stahl.
Am 3. Februar 1902 kam Dr. Vogt zum Fest.
""",
    "claims.yaml": """\
anfang:
  wer-baute:
    quote: Der Bürgermeister baute die Brücke
    confidence: high
    repair: Ein Verein baute die Brücke
    checked: {date: 2027-02-03, edition: "2.0"}
  welches-jahr:
    quote: im Jahr 1901.
    confidence: medium
    repair: in den Jahren 1901 und 1902.
  alte-dame:
    quote: '"die alte Dame"'
    confidence: high
warum-eine-bruecke:
  kein-brot:
    quote: '"Kein Weg, kein Brot."'
    confidence: low
""",
    "carries.yaml": """\
wer-baute:
  - {source: muster1999, relation: disputes, carries: Der Verein schloss den Vertrag., seen: own-page}
  - {source: beispiel2001, relation: background, carries: Der Bürgermeister kommt nicht vor., seen: cited-by}
welches-jahr:
  - {source: beispiel2001, relation: qualifies, carries: Die Abnahme war 1902., seen: cited-by}
alte-dame:
  - {source: muster1999, relation: supports, carries: 'Der Name "alte Dame" steht im Bericht.', seen: own-page}
  - {source: beispiel2001, relation: background, carries: Der Name fehlt dort., seen: cited-by}
kein-brot:
  - {source: beispiel2001, relation: supports, carries: Der Spruch wird erzählt., seen: not-shown}
""",
    "urteile.md": """\
(urteile)=
# Urteile

(urteile-zahlen)=
## Zahlen

:::{ledger} counts
:::

(urteile-abdeckung)=
## Abdeckung

:::{ledger} coverage
:::

(urteile-alle)=
## Alle Aussagen

:::{ledger} claims
:::
""",
    "zeittafel.md": """\
(zeittafel)=
# Zeittafel

:::{events}
:::
""",
    "timeline.yaml": """\
- id: event-plan
  date: 1901
  title: Ein Plan liegt vor
  fact: Das Dorf sieht den Plan.
  sources: [muster1999]
  chapter: anfang
  kind: bau
- id: event-grundstein
  date: 1901-05-03
  title: 'Der Grundstein: ein Fest'
  fact: Der Grundstein wird gelegt.
  sources: [muster1999]
  chapter: anfang
  kind: fest
  see: [wer-zahlte, anfang-p1]
- id: event-rede
  date: 1901-05-03
  title: 3. Rede des Bürgermeisters
  fact: Er redet lange.
  sources: [beispiel2001]
  chapter: anfang
  kind: fest
- id: event-bau
  date: 1901-06-01
  end: 1901-06-19
  title: Die Pfeiler wachsen
  fact: Es wird gebaut.
  sources: [beispiel2001]
  chapter: warum-eine-bruecke
  kind: bau
- id: event-abnahme
  date: 1902-02
  title: Die Abnahme
  fact: Die Brücke ist fertig.
  sources: [beispiel2001]
  chapter: ende
  kind: bau
""",
    "glossar.md": """\
(glossar)=
# Glossar

(glossar-leute)=
## Leute

:::{term} Anna Vogt
:id: term-anna-vogt

Bürgermeisterin von 1899 bis 1910.
:::

(glossar-worte)=
## Worte

:::{term} Steinbrücke
:id: term-steinbruecke
:ru: каменный мост
:pl: most kamienny
:see: term-verein

Eine Brücke aus Stein {cite:p}`muster1999`.
:::

:::{term} Verein
:id: term-verein

Wer die Brücke baute.
:::
""",
    "literatur.md": """\
(literatur)=
# Literatur

```{link-states}
```

(literatur-werke)=
## Werke

```{sources} werk
```
""",
    "namen.md": """\
(namen)=
# Namen

:::{names}
:::
""",
    "aenderungen.md": """\
(was-neu-ist)=
# Was sich geändert hat

:::{changes} counts
:::
""",
    "zitieren.md": """\
(zitieren)=
# Zitieren

(zitieren-absaetze)=
## Absätze

:::{passages}
:::

(rechte)=
## Rechte

Der Text gehört den Herausgebern.
""",
    "references.bib": """\
@incollection{beispiel2001,
  author = {Beispiel, Bert and Probe, Carla and Versuch, Dora},
  editor = {Muster, Anna and Probe, Carla},
  title = {Old "Iron" Rivers},
  booktitle = {River Papers},
  publisher = {Test Press},
  pages = {12-30},
  year = {2001},
  language = {en},
  tier = {support},
  seen = {cited-by},
  keywords = {werk},
}

@book{muster1999,
  editor = {Muster, Anna and Probe, Carla},
  title = {Die Akten des Vereins},
  publisher = {Verlag der Probe},
  pages = {3-9},
  date = {1999-02-03},
  year = {1999},
  url = {https://example.org/akten},
  language = {de},
  tier = {core},
  seen = {own-page},
  keywords = {werk},
}
""",
}

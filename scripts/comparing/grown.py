"""Books of any size with the structure of this one: small chapters, each with one of everything, for the benchmark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from building.inputs import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = """\
from runpy import run_path
globals().update({{k: v for k, v in run_path({real!r}).items() if k[:2] != "__"}})
essay_file, essay_chapters, bibtex_bibfiles = "essay.txt", {names!r}, ["references.bib"]
anchors_file, events_kinds = "", {{"war": "War"}}
"""
CONTENTS = """\
(index)=
# Grown

```{{toctree}}
{names}
timeline
glossary
bibliography
```
"""
FIRST, SECOND = "Words of passage one of chapter {k}.", "Words of passage two of chapter {k}."
CHAPTER = (
    """\
(chapter-{k})=
# Chapter {k}

(chapter-{k}-p1)=
"""
    + FIRST
    + """[^note-{k}]

(chapter-{k}-p2)=
"""
    + SECOND
    + """

(chapter-{k}-commentary)=
## Commentary

(section-{k})=
### Section {k}

:::{{about}} chapter-{k}-p1
:::

A section {{cite:p}}`source{k}` on {{term}}`Term {k}`.

[^note-{k}]: **Supported.** An answer {{cite:p}}`source{k}`.

    The evidence of chapter {k}.
"""
)
CLAIM = """\
chapter-{k}:
  note-{k}:
    quote: Words of passage one of chapter {k}.
    confidence: high
"""
EVENT = """\
- id: event-{k}
  date: {year}
  title: Event {k}
  fact: It is.
  sources: [source{k}]
  chapter: chapter-{k}
  kind: war
"""
TERM = """\
:::{{term}} Term {k}
:id: term-{k}

A definition.
:::

"""
SOURCE = """\
@book{{source{k},
  author = {{Author{k}, A.}},
  title = {{Title {k}}},
  publisher = {{P}},
  year = {{2000}},
  language = {{en}},
  tier = {{core}},
  seen = {{cited-by}},
  keywords = {{work}},
}}

"""


def write_grown(docs: Path, count: int) -> None:
    """Write a book of ``count`` chapters, each with a note, a section, a term, an event and a source of its own."""
    real = ROOT / "docs"
    numbers = range(1, count + 1)
    names = [f"chapter-{k}" for k in numbers]

    def each(text: str) -> str:
        return "".join(text.format(k=k, year=1000 + k) for k in numbers)

    essay = each(f"Chapter {{k}}\n{FIRST}\n{SECOND}\n").removeprefix("Chapter 1\n")  # the first has no title
    files = {
        "conf.py": SETTINGS.format(real=str(real / "conf.py"), names=names),
        "index.md": CONTENTS.format(names="\n".join(names)),
        "essay.txt": essay,
        "claims.yaml": each(CLAIM),
        "timeline.md": "(timeline)=\n# Timeline\n\n:::{events}\n:::\n",
        "timeline.yaml": each(EVENT),
        "glossary.md": "(glossary)=\n# Glossary\n\n" + each(TERM),
        "bibliography.md": (real / "bibliography.md").read_text(encoding="utf-8"),
        "references.bib": each(SOURCE),
    }
    files |= {f"{name}.md": CHAPTER.format(k=k) for k, name in zip(numbers, names, strict=True)}
    files["chapter-1.md"] = files["chapter-1.md"].replace("# Chapter 1\n", "# Introduction\n", 1)
    docs.mkdir(parents=True)
    for name, text in files.items():
        (docs / name).write_text(text, encoding="utf-8")

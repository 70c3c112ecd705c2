"""The text of the PDF, one document at a time: what did not change is not written again, and the book is the same."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pikepdf
import pytest

import build
from building.printing import write_text
from conftest import PDF, write_small
from edition.pdf.builder import PdfBuilder
from pdf_tools import typst_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Built, Changes

BOOK = PDF.removesuffix(".pdf")
SUBJECT = "- {heading: Founder, kind: person, words: [founder]}\n"
LISTS_GLOSSARY = """\
(timeline)=
# Timeline

:::{events}
:::

```{toctree}
glossary
```

(the-end)=
"""


def write(docs: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, set[str]]:
    """The text of the book, and the documents that were written for it."""
    written: set[str] = set()
    own = PdfBuilder.write_document

    def write_document(self: PdfBuilder, docname: str, *arguments: object, **named: object) -> object:
        written.add(docname)
        return own(self, docname, *arguments, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(PdfBuilder, "write_document", write_document)
        build.run_sphinx(docs, work, "typst", {"pages_before": "any", "pdf_typeset": False}, action=write_text)
    return typst_text(work / "typst" / BOOK), written


ALL = {"index", "one", "two", "timeline", "glossary", "bibliography"}
WRITTEN: dict[str, tuple[Changes, set[str]]] = {
    "nothing": ({}, set()),
    "a paragraph": ({"one.md": [("A section", "A longer section")]}, {"one"}),
    "a paragraph that names a subject": ({"one.md": [("A section", "A founder’s section")]}, {"one"}),
    "a subject": ({"subjects.yaml": SUBJECT.replace("Founder", "Founders")}, {"one", "two", "timeline", "glossary"}),
    "a heading": ({"one.md": [("### Who the founder was", "### Who founded it")]}, ALL),
    "the order": ({"index.md": [("timeline\nglossary\n", "glossary\ntimeline\n")]}, ALL),
    "a document that goes": ({"index.md": [("timeline\n", "")], "timeline.md": None}, ALL - {"timeline"}),
    "a deeper place": ({"index.md": [("glossary\n", "")], "timeline.md": LISTS_GLOSSARY}, ALL),
}


@pytest.mark.parametrize("kind", WRITTEN)
def test_what_would_be_the_same_is_not_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    changes, expected = WRITTEN[kind]
    docs, work = tmp_path / "docs", tmp_path / "work"
    write_small(docs, {"subjects.yaml": SUBJECT})
    assert write(docs, work, monkeypatch)[1] == ALL
    write_small(docs, {"subjects.yaml": SUBJECT, **changes})
    text, written = write(docs, work, monkeypatch)
    assert written == expected
    assert text == write(docs, tmp_path / "clean", monkeypatch)[0]


def test_a_document_may_follow_in_any_list_of_contents(build_small: Callable[..., Built]) -> None:
    """Its headings stand below those around it, and a name at the end of a document leads there."""
    changes: Changes = {
        "index.md": [("glossary\n", "")],
        "timeline.md": LISTS_GLOSSARY,
        "two.md": [("{ref}`the-founder`", "{ref}`the end <the-end>`")],
    }
    built = build_small(changes, "typst")
    assert built.messages == []
    text = typst_text(built.out / "typst" / BOOK)
    assert re.search(r'#heading\(level: 1\)\[[^"]*"Timeline"', text)
    assert re.search(r'#heading\(level: 2[^)]*\)\[[^"]*"Glossary"', text)
    assert text.index('"%timeline#the-end")\n') > text.index('mlabel("%glossary#term-juche")')
    names = json.loads((built.out / "typst" / PDF).with_suffix(".json").read_text(encoding="utf-8"))
    assert names["the-end"] >= names["term-juche"]


def test_each_page_that_is_left_out_opens_what_the_pdf_has_in_its_stead(build_small: Callable[..., Built]) -> None:
    page = "({0})=\n# Of {0}\n\n```{{{1}}}\n```\n"
    pages = {name: kind for kind in ("gallery", "names") for name in (f"{kind}-one", f"{kind}-two")}
    links = " ".join(f"{{ref}}`{name}`" for name in pages)
    changes: Changes = {
        "index.md": [("bibliography\n", "\n".join(["bibliography", *pages, ""]))],
        "one.md": [("A section", f"{links} A section")],
        **{f"{name}.md": page.format(name, kind) for name, kind in pages.items()},
    }
    built = build_small(changes, "typst")
    assert built.messages == []
    opened = json.loads((built.out / "typst" / PDF).with_suffix(".json").read_text(encoding="utf-8"))
    assert opened["gallery-one"] == opened["gallery-two"] < opened["names-one"] == opened["names-two"]


def test_a_download_is_attached_once_whatever_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docs, work = tmp_path / "docs", tmp_path / "work"
    link = "A file: {download}`essay.txt`."
    changes: Changes = {"one.md": [("A section", f"{link} A section")], "glossary.md": [("A doctrine.", link)]}
    write_small(docs, changes)
    first = write(docs, work, monkeypatch)[0]
    assert first.count("#pdf.attach(") == 1
    write_small(docs, {**changes, "index.md": [("# A small book\n", "# A small book\n\nIt is short.\n")]})
    text, written = write(docs, work, monkeypatch)
    assert written == {"index", "one", "glossary"}
    assert text == write(docs, tmp_path / "clean", monkeypatch)[0]


def test_a_picture_may_be_a_download_too(build_small: Callable[..., Built]) -> None:
    dot = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    shown = "![A black square.](dot.svg)\n\nThe same: {download}`dot.svg`. A section"
    built = build_small({"dot.svg": dot, "one.md": [("A section", shown)]}, "typst")
    assert built.messages == []
    with pikepdf.open(built.out / "typst" / PDF) as pdf:
        assert [name.rpartition("/")[2] for name in pdf.attachments] == ["dot.svg"]


def test_a_text_that_warned_is_not_kept(build_small: Callable[..., Built]) -> None:
    built = build_small({"subjects.yaml": SUBJECT.replace("[founder]", "[nobody]")}, "both")
    assert built.failed
    assert "subjects.nowhere" in "".join(built.messages)
    assert list((built.out / ".work" / "doctrees").glob("typst*")) == []
    assert not build_small({"subjects.yaml": SUBJECT}, "both").failed
    assert len(list((built.out / ".work" / "doctrees").glob("typst*"))) == 1

"""A file that two books share can be replaced in one of them, and the other keeps its bytes."""

from __future__ import annotations

import os
import zipfile
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from edition.base.shared import anew, share
from edition.epub import beside
from edition.epub.book import SUFFIX
from edition.exports.bag import write_bag
from edition.site.builder import rename_in_pages

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_file_written_anew_leaves_its_twin(tmp_path: Path) -> None:
    stands, made = tmp_path / "stands.html", tmp_path / "made.html"
    stands.write_text("as it stands", encoding="utf-8")
    share(stands, made)
    assert stands.samefile(made)
    anew(made).write_text("as it is made", encoding="utf-8")
    assert stands.read_text(encoding="utf-8") == "as it stands"
    assert made.read_text(encoding="utf-8") == "as it is made"
    assert not anew(tmp_path / "nothing there").exists()


def test_a_system_without_links_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_paths: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "link", refuse)
    stands, made = tmp_path / "stands.html", tmp_path / "made.html"
    stands.write_text("as it stands", encoding="utf-8")
    share(stands, made)
    assert made.read_text(encoding="utf-8") == "as it stands"
    assert not stands.samefile(made)


def test_pages_bag_and_epub_are_written_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    last, site, documents = tmp_path / "last", tmp_path / "site", tmp_path / "documents"
    stands = {"index.html": "old.css", "book.zip": "the last bag", "book.epub": "the last EPUB"}
    for folder in (last, site, documents):
        folder.mkdir()
    for name, text in stands.items():
        (last / name).write_text(text, encoding="utf-8")
        share(last / name, site / name)

    rename_in_pages(site, {"style.css": "old.css"}, {"style.css": "new.css"})
    about = dict.fromkeys(("title", "description", "editors", "edition", "date", "rights"), "words")
    write_bag(site, ["index.html"], {**about, "name": "book"}, date(2026, 11, 28))
    (documents / f"one{SUFFIX}").touch()
    monkeypatch.setattr(beside, "pack", lambda *_: b"the new EPUB")
    config = SimpleNamespace(epub_folder=str(documents), typst_documents=[{"targetname": "book"}])
    app: Any = SimpleNamespace(config=config, builder=SimpleNamespace(name="html"), outdir=str(site), env=None)
    beside.bind(app)

    assert (site / "index.html").read_text(encoding="utf-8") == "new.css"
    assert zipfile.is_zipfile(site / "book.zip")
    assert (site / "book.epub").read_bytes() == b"the new EPUB"
    assert {name: (last / name).read_text(encoding="utf-8") for name in stands} == stands

"""The text that other tools get is the book's, as plain Markdown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from comparing import peers

if TYPE_CHECKING:
    from pathlib import Path

EDITION = {
    "title": "A book",
    "essay": {"chapters": [{"name": "one"}]},
    "events": [{"shown": "1 May 1950", "title": "A title", "fact": "It_was so."}],
    "terms": [{"term": "A term", "definition": "It is [this]."}],
    "sources": [{"reference": "Author. 1950. *Title*."}],
}


def test_every_tool_gets_the_whole_text(tmp_path: Path) -> None:
    site, folder = tmp_path / "site", tmp_path / "peers"
    site.mkdir()
    (site / "edition.json").write_text(json.dumps(EDITION), encoding="utf-8")
    (site / "one.md").write_text("# One\n\nWords.[^a]\n\n[^a]: A note.\n", encoding="utf-8")
    peers.write_text(site, folder)
    whole = (folder / "book.md").read_text(encoding="utf-8")
    for words in (
        "A note.",
        "**1 May 1950: A title.** It\\_was so.",
        "It is \\[this\\].",
        "Author. 1950. \\*Title\\*.",
    ):
        assert words in whole
    for theme in ("furo", "sphinx_book_theme"):
        pages = [(folder / theme / f"{n}.md").read_text(encoding="utf-8") for n in ("one", "timeline", "glossary")]
        assert all(page.strip() in whole for page in pages)
        assert f"html_theme = '{theme}'" in (folder / theme / "conf.py").read_text(encoding="utf-8")
    assert {peer.out for peer in peers.peers()} == {"furo-pages", "sphinx_book_theme-pages", "book.pdf"}

"""Names that change with the content: of every file, and of whatever names it."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import pytest

from conftest import SMALL_BOOK, Built, select
from edition.site.assets import rename

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILES = {
    "book.css": '@font-face { src: url("fonts/a.latin.woff2") } a { background: url("icon.svg") }',
    "fonts/a.latin.woff2": "font",
    "icon.svg": "<svg/>",
    "book.js": "load(root + '_static/cite.js')",
    "cite.js": "cite()",
    "notcite.js": "'_static/cite.json'",
    "basic.css": "of no page",
    "text.txt": "cite.js",
}


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def test_every_name_holds_the_hash_of_what_the_file_says_in_the_end(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    new = rename(tmp_path)
    assert set(new) == set(FILES) - {"basic.css", "text.txt"}
    for old, name in new.items():
        digest = hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()[:8]
        assert name == (f"fonts/{digest}/a.latin.woff2" if "woff2" in old else f".{digest}.".join(old.split(".")))
    assert not (tmp_path / "basic.css").exists()
    sheet = (tmp_path / new["book.css"]).read_text(encoding="utf-8")
    assert f'url("{new["fonts/a.latin.woff2"]}")' in sheet
    assert f'url("{new["icon.svg"]}")' in sheet
    assert (tmp_path / new["book.js"]).read_text(encoding="utf-8") == f"load(root + '_static/{new['cite.js']}')"
    assert (tmp_path / new["notcite.js"]).read_text(encoding="utf-8") == FILES["notcite.js"]


def test_a_changed_font_changes_the_name_of_the_sheet_that_names_it_and_no_other(tmp_path: Path) -> None:
    names = []
    for k, font in enumerate(("font", "another")):
        write(tmp_path / str(k), FILES | {"fonts/a.latin.woff2": font})
        names.append(rename(tmp_path / str(k)))
    assert {n for n in names[0] if names[0][n] != names[1][n]} == {"book.css", "fonts/a.latin.woff2"}


def test_all_fonts_stand_in_a_folder_with_the_hash_of_all(tmp_path: Path) -> None:
    fonts = {"fonts/a.latin.woff2": "one", "fonts/b.woff2": "two", "fonts/LICENSE.txt": "free"}
    write(tmp_path, FILES | fonts)
    new = rename(tmp_path)
    digest = hashlib.sha256(b"onetwo").hexdigest()[:8]
    assert [new[name] for name in fonts if name in new] == [f"fonts/{digest}/{n}" for n in ("a.latin.woff2", "b.woff2")]
    assert (tmp_path / "fonts" / "LICENSE.txt").exists()


def test_scripts_that_name_each_other_are_refused(tmp_path: Path) -> None:
    write(tmp_path, {"a.js": "'_static/b.js'", "b.js": "'_static/a.js'"})
    with pytest.raises(ValueError, match="name each other"):
        rename(tmp_path)


def test_pages_name_only_files_with_a_hash_and_all_of_them_are_there(small: Callable[..., Built]) -> None:
    built = small()
    assert not built.failed, built.messages
    for page in (built.out / "html").glob("*.html"):
        root = built.page(page.stem)
        for element in [*select(root, "script[src]"), *select(root, "link[rel=stylesheet], link[rel=icon]")]:
            address = str(element.get("src") or element.get("href"))
            if "_static/" in address:
                assert re.search(r"\.[0-9a-f]{8}\.(js|css|svg)$", address), (page.name, address)
                # The page for missing addresses looks for its home in the folders above.
                assert (page.parent / address.replace("../", "")).is_file(), (page.name, address)


def test_a_published_page_asks_at_once_for_the_two_faces_of_every_page(build_small: Callable[..., Built]) -> None:
    conf = SMALL_BOOK["conf.py"] + 'html_baseurl = "https://example.org/book/"\n'
    published = build_small({"conf.py": conf})
    asked = [link.get("href") for link in select(published.page("one"), "link[rel=preload][as=font][crossorigin]")]
    assert [re.sub(r"/[0-9a-f]{8}", "", str(name)) for name in asked] == [
        "_static/fonts/EditionSerif-Regular.latin.woff2",
        "_static/fonts/EditionSans-Regular.latin.woff2",
    ]
    assert all((published.out / "html" / str(name)).is_file() for name in asked)
    assert faces_shown(published) == {"optional", "swap"}
    local = build_small()
    assert not select(local.page("one"), "link[rel=preload]"), "from a disk a browser refuses it"
    assert faces_shown(local) == {"swap"}


def faces_shown(built: Built) -> set[str]:
    """How the style sheet lets fonts appear."""
    sheet = str(select(built.page("one"), "link[rel=stylesheet]")[0].get("href"))
    return set(re.findall(r"font-display: ?([a-z]+)", (built.out / "html" / sheet).read_text(encoding="utf-8")))

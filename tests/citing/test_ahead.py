"""Citations of sources are set ahead of time: if there are many, by another process, in a build from nothing."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from pybtex.database import Entry, parse_string

from edition.base import locale, quotes
from edition.citing import formats, forms, mended, styles
from edition.citing.ahead import FEW, Ahead
from edition.citing.forms import KEPT, Setter, makers, read_kept
from edition.citing.source_items import to_csl
from edition.sources.labels import set_labels

if TYPE_CHECKING:
    from types import ModuleType

pytestmark = pytest.mark.xdist_group("styles")  # what its tests share is made once


def sources(count: int) -> dict[str, Entry]:
    """This many books, all alike."""
    text = "".join(
        f"@book{{k{n}, author = {{Roe, Ann}}, title = {{War {n}}}, year = {{2001}}}}\n" for n in range(count)
    )
    entries: dict[str, Entry] = dict(parse_string(text, "bibtex").entries)
    set_labels(entries.values())
    return entries


class Env(SimpleNamespace):
    """As much of an environment as the code uses, which also keeps what was made of it."""

    __hash__ = object.__hash__  # type: ignore[assignment]


def build_of(folder: Path, entries: dict[str, Entry], builder: str = "html") -> Any:
    """As much of a build as the code uses."""
    domain = SimpleNamespace(bibdata=SimpleNamespace(data=SimpleNamespace(entries=entries)))
    env = Env(get_domain=lambda _name: domain)
    return SimpleNamespace(doctreedir=folder, env=env, builder=SimpleNamespace(name=builder), _warncount=0)


def test_what_another_process_has_set_is_what_this_one_would_set(tmp_path: Path) -> None:
    entries = sources(FEW + 1)
    app, ahead = build_of(tmp_path, entries), Ahead()
    ahead.start(app)
    assert ahead.join(app) == []
    setter = Setter({})
    for entry in entries.values():
        setter.forms(to_csl(entry))
    setter.save(tmp_path / "here.json")
    assert (tmp_path / KEPT).read_bytes() == (tmp_path / "here.json").read_bytes()


@pytest.mark.parametrize(
    ("count", "builder", "kept"),
    [(FEW, "html", False), (FEW + 1, "typst", False), (FEW + 1, "html", True)],
    ids=["few sources", "no pages", "citations of the last build"],
)
def test_no_process_is_started_where_it_would_not_pay(tmp_path: Path, count: int, builder: str, kept: bool) -> None:
    if kept:
        (tmp_path / KEPT).write_text("{}", encoding="utf-8")
    ahead = Ahead()
    ahead.start(build_of(tmp_path, sources(count), builder))
    assert not ahead.fork.process


def test_a_source_that_cannot_be_set_is_left_to_the_build_to_tell(tmp_path: Path) -> None:
    entries = sources(FEW) | {"bad": Entry("book", fields={"year": "soon"})}
    app, ahead = build_of(tmp_path, entries), Ahead()
    ahead.start(app)
    ahead.join(app)
    assert not (tmp_path / KEPT).exists()
    ahead.end(app, None)


def test_a_build_that_fails_leaves_no_process_behind(tmp_path: Path) -> None:
    app, ahead = build_of(tmp_path, sources(FEW + 1)), Ahead()
    ahead.start(app)
    ahead.end(app, ValueError())
    assert not ahead.fork.process


@pytest.mark.parametrize("module", [formats, mended, quotes, styles], ids=lambda module: module.__name__)
def test_templates_that_other_code_has_set_serve_no_more(
    module: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    setter = Setter({})
    setter.forms(to_csl(next(iter(sources(1).values()))))
    setter.save(tmp_path / KEPT)
    assert read_kept(tmp_path / KEPT).keys() == {"makers", "months", *setter.templates}
    changed = tmp_path / "changed.py"
    changed.write_text(f"{Path(str(module.__file__)).read_text('utf-8')}# changed\n", encoding="utf-8")
    monkeypatch.setattr(module, "__file__", str(changed))
    monkeypatch.setattr(forms, "makers", makers.__wrapped__)
    assert read_kept(tmp_path / KEPT) == {}


def test_templates_are_of_one_language_and_its_catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    english, german = makers("en"), makers("de")
    assert english != german
    catalog = tmp_path / "de" / "LC_MESSAGES" / "edition.po"
    catalog.parent.mkdir(parents=True)
    catalog.write_text("# changed\n", encoding="utf-8")
    monkeypatch.setattr(locale, "FOLDER", tmp_path)
    assert (makers.__wrapped__("en"), makers.__wrapped__("de") == german) == (english, False)

"""A build finds plugins once, and does not load what it does not use."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from building import starting
from conftest import ROOT, write_small

if TYPE_CHECKING:
    from pathlib import Path

ASKING = """\
from building import starting
starting.find_once()
import pybtex.plugin, sphinx.registry, sphinx.theming, sphinxcontrib.bibtex.plugin as bibtex
for library in (pybtex.plugin, sphinx.registry, sphinx.theming, bibtex):
    assert library.entry_points is starting.entry_points, library
"""


LOADED = """\
import sys
from pathlib import Path
from building.reading import run_sphinx
run_sphinx(Path(sys.argv[1]), Path(sys.argv[2]), "html", {})
assert not {"requests", "snowballstemmer.basestemmer"} & sys.modules.keys()
from sphinx.util import requests
assert callable(requests.get)
assert "requests" in sys.modules
import snowballstemmer
assert snowballstemmer.stemmer("english").stemWord("loaded") == "load"
"""


@pytest.mark.parametrize("group", ["pybtex.backends", "sphinx.html_themes", "none"])
def test_plugins_are_those_that_python_finds(group: str) -> None:
    found = list(starting.find_all(group=group))
    assert list(starting.entry_points(group=group)) == found
    assert bool(found) == (group != "none")
    for plugin in found:
        assert list(starting.entry_points(group=group, name=plugin.name)) == [plugin]


def test_the_libraries_ask_for_plugins_once() -> None:
    """In a process of its own, for here they are imported already."""
    subprocess.run([sys.executable, "-c", ASKING], cwd=ROOT / "scripts", check=True)


def test_a_build_does_not_load_what_it_does_not_use(tmp_path: Path) -> None:
    write_small(tmp_path / "docs", {})
    command = [sys.executable, "-c", LOADED, str(tmp_path / "docs"), str(tmp_path / "work")]
    subprocess.run(command, cwd=ROOT / "scripts", check=True)

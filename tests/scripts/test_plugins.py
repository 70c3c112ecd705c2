"""Plugins are found once in a build."""

from __future__ import annotations

import subprocess
import sys

import pytest

from building import plugins
from conftest import ROOT

ASKING = """\
from building import plugins
plugins.find_once()
import pybtex.plugin, sphinx.registry, sphinx.theming, sphinxcontrib.bibtex.plugin as bibtex
for library in (pybtex.plugin, sphinx.registry, sphinx.theming, bibtex):
    assert library.entry_points is plugins.entry_points, library
"""


@pytest.mark.parametrize("group", ["pybtex.backends", "sphinx.html_themes", "none"])
def test_they_are_those_that_python_finds(group: str) -> None:
    found = list(plugins.find_all(group=group))
    assert list(plugins.entry_points(group=group)) == found
    assert bool(found) == (group != "none")
    for plugin in found:
        assert list(plugins.entry_points(group=group, name=plugin.name)) == [plugin]


def test_the_libraries_ask_for_them() -> None:
    """In a process of its own, for here they are imported already."""
    subprocess.run([sys.executable, "-c", ASKING], cwd=ROOT / "scripts", check=True)

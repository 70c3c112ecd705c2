"""The edition's settings in conf.py: one of another type is told once, where it stands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from edition.base.findings import FatalError, WarningCode

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

OURS = ("anchors_", "edition_", "essay_", "figures_", "glossary_", "notes_", "pdf_", "search_", "verdicts_")
"""How the names of our settings begin."""
NAMES = ("bibtex_bibfiles", "essay_chapters", "pdf_left_out")
"""Lists of texts."""


class Code(WarningCode, area="settings"):
    """Warning codes of type ``settings``."""

    TYPE = "type"
    """A setting has a value of another type."""


def check(app: Sphinx, config: Config) -> None:
    """Look at the values before anything uses them; Sphinx itself would go on."""
    for name, option in sorted(config._options.items()):
        allowed, value = option.valid_types, config[name]
        if name in NAMES:
            allowed = frozenset({list})
        elif not name.startswith(OURS) or not isinstance(allowed, frozenset) or not allowed:
            continue
        fault = f"must be {' or '.join(sorted(kind.__name__ for kind in allowed))}, not {type(value).__name__}"
        if type(value) in allowed:
            wrong = [item for item in value if not isinstance(item, str)] if name in NAMES else []
            fault = f"must be a list of texts; {wrong[0]!r} is none" if wrong else ""
        if fault:
            raise FatalError(Code.TYPE, f"the setting {name!r} {fault}; change it", place(Path(app.confdir), name))


def place(folder: Path, name: str) -> str:
    """``path:line`` of a setting."""
    path = folder / "conf.py"
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [number for number, line in enumerate(lines, 1) if re.match(rf"\s*{name}\s*[:=]", line)]
    return f"{path}:{found[-1] if found else 1}"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the check."""
    app.connect("config-inited", check, priority=100)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

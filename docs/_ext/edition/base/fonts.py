"""The fonts of the book: the families for each role of text, and the files of these families.

The settings name families by role, and one folder of files.  For the pages, ``fonts.css`` in that folder has the rules,
which scripts/fonts/make.py writes; for the PDF, a file itself holds the name of its family.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from edition.base.settings import setting_error
from edition.base.warnings import FatalError, WarningCode, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

READING, LABELS, TITLES, CODE = "reading", "labels", "titles", "code"
SYSTEM = {
    "serif": "Georgia, serif",
    "sans-serif": "system-ui, sans-serif",
    "monospace": 'ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
}
"""The generic families, one of which ends each list of families, and the system fonts that pages fall back to."""
PRINTED = (READING, LABELS, TITLES)
"""The roles of the PDF; the pages have no role for titles, which they set like texts."""
DEFAULT = {READING: ["serif"], LABELS: ["sans-serif"], TITLES: ["serif"], CODE: ["monospace"]}
"""By role: essay and longer texts; notes, tables, menus and figures; titles of the PDF; code in pages."""
SHEET = "fonts.css"
FALLBACK = "{} Fallback"
"""The family of the rules that adapt the width of a system font to one of ours."""
RULE = re.compile(r"@font-face\s*\{([^}]*)\}")


class Code(WarningCode, area="settings"):
    """Warning codes of type ``settings``, of the fonts."""

    FONTS = "fonts"
    """A list of families has another form, or a family or its file is not in the folder."""


def fault(app: Sphinx, message: str) -> FatalError:
    """The error that ends the build for a wrong setting of families."""
    return setting_error(app, "fonts_families", f"'fonts_families': {message}", Code.FONTS)


class Face(NamedTuple):
    """A rule of ``fonts.css``: a file, or a system font, for one style of one family."""

    family: str
    italic: bool
    weight: str
    """As CSS writes it, ``600 700``."""
    file: str
    """Its name, beside the style sheet; ``""`` for a system font."""
    characters: str
    """Its ``unicode-range``; ``""`` for all."""
    rule: str
    """The whole rule, as written."""
    line: int

    @property
    def has_letters(self) -> bool:
        """Whether it has the letters of English, so that every page needs it.

        >>> [Face("A", False, "400", "a", spans, "", 1).has_letters for spans in ("U+20-A0, U+A7", "U+A1-2265", "")]
        [True, False, True]
        """
        spans = re.findall(r"U\+(\w+)(?:-(\w+))?", self.characters)
        return not spans or any(int(first, 16) <= ord("a") <= int(last or first, 16) for first, last in spans)

    @property
    def bold(self) -> bool:
        """Whether it has only bold weights."""
        return int(self.weight.split()[0]) > 400


def read_faces(sheet: str) -> Iterator[Face]:
    """The rules of a style sheet of fonts.

    >>> sheet = '@font-face { font-family: "A"; font-style: italic; font-weight: 400; src: url("A.woff2"); }'
    >>> [(face.family, face.italic, face.bold, face.file) for face in read_faces(sheet)]
    [('A', True, False, 'A.woff2')]
    """
    for found in RULE.finditer(sheet):
        said = dict(re.findall(r"([\w-]+)\s*:\s*([^;]+?)\s*;", found[1]))
        file = re.search(r'url\("([^"]*)"\)', said.get("src", ""))
        yield Face(
            family=said.get("font-family", "").strip("\"'"),
            italic=said.get("font-style") == "italic",
            weight=said.get("font-weight", "400"),
            file=file[1] if file else "",
            characters=said.get("unicode-range", ""),
            rule=found[0],
            line=sheet.count("\n", 0, found.start()) + 1,
        )


def all_faces(config: Config) -> list[Face]:
    """The rules that ``check`` has read; none for a book without fonts of its own."""
    faces: list[Face] = config.fonts_faces
    return faces


def families(config: Config, role: str) -> list[str]:
    """The families of a role; each is for characters that those before it lack."""
    return list((DEFAULT | config.fonts_families)[role][:-1])


def generic(config: Config, role: str) -> str:
    """The generic family of a role, a key of ``SYSTEM``."""
    return str((DEFAULT | config.fonts_families)[role][-1])


def main_family(config: Config, role: str) -> str:
    """The first family of a role, or its generic family if it has no other."""
    return [*families(config, role), generic(config, role)][0]


def stack(config: Config, role: str) -> str:
    """The value of ``font-family`` in CSS for a role."""
    known = {face.family for face in all_faces(config)}
    named = families(config, role)
    named += [name for name in map(FALLBACK.format, named) if name in known]
    return ", ".join([*(f'"{name}"' for name in named), SYSTEM[generic(config, role)]])


def page_faces(config: Config) -> list[Face]:
    """The rules that the pages need."""
    used = {name for role in (READING, LABELS, CODE) for name in families(config, role)}
    used |= set(map(FALLBACK.format, used))
    return [face for face in all_faces(config) if face.family in used]


def picture_face(config: Config, role: str = LABELS) -> Face | None:
    """The upright face of a role's first family, for drawings; its weight lists all weights of its file."""
    first = families(config, role)[:1]
    ours = (face for face in all_faces(config) if face.family in first and face.file)
    upright = [face for face in ours if face.has_letters and not face.italic]
    if not upright:
        return None
    weights = [face.weight.split()[0] for face in upright if face.file == upright[0].file]
    return upright[0]._replace(weight=" ".join(dict.fromkeys(weights)))


def first_files(config: Config) -> list[str]:
    """The files that every page needs, each once."""
    faces = (picture_face(config, role) for role in (READING, LABELS))
    return list(dict.fromkeys(face.file for face in faces if face))


def for_pages(config: Config) -> dict[str, object]:
    """What the templates of the pages and the style sheet need to know of the fonts."""
    said: dict[str, object] = {role: stack(config, role) for role in (READING, LABELS, CODE)}
    rules = "\n".join(face.rule for face in page_faces(config))
    return said | {"rules": rules, "first": first_files(config)}


def copy(config: Config, target: Path) -> None:
    """Copy the files that the pages need, and their licenses."""
    faces = page_faces(config)
    target.mkdir(exist_ok=True)
    for path in sorted(Path(config.fonts_folder).glob("LICENSE*")) if faces else []:
        shutil.copyfile(path, target / path.name)
    for name in {face.file for face in faces if face.file}:
        shutil.copyfile(Path(config.fonts_folder, name), target / name)


def faults(config: Config) -> Iterator[str]:
    """What is wrong with the form of ``fonts_families``."""
    for role, named in config.fonts_families.items():
        if role not in DEFAULT:
            yield f"there is no role {role!r}; its roles are {', '.join(DEFAULT)}"
        elif not named or named[-1] not in SYSTEM:
            yield f"{role!r} must be a list of families that ends in {' or '.join(map(repr, SYSTEM))}"


def unknown(wanted: Iterable[str], there: Iterable[str], medium: str) -> Iterator[str]:
    """Messages on wanted families that are not there."""
    known = sorted(set(there))
    for family in wanted:
        if family not in known:
            near = nearest(family, known, 0.6) or " or ".join(known) or "a family of its files"
            yield f"'fonts_folder' has no family {family!r} for {medium}; write {near}, or add its files"


def print_faults(config: Config, there: Iterable[str]) -> Iterator[str]:
    """Messages on families that the PDF needs and the folder has no file for."""
    for role in PRINTED:
        if not (named := families(config, role)):
            yield f"{role!r} names no family, but the PDF needs one; write it"
        yield from unknown(named, there, "the PDF")


def check(app: Sphinx, config: Config) -> None:
    """Read the rules; end the build for a wrong setting of families and for missing files."""
    config.fonts_faces = []
    for message in faults(config):
        raise fault(app, message)
    if not config.fonts_folder:
        if any(families(config, role) for role in DEFAULT):
            raise fault(app, "it names families, but 'fonts_folder' no folder; write that one")
        return
    config.fonts_folder = str(Path(app.confdir, config.fonts_folder))
    sheet = Path(config.fonts_folder, SHEET)
    if not sheet.exists():
        message = f"'fonts_folder' names a folder without {SHEET}; write another, or make it with scripts/fonts/make.py"
        raise setting_error(app, "fonts_folder", message, Code.FONTS)
    config.fonts_faces = list(read_faces(sheet.read_text(encoding="utf-8")))
    wanted = [name for role in (READING, LABELS, CODE) for name in families(config, role)]
    for message in unknown(wanted, (face.family for face in all_faces(config) if face.file), "pages"):
        raise fault(app, message)
    for face in page_faces(config):
        sound = face.file.endswith(".woff2")
        if face.file and not (sound and (sheet.parent / face.file).exists()):
            what = "is not beside it" if sound else "is not in WOFF2, which all books take"
            message = f"{face.file!r} {what}; make it with scripts/fonts/make.py, or take the rule out"
            raise FatalError(Code.FONTS, message, f"{sheet}:{face.line}")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the settings."""
    app.add_config_value("fonts_families", {}, "env", types=frozenset({dict}))
    app.add_config_value("fonts_folder", "", "env", types=frozenset({str}))
    app.connect("config-inited", check, priority=110)  # after their types (90), before anything uses them
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}

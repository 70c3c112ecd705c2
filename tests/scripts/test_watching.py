"""The preview: at this machine's own address only, and always what stands in the files."""

from __future__ import annotations

import http.client
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import lxml.html
import pypdfium2
import pytest

import build
from conftest import PDF, ROOT, write_small
from edition.base.policy import headers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow
CODE = """
import signal
import sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background processes ignore it
from pathlib import Path
sys.path.insert(0, {scripts!r})
from building.watching import watch
raise SystemExit(watch(Path({docs!r}), Path({out!r}), ""))
"""


class Preview:
    """A preview of the small book in a process of its own."""

    def __init__(self, home: Path) -> None:
        self.docs = home / "docs"
        write_small(self.docs, {})
        shutil.copytree(ROOT / "docs" / "_theme", self.docs / "_theme")
        with (self.docs / "conf.py").open("a", encoding="utf-8") as conf:
            conf.write("\nhtml_theme_path = [__file__.removesuffix('conf.py')]\n")
        build.build_book(self.docs, home / "build")
        code = CODE.format(scripts=str(ROOT / "scripts"), docs=str(self.docs), out=str(home / "build"))
        self.process = subprocess.Popen(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        line = self.line()
        if "127.0.0.1:" not in line:
            self.process.kill()
            pytest.fail(line + self.process.communicate()[0])
        self.port = int(line.split("127.0.0.1:")[1].split("/")[0])

    def line(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline()

    def lines_until(self, words: str) -> list[str]:
        """What is printed up to the line with these words; if it never comes, the limit of the test ends the wait."""
        found = [self.line()]
        while found[-1] and words not in found[-1]:
            found.append(self.line())
        return found

    def get(self, path: str, host: str = "") -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request("GET", path, headers={"Host": host} if host else {})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, dict(answer.getheaders()), text

    def change(self, name: str, old: str, new: str) -> None:
        text = (self.docs / name).read_text(encoding="utf-8")
        assert old in text
        (self.docs / name).write_text(text.replace(old, new), encoding="utf-8")


def words(page: str) -> str:
    """What a page says, without its mark-up."""
    return lxml.html.fromstring(page).text_content()


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    shown = Preview(tmp_path)
    yield shown
    shown.process.send_signal(signal.SIGINT)
    assert shown.process.wait(60) == 0, "Ctrl-C is the way to end it"
    assert shown.process.stdout
    shown.process.stdout.close()


def test_a_change_is_shown_a_mistake_told_and_nobody_else_served(preview: Preview) -> None:
    status, said, page = preview.get("/two.html")
    assert status == 200
    assert "On 27 July" in words(page)
    for shown in (page, preview.get("/cite/two-p1.html")[2]):
        assert '<script src="/.preview/reload.js">' in shown
    assert headers().items() <= said.items()
    assert preview.get("/two.html", host="evil.example")[0] == 421
    assert preview.get("/two.html", host=f"localhost:{preview.port}")[0] == 200
    for path in ("/../docs/conf.py", "/%2e%2e/docs/conf.py", "/no-such.html"):
        assert preview.get(path)[0] == 404
    assert "let number = 0;" in preview.get("/.preview/reload.js")[2]

    preview.change("two.md", "On 27 July", "On 28 July")
    assert preview.get("/.preview/wait.js?after=0")[2] == "pagesAre(1);\n"
    assert "On 28 July" in words(preview.get("/two.html")[2])
    assert "two.md …" in preview.line()

    preview.change("two.md", "{ref}`the-founder`", "{ref}`nobody`")
    assert "two.md:" in preview.lines_until("nobody")[-1]
    assert "On 28 July" in words(preview.get("/two.html")[2]), "the last good page stays"

    preview.change("two.md", "{ref}`nobody`", "{ref}`the-founder`")
    number = int(preview.get("/.preview/wait.js?after=-1")[2].removeprefix("pagesAre(").removesuffix(");\n"))
    preview.change("glossary.md", "A doctrine.", "The doctrine.")
    while "The doctrine." not in preview.get("/glossary.html")[2]:
        number = int(preview.get(f"/.preview/wait.js?after={number}")[2].removeprefix("pagesAre(").removesuffix(");\n"))


@pytest.mark.full
def test_only_a_style_sheet_is_made_anew_and_the_pdf_follows_the_words(preview: Preview) -> None:
    pages = preview.docs.parent / "build" / ".watch" / "html"
    data = pages / "anchors.json"
    before = data.stat().st_mtime_ns

    preview.change("_theme/style/base.css", "{", "{ --changed: 1;")
    assert preview.get("/.preview/wait.js?after=0")[2] == "pagesAre(1);\n"
    [sheet, *_] = lxml.html.fromstring(preview.get("/two.html")[2]).cssselect("link[rel=stylesheet]")
    assert "--changed" in preview.get(f"/{sheet.get('href')}")[2]
    assert data.stat().st_mtime_ns == before, "nothing else is written"

    preview.change("two.md", "On 27 July", "On 28 July")
    said = preview.lines_until("The PDF has followed")
    assert "The PDF has followed" in said[-1], said
    preview.change("glossary.md", "A doctrine.", "The doctrine.")  # now the text of all other documents is kept
    said = preview.lines_until("The PDF has followed")
    assert "The PDF has followed" in said[-1], said
    with pypdfium2.PdfDocument(pages / PDF) as pdf:
        printed = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert "On 28 July" in printed
    assert "The doctrine." in printed

"""What a build prints while it works: a line for each step, and warnings on lines of their own."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Progress:
    """One line for each step, with its time; on a terminal it counts while the step lasts."""

    def __init__(self) -> None:
        self.name = ""
        self.count = self.of = 0
        self.began = self.shown = 0.0
        self.live = sys.stdout.isatty()
        self.open = False
        """Whether a line has been begun and not ended."""

    def begin(self, name: str, of: int = 0) -> None:
        """End the step before, and begin one that has ``of`` parts, if that is known."""
        self.end()
        self.name, self.count, self.of, self.began = name, 0, of, time.perf_counter()
        self.show()

    def one_more(self) -> None:
        """Count one part as done."""
        self.count += 1
        now = time.perf_counter()
        if self.live and self.name and now - self.shown > 0.1:
            self.shown = now
            self.show(f" {self.count}{f' of {self.of}' if self.of else ''}")

    def end(self, how: str = "") -> None:
        """End the current step, if there is one."""
        if self.name:
            said = f" {how or f'{time.perf_counter() - self.began:.1f} s'}"
            self.show(f"{said}        " if self.live else said)
            self.end_line()
        self.name = ""

    def show(self, how: str = "") -> None:
        """Print how far the step is: on a terminal over its line, elsewhere at the end of it."""
        words = f"{self.name} …{how}"
        if self.open:
            words = f"\r{words}" if self.live else how
        print(words, end="", flush=True)
        self.open = True

    def end_line(self) -> None:
        """End the line, if one has been begun, so that something else can be printed."""
        if self.open:
            print(flush=True)
        self.open = False

    def follow(self, app: Sphinx) -> None:
        """Show the steps of a build."""

        def writing(_app: Sphinx, builder: Any) -> None:
            if builder.format == "html":
                self.begin("Writing the pages")

        app.connect("env-before-read-docs", lambda _app, _env, names: self.begin("Reading", len(names)))
        app.connect("source-read", lambda *_: self.one_more())
        app.connect("write-started", writing)
        app.connect("html-page-context", lambda *_: self.one_more())


class Warnings:
    """Standard error, for Sphinx: what it prints there begins a line, even if a step has begun one."""

    def __init__(self, progress: Progress) -> None:
        self.progress, self.encoding = progress, sys.stderr.encoding

    def write(self, text: str) -> None:
        """Print some text."""
        self.progress.end_line()
        sys.stderr.write(text)

    def flush(self) -> None:
        """Pass on what was printed."""
        sys.stderr.flush()

"""A plugin of pytest that records what the tests measured; ``scripts/quality.py`` loads it.

A test reports a figure through the fixture ``measured``.  It counts only if the test passed, and nothing is written
unless all tests did.
"""

from __future__ import annotations

from pathlib import Path
from runpy import run_path
from typing import TYPE_CHECKING

import pytest

from edition.ledger.quality import known_figures
from edition.ledger.quality_record import Quality, write_quality

if TYPE_CHECKING:
    from collections.abc import Iterable

PREFIX = "measured:"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add options: the file to write, and the hash of the sources that are tested."""
    group = parser.getgroup("what the tests measured")
    group.addoption("--measured", type=Path, help="a file for the figures")
    group.addoption("--sources", default="", help="SHA-256 of the sources")


def pytest_configure(config: pytest.Config) -> None:
    """Register the recorder, but only in the process that receives the reports of all tests."""
    if config.option.measured and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Measuring(config))


class Measuring:
    """The figures of one run."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.passed = self.skipped = 0
        self.figures: dict[str, int] = {}
        self.trouble: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a test, and take its figures if it passed."""
        self.skipped += report.skipped
        if report.when == "call" and report.passed:
            self.passed += 1
            self.take(report.user_properties)

    def take(self, properties: Iterable[tuple[str, object]]) -> None:
        """Record figures; one that is unknown, or was reported with another value before, is an error."""
        for name, value in properties:
            if not name.startswith(PREFIX):
                continue
            name = name.removeprefix(PREFIX)
            if name not in known_figures() or not isinstance(value, int):
                self.trouble.append(f"edition.ledger.quality knows no figure {name} of {value!r}")
            elif self.figures.setdefault(name, value) != value:
                self.trouble.append(f"{name} is both {self.figures[name]} and {value}")

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Write the file if everything passed."""
        if exitstatus == 0 and not self.trouble:
            write_quality(self.config.option.measured, self.quality())
        elif self.trouble:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the errors and how many figures were measured."""
        for line in self.trouble:
            terminalreporter.write_line(f"ERROR: {line}", red=True)
        terminalreporter.write_line(f"figures measured: {len(self.figures)} of {len(known_figures())}")

    def quality(self) -> Quality:
        """The record to write; its date is that of the edition, not of the clock."""
        conf = run_path(str(self.config.rootpath / "docs" / "conf.py"))
        return Quality(
            self.config.option.sources,
            conf["release"],
            conf["edition_date"],
            self.passed,
            self.skipped,
            "not full" not in self.config.option.markexpr,
            self.figures,
        )

"""Processes that set the parts of a book, each part always by the same one."""

from __future__ import annotations

import multiprocessing
import os
import threading
from concurrent.futures import Future, ProcessPoolExecutor, wait
from typing import TYPE_CHECKING, Any, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType


Result = TypeVar("Result")
MOST = 1_000_000
"""Characters of Typst that one process sets; it needs about 350 MB for them."""


class Workers:
    """Processes, each of which is started with its first task; a context manager.

    What Typst has set stays in the memory of a process, so a long book has more of them than work at once, and each
    ends when it has done what there is.
    """

    def __init__(self, sizes: Sequence[int], count: int) -> None:
        """``sizes`` are the characters of each part, ``count`` how many processes work at once."""
        self.count = count
        self.order = sorted(range(len(sizes)), key=lambda number: -sizes[number])
        loads = [0] * min(len(sizes), max(count, -(-sum(sizes) // MOST)))
        self.process_of: dict[int, int] = {}
        for number in self.order:
            least = loads.index(min(loads))
            loads[least] += sizes[number]
            self.process_of[number] = least
        self.pools: dict[int, ProcessPoolExecutor] = {}
        self.many = len(loads) > count

    def run(
        self,
        function: Callable[..., Result],
        tasks: Mapping[int, tuple[Any, ...]],
        meanwhile: Callable[[], object] = lambda: None,
    ) -> dict[int, Result]:
        """Call a function for some parts, the largest first; returns the results by part.

        ``meanwhile`` is called once, when the first tasks have begun.

        Raises the error of the first part that has one, and BrokenExecutor if a process dies.
        """
        futures: dict[int, Future[Result]] = {}
        processes = sorted({self.process_of[number] for number in tasks})
        for first in range(0, len(processes) or 1, self.count):
            at_once = processes[first : first + self.count]
            for number in self.order:
                if number in tasks and self.process_of[number] in at_once:
                    futures[number] = self.pool(number).submit(function, *tasks[number])
            if not first:
                meanwhile()
            wait(futures.values())
            if self.many:
                self.end()
        return {number: futures[number].result() for number in sorted(futures)}

    def pool(self, number: int) -> ProcessPoolExecutor:
        """The process of a part."""
        process = self.process_of[number]
        if process not in self.pools:
            self.pools[process] = ProcessPoolExecutor(1, initializer=end_with_parent)
        return self.pools[process]

    def end(self) -> None:
        """End all processes."""
        for pool in self.pools.values():
            pool.shutdown(cancel_futures=True)
        self.pools.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()


def end_with_parent() -> None:
    """End a worker when its parent is killed; it would wait for more work forever."""

    def watch() -> None:
        if parent := multiprocessing.parent_process():
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()

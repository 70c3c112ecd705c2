"""Scales from values to coordinates, and the round values at which an axis is labeled."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Scale(NamedTuple):
    """A scale from values to coordinates; logarithmic if ``log`` is set."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def __call__(self, value: float) -> float:
        low, high = self.low, self.high
        if self.log:
            low, high, value = math.log10(low), math.log10(high), math.log10(value)
        return self.start + (value - low) / (high - low) * (self.end - self.start)

    def text(self) -> str:
        """The scale as the text of an attribute, from which readers of the file can recover the values."""
        return ("log " if self.log else "") + " ".join(f"{value:.7g}" for value in self[:4])


def ticks(most: float, about: int) -> list[float]:
    """Round values from 0 to the first that is not below ``most``, roughly ``about`` of them.

    >>> ticks(10.96, 3), ticks(3.5e6, 4), ticks(2.85, 3)
    ([0, 4, 8, 12], [0, 1000000, 2000000, 3000000, 4000000], [0, 1, 2, 3])
    """
    rough = most / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = min((m * power for m in (1, 2, 2.5, 4, 5, 10)), key=lambda s: abs(s - rough))
    count = math.ceil(most / step - 1e-9)
    return [int(v) if v == int(v) else v for v in (step * i for i in range(count + 1))]


def decades(values: Sequence[float]) -> tuple[float, float, list[float]]:
    """The ends of a logarithmic axis, round values, and the powers of ten between them.

    >>> decades([0.0406, 6545])
    (0.02, 10000, [0.1, 1, 10, 100, 1000, 10000])
    """
    rounds = [m * 10.0**p for p in range(-9, 13) for m in (1, 2, 5)]
    low = max(r for r in rounds if r < min(values) * 0.8)
    high = min(r for r in rounds if r > max(values) * 1.2)
    low, high = (int(v) if v == int(v) else round(v, 9) for v in (low, high))
    powers = [10**p if p >= 0 else round(10.0**p, 9) for p in range(-9, 13)]
    return low, high, [p for p in powers if low <= p <= high]

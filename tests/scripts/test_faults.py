"""What ends a build is told in one line: a mistake, the machine, or a fault of ours with the document it was at."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built

CONF = """\

def setup(app):
    def fail(*_):
        raise {error}
    app.connect("{event}", fail)
"""


@pytest.mark.parametrize(
    ("event", "error", "said"),
    [
        ("doctree-read", 'KeyError("x")', "A fault of ours, while reading bibliography: KeyError: 'x' (conf.py:"),
        ("builder-inited", "RecursionError()", "A fault of ours: RecursionError:  (conf.py:"),
        (
            "build-finished",
            f'OSError({errno.ENOSPC}, "No space left on device")',
            "The machine does not let the book be written: [Errno 28] No space left on device",
        ),
    ],
    ids=["a document", "no document", "a full disk"],
)
def test_what_ends_a_build_is_one_line(build_small: Callable[..., Built], event: str, error: str, said: str) -> None:
    code = CONF.format(event=event, error=error)
    built = build_small({"conf.py": [('anchors_file = ""\n', f'anchors_file = ""\n{code}')]}, builder="dummy")
    assert built.failed
    (line,) = built.messages
    assert line.startswith(said)

"""A journal to write to."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from journal_testing import Line


@pytest.fixture
def open_line(tmp_path):
    """Return a function that opens a journal in the state directory ``tmp_path / "state"``; all are closed."""
    lines = []

    def open_it(directory=None, **options):
        line = Line(directory or tmp_path / "state", **options)
        lines.append(line)
        return line

    yield open_it
    for line in lines:
        line.close()


@pytest.fixture
def line(open_line):
    """An open journal in ``tmp_path / "state"``."""
    return open_line()

"""A journal to write to, and a disk that is soon full."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from journal_testing import Line

MIB = 2**20


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


@contextmanager
def _tmpfs(path, size):
    """A file system of *size* bytes at *path*; where none can be mounted, the test is skipped."""
    path.mkdir()
    if (
        os.geteuid() != 0
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(path)], check=False, capture_output=True
        ).returncode
    ):
        pytest.skip("a small file system can only be mounted by root")
    try:
        yield path
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(path)], check=False, capture_output=True)
        subprocess.run(["umount", "-l", str(path)], check=True)


@pytest.fixture
def small_disk(tmp_path):
    with _tmpfs(tmp_path / "disk", 24 * MIB) as path:
        yield path

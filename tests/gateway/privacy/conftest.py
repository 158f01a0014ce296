"""The journal's tools, and a thread in which a component runs."""

import asyncio
import contextlib
import sys
import threading
from pathlib import Path

import pytest

from gateway.supervisor import Health

sys.path.insert(0, str(Path(__file__).parent.parent / "journal"))

from journal_testing import Line


@pytest.fixture
def open_line(tmp_path):
    """Return a function that opens a journal in the state directory ``tmp_path / "state"``; all are closed."""
    lines = []

    def open_it(**options):
        line = Line(tmp_path / "state", **options)
        lines.append(line)
        return line

    yield open_it
    for line in lines:
        line.close()


@pytest.fixture
def run_component():
    """Return a function that runs a component in an event loop of its own until the test ends."""
    running = []

    def run(component):
        loop = asyncio.new_event_loop()
        task = loop.create_task(component.run(Health(component.name, component.critical)))

        def work():
            asyncio.set_event_loop(loop)
            with contextlib.suppress(asyncio.CancelledError):
                loop.run_until_complete(task)
            loop.close()

        thread = threading.Thread(target=work)
        running.append((loop, task, thread))
        thread.start()

    yield run
    for loop, task, thread in running:
        if not loop.is_closed():
            loop.call_soon_threadsafe(task.cancel)
        thread.join(30)

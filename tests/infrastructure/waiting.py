"""Waiting for what a test expects, with a generous limit: no test asserts a duration, and the machine may be busy."""

import asyncio
import time

import pytest

__all__ = ["PATIENCE_S", "until", "wait_for"]

PATIENCE_S = 60.0
PAUSE_S = 0.01


def wait_for(condition, what="what was waited for", patience_s=PATIENCE_S):
    """Return the first true value of *condition*; fail the test with *what* when none comes in time."""
    deadline = time.monotonic() + patience_s
    while not (value := condition()):
        if time.monotonic() > deadline:
            pytest.fail(f"{what} did not come about in {patience_s:g} s")
        time.sleep(PAUSE_S)
    return value


async def until(condition, what="what was waited for", patience_s=PATIENCE_S):
    """Do as `wait_for` on an event loop, which goes on meanwhile."""
    deadline = time.monotonic() + patience_s
    while not (value := condition()):
        if time.monotonic() > deadline:
            pytest.fail(f"{what} did not come about in {patience_s:g} s")
        await asyncio.sleep(PAUSE_S)
    return value

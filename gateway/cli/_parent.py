"""Processes that a gateway starts end with it."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys

__all__ = ["end_with"]

_PR_SET_PDEATHSIG = 1


def end_with(parent: int, command: str) -> bool:
    """Have the kernel end this process when *parent* ends, also by kill -9; False: it has ended already."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)  # it is made to be cut off anywhere
    if os.getppid() != parent:
        sys.stderr.write(f"{command}: the gateway has ended already\n")
        return False
    return True

"""What happens to a table's memory once it is freed."""

from __future__ import annotations

import ctypes

__all__ = ["keep_freed_memory"]

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # glibc's malloc.h
_LARGEST_KEPT = 64 << 20
_MOST_KEPT = 512 << 20


def keep_freed_memory() -> bool:
    """Have the process keep what it frees, for its next proof; return whether the C library can.

    Otherwise each table of a proof is given back to the kernel when it is freed, and the next proof's first touch of
    every page is an interrupt: a tenth of a small proof's time. It is a setting of the whole process, so only a program
    that does little else than prove should ask for it. Tables of large networks are still given back.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):  # neither glibc nor one like it
        return False
    return bool(mallopt(_MMAP_THRESHOLD, _LARGEST_KEPT) and mallopt(_TRIM_THRESHOLD, _MOST_KEPT))

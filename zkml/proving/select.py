"""Chooses the arithmetic that is fastest on this machine, and where its machine code is kept.

Compiling the kernels takes some twenty CPU-seconds, once. The cache's directory is named after the bytes of all
kernels, the compiler's version and the CPU, so that code made from another source or for
another machine is never found.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from zkml.proving.backend import Backend

__all__ = ["available", "cache_directory", "chosen", "fastest", "warm_up"]


_HALVES = "avxifma"
_vectors: dict[str, str] = {}
"""The kind of vectors that this process has machine code for."""


def cache_directory(kernels: str | None = None) -> Path:
    """Return the directory of the machine code: under ``NUMBA_CACHE_DIR``, else the user's cache.

    Args:
        kernels: see `chosen`.

    """
    import llvmlite
    import llvmlite.binding
    import numba

    base = os.environ.get("NUMBA_CACHE_DIR")
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    # all files with kernels: Numba's cache does not notice that a function which another calls was edited
    here = Path(__file__).parent
    source = b"".join(path.read_bytes() for path in (here / "kernels.py", *sorted((here / "ifma").glob("*.py"))))
    machine = (numba.__version__, llvmlite.__version__, chosen(kernels) == _HALVES, *_target())
    key = sha256(source + repr(machine).encode()).hexdigest()[:16]
    return (Path(base) if base else home / "zkml") / f"kernels-{key}"


def _target() -> tuple[str, ...]:
    """Return what code is made for: triple, CPU and features, without those that Numba was told to leave out."""
    from numba.core.registry import cpu_target

    return tuple(cpu_target.target_context.codegen().magic_tuple())


def available() -> tuple[str, ...]:
    """Return the names of the kernels that run here, the fastest first: ``avx512ifma``, ``avxifma``, ``portable``.

    ``avxifma`` needs but 256 bits; it runs on processors that have the wider one, too, which can so test it.
    """
    features = set(_target()[-1].split(","))
    wide = {"+avx512ifma", "+avx512vl"} <= features
    return (*(("avx512ifma",) if wide else ()), *((_HALVES,) if wide or "+avxifma" in features else ()), "portable")


def chosen(kernels: str | None = None) -> str:
    """Return *kernels*, else what the environment's ``ZKML_KERNELS`` names, else the first of `available`.

    Raises:
        ValueError: these kernels do not run here.

    """
    found = available()
    name = kernels or os.environ.get("ZKML_KERNELS") or found[0]
    if name not in found:
        raise ValueError(f"kernels {name!r} do not run on this machine: name one of {', '.join(found)} in ZKML_KERNELS")
    return name


def fastest(threads: int = 1, kernels: str | None = None) -> Backend:
    """Return the fastest backend, which may use so many threads.

    Args:
        threads: how many.
        kernels: see `chosen`.

    Raises:
        ValueError: these kernels do not run here.

    """
    return _backend(threads, chosen(kernels))


@lru_cache(maxsize=4)
def _backend(threads: int, kernels: str) -> Backend:
    import numba.core.config

    numba.core.config.CACHE_DIR = str(cache_directory(kernels))
    from zkml.proving.compiled import CompiledBackend

    if kernels == "portable":
        return CompiledBackend(threads)
    from zkml.proving import ifma

    if _vectors.setdefault("kind", kernels) != kernels:
        raise ValueError(f"this process has {_vectors['kind']} already, whose functions have the names of {kernels}'s")
    if kernels == _HALVES:
        ifma.halve()
    return CompiledBackend(threads, ifma)


def warm_up(progress: Callable[[str], None] = lambda _: None) -> None:
    """Compile all kernels, or load them; *progress* is called with the name of each group.

    For an installation's end or a service's start, so that the first proof does not wait.
    """
    import numpy as np

    from zkml.parameters import PARAMETER_SETS

    backend = fastest()
    progress("tables")
    table = backend.from_integers(np.arange(-256, 256))
    pair = backend.tensor([[1 - x, x] for x in range(2, 11)])
    backend.tensor([[1, 2, 3, 4], [1, 2]])
    backend.add(table, 0, 1, pair)
    backend.add(table, 0, 3, pair)
    backend.dot(backend.combine(table, [1, 2]), backend.combine(pair, [3, 4]))
    backend.project(table, 2, [[1] * 16] * 3, [[1] * 16] * 3)
    progress("sumchecks")
    for layer in backend.fractions(table, pair)[:2]:
        size = len(backend.felts(layer[0]))
        sumcheck = backend.fraction_sumcheck(layer, list(range(2, size.bit_length())), 5)
        sumcheck.bind(7)
        sumcheck.ends()
    product = backend.product_sumcheck(table, pair)
    product.bind(5)
    progress("hashes")
    for name in ("b2-8-57-16", "sn-pos-16-41-20", "sn-mix-16-41-20"):
        backend.commit(table, PARAMETER_SETS[name], 3, witness=True)
    backend.grind(1, 4)

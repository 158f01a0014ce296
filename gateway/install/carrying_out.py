"""Carrying out an installation's steps."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from gateway.install.plan import Action, Step
from gateway.whole_file import write_file

__all__ = ["carry_out"]


def carry_out(steps: Iterable[Step]) -> None:
    """Carry out *steps* in order. Doing so again does no harm.

    Raises:
        OSError: a path cannot be written or removed; the steps before it are done.

    """
    for step in steps:
        if step.action is Action.MAKE:
            step.path.parent.mkdir(parents=True, exist_ok=True)
            step.path.mkdir(exist_ok=True)
            step.path.chmod(step.mode)
        elif step.action in {Action.WRITE, Action.REPLACE}:
            assert step.content is not None
            write_file(step.path, step.content, step.mode)
        elif step.action is Action.REMOVE:
            _remove(step.path)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)

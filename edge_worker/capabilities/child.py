"""Asks a process of its own what this one must not find out itself: drivers hang, and crash whoever loads them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Answer", "ask"]

_MOST_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Answer:
    """What a child said.

    Attributes:
        document: its JSON object; empty when it failed.
        trouble: why there is none, in words; empty when it answered.

    """

    document: Mapping[str, Any] = field(default_factory=dict)
    trouble: str = ""


def ask(script: str, *arguments: str, timeout_s: float) -> Answer:
    """Run a script of this folder and return the JSON object that it printed; a child is never waited for longer.

    Args:
        script: file name.
        arguments: the script's.
        timeout_s: seconds; then the child and what it started are killed.

    """
    command = [sys.executable, "-P", str(Path(__file__).with_name(script)), *arguments]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    ) as child:
        try:
            said, _ = child.communicate(timeout=timeout_s)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            return Answer(trouble=f"the driver did not answer within {timeout_s:g} s")
    if child.returncode < 0:
        return Answer(trouble=f"the driver crashed ({signal.Signals(-child.returncode).name})")
    try:
        document = json.loads(said[-_MOST_BYTES:].splitlines()[-1])
    except (ValueError, IndexError):
        return Answer(trouble=f"the child ended with code {child.returncode} and no answer")
    if not isinstance(document, dict):
        return Answer(trouble="the child's answer is no object")
    return Answer(document, str(document.get("trouble", "")))

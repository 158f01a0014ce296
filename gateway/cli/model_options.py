"""Reading what ``ciro model add`` and ``ciro model test`` are told: pairs, numbers, sizes, labels, costs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typer

__all__ = ["costs", "decode", "labels", "number", "numbers", "pairs", "size"]


def pairs(values: list[str] | None, option: str) -> dict[str, str]:
    """Read ``KEY=VALUE`` texts of *option*; raises `typer.BadParameter`, as all functions here do."""
    found = {}
    for value in values or ():
        key, sign, text = value.partition("=")
        if not sign or not key:
            raise typer.BadParameter(f"{value!r} is not LABEL=VALUE", param_hint=option)
        found[key] = text
    return found


def number(text: str, option: str) -> float:
    """Read one number."""
    try:
        return float(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no number", param_hint=option) from error


def numbers(text: str | None, option: str) -> tuple[float, ...] | None:
    """Read numbers separated by commas."""
    return None if text is None else tuple(number(part, option) for part in text.split(","))


def costs(values: list[str] | None) -> dict[str, tuple[float, float]]:
    """Read ``LABEL=MISSED:FALSE_ALARM``."""
    found = {}
    for label, text in pairs(values, "--cost").items():
        missed, sign, alarm = text.partition(":")
        if not sign:
            raise typer.BadParameter(f"{text!r} is not MISSED:FALSE_ALARM", param_hint="--cost")
        found[label] = (number(missed, "--cost"), number(alarm, "--cost"))
    return found


def decode(values: list[str] | None) -> dict[str, Any]:
    """KEY=VALUE pairs of the decode block; values that are JSON are read as such."""
    found: dict[str, Any] = {}
    for key, text in pairs(values, "--decode").items():
        try:
            found[key] = json.loads(text)
        except ValueError:
            found[key] = text
    return found


def size(text: str | None) -> tuple[int, int] | None:
    """Read ``WIDTHxHEIGHT``."""
    if text is None:
        return None
    wide, sign, high = text.lower().partition("x")
    if not sign or not wide.isdecimal() or not high.isdecimal():
        raise typer.BadParameter(f"{text!r} is not WIDTHxHEIGHT", param_hint="--size")
    return int(wide), int(high)


def labels(text: str | None) -> tuple[str, ...]:
    """Read labels separated by commas, or ``@FILE`` with one a line."""
    if text is None:
        return ()
    if text.startswith("@"):
        try:
            lines = Path(text[1:]).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise typer.BadParameter(str(error), param_hint="--labels") from error
        return tuple(line.strip() for line in lines if line.strip())
    return tuple(part.strip() for part in text.split(","))

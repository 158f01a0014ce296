"""Which frameworks are installed here, and whether they meet a job's requirements (PEP 440, PEP 508)."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["framework_version", "unmet"]

_DISTRIBUTIONS = {
    "onnxruntime": ("onnxruntime", "onnxruntime-gpu"),
    "opencv": ("opencv-python-headless", "opencv-python"),
    "opencv-python": ("opencv-python-headless", "opencv-python"),
}
"""Frameworks that several distributions bring along, of which one is installed."""


def framework_version(name: str) -> str | None:
    """Return the installed version of a framework; None when it is absent."""
    canonical = canonicalize_name(name)
    for distribution in _DISTRIBUTIONS.get(canonical, (canonical,)):
        try:
            return version(distribution)
        except PackageNotFoundError:
            continue
    return None


def unmet(requirements: Iterable[str]) -> list[str]:
    """Return one sentence for each requirement that this machine does not meet, saying what to install.

    Raises:
        ValueError: a requirement is not written as PEP 508 asks, or names an address or extras.

    """
    sentences = []
    for text in requirements:
        try:
            wanted = Requirement(text)
        except InvalidRequirement as error:
            raise ValueError(f"{text!r} is no requirement such as 'onnxruntime>=1.19': {error}") from error
        if wanted.url or wanted.extras or wanted.marker:
            raise ValueError(f"{text!r}: only a name and versions count here, no address, extra or marker")
        present = framework_version(wanted.name)
        if present is None:
            sentences.append(f"{wanted.name} is not installed here: pip install '{wanted}'")
        elif not wanted.specifier.contains(present, prereleases=True):
            sentences.append(
                f"{wanted.name} is {present} here, the job wants {wanted.specifier}: pip install '{wanted}'"
            )
    return sentences

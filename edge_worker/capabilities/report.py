"""What was found about this machine, as values with their evidence."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from edge_worker.capability_statement import Capability

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CapabilityReport", "Finding"]

Value = bool | float | str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked for.

    Attributes:
        value: of a flag whether it is there; of a resource how much, in the unit that its name ends with.
        evidence: what was seen, or what is missing, in words.
        source: ``measured``: something ran, or the hardware was read; ``declared``: only said.
        when: Unix seconds.

    """

    value: Value
    evidence: str
    source: Literal["measured", "declared"]
    when: float

    @property
    def counts(self) -> bool:
        """Whether this may be relied on: it is there, and measured."""
        return bool(self.value) and self.source == "measured"


@dataclass(frozen=True, slots=True)
class CapabilityReport:
    """Everything that was found.

    Attributes:
        flags: all eight.
        resources: ``gpu_memory_gib``, ``cpu_cores``, ``ram_gib``, ``storage_gib``, ``bandwidth_mbit``, ``gpu_model``,
            ``cpu_model``.
        frameworks: the version by name; only those that are installed.

    """

    flags: Mapping[Capability, Finding]
    resources: Mapping[str, Finding]
    frameworks: Mapping[str, Finding] = field(default_factory=dict)

    @property
    def measured(self) -> Capability:
        """The sum of the flags that count."""
        total = Capability(0)
        for flag, finding in self.flags.items():
            if finding.counts:
                total |= flag
        return total

    def number(self, resource: str) -> int:
        """Return a resource that was measured, rounded down; 0 otherwise."""
        finding = self.resources.get(resource)
        value = finding.value if finding is not None and finding.counts else 0
        return int(value) if isinstance(value, int | float) else 0

    def text(self, resource: str) -> str:
        """Return a name that was measured; empty otherwise."""
        finding = self.resources.get(resource)
        return str(finding.value) if finding is not None and finding.counts else ""

    def document(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        return {
            "flags": int(self.measured),
            "capabilities": {str(flag.name): asdict(finding) for flag, finding in self.flags.items()},
            "resources": {name: asdict(finding) for name, finding in self.resources.items()},
            "frameworks": {name: asdict(finding) for name, finding in self.frameworks.items()},
        }

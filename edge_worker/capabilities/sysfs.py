"""InfiniBand ports and the network's link speed, from the kernel's ``/sys``.

Source: Linux, ``Documentation/ABI/stable/sysfs-class-infiniband`` and ``…/testing/sysfs-class-net``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["fastest_link", "infiniband"]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


def infiniband(sys_root: Path) -> tuple[bool, str]:
    """Return whether a port with the InfiniBand link layer is up, and the evidence; RoCE is Ethernet."""
    seen = []
    for port in sorted(sys_root.glob("class/infiniband/*/ports/*")):
        layer, state = _read(port / "link_layer"), _read(port / "state")
        name = f"{port.parent.parent.name} port {port.name}"
        if layer == "InfiniBand" and state.endswith("ACTIVE"):
            return True, f"{name}: {layer}, {state}, {_read(port / 'rate') or 'rate unknown'}"
        seen.append(f"{name}: {layer or 'no link layer'}, {state or 'no state'}")
    return False, "; ".join(seen) if seen else "no port in /sys/class/infiniband"


def fastest_link(sys_root: Path) -> tuple[int, str]:
    """Return the speed in Mbit/s that the fastest wired interface that is up gives itself, and its name; or 0."""
    speeds = []
    for interface in sys_root.glob("class/net/*"):
        speed = _read(interface / "speed")
        if _read(interface / "operstate") == "up" and speed.isdecimal() and (interface / "device").exists():
            speeds.append((int(speed), interface.name))
    return max(speeds, default=(0, ""))

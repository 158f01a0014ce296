"""Tell the service manager how we are, over the socket that it names (sd_notify(3)); nothing happens without one."""

from __future__ import annotations

import socket

__all__ = ["ServiceManager"]


class ServiceManager:
    """The systemd that started this process.

    Args:
        address: value of ``NOTIFY_SOCKET`` (``@…``: an abstract socket); None or empty: not started by systemd.
        watchdog_usec: value of ``WATCHDOG_USEC``; None: no watchdog is set.

    """

    def __init__(self, address: str | None, watchdog_usec: str | None = None) -> None:
        self._address = "\0" + address[1:] if address and address.startswith("@") else address
        usable = watchdog_usec is not None and watchdog_usec.isdecimal() and int(watchdog_usec) > 0
        self._watchdog_s = int(watchdog_usec) / 1e6 if usable and watchdog_usec else None

    @property
    def present(self) -> bool:
        """Whether a service manager listens."""
        return bool(self._address)

    @property
    def watchdog_interval_s(self) -> float | None:
        """How often to call `alive`: half the watchdog's time-out; None without a watchdog."""
        return None if self._watchdog_s is None else self._watchdog_s / 2

    def send(self, *lines: str) -> bool:
        """Send assignments such as ``READY=1`` in one datagram; returns False when nobody listens."""
        if not self._address:
            return False
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as channel:
                channel.settimeout(1)
                channel.sendto("\n".join(lines).encode(), self._address)
        except OSError:  # the service manager may restart; the next message finds it again
            return False
        return True

    def ready(self, status: str = "") -> bool:
        """Say that start-up is complete."""
        return self.send("READY=1", f"STATUS={_one_line(status)}")

    def status(self, text: str) -> bool:
        """Say in one line what goes on (shown by ``systemctl status``)."""
        return self.send(f"STATUS={_one_line(text)}")

    def alive(self) -> bool:
        """Feed the watchdog."""
        return self.send("WATCHDOG=1")

    def stopping(self) -> bool:
        """Say that shutdown has begun."""
        return self.send("STOPPING=1")


def _one_line(text: str) -> str:
    return " ".join(text.split())

"""The protocols of what the page is given: a source of views, and a log of who looked at what."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from gateway.page.view._alarms import AlarmView
from gateway.page.view._devices import DeviceView
from gateway.page.view._results import Picture, ProofFile, ResultPage, ResultQuery, ResultView
from gateway.page.view._status import Diagnostics, HealthView, StatusView

__all__ = ["AccessLog", "StatusSource"]


class StatusSource(Protocol):
    """Supplies what the page shows. Reads must never hold up ingest; one that fails raises and is reported."""

    def health(self) -> HealthView:
        """Return the health of the parts. Called on the event loop: no I/O."""

    async def status(self) -> StatusView:
        """Return everything the first page shows; may be up to a second old."""

    async def device(self, address: str) -> DeviceView | None:
        """Return the device *address*, or None when there is none."""

    async def results(self, query: ResultQuery) -> ResultPage:
        """Return the results that *query* asks for."""

    async def result(self, result_id: str) -> ResultView | None:
        """Return the result with the UUID *result_id*, or None."""

    async def proof(self, result_id: str) -> ProofFile | None:
        """Return the proof of the result *result_id*, or None when there is none (any more)."""

    async def decisions(self) -> tuple[str, ...]:
        """Return the labels that results of the last days had, for the filter."""

    async def picture(self, sha256: str) -> Picture | None:
        """Return the picture with the hexadecimal digest *sha256*, or None when it is not kept (any more)."""

    async def alarms(self, *, cleared: bool, limit: int) -> tuple[AlarmView, ...]:
        """Return open alarms, and with *cleared* past ones too; newest first."""

    async def acknowledge(self, alarm_id: str, who: str) -> AlarmView | None:
        """Note that *who* has seen the alarm *alarm_id*; return it, or None when there is none."""

    async def diagnostics(self) -> Diagnostics:
        """Return the bundle for support."""


class AccessLog(Protocol):
    """Keeps who looked at which picture."""

    async def record(self, *, at: datetime, who: str, what: str, sha256: str, device: str | None) -> None:
        """Note that *who* (user name and address) was sent the picture *sha256* as *what*.

        An exception keeps the picture from being sent: what can't be logged isn't shown.
        """

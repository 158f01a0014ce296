"""How what is asked for on the command line reaches the gateway that runs: a file in, a file out.

The writer of the journal is the gateway, so the gateway carries it out. Whoever may write into the state directory
(root, or the gateway's own user) puts ``requests/NAME.json`` there; the gateway renames it to ``NAME.working``, does
it, and leaves ``NAME.answer``. What a gateway that ended left as ``.working`` is done again at the next start: both
requests that there are, erasing and deleting refused inputs, may be repeated.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import secrets
import time
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from gateway.journal import Journal, JournalClosedError, StateLock
from gateway.journal.condition import WORKING
from gateway.journal.quarantine import delete_refused
from gateway.privacy.erasure import Erasure, ErasureError, ErasureReport, erase
from gateway.supervisor import Health

__all__ = ["PrivacyDesk", "ask", "ask_to_delete", "hand_over"]

_log = logging.getLogger(__name__)

LOOK_S = 1.0
TAKE_S = 30.0
FOLDER = "requests"
OLD_S = 7 * 86_400.0


class PrivacyDesk:
    """Carries out what was asked for from outside of the process. A supervised component.

    Args:
        journal: the gateway's journal.
        erased: called with the erasure and its report, in the event loop, for instance to take retained pictures
            back from the broker.

    """

    name = "privacy"
    critical = False

    def __init__(
        self, journal: Journal, erased: Callable[[Erasure, ErasureReport], None] = lambda _e, _r: None
    ) -> None:
        self._journal, self._erased = journal, erased
        self._folder = journal.directory / FOLDER

    async def run(self, health: Health) -> None:
        """Look for requests every second until cancelled."""
        health.ok()
        begun = False
        while True:
            if self._journal.condition is WORKING:
                if not begun:
                    self._begin()
                    begun = True
                for path in sorted(self._folder.glob("*.json")):
                    try:
                        await self._serve(path)
                    except JournalClosedError:
                        return
            health.tick()
            await asyncio.sleep(LOOK_S)

    def _begin(self) -> None:
        self._folder.mkdir(mode=0o770, exist_ok=True)
        for path in self._folder.glob("*.working"):
            path.rename(path.with_suffix(".json"))
        for path in self._folder.glob("*.answer"):
            with contextlib.suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > OLD_S:
                    path.unlink()

    async def _serve(self, path: Path) -> None:
        working = path.with_suffix(".working")
        if not _take(path, working):
            return
        answer: dict[str, Any]
        try:
            answer = await self._carry_out(working.read_bytes())
        except JournalClosedError:
            raise
        except Exception as error:  # noqa: BLE001 - whoever asked is told; the desk goes on
            _log.warning("a request could not be carried out: %s", error)
            answer = {"error": str(error) or type(error).__name__}
        _answer(working, answer)

    async def _carry_out(self, text: bytes) -> dict[str, Any]:
        fields = _parse(text)
        if fields.pop("do", "erase") == "delete_refused":
            count = await asyncio.to_thread(partial(delete_refused, self._journal, **fields))
            _log.warning("%d refused inputs were deleted on request", count)
            return {"report": count}
        erasure = _parse_erasure(fields)
        report = await asyncio.to_thread(erase, self._journal, erasure)
        _log.warning(
            "erased on request of %s: %d pictures, %d readings, %d refused inputs of %s",
            erasure.who,
            report.frames,
            report.readings,
            report.refused,
            erasure.device or "all devices",
        )
        self._erased(erasure, report)
        return {"report": asdict(report)}


def ask(state: Path, erasure: Erasure, *, take_s: float = TAKE_S) -> ErasureReport:
    """Ask the gateway that holds *state* for an erasure, and wait until it is done.

    Raises:
        ErasureError: it is not taken up within *take_s* seconds, the gateway ended meanwhile, or it was refused.
        OSError: the request can't be written.

    """
    return ErasureReport(**_ask(state, {"do": "erase", **asdict(erasure)}, take_s))


def ask_to_delete(
    state: Path, *, numbers: list[int] | None = None, before_us: int | None = None, take_s: float = TAKE_S
) -> int:
    """Ask the gateway that holds *state* to delete refused inputs; return how many. Raises as `ask`."""
    document = {"do": "delete_refused", "numbers": numbers, "before_us": before_us}
    return int(_ask(state, document, take_s))


def _ask(state: Path, document: dict[str, Any], take_s: float) -> Any:
    folder = state / FOLDER
    folder.mkdir(mode=0o770, exist_ok=True)
    name = folder / f"{time.time_ns()}-{secrets.token_hex(4)}"
    request, answer = name.with_suffix(".json"), name.with_suffix(".answer")
    part = name.with_suffix(".part")
    part.write_text(json.dumps(document), encoding="utf-8")
    part.chmod(0o644)
    part.rename(request)
    end, lock = time.monotonic() + take_s, StateLock(state)
    try:
        while not answer.exists():
            time.sleep(0.1)
            if request.exists() and time.monotonic() > end:
                raise ErasureError(f"the gateway has not taken the request up in {take_s:.0f} s: is it healthy?")
            if not lock.is_held() and not answer.exists():
                raise ErasureError("the gateway ended before it was done; repeat the command")
        told = json.loads(answer.read_bytes())
    finally:
        for path in (request, answer):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
    if "error" in told:
        raise ErasureError(str(told["error"]))
    return told["report"]


def _take(path: Path, working: Path) -> bool:
    try:
        path.rename(working)
    except FileNotFoundError:
        return False  # whoever asked took it back
    return True


def _answer(working: Path, answer: dict[str, Any]) -> None:
    part = working.with_suffix(".part")
    part.write_text(json.dumps(answer), encoding="utf-8")
    part.rename(working.with_suffix(".answer"))
    working.unlink(missing_ok=True)


def _parse(text: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(text)
    except ValueError as error:
        raise ErasureError(f"this is no request: {error}") from error
    if not isinstance(fields, dict):
        raise ErasureError("this is no request: it is not an object")
    return fields


def _parse_erasure(fields: dict[str, Any]) -> Erasure:
    texts = (fields.get("who"), fields.get("reason"), fields.get("device", ""))
    moments = (fields.get("from_us"), fields.get("to_us"))
    if not all(isinstance(t, str | None) for t in texts) or not all(isinstance(m, int | None) for m in moments):
        raise ErasureError("this is no request for an erasure: a field has the wrong type")
    try:
        return Erasure(**fields)
    except (TypeError, AttributeError) as error:
        raise ErasureError(f"this is no request for an erasure: {error}") from error


def hand_over(directory: Path) -> None:
    """Give what root made in *directory* to the directory's owner, who must be able to write it.

    Nothing happens for other users, or when the directory is root's own.
    """
    owner = directory.stat()
    if os.geteuid() != 0 or owner.st_uid == 0:
        return
    for folder, names, files in os.walk(directory):
        for name in (*names, *files):
            path = Path(folder) / name
            with contextlib.suppress(FileNotFoundError):
                if path.lstat().st_uid != owner.st_uid:
                    os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)

"""The spool: how requests reach provers and answers come back, as files that appear whole or not at all.

There are two, each for proofs of one parameter set: ``proofs`` for what is kept and exported, ``chain-proofs`` for what
a contract verifies. Their files have the same names.

    proofs/requests/BATCH.json       by the gateway; a prover holds a lock on the one that it works on
    proofs/answers/BATCH.zkb|.json   by a prover: a bundle (`zkml.bundle`), or why there is none
    proofs/tries/BATCH               by a prover: how often it was begun
    proofs/registrations/SHA256.zkr|.json   by a prover: a package's registration, or why it can't be proven
    proofs/provers/N.lock, N.json    held while prover N lives; what it does
    proofs/kept/BATCH.zkb            by the gateway: what counted; MODEL_ID.zkr: what it is about
    proofs/refused/                  by the gateway: answers that did not fit, for whoever asks why

Batches are UUIDv7, so that names are in the order of their making. Nothing that is read here is trusted for its form.
"""

from __future__ import annotations

import base64
import contextlib
import fcntl
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from gateway import __version__
from zkml import DEFAULT_SET, Context, Registration, encode_registration
from zkml.statement import PUBLIC_INPUT

__all__ = ["CHAIN", "Failure", "Request", "Spool", "SpoolError", "context_of"]

CHAIN = "chain-proofs"
"""The spool of proofs for contracts."""

_PARAMETER_SETS = {"proofs": DEFAULT_SET, CHAIN: "sn-pos-32-31-24"}

_BATCH = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_KEPT_REFUSED = 100
MOST_FILE_BYTES = 1 << 28


class SpoolError(ValueError):
    """A file of the spool is not what it should be; the message says what."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a prover is asked for.

    Attributes:
        batch: UUIDv7.
        model_sha256: of the package, hexadecimal.
        records: SHA-256 of each result's record, which the proof's context binds.
        inputs, outputs: of each result.
        given: the context, when it is not to be made from the records: of a job that a worker proves.
        binding: how the statement binds the inputs, as `zkml.statement` numbers it.

    """

    batch: str
    model_sha256: str
    records: tuple[bytes, ...]
    inputs: tuple[bytes, ...]
    outputs: tuple[bytes, ...]
    given: Context | None = None
    binding: int = PUBLIC_INPUT

    @property
    def context(self) -> Context:
        """Where the proof counts."""
        return context_of(self.records) if self.given is None else self.given


@dataclass(frozen=True, slots=True)
class Failure:
    """An answer without a proof: ``failed``, ``unprovable`` or ``disputed``, why, and which item it is about."""

    state: str
    reason: str
    item: int | None = None


def context_of(records: tuple[bytes, ...]) -> Context:
    """Return the context of a proof about these records: it counts for the results as they were published, only."""
    digest = sha256(b"ciro-proof-batch/1" + len(records).to_bytes(4, "big") + b"".join(records)).digest()
    return Context(job=int.from_bytes(digest[:31], "big"))


class Spool:
    """The directory; both sides use one of these.

    Args:
        state: the directory above it.
        name: which of the two.

    """

    def __init__(self, state: Path, name: str = "proofs") -> None:
        self.parameter_set = _PARAMETER_SETS[name]
        self.root = state / name
        self.requests, self.answers, self.tries = (self.root / name for name in ("requests", "answers", "tries"))
        self.registrations, self.provers = self.root / "registrations", self.root / "provers"
        self.kept, self.refused = self.root / "kept", self.root / "refused"

    def make(self) -> None:
        """Make the directories.

        Raises:
            OSError: they can't be made.

        """
        for path in (
            self.requests, self.answers, self.tries, self.registrations, self.provers, self.kept, self.refused,
        ):  # fmt: skip
            path.mkdir(parents=True, exist_ok=True, mode=0o750)

    # -- requests -----------------------------------------------------------------------------------------------------

    def ask(self, request: Request) -> None:
        """Lay a request into the spool."""
        content: dict[str, Any] = {
            "batch": request.batch,
            "model_sha256": request.model_sha256,
            "items": [
                {"record": record.hex(), "input": _text(data), "output": _text(output)}
                for record, data, output in zip(request.records, request.inputs, request.outputs, strict=True)
            ],
        }
        if request.given is not None:
            content["context"] = {part: hex(value) for part, value in asdict(request.given).items()}
        if request.binding != PUBLIC_INPUT:
            content["binding"] = request.binding
        write_whole(self.requests / f"{request.batch}.json", json.dumps(content).encode())

    def asked(self) -> list[str]:
        """Return the batches that are asked for, oldest first."""
        return sorted(path.stem for path in self.requests.glob("*.json") if _BATCH.fullmatch(path.stem))

    def read_request(self, batch: str) -> Request:
        """Read a request.

        Raises:
            SpoolError: it is not whole.
            OSError: it can't be read.

        """
        content = _json(read_bounded(self.requests / f"{batch}.json"))
        try:
            items = content["items"]
            request = Request(
                content["batch"],
                content["model_sha256"],
                tuple(bytes.fromhex(item["record"]) for item in items),
                tuple(base64.b64decode(item["input"], validate=True) for item in items),
                tuple(base64.b64decode(item["output"], validate=True) for item in items),
                _context(content.get("context")),
                int(content.get("binding", PUBLIC_INPUT)),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise SpoolError(f"request {batch}: {error}") from error
        if request.batch != batch or not _SHA256.fullmatch(str(request.model_sha256)):
            raise SpoolError(f"request {batch}: it is about something else")
        return request

    @contextmanager
    def claim(self, batch: str) -> Iterator[bool]:
        """Hold a request for the block; False: another prover has it, or it is answered or withdrawn.

        The kernel lets go when the process ends, however it ends.
        """
        path = self.requests / f"{batch}.json"
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            yield False
            return
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            there = path.exists() and self.answer(batch) is None
        except (BlockingIOError, PermissionError):
            there = False
        try:
            yield there
        finally:
            os.close(descriptor)

    def begin(self, batch: str, *, by: int = 1) -> int:
        """Note that a try begins; return which one it is, from 1 on. *by* -1: that it does not count."""
        path = self.tries / batch
        try:
            before = int(path.read_text(encoding="ascii"))
        except (OSError, ValueError):
            before = 0
        write_whole(path, str(before + by).encode())
        return before + by

    # -- answers ------------------------------------------------------------------------------------------------------

    def answer(self, batch: str) -> Path | None:
        """Return the file that answers a batch, or None."""
        for path in (self.answers / f"{batch}.zkb", self.answers / f"{batch}.json", self.kept / f"{batch}.zkb"):
            if path.exists():
                return path
        return None

    def answered(self) -> list[Path]:
        """Return all files among the answers that are whole."""
        return sorted(path for path in self.answers.iterdir() if not path.name.startswith("."))

    def reply(self, batch: str, answer: bytes | Failure) -> None:
        """Answer a request."""
        if isinstance(answer, Failure):
            text = json.dumps({"batch": batch, **asdict(answer)}).encode()
            write_whole(self.answers / f"{batch}.json", text)
        else:
            write_whole(self.answers / f"{batch}.zkb", answer)

    def read_failure(self, path: Path) -> Failure:
        """Read an answer without a proof.

        Raises:
            SpoolError: it is not whole.
            OSError: it can't be read.

        """
        content = _json(read_bounded(path))
        state, reason = content.get("state"), content.get("reason")
        if state not in {"failed", "unprovable", "disputed"} or not isinstance(reason, str):
            raise SpoolError(f"{path.name}: it says neither a proof nor why there is none")
        item = content.get("item")
        return Failure(state, reason[:500], item if type(item) is int else None)

    def keep(self, path: Path, batch: str) -> Path:
        """Move an answer to what is kept; return where it is now."""
        target = self.kept / f"{batch}.zkb"
        if path != target:
            path.replace(target)
            sync(self.kept)
        return target

    def keep_registration(self, registration: Registration) -> None:
        """Keep a registration beside the proofs about it: a later version of the software may make another."""
        path = self.kept_registration(registration.model_id)
        if not path.exists():
            write_whole(path, encode_registration(registration))

    def kept_registration(self, model_id: int) -> Path:
        """Return where the registration of kept proofs is."""
        return self.kept / f"{model_id:064x}.zkr"

    def refuse(self, path: Path, why: str) -> None:
        """Set an answer aside, with the reason; the newest hundred are kept."""
        write_whole(self.refused / f"{path.name}.reason", why.encode())
        path.replace(self.refused / path.name)
        files = sorted(self.refused.iterdir(), key=lambda found: found.name)
        for old in files[: -2 * _KEPT_REFUSED]:
            old.unlink(missing_ok=True)

    def forget(self, batch: str) -> None:
        """Remove everything about a batch: what it holds was erased."""
        self.withdraw(batch)
        for directory in (self.answers, self.kept, self.refused):
            for path in directory.glob(f"{batch}*"):
                path.unlink(missing_ok=True)

    def withdraw(self, batch: str) -> None:
        """Remove a request that is dealt with, and what belongs to it."""
        for path in (self.requests / f"{batch}.json", self.answers / f"{batch}.json", self.tries / batch):
            path.unlink(missing_ok=True)

    # -- registrations ------------------------------------------------------------------------------------------------

    def registration(self, model_sha256: str) -> Path:
        """Return where a package's registration is, or would be."""
        return self.registrations / f"{model_sha256}.zkr"

    def unprovable(self, model_sha256: str) -> str:
        """Return why a package can't be proven, as a prover found; empty: none has found that."""
        try:
            noted = _json(read_bounded(self.registrations / f"{model_sha256}.json"))
        except (OSError, SpoolError):
            return ""
        return str(noted.get("reason", "")) if noted.get("version") == __version__ else ""

    def note_unprovable(self, model_sha256: str, reason: str) -> None:
        """Note that a package can't be proven."""
        write_whole(self.registrations / f"{model_sha256}.json", _note(reason))

    def wish(self, model_sha256: str) -> None:
        """Ask for a package's registration, before there is anything to prove."""
        write_whole(self.registrations / f"{model_sha256}.wanted", b"")

    def wishes(self) -> list[str]:
        """Return the packages whose registration is asked for."""
        return sorted(path.stem for path in self.registrations.glob("*.wanted") if _SHA256.fullmatch(path.stem))

    def granted(self, model_sha256: str) -> None:
        """Forget a wish."""
        (self.registrations / f"{model_sha256}.wanted").unlink(missing_ok=True)

    # -- provers ------------------------------------------------------------------------------------------------------

    def living(self) -> list[dict[str, Any]]:
        """Return what each living prover says that it does."""
        return [self.status(path.stem) for path in sorted(self.provers.glob("*.lock")) if is_held(path)]

    def status(self, slot: str) -> dict[str, Any]:
        """Return what a prover said last."""
        try:
            return _json(read_bounded(self.provers / f"{slot}.json"))
        except (OSError, SpoolError):
            return {}

    def say(self, slot: str, **status: Any) -> None:
        """Say what a prover does."""
        with contextlib.suppress(OSError):  # a full disk: the status is the least of it
            write_whole(self.provers / f"{slot}.json", json.dumps(status).encode(), synced=False)


def is_batch(text: str) -> bool:
    """Whether *text* may be the name of a batch."""
    return _BATCH.fullmatch(text) is not None


def is_held(path: Path) -> bool:
    """Whether a process holds the lock file."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def write_whole(path: Path, data: bytes, *, synced: bool = True) -> None:
    """Write a file that appears under its name when it is whole, and, if *synced*, survives a power cut."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as out:
            out.write(data)
            if synced:
                out.flush()
                os.fsync(out.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    if synced:
        sync(path.parent)


def sync(directory: Path) -> None:
    """Make a directory's entries durable."""
    descriptor = os.open(directory, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_bounded(path: Path) -> bytes:
    """Read a file of the spool.

    Raises:
        SpoolError: it is larger than any that was meant.
        OSError: it can't be read.

    """
    with path.open("rb") as file:
        data = file.read(MOST_FILE_BYTES + 1)
    if len(data) > MOST_FILE_BYTES:
        raise SpoolError(f"{path.name} is larger than {MOST_FILE_BYTES} bytes")
    return data


def _context(content: Any) -> Context | None:
    return None if content is None else Context(**{part: int(value, 16) for part, value in content.items()})


def _note(reason: str) -> bytes:
    return json.dumps({"reason": reason, "version": __version__}).encode()  # another version may know better


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _json(data: bytes) -> dict[str, Any]:
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise SpoolError("not JSON") from error
    if not isinstance(content, dict):
        raise SpoolError("not a JSON object")
    return content

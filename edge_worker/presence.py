"""What a worker says of itself to be found: where it answers and what it was measured to do, signed by its result key.

A JSON object on any channel. Trust never comes from the channel: the signature covers all but itself, the moment makes
an old one worthless, and whoever reads decides which keys count. The key signs the first 31 bytes, big-endian, of the
SHA-256 over ``ciro-presence/1 `` and the JSON without ``signature`` (keys sorted, no spaces, non-ASCII escaped), which
no transaction or result can have as its hash.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from edge_worker.conventions import digest_felt
from edge_worker.job_types import JobType
from edge_worker.signed_result import key_signed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from edge_worker.capabilities import CapabilityReport

__all__ = [
    "EVERY_S",
    "MOST_BYTES",
    "PATH",
    "SKEW_S",
    "TIMEOUT_S",
    "Presence",
    "PresenceRefused",
    "read_presence",
]

EVERY_S = 30.0
"""A presence is said again after so many seconds."""

TIMEOUT_S = 120.0
"""A worker that was not heard for so long is gone; an older presence is not taken."""

SKEW_S = 30.0
"""So far ahead another machine's clock may be."""

MOST_BYTES = 64 << 10

PATH = "/presence"
"""Where a worker that is found on the local network shows its presence, to everybody and without a token."""

_FORMAT = "ciro-presence/1"
_NAME = re.compile(r"[a-z0-9_-]{1,64}")
_FELT = re.compile(r"0x[0-9a-f]{1,64}")
_PEER = re.compile(r"[1-9A-HJ-NP-Za-km-z]{1,128}")
_MOST_NAMES = 256


class PresenceRefused(ValueError):  # noqa: N818 - reads as what happened
    """A presence is not taken; the message says why."""


@dataclass(frozen=True, slots=True)
class Presence:
    """One worker's presence.

    Attributes:
        name: ``[a-z0-9_-]{1,64}``.
        url: where it answers.
        at_s: moment of this presence, Unix seconds on the worker's clock.
        result_key: public; signs this and every result.
        signer: account that signs results; the key itself when there is no chain.
        chain_id: of the signatures.
        slots: inferences at a time.
        flags: measured hardware flags.
        memory_gib: of the largest GPU that counts, else RAM.
        job_types: what it carries out.
        frameworks: measured, version by name.
        peer: libp2p peer by which it speaks, so that nobody else's gossip counts as its; empty: none.
        models: digest by name; said where nobody can ask the worker itself, and left out elsewhere.

    """

    name: str
    url: str
    at_s: float
    result_key: int
    signer: int
    chain_id: int
    slots: int = 1
    flags: int = 0
    memory_gib: float = 0.0
    job_types: tuple[JobType, ...] = ()
    frameworks: Mapping[str, str] = field(default_factory=dict)
    peer: str = ""
    models: Mapping[str, str] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """Return it as a JSON object, unsigned."""
        return {
            "format": _FORMAT,
            "name": self.name,
            "url": self.url,
            "at_s": self.at_s,
            "result_key": hex(self.result_key),
            "signer": hex(self.signer),
            "chain_id": hex(self.chain_id),
            "slots": self.slots,
            "flags": self.flags,
            "memory_gib": self.memory_gib,
            "job_types": [kind.label for kind in self.job_types],
            "frameworks": dict(self.frameworks),
            **({"peer": self.peer} if self.peer else {}),
            **({"models": dict(self.models)} if self.models else {}),
        }

    def signed(self, private_key: int) -> bytes:
        """Return it as the bytes that are sent."""
        import fast_stark_crypto

        document = self.document()
        r, s = fast_stark_crypto.sign(private_key, _digest(document))
        return _canonical(document | {"signature": [hex(r), hex(s)]})

    @staticmethod
    def measured(report: CapabilityReport) -> dict[str, Any]:
        """Return the fields that say what the machine can do, by name: what counts, and nothing else."""
        gpu = report.resources.get("gpu_memory_gib")
        which = "gpu_memory_gib" if gpu is not None and gpu.counts else "ram_gib"
        return {
            "flags": int(report.measured),
            "memory_gib": float(report.number(which)),
            "frameworks": {name: str(found.value) for name, found in report.frameworks.items() if found.counts},
        }


def read_presence(data: bytes, now_s: float) -> Presence:
    """Return a presence that its key has signed and that is of now; whether the key counts is the caller's to say.

    Args:
        data: the bytes that came.
        now_s: Unix seconds.

    Raises:
        PresenceRefused: too large, malformed, forged, old, or of the future.

    """
    if len(data) > MOST_BYTES:
        raise PresenceRefused(f"it has {len(data)} bytes, more than {MOST_BYTES}")
    try:
        document = json.loads(data)
        r, s = (_felt(part) for part in document.pop("signature"))
        presence = _presence(document)
        same = _canonical(presence.document()) == _canonical(document)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise PresenceRefused(f"it is no presence of the form {_FORMAT}: {error}") from error
    if not same:
        raise PresenceRefused(f"it is not written as {_FORMAT} is")
    if not key_signed(presence.result_key, _digest(document), (r, s)):
        raise PresenceRefused("it is forged: its key has not signed it")
    if now_s - presence.at_s > TIMEOUT_S:
        raise PresenceRefused(f"it is old: said {now_s - presence.at_s:.0f} s ago, {TIMEOUT_S:.0f} s are the most")
    if presence.at_s - now_s > SKEW_S:
        raise PresenceRefused(f"it is of the future, by {presence.at_s - now_s:.0f} s: set both machines' clocks")
    return presence


def _presence(document: Mapping[str, Any]) -> Presence:
    if document["format"] != _FORMAT:
        raise ValueError(f"format {document['format']!r}")
    name, url = document["name"], document["url"]
    if not isinstance(name, str) or not _NAME.fullmatch(name) or not isinstance(url, str) or len(url) > 2048:
        raise ValueError("name or url")
    frameworks, models = document["frameworks"], document.get("models", {})
    for what, names in (("frameworks", frameworks), ("models", models)):
        if len(names) > _MOST_NAMES or not all(isinstance(one, str) for one in names.values()):
            raise ValueError(what)
    at_s, memory_gib = document["at_s"], document["memory_gib"]
    if not all(type(one) in {int, float} and abs(one) < 1e12 for one in (at_s, memory_gib)):
        raise ValueError("at_s or memory_gib")
    peer = document.get("peer", "")
    if "peer" in document and (not isinstance(peer, str) or not _PEER.fullmatch(peer)):
        raise ValueError("peer")
    slots, flags = document["slots"], document["flags"]
    if type(slots) is not int or type(flags) is not int or not 1 <= slots <= 1024 or not 0 <= flags < 2**64:
        raise ValueError("slots or flags")
    return Presence(
        name,
        url,
        at_s,
        _felt(document["result_key"]),
        _felt(document["signer"]),
        _felt(document["chain_id"]),
        slots,
        flags,
        memory_gib,
        tuple(JobType.read(one) for one in document["job_types"]),
        dict(frameworks),
        peer,
        dict(models),
    )


def _felt(text: object) -> int:
    if not isinstance(text, str) or not _FELT.fullmatch(text):
        raise ValueError(f"{text!r} is no field element")
    return int(text, 16)


def _canonical(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode()


def _digest(document: Mapping[str, Any]) -> int:
    return digest_felt(hashlib.sha256(b"ciro-presence/1 " + _canonical(document)).hexdigest())

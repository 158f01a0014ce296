"""Which presences are taken: pure, with the clock given. The channel they came over counts for nothing."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from edge_worker.presence import TIMEOUT_S, Presence, PresenceRefused, read_presence
from gateway.config.routing import OWN_ENGINE, RoutingSettings, WorkerSettings

__all__ = ["Book", "Found", "NotAskedError", "Registered"]

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_MOST_REFUSED = 64


@dataclass(frozen=True, slots=True)
class Registered:
    """What a registry on the chain says of a worker.

    Attributes:
        account: of the worker.
        stake: bonded, in 10^-18 CIRO.
        flags, memory_gib, frameworks: of the statement that was registered.

    """

    account: int
    stake: int
    flags: int
    memory_gib: float
    frameworks: Mapping[str, str]


class NotAskedError(PresenceRefused):
    """The registry was not asked about a key yet.

    Attributes:
        key: which.

    """

    def __init__(self, key: int) -> None:
        super().__init__(f"CdcPool could not be asked about the key {key:#x} yet")
        self.key = key


@dataclass(frozen=True, slots=True)
class Found:
    """A worker that was found.

    Attributes:
        presence: its latest.
        registered: what the chain says of it; None: the operator has named its key.
        settings: as if the operator had written it down: place, prices and files are the operator's, for all alike.

    """

    presence: Presence
    settings: WorkerSettings
    registered: Registered | None = None

    @property
    def measured(self) -> dict[str, Any]:
        """Fields of a `WorkerProfile` that the presence vouches for, no more of them than it has registered."""
        said, registered = self.presence, self.registered
        found: dict[str, Any] = {
            "job_types": frozenset(said.job_types),
            "capabilities": said.flags,
            "frameworks": dict(said.frameworks),
            "memory_gib": said.memory_gib,
        }
        if registered is not None:
            found["capabilities"] &= registered.flags
            found["frameworks"] = {name: has for name, has in registered.frameworks.items() if name in said.frameworks}
            found["memory_gib"] = min(said.memory_gib, registered.memory_gib)
        return found


@dataclass(slots=True)
class Book:
    """What was heard.

    Attributes:
        settings: ``[routing]``; ``[routing.discovery]`` says whose keys count.
        registry: says of a presence whose key nobody named what is registered, or raises `PresenceRefused`.
        found: by name.
        refused: the latest reasons, by what the presence came from.

    """

    settings: RoutingSettings
    registry: Callable[[Presence], Registered] | None = None
    found: dict[str, Found] = field(default_factory=dict)
    refused: OrderedDict[str, str] = field(default_factory=OrderedDict)
    _heard: dict[int, Presence] = field(default_factory=dict)  # latest by key: nothing older, no other name is taken

    def hear(self, source: str, payload: bytes, now_s: float, *, name: str = "", peer: str = "") -> Found:
        """Take a presence; one that was taken already, over whichever channel, changes nothing.

        Args:
            source: what it came from.
            payload: as it came.
            now_s: Unix seconds.
            name: whose presence the channel says that it is (a topic that others may not write); empty: nobody's.
            peer: libp2p peer that signed the message it came in; empty: it came another way.

        Raises:
            PresenceRefused: it is not taken; `refused` keeps why.

        """
        try:
            found = self._judged(read_presence(payload, now_s), name, peer)
        except PresenceRefused as error:
            self._refuse(source, str(error))
            raise
        self._heard[found.presence.result_key] = found.presence
        self.found[found.presence.name] = found
        self.refused.pop(source, None)
        return found

    def silent(self, now_s: float) -> list[str]:
        """Forget, and return, the workers that have not been heard for `TIMEOUT_S`."""
        gone = [name for name, one in self.found.items() if now_s - one.presence.at_s > TIMEOUT_S]
        for name in gone:
            del self.found[name]
        return gone

    def lost(self) -> list[str]:
        """Look up anew who counts by the registry; forget, and return, the workers that no longer do."""
        gone = []
        for name, one in list(self.found.items()):
            if one.registered is None or self.registry is None:
                continue
            try:
                self.found[name] = replace(one, registered=self.registry(one.presence))
            except PresenceRefused as error:
                self._refuse(name, str(error))
                del self.found[name]
                gone.append(name)
        return gone

    def _refuse(self, source: str, why: str) -> None:
        self.refused[source] = why
        self.refused.move_to_end(source)
        if len(self.refused) > _MOST_REFUSED:
            self.refused.popitem(last=False)

    def keys(self) -> Mapping[int, str]:
        """Return whose word counts: public key, and the name that it is bound to (empty: any)."""
        known = {int(key, 16): "" for key in self.settings.discovery.keys}
        written = {int(one.result_key, 16): one.name for one in self.settings.workers if one.result_key is not None}
        return known | written

    def _judged(self, presence: Presence, name: str, peer: str) -> Found:
        if name and presence.name != name:
            raise PresenceRefused(f"it is the presence of {presence.name!r}, sent under another name")
        keys = self.keys()
        registered = None
        if presence.result_key not in keys and self.registry is not None:
            registered = self.registry(presence)
        elif presence.result_key not in keys:
            raise PresenceRefused(
                f"nobody here knows the key {presence.result_key:#x}: add it to keys of [routing.discovery] "
                "once its owner has told you that it is theirs"
            )
        latest = self._heard.get(presence.result_key)
        if peer and presence.peer != peer:
            raise PresenceRefused(f"peer {peer} sent it, and its key speaks by {presence.peer or 'none'}")
        if latest == presence and presence.name in self.found:
            return self.found[presence.name]
        if latest is not None and presence.at_s <= latest.at_s:
            raise PresenceRefused("it is a repetition: its key has said something later")
        self._same_owner(presence, keys.get(presence.result_key, ""))
        return Found(presence, self._settings_of(presence), registered)

    def _same_owner(self, presence: Presence, bound: str) -> None:
        if bound and bound != presence.name:
            raise PresenceRefused(f"its key is that of worker {bound!r} in [[routing.workers]]")
        written = next((one for one in self.settings.workers if one.name == presence.name), None)
        if written is not None and (written.result_key is None or int(written.result_key, 16) != presence.result_key):
            raise PresenceRefused(f"{presence.name!r} is another worker of [[routing.workers]], with another key")
        earlier = self._heard.get(presence.result_key)
        if earlier is not None and earlier.name != presence.name:
            raise PresenceRefused(
                f"its key is that of worker {earlier.name!r}: one key serves one worker; "
                "after a change of name restart the gateway"
            )
        before = self.found.get(presence.name)
        if before is not None and before.presence.result_key != presence.result_key:
            raise PresenceRefused(f"{presence.name!r} is another worker that was found, with another key")
        if presence.name == OWN_ENGINE:
            raise PresenceRefused(f"{OWN_ENGINE!r} is this gateway's own engine")

    def _settings_of(self, presence: Presence) -> WorkerSettings:
        written = next((one for one in self.settings.workers if one.name == presence.name), None)
        if written is not None:
            return written
        terms = self.settings.discovery
        try:
            return WorkerSettings(
                name=presence.name,
                url=presence.url,
                zone=terms.zone,
                plain_http=terms.plain_http,
                slots=min(presence.slots, terms.most_slots),
                result_key=hex(presence.result_key),
                signer=hex(presence.signer),
                chain_id=hex(presence.chain_id),
                owner=hex(presence.signer),
                proofs=terms.proofs,
                verifier=terms.verifier,
                token_file=terms.token_file,
                ca_file=terms.ca_file,
                usd_per_hour=terms.usd_per_hour,
                usd_per_call=terms.usd_per_call,
                usd_per_proof=terms.usd_per_proof,
            )
        except ValidationError as error:
            raise PresenceRefused("; ".join(one["msg"] for one in error.errors())) from error

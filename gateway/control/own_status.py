"""The gateway's retained status, and whether another gateway writes on the same topic."""

from __future__ import annotations

from typing import Any

import orjson

from gateway.topics import gateway_topic

__all__ = ["OwnStatus"]

REPEAT_S = 5.0
RIVAL_GONE_S = 20.0
ECHO_S = 10.0


class OwnStatus:
    """What ``ciro/v1/$gw/{gateway}/status`` should say, and what is heard there. Pure: moments are passed in.

    The topic is retained, and the last will says ``offline`` on it with the same instance id. The gateway hears the
    topic itself. Its own word shows that the broker lets it speak. A living word of another instance means that two
    gateways share the name; a retained one may be a predecessor's that died together with the broker, so it is only
    answered by ours: a living rival contradicts that, which is then a living word. Whatever else is heard (the last
    will of a predecessor or of a connection of ours that broke) is corrected by saying ours again, at most every 5 s.
    """

    def __init__(self, gateway: str, instance: str, *, version: str, since: str, url: str | None) -> None:
        self.topic = gateway_topic(gateway, "status")
        self._instance = instance
        self._facts: dict[str, Any] = {"instance": instance, "version": version, "since": since}
        if url is not None:
            self._facts["url"] = url
        self._said_at: float | None = None
        self._asked_at = 0.0
        self._echoed = False
        self._owed = True
        self.rival: str | None = None
        self._rival_at = 0.0

    def message(self, state: str) -> bytes:
        """Return the message that says *state*, ``online`` or ``offline``."""
        return orjson.dumps({"state": state, **self._facts})

    def connected(self, now: float) -> None:
        """Note a new connection: everything is said anew."""
        self._said_at, self._owed, self._echoed, self._asked_at = None, True, False, now

    def due(self, now: float) -> bool:
        """Whether ``online`` has to be published now; it then counts as said."""
        if not self._owed or (self._said_at is not None and now - self._said_at < REPEAT_S):
            return False
        self._said_at, self._owed = now, False
        return True

    def unheard(self, now: float) -> bool:
        """Whether our own word did not come back although there was time: the broker does not let us publish."""
        return not self._echoed and now - self._asked_at > ECHO_S

    def heard(self, payload: bytes, *, retained: bool, now: float) -> bool:
        """Take a message of the topic; return whether it shows a living gateway with our name."""
        try:
            given = orjson.loads(payload)
        except orjson.JSONDecodeError:
            given = None
        if not isinstance(given, dict):
            given = {}
        instance, online = given.get("instance"), given.get("state") == "online"
        if instance == self._instance and online:
            self._echoed = True
            return False
        self._owed = True
        if retained or not online or not isinstance(instance, str) or instance == self._instance:
            return False
        self.rival, self._rival_at = instance[:64], now
        return True

    def rival_gone(self, now: float) -> bool:
        """Whether a rival was there and has been silent for 20 s; told once."""
        if self.rival is None or now - self._rival_at < RIVAL_GONE_S:
            return False
        self.rival = None
        return True

"""A data plane as the appliance joins it, also as a program of its own, and a device that publishes."""

import sqlite3
import sys
import threading
from pathlib import Path

import orjson
import paho.mqtt.client as mqtt
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from gateway.alarms import AlarmRegistry
from gateway.config import IngestSettings, JournalSettings
from gateway.endpoint import Endpoint
from gateway.ingest import DataPlane, Parser, Session, SessionEvents
from gateway.journal import Journal

sys.path.insert(0, str(Path(__file__).parents[2] / "infrastructure"))  # also where this is a program of its own

from waiting import wait_for

PATIENCE_S = 40.0


class NoTaker:
    """Nobody looks at a message before it is durable."""

    def claim(self, ticket):
        return False

    def start(self, ticket):
        raise AssertionError("nothing was claimed")


class Plane:
    """Session, parser, journal and alarms, joined as the appliance joins them."""

    def __init__(
        self, directory, endpoint, *, client_id="ciro-gw-test", keepalive_s=30, journal=None, desk=None, **settings
    ):
        self.alarms = AlarmRegistry()
        self.journal = Journal(directory, journal or JournalSettings(reserve_bytes=0), lambda item: None)
        self.published = []
        self.held = threading.Event()
        self.held.set()
        self.data = DataPlane(
            lambda data: Session(
                endpoint,
                client_id,
                SessionEvents(data.on_message, data.has_room, lambda: None, self.published.extend),
                keepalive_s=keepalive_s,
            ),
            Parser(IngestSettings(**settings)),
            self.journal,
            NoTaker(),
            self.alarms,
            lambda: None,
            desk,
        )
        self.session = self.data.session
        self.journal.on_durable = self._on_durable
        self.journal.start()
        assert self.journal.wait_until_open(PATIENCE_S), self.journal.condition
        self.session.start()

    def _on_durable(self, tickets):
        self.held.wait(PATIENCE_S)
        self.data.on_durable(tickets)

    @property
    def link(self):
        return self.session.link

    def wait_connected(self):
        wait_for(self.data.connected, f"a connection ({self.link})")
        return self

    def wait_link(self, state, part=""):
        return wait_for(lambda: self.link.state is state and part in self.link.reason and self.link, f"{state} {part}")

    def rows(self, query, *values):
        connection = sqlite3.connect(f"{self.journal.path.as_uri()}?mode=ro", uri=True, timeout=10)
        try:
            return connection.execute(query, values).fetchall()
        finally:
            connection.close()

    def readings(self):
        """Return the payloads of all readings, in order."""
        return [row[0] for row in self.rows("SELECT payload FROM record WHERE kind = 1 ORDER BY id")]

    def count(self):
        return self.rows("SELECT count(*) FROM record WHERE kind < 3")[0][0]

    def settle(self):
        """Make everything that was appended durable and tell it."""
        self.journal.execute(lambda *_: None).result(PATIENCE_S)

    def close(self):
        self.held.set()
        self.session.stop()
        self.journal.close()


class Device:
    """Publishes, and returns when the broker has acknowledged."""

    def __init__(self, broker, version="5", client_id=""):
        protocol = mqtt.MQTTv5 if version == "5" else mqtt.MQTTv311
        self._client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id, protocol=protocol)
        self._client.max_inflight_messages_set(200)
        self._client.connect(broker.host, broker.port)
        self._client.loop_start()
        self._version = version
        wait_for(self._client.is_connected, "the device's connection")

    def publish(self, topic, payload, *, qos=1, retain=False, properties=None, wait=True):
        given = None
        if properties:
            given = Properties(PacketTypes.PUBLISH)
            given.UserProperty = list(properties.items())
        message = self._client.publish(topic, payload, qos, retain, given)
        if wait:
            message.wait_for_publish(PATIENCE_S)
            assert message.is_published()
        return message

    def reading(self, seq=None, *, device="plant/hall/line/temp1", boot=1, qos=1, wait=True, **values):
        body = {"v": values or {"t": 1.5}}
        if seq is not None:
            body |= {"seq": seq, "boot": boot}
        return self.publish(f"ciro/v1/{device}/telemetry", orjson.dumps(body), qos=qos, wait=wait)

    def close(self):
        self._client.disconnect()
        self._client.loop_stop()


def main():
    """Run a data plane until killed: STATE_DIRECTORY PORT MQTT_VERSION."""
    directory, port, version = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    plane = Plane(directory, Endpoint(port=port, version=version)).wait_connected()
    sys.stdout.write("connected\n")
    sys.stdout.flush()
    sys.stdin.read()
    plane.close()


if __name__ == "__main__":
    main()

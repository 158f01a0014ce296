"""Storage fails under a running appliance: nothing acknowledged is lost, it says so, and it goes on by itself."""

import contextlib
import os
import sqlite3
import subprocess

import pytest

from gateway.endpoint import Endpoint
from gateway.simulator import LineOptions, LineSimulator

from .conftest import wait_for

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 24 MiB; needs root, as the line in CI has it."""
    if os.geteuid() != 0:
        pytest.skip("mounting a tmpfs needs root")
    place = tmp_path / "small"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", place], check=True)
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_full_disk_is_told_and_what_waited_at_the_broker_is_kept_once_there_is_room(
    make_gateway, mosquitto, small_disk
):
    gateway = make_gateway("[journal]\nreserve_bytes = 1048576\n[journal.retention]\nmax_disk_share = 0.98\n")
    gateway.state = small_disk / "state"
    gateway.start()
    filler = small_disk / "filler"
    line = LineSimulator(
        Endpoint(port=mosquitto.port), LineOptions(cameras=1, fps=5, sensors=3, sensor_hz=20, size=(160, 120))
    )
    line.start()
    wait_for(lambda: gateway.tally.owed() == 0 and gateway.tally.results()[0] > 3, "the line runs")
    with filler.open("wb") as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(65536))
            file.flush()
    wait_for(
        lambda: {kind for kind, _ in gateway.alarms()} & {"disk_full", "disk_nearly_full"}, "an alarm about the disk"
    )
    wait_for(lambda: ("disk_full", "journal") in gateway.alarms(), "the full disk is a problem", limit_s=90)
    filler.unlink()
    wait_for(lambda: ("disk_full", "journal") not in gateway.alarms(), "the alarm clears", limit_s=60)
    assert line.stop(30)
    wait_for(lambda: not line.ledger.lost(gateway.tally.readings(), gateway.tally.frames()).count, "nothing is lost")


def test_a_damaged_journal_is_set_aside_and_a_new_one_begun(make_gateway, listen):
    gateway = make_gateway().start()
    ear = listen("ciro/v1/#")
    for seq in range(200):
        ear.say("ciro/v1/plant/hall/line/sensor/telemetry", b'{"seq":%d,"boot":1,"v":{"t":1}}' % seq)
    assert gateway.stop() == 0
    with contextlib.closing(sqlite3.connect(gateway.journal)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # so that the damage is not made good from the log
    with gateway.journal.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(8192))
    gateway.start()
    wait_for(lambda: ("journal_corrupt", "journal") in gateway.alarms(), "the alarm")
    assert list(gateway.state.glob("journal.db.corrupt-*"))
    ear.say("ciro/v1/plant/hall/line/sensor/telemetry", b'{"seq":1000,"boot":1,"v":{"t":1}}')
    wait_for(lambda: ("plant/hall/line/sensor", 1, 1000) in gateway.tally.readings(), "the new journal takes readings")


def test_alarms_keep_their_identity_across_a_restart(make_gateway, unused_port):
    gateway = make_gateway(port=unused_port).start()

    def broker_alarm():
        items = gateway.json("/api/v1/alarms")["items"]
        return next((alarm["id"] for alarm in items if alarm["kind"] == "broker_lost"), None)

    before = wait_for(broker_alarm, "the alarm")
    wait_for(lambda: _kept(gateway, before), "the journal keeps it")
    gateway.kill()
    gateway.start()
    assert wait_for(broker_alarm, "the alarm is back") == before


def _kept(gateway, identifier):
    with contextlib.closing(sqlite3.connect(f"file:{gateway.journal}?mode=ro", uri=True)) as db:
        return db.execute("SELECT 1 FROM alarm WHERE id = ?", (identifier,)).fetchone()

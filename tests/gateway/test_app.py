"""The whole appliance as one object: what it holds is given back when it ends, however its parts were."""

import asyncio
import sys

import pytest
from waiting import until

from gateway.app import Appliance
from gateway.config import ConfigurationError, parse
from gateway.journal import JournalComponent, StateLock


async def test_a_gateway_that_ends_closes_its_journal_also_when_the_part_that_watches_it_is_down(tmp_path, monkeypatch):
    def fail(*_):
        raise RuntimeError("it can't be watched")

    monkeypatch.setattr(JournalComponent, "_report", fail)
    state = tmp_path / "state"
    appliance = Appliance(parse(f'[broker]\nport = 1\n[page]\nenabled = false\n[journal]\ndirectory = "{state}"\n'))
    stop = asyncio.Event()
    running = asyncio.create_task(appliance.run(stop))
    await until(lambda: appliance.supervisor.health["journal"].restarts)
    await until(StateLock(state).is_held)
    assert appliance.journal.is_written
    stop.set()
    await running
    assert not appliance.journal.is_written
    assert not StateLock(state).is_held()


JOBS = """
[jobs]
enabled = true
contract = "0x1"
account = "0x2"
key_file = "/nowhere/key"
result_key_file = "/nowhere/result-key"
place = "/nowhere"
"""


def test_a_gateway_that_takes_jobs_needs_packages_that_it_names(tmp_path, monkeypatch):
    configuration = parse(f'[journal]\ndirectory = "{tmp_path}"\n[page]\nenabled = false\n{JOBS}')
    assert "jobs" in Appliance(configuration).supervisor.health
    monkeypatch.setitem(sys.modules, "starknet_py", None)
    for module in [name for name in sys.modules if name.startswith(("gateway.jobs", "gateway.chain", "starknet_py."))]:
        monkeypatch.delitem(sys.modules, module)
    with pytest.raises(ConfigurationError, match=r"\[jobs\] needs packages .*ciro-gateway\[chain\]"):
        Appliance(configuration)

"""The service as a process is joined, without a node."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from edge_worker.sdnotify import ServiceManager
from gateway.paymaster.process import PaymasterProcess
from gateway.paymaster.settings import PaymasterSettings


@pytest.fixture
def process(tmp_path):
    """The service as it is joined, without a node; a function that makes it with a section ``[service]``."""
    made = []

    def process(**service):
        key = tmp_path / "relayer"
        key.write_text("0x5")
        key.chmod(0o600)
        settings = PaymasterSettings.model_validate(
            {
                "service": service,
                "chain": {"paymaster": "0x1", "rpc": "http://127.0.0.1:9/rpc"},
                "relayers": [{"address": "0x2", "key_file": str(key)}],
            }
        )
        made.append(PaymasterProcess(settings, tmp_path / "state", ServiceManager(None)))
        return made[-1]

    yield process
    for one in made:
        one.service.disk.shutdown(wait=True)
        one.store.close()

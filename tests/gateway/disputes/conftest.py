"""A routing gateway beside a chain on which its workers are registered."""

import pytest
from routing_site import Site

from edge_worker import Engine, ModelStore


@pytest.fixture(scope="session")
def engine(tmp_path_factory):
    return Engine(ModelStore(tmp_path_factory.mktemp("models")), ["CPUExecutionProvider"])


@pytest.fixture
def site(tmp_path, engine, monkeypatch):
    monkeypatch.setattr("gateway.routing.router.PAUSE_S", 2.0)  # so long may this machine be busy with other tests
    made = Site(tmp_path, engine)
    yield made
    made.stop()

"""A dispatcher with real workers and a real engine; see tests/infrastructure/routing_site.py."""

import pytest
from routing_site import MODEL, Site

from edge_worker import Engine, ModelStore

__all__ = ["MODEL"]


@pytest.fixture(scope="session")
def engine(tmp_path_factory):
    return Engine(ModelStore(tmp_path_factory.mktemp("models")), ["CPUExecutionProvider"])


@pytest.fixture
def site(tmp_path, engine, monkeypatch):
    for module in ("router", "worker_record"):  # so long may this machine be busy with other tests
        monkeypatch.setattr(f"gateway.routing.{module}.PAUSE_S", 2.0)
    made = Site(tmp_path, engine)
    yield made
    made.stop()

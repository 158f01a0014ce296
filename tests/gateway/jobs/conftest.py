"""A chain for jobs; see tests/infrastructure/job_world.py."""

import asyncio

import cv2
import numpy as np
import pytest
from job_world import ONE_CENT, World, started

from gateway.jobs.content import Place
from gateway.simulator.scenes import surface


def pytest_collection_modifyitems(items):
    for item in items:
        if "world" in getattr(item, "fixturenames", ()) and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(1_800))  # whoever comes first compiles all contracts


@pytest.fixture(scope="session")
def world(tmp_path_factory):
    with asyncio.Runner() as runner:
        running = started(tmp_path_factory.mktemp("devnet") / "devnet.log")
        world = World(runner, *runner.run(running.__aenter__()))
        world.send(world.client, world.pool.set_price(ONE_CENT))
        yield world
        runner.run(running.__aexit__(None, None, None))


@pytest.fixture
def place(tmp_path):
    return Place.at(str(tmp_path / "place"))


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "picture.jpg"
    path.write_bytes(cv2.imencode(".jpg", surface.render(np.random.default_rng(3), "scratch").image)[1].tobytes())
    return path

"""What jobs are about; their chain is `world` of tests/gateway/conftest.py."""

import cv2
import numpy as np
import pytest

from gateway.jobs.content import Place
from gateway.simulator.scenes import surface


@pytest.fixture
def place(tmp_path):
    return Place.at(str(tmp_path / "place"))


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "picture.jpg"
    path.write_bytes(cv2.imencode(".jpg", surface.render(np.random.default_rng(3), "scratch").image)[1].tobytes())
    return path

"""State directories in which results are proven; see tests/infrastructure/proving.py."""

import pytest
from proving import Place, compiled_kernels


@pytest.fixture(scope="session")
def kernels():
    """Have the kernels compiled before anybody waits for a proof."""
    return compiled_kernels()


@pytest.fixture
def make_place(tmp_path, kernels, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", kernels)
    places = []

    def make(**settings):
        place = Place(tmp_path / f"state-{len(places)}", **settings)
        places.append(place)
        return place

    yield make
    for place in places:
        place.close()


@pytest.fixture
def place(make_place):
    return make_place()

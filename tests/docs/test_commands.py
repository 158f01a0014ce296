"""Every command that the documentation shows does what the documentation says."""

import numpy as np
import pytest
from pages import PAGES, ROOT, blocks, name_of, needs
from playing import agrees, own_network, play, ports_are_free

from gateway.simulator.pictures import CameraKind, pool

PLAYED = [
    page
    for page in PAGES
    if page.relative_to(ROOT).parts[0] != "models"  # training takes minutes, and what running needs not
    and any(block.info[:1] == ("sh",) and "no-test" not in block.info for block in blocks(page))
]


@pytest.fixture
def scratch(tmp_path):
    """A directory with what the pages take for granted: a picture, and a folder of pictures."""
    directory = tmp_path / "scratch"
    (directory / "pictures").mkdir(parents=True)
    pictures = pool(CameraKind.SURFACE, np.random.default_rng(1), count=3, size=(640, 480), quality=85)
    for number, picture in enumerate(pictures):
        (directory / "pictures" / f"{number}.jpg").write_bytes(picture.jpeg)
    (directory / "picture.jpg").write_bytes(pictures[0].jpeg)
    return directory


@pytest.mark.slow
@pytest.mark.timeout(1_800)  # a page with a chain compiles all contracts, if it comes first
@pytest.mark.parametrize("page", PLAYED, ids=name_of)
def test_commands_of_the_page_work(page, scratch):
    network = own_network()
    if network is None and not ports_are_free():
        pytest.skip("needs a network of its own (unshare), or ports 1883, 8480 and 5050 free")
    listed = blocks(page)
    played = play(listed, scratch, needs(page), network or [])
    assert played.code == 0, f"{name_of(page)}, line {played.failed.line if played.failed else '?'}:\n{played.errors}"
    for index in range(len(listed)):
        shown = listed[index + 1] if index + 1 < len(listed) else None
        if index in played.outputs and shown is not None and shown.info == ("text",):
            assert agrees(shown.text, played.outputs[index]), (
                f"line {shown.line} shows what was not printed:\n" + (played.outputs[index])
            )

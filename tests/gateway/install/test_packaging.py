"""What a wheel carries beside the packages: units, firmware and broker configurations, models."""

import tomllib
from pathlib import Path

CHECKOUT = Path(__file__).parents[3]


def test_wheel_carries_every_file_that_the_product_looks_for():
    with (CHECKOUT / "pyproject.toml").open("rb") as file:
        table = tomllib.load(file)["tool"]["setuptools"]["data-files"]
    carried = {}
    for target, patterns in table.items():
        for pattern in patterns:
            for found in CHECKOUT.glob(pattern):
                carried[Path("share/ciro") / found.relative_to(CHECKOUT)] = Path(target) / found.name
    assert all(path == target for path, target in carried.items())  # each keeps its place
    wanted = [
        *CHECKOUT.glob("systemd/**/*.service"),
        *CHECKOUT.glob("systemd/**/*.conf"),
        *(path for path in CHECKOUT.glob("firmware_configs/*/*") if path.is_file()),
        *(path for manifest in CHECKOUT.glob("models/*/manifest.json") for path in manifest.parent.iterdir()),
    ]
    assert len(wanted) > 20
    missing = {Path("share/ciro") / path.relative_to(CHECKOUT) for path in wanted} - set(carried)
    assert not missing

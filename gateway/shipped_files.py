"""Where the files that come with the product lie: units, firmware and broker configurations, models.

In a checkout they are folders beside the packages; an installed wheel carries them under ``share/ciro`` of its
environment.
"""

from __future__ import annotations

import sysconfig
from pathlib import Path

__all__ = ["ShippedFilesMissing", "shipped"]

_BESIDE = Path(__file__).resolve().parent.parent
_SHARE = Path("share") / "ciro"


class ShippedFilesMissing(FileNotFoundError):  # noqa: N818 - reads as what happened
    """A folder that should have come with the product is not there."""


def shipped(folder: str) -> Path:
    """Return the shipped *folder*, for instance ``systemd`` or ``firmware_configs/mosquitto``.

    Raises:
        ShippedFilesMissing: neither the checkout nor the environment has it.

    """
    places = [
        Path(sysconfig.get_path("data")),
        Path(sysconfig.get_path("data", sysconfig.get_preferred_scheme("user"))),
    ]
    bases = [place / _SHARE for place in (*places, *_BESIDE.parents)]  # the last: pip install --target, --prefix
    if (_BESIDE / "pyproject.toml").is_file():  # else what lies beside the packages is other people's packages
        bases.insert(0, _BESIDE)
    for base in bases:
        if (base / folder).is_dir():
            return base / folder
    raise ShippedFilesMissing(f"the folder {folder} is not in {bases[0]}: install the product again")

"""Where the files that come with the product lie: units, firmware and broker configurations, models.

In a checkout they are folders beside the packages; an installed wheel carries them under ``share/ciro`` of its
environment.
"""

from __future__ import annotations

import sys
from pathlib import Path

__all__ = ["ShippedFilesMissing", "shipped"]

_CHECKOUT = Path(__file__).resolve().parent.parent
_SHARED = Path(sys.prefix) / "share" / "ciro"


class ShippedFilesMissing(FileNotFoundError):  # noqa: N818 - reads as what happened
    """A folder that should have come with the product is not there."""


def shipped(folder: str) -> Path:
    """Return the shipped *folder*, for instance ``systemd`` or ``firmware_configs/mosquitto``.

    Raises:
        ShippedFilesMissing: neither the checkout nor the environment has it.

    """
    for base in (_CHECKOUT, _SHARED):
        if (base / folder).is_dir():
            return base / folder
    raise ShippedFilesMissing(
        f"the folder {folder} is neither in {_CHECKOUT} nor in {_SHARED}: install the product again from its checkout"
    )

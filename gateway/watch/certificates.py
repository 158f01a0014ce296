"""When the certificates that the gateway uses end."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cryptography import x509

__all__ = ["certificate_ends"]


def certificate_ends(files: Iterable[Path | None]) -> dict[str, float]:
    """Return, by file name, when the first certificate of each PEM file ends, Unix seconds.

    None stands for a file that is not configured. Files that cannot be read, or hold no certificate, are left out:
    whoever uses them says so.
    """
    ends = {}
    for path in files:
        if path is None:
            continue
        try:
            first = x509.load_pem_x509_certificate(path.read_bytes())
        except (OSError, ValueError):
            continue
        ends[str(path)] = first.not_valid_after_utc.timestamp()
    return ends

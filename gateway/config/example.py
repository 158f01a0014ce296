"""The example configuration: what a person starts from. A test holds it against the model's defaults."""

from __future__ import annotations

__all__ = ["example"]

_EXAMPLE = """\
# Ciro Gateway. Every line below has a default; this file runs as it stands against a broker on 127.0.0.1:1883,
# takes devices on ciro/v1/{site}/{area}/{line}/{device}/…, needs no chain and no GPU.
# All keys: ciro config schema, or docs/configuration.md. Check it without starting: ciro gateway check --config FILE

[gateway]
name = "gw1"                       # in topics: ciro/v1/$gw/gw1/…

[broker]
host = "127.0.0.1"
port = 1883
# username = "gateway"
# password_file = "broker-password"  # a bare name is a systemd credential
# [broker.tls]
# ca_file = "/etc/ciro/ca.pem"

[inference]
frame_model = "surface-inspection"
waveform_model = "vibration-anomaly"

[journal.retention]
frames_days = 7                    # pictures that nobody needs any more
evidence_days = 365                # pictures of defects, and those marked as evidence
max_bytes = 21474836480            # 20 GiB in all

[page]
host = "127.0.0.1"                 # any other address needs TLS and a login
port = 8480

# A device needs an entry only where the defaults don't fit it. The first match counts.
# [[devices]]
# match = "plant/*/*/camera-2"
# model = "part-counter"
# mode = "latest"
"""


def example() -> str:
    """Return an example configuration file as TOML text; it parses to a valid configuration."""
    return _EXAMPLE

"""The bundle for support: how this appliance is, without its secrets."""

from gateway.diagnostics.bundle import bundle

__all__ = ["bundle"]

"""Ciro Gateway: the appliance. MQTT in, durable journal, local inference, results out, status page."""

__version__ = "0.1.0"

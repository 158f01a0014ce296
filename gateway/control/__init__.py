"""The gateway's own voice on MQTT: retained state, statistics, alarms, commands, discovery. Speaks aiomqtt.

Sparkplug B is left out on purpose: its state lives in birth and death certificates and its own binary payloads, which
would say everything a second time; a plant that needs it puts a bridge behind these topics.
"""

from gateway.control.control_plane import ControlPlane
from gateway.control.device_commands import CommandError, CommandRefusedError, CommandUnansweredError, NotConnectedError
from gateway.control.gateway_commands import GatewayCommand
from gateway.control.home_assistant import HomeAssistant

__all__ = [
    "CommandError",
    "CommandRefusedError",
    "CommandUnansweredError",
    "ControlPlane",
    "GatewayCommand",
    "HomeAssistant",
    "NotConnectedError",
]

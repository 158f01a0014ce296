"""The line simulator: cameras and sensors that publish to any broker and keep a ledger of what it acknowledged."""

from gateway.simulator.devices import Sign
from gateway.simulator.faults import Fault, FaultError, FaultKind
from gateway.simulator.ledger import FrameTicket, Ledger, Loss, PoisonTicket, ReadingTicket
from gateway.simulator.line import LineOptions, LineSimulator

__all__ = [
    "Fault",
    "FaultError",
    "FaultKind",
    "FrameTicket",
    "Ledger",
    "LineOptions",
    "LineSimulator",
    "Loss",
    "PoisonTicket",
    "ReadingTicket",
    "Sign",
]

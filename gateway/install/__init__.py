"""Putting the appliance in place under systemd, and taking it away again."""

from gateway.install.carrying_out import carry_out
from gateway.install.environment import ProgramMissingError, hindrances, own_program
from gateway.install.plan import Action, Step, plan_install, plan_uninstall
from gateway.install.units import SERVICES

__all__ = [
    "SERVICES",
    "Action",
    "ProgramMissingError",
    "Step",
    "carry_out",
    "hindrances",
    "own_program",
    "plan_install",
    "plan_uninstall",
]

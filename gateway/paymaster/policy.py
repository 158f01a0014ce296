"""What this service carries out, before the contract is asked: bounds, calls, accounts that are to be deployed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starknet_py.hash.address import compute_address
from starknet_py.net.client_models import Call

from gateway.chain.networks import STRK
from gateway.chain.snip29.errors import (
    ClassHashNotSupportedError,
    InvalidAddressError,
    InvalidDeploymentDataError,
    InvalidTimeBoundsError,
    TokenNotSupportedError,
    TransactionExecutionError,
)
from gateway.chain.snip29.fields import MAX_FELTS
from gateway.chain.snip29.wire import Deployment, Parameters, TimeBounds, TokenFee
from gateway.paymaster.settings import DEVICE_ACCOUNT_CLASS, PaymasterSettings, Selector

__all__ = ["Policy"]


@dataclass(frozen=True)
class Policy:
    """The rules of *settings*. Each method raises SNIP-29's error for what is not carried out."""

    settings: PaymasterSettings

    def check_mode(self, parameters: Parameters) -> None:
        """Refuse fee modes that are off, and tokens other than STRK."""
        pays = isinstance(parameters.fee_mode, TokenFee)
        if ("default" if pays else "sponsored") not in self.settings.fees.modes:
            modes = " and ".join(self.settings.fees.modes)
            raise TransactionExecutionError({"execution_error": f"this service takes the fee mode {modes} only"})
        if isinstance(parameters.fee_mode, TokenFee) and parameters.fee_mode.gas_token != STRK:
            raise TokenNotSupportedError

    def bounds(self, wanted: TimeBounds | None, now: int) -> TimeBounds:
        """Return the time bounds of a transaction that is built at *now* (the chain's time)."""
        rules = self.settings.policy
        if wanted is None:
            return TimeBounds(max(0, now - 3600), now + rules.longest_s)
        self.check_bounds(wanted, now)
        return wanted

    def check_bounds(self, bounds: TimeBounds, now: int) -> None:
        """Refuse bounds that are over or nearly, not begun yet, or reach too far ahead."""
        rules = self.settings.policy
        after, before = bounds.execute_after, bounds.execute_before
        if after >= now:
            raise InvalidTimeBoundsError(f"begins at {after}, and on the chain it is {now}")
        if before <= now + rules.shortest_s:
            raise InvalidTimeBoundsError(f"over at {before}, and on the chain it is {now}")
        if before > now + rules.longest_s + 60:
            raise InvalidTimeBoundsError(f"reaches to {before}, more than {rules.longest_s} s ahead of {now}")

    def check_calls(self, account: int, calls: Sequence[Call]) -> None:
        """Refuse blocked accounts, and calls that this service does not carry out for anybody."""
        if account == 0:
            raise InvalidAddressError
        if account in self.settings.policy.blocked_accounts:
            raise TransactionExecutionError({"execution_error": f"the account {account:#x} is not served here"})
        allowed: dict[int, list[Selector]] = {
            entry.contract: entry.entry_points for entry in self.settings.policy.allow
        }
        relayers = {relayer.address for relayer in self.settings.relayers}
        for call in calls:
            if call.to_addr == self.settings.chain.paymaster or call.to_addr in relayers:
                raise TransactionExecutionError(
                    {"execution_error": "calls to the paymaster itself are not carried out"}
                )
            if not allowed:
                continue
            entry_points = allowed.get(call.to_addr)
            if entry_points is None or (entry_points and call.selector not in entry_points):
                raise TransactionExecutionError(
                    {"execution_error": f"{call.selector:#x} of {call.to_addr:#x} is not on this service's allow list"}
                )

    def check_deployment(self, account: int, deployment: Deployment) -> None:
        """Refuse classes that are not deployed here, and an address that does not follow from the rest."""
        if deployment.class_hash not in {DEVICE_ACCOUNT_CLASS, *self.settings.policy.deployable_classes}:
            raise ClassHashNotSupportedError
        if deployment.sigdata:
            raise InvalidDeploymentDataError("sigdata: this account takes none")
        address = compute_address(
            class_hash=deployment.class_hash,
            constructor_calldata=list(deployment.calldata),
            salt=deployment.salt,
        )
        if address != deployment.address:
            raise InvalidDeploymentDataError(f"class, salt and calldata give the address {address:#x}")
        if account != deployment.address:
            raise InvalidDeploymentDataError("the account that calls is another than the one that is deployed")

    @staticmethod
    def check_size(calls: Sequence[Call]) -> None:
        """Refuse what is too long for a transaction of Starknet."""
        felts = 1 + sum(3 + len(call.calldata) for call in calls)
        if felts > MAX_FELTS:
            raise TransactionExecutionError(
                {"execution_error": f"{felts} felts of calldata; a transaction holds {MAX_FELTS}"}
            )

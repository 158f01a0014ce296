"""Before anything is signed: whether what the paymaster made of a request is exactly the request."""

from __future__ import annotations

from starknet_py.hash.selector import get_selector_from_name
from starknet_py.net.client_models import Call

from gateway.chain.device_messages import ANY_CALLER, OutsideExecution
from gateway.chain.snip29.answers import Built
from gateway.chain.snip29.errors import DisagreementError, WireError
from gateway.chain.snip29.outside import outside_execution_of
from gateway.chain.snip29.wire import Parameters, TokenFee, UserTransaction

__all__ = ["agreed"]

_TRANSFER = get_selector_from_name("transfer")
_LONGEST_S = 86_400
"""Bounds that the paymaster chose itself may reach this far ahead."""


def agreed(
    request: UserTransaction,
    parameters: Parameters,
    built: Built,
    *,
    chain_id: int,
    forwarder: int | None,
    now: int,
    max_fee: int | None = None,
) -> OutsideExecution | None:
    """Return what the account is to sign; None where there is nothing to sign (a sponsored deployment).

    Args:
        request, parameters: what was asked for.
        built: what came back.
        chain_id: of the account's chain.
        forwarder: who has to be named as the only one that may submit it; None: anybody in particular.
        now: Unix seconds.
        max_fee: with `TokenFee`, the most that may be paid, in the token's smallest unit; None: as suggested.

    Raises:
        DisagreementError: something differs; the message says what.

    """
    pays = isinstance(parameters.fee_mode, TokenFee)
    expected_type = "deploy_and_invoke" if request.type == "deploy" and pays else request.type
    if built.type != expected_type:
        raise DisagreementError(f"asked for {expected_type}, was offered {built.type}")
    if built.deployment != request.deployment:
        raise DisagreementError("the deployment is another than was asked for")
    if built.parameters.fee_mode != parameters.fee_mode:
        raise DisagreementError("the fee mode is another than was asked for")
    if built.typed_data is None:
        return None
    try:
        execution = outside_execution_of(built.typed_data, chain_id)
    except WireError as error:
        raise DisagreementError(f"what is to be signed is no such outside execution: {error}") from error
    _check_caller(execution, request.account, forwarder)
    _check_bounds(execution, parameters, now)
    calls = execution.calls
    if pays:
        calls = _without_fee(execution, parameters, built, max_fee)
    _check_calls(request.calls, calls)
    return execution


def _check_caller(execution: OutsideExecution, account: int, forwarder: int | None) -> None:
    if forwarder is not None:
        if execution.caller != forwarder:
            raise DisagreementError(f"the caller is {execution.caller:#x}, not the forwarder {forwarder:#x}")
    elif execution.caller in {0, account, ANY_CALLER}:
        raise DisagreementError("the caller is nobody in particular; name the forwarder if that is meant")


def _check_bounds(execution: OutsideExecution, parameters: Parameters, now: int) -> None:
    given = (execution.execute_after, execution.execute_before)
    wanted = parameters.time_bounds
    if wanted is not None:
        if given != (wanted.execute_after, wanted.execute_before):
            raise DisagreementError(f"the time bounds are {given}, not those that were asked for")
    elif not given[0] < given[1] or given[1] > now + _LONGEST_S:
        raise DisagreementError(f"the time bounds {given} reach further than a day ahead, or are none")


def _without_fee(
    execution: OutsideExecution, parameters: Parameters, built: Built, max_fee: int | None
) -> tuple[Call, ...]:
    """Return the calls before the last, which must be the fee's transfer to the forwarder and not too large."""
    assert isinstance(parameters.fee_mode, TokenFee)
    if not execution.calls:
        raise DisagreementError("there is no call that pays the fee")
    *calls, fee = execution.calls
    if fee.to_addr != parameters.fee_mode.gas_token or fee.selector != _TRANSFER or len(fee.calldata) != 3:
        raise DisagreementError("the last call is not a transfer of the gas token")
    recipient, low, high = fee.calldata
    if recipient != execution.caller:
        raise DisagreementError(f"the fee would go to {recipient:#x}, not to the forwarder")
    amount = low + (high << 128)
    most = built.fee.suggested_max_fee_in_gas_token
    if max_fee is not None:
        most = min(most, max_fee)
    if amount > most:
        raise DisagreementError(f"the fee is {amount}, more than {most}")
    return tuple(calls)


def _check_calls(wanted: tuple[Call, ...], given: tuple[Call, ...]) -> None:
    if len(given) != len(wanted):
        raise DisagreementError(f"{len(given)} calls instead of {len(wanted)}")
    for place, (ours, theirs) in enumerate(zip(wanted, given, strict=True)):
        if (ours.to_addr, ours.selector, list(ours.calldata)) != (
            theirs.to_addr,
            theirs.selector,
            list(theirs.calldata),
        ):
            raise DisagreementError(f"call {place + 1} is another than was asked for")

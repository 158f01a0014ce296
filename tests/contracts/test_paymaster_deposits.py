"""Whose money it is, who decides what, and that everything can be seen."""

from dataclasses import replace

import pytest
from chain_testing.reverts import reverts_with
from chain_testing.sponsored import ALLOWANCE, DEPOSIT, FEE, set_up
from starknet_py.hash.selector import get_selector_from_name


@pytest.fixture(scope="module")
def parts(module_chain):
    return set_up(module_chain)


@pytest.fixture
def sponsored(chain, parts):
    """With a count of nonces, and parts that a test may exchange, of its own."""
    return replace(parts)


class TestDeposits:
    def test_a_sponsor_takes_back_what_is_not_spent(self, sponsored):
        before = sponsored.token.balance_of(sponsored.sponsor)
        sponsored.submit()
        sponsored.paymaster.withdraw(DEPOSIT - FEE, by=sponsored.sponsor)
        assert sponsored.token.balance_of(sponsored.sponsor) == before + DEPOSIT - FEE
        assert sponsored.token.balance_of(sponsored.paymaster) == 0

    def test_nobody_takes_anothers_deposit(self, chain, sponsored):
        for by in (chain.admin, sponsored.policy, sponsored.relayer, chain.guardian, chain.treasury, chain.stranger):
            with reverts_with("PAYMASTER: deposit too small"):
                sponsored.paymaster.withdraw(1, by=by)

    def test_no_more_than_the_deposit_is_paid_out(self, sponsored):
        with reverts_with("PAYMASTER: deposit too small"):
            sponsored.paymaster.withdraw(DEPOSIT + 1, by=sponsored.sponsor)

    def test_a_pause_keeps_nobody_from_its_money(self, chain, sponsored):
        sponsored.paymaster.pause(by=chain.guardian)
        for call in (
            sponsored.build(sponsored.execution()),
            sponsored.paymaster.deposit.build(1),
            sponsored.paymaster.register.build(chain.client, ALLOWANCE),
        ):
            by = (
                sponsored.relayer if call.selector == get_selector_from_name("execute_sponsored") else sponsored.sponsor
            )
            with reverts_with("PAUSE: paused"):
                chain.invoke(by, call)
        assert sponsored.refusal() == "PAUSE: paused"
        sponsored.paymaster.withdraw(DEPOSIT, by=sponsored.sponsor)
        sponsored.paymaster.unregister(sponsored.device, by=sponsored.sponsor)

    def test_nothing_is_neither_deposited_nor_withdrawn(self, sponsored):
        for entry_point in (sponsored.paymaster.deposit, sponsored.paymaster.withdraw):
            with reverts_with("PAYMASTER: zero amount"):
                entry_point(0, by=sponsored.sponsor)

    def test_a_deposit_is_taken_before_it_counts(self, chain, sponsored):
        with reverts_with("ERC20: insufficient allowance"):
            sponsored.paymaster.deposit(5, by=chain.stranger)
        assert sponsored.paymaster.deposit_of(chain.stranger) == 0

    def test_a_token_that_says_no_is_heard(self, chain, sponsored):
        """Some tokens return false where others panic."""
        sponsored.token.refuse_transfers(True, by=chain.admin)
        with reverts_with("PAYMASTER: transfer failed"):
            sponsored.paymaster.deposit(5, by=sponsored.sponsor)
        with reverts_with("PAYMASTER: transfer failed"):
            sponsored.paymaster.withdraw(5, by=sponsored.sponsor)
        with reverts_with("PAYMASTER: transfer failed"):
            sponsored.submit()
        assert sponsored.paymaster.deposit_of(sponsored.sponsor) == DEPOSIT


class TestRoles:
    def test_each_setting_has_its_role(self, chain, sponsored):
        paymaster = sponsored.paymaster
        attempts = [
            (paymaster.register.build(chain.client, ALLOWANCE), sponsored.policy),
            (paymaster.set_blocked.build(sponsored.device, True), sponsored.sponsor),
            (paymaster.set_allowed.build(sponsored.token, 5, True), sponsored.sponsor),
            (paymaster.set_caps.build(1, 1), chain.admin),
            (paymaster.pause.build(), chain.admin),
            (paymaster.unpause.build(), chain.guardian),
        ]
        for call, by in attempts:
            for actor in (by, chain.stranger):
                with reverts_with("ACCESS: missing role"):
                    chain.invoke(actor, call)

    def test_only_the_governor_brings_new_code(self, chain, sponsored):
        with reverts_with("UPGRADE: not the governor"):
            sponsored.paymaster.upgrade(5, by=chain.admin)

    def test_a_sponsor_has_its_own_accounts(self, chain, sponsored):
        """It neither takes over another's account, to change its allowance, nor drops it."""
        sponsored.paymaster.grant_role("SPONSOR", chain.worker, by=chain.admin)
        with reverts_with("PAYMASTER: another sponsor"):
            sponsored.paymaster.register(sponsored.device, ALLOWANCE, by=chain.worker)
        with reverts_with("PAYMASTER: not the sponsor"):
            sponsored.paymaster.unregister(sponsored.device, by=chain.worker)
        with reverts_with("PAYMASTER: not registered"):
            sponsored.paymaster.unregister(chain.stranger, by=chain.worker)
        sponsored.paymaster.unregister(sponsored.device, by=sponsored.policy)
        sponsored.paymaster.register(sponsored.device, ALLOWANCE, by=chain.worker)
        assert sponsored.usage().sponsor == chain.worker.address

    def test_to_drop_and_register_an_account_again_gives_it_no_new_day(self, sponsored):
        sponsored.paymaster.register(sponsored.device, ALLOWANCE | {"calls_per_day": 2}, by=sponsored.sponsor)
        sponsored.add(2)
        sponsored.paymaster.unregister(sponsored.device, by=sponsored.sponsor)
        sponsored.paymaster.register(sponsored.device, ALLOWANCE | {"calls_per_day": 2}, by=sponsored.sponsor)
        with reverts_with("PAYMASTER: calls of the day"):
            sponsored.add(1)

    def test_the_paymaster_itself_cannot_be_on_the_allow_list(self, sponsored):
        with reverts_with("PAYMASTER: call to itself"):
            sponsored.paymaster.set_allowed(sponsored.paymaster, 5, True, by=sponsored.policy)

    def test_no_zero_addresses(self, chain, sponsored):
        with reverts_with("PAYMASTER: zero address"):
            sponsored.paymaster.register(0, ALLOWANCE, by=sponsored.sponsor)
        with reverts_with("PAYMASTER: zero address"):
            chain.deploy("Paymaster", admin=chain.admin, governor=chain.treasury, fee_token=0)


class TestReentrancy:
    """A registered account may be any contract: one that calls back while it is sponsored gets nowhere."""

    @pytest.mark.parametrize("entry_point", ["withdraw", "deposit", "execute_sponsored"])
    def test_an_account_does_not_come_back_in(self, chain, sponsored, entry_point):
        careless = chain.deploy("CarelessAccount")
        paymaster = sponsored.paymaster
        paymaster.register(careless, ALLOWANCE, by=sponsored.sponsor)
        paymaster.grant_role("RELAYER", careless, by=chain.admin)
        call = {
            "withdraw": paymaster.withdraw.build(1),
            "deposit": paymaster.deposit.build(1),
            "execute_sponsored": sponsored.build(sponsored.execution()),
        }[entry_point]
        careless.call_back(call.to_addr, call.selector, call.calldata, by=chain.stranger)
        sponsored.device = replace(sponsored.device, contract=careless)
        with reverts_with("REENTRANCY: reentrant call"):
            sponsored.submit()
        assert paymaster.deposit_of(sponsored.sponsor) == DEPOSIT


def test_the_state_is_in_the_events(chain, sponsored):
    paymaster = sponsored.paymaster
    sponsored.add(3)
    sponsored.submit(fee=77)
    paymaster.set_blocked(chain.stranger, True, by=sponsored.policy)
    paymaster.register(chain.worker, {"calls_per_day": 1, "fee_per_day": 2}, by=sponsored.sponsor)
    paymaster.unregister(chain.worker, by=sponsored.sponsor)
    paymaster.withdraw(1_000, by=sponsored.sponsor)
    sponsors, allowances, blocked, allowed, deposits, caps = {}, {}, {}, {}, {}, None
    calls, fees, epoch = {}, {}, 0
    for event in chain.events(paymaster):
        match event.name:
            case "Registered":
                sponsors[event.account] = event.sponsor
                allowances[event.account] = {one: event[one] for one in ("calls_per_day", "fee_per_day")}
            case "Unregistered":
                sponsors[event.account] = 0
            case "BlockedSet":
                blocked[event.account] = event.blocked
            case "AllowedSet":
                allowed[event["contract"], event.selector] = event.allowed
            case "CapsSet":
                caps = (event.fee_per_submission, event.fee_per_epoch)
            case "Deposited":
                deposits[event.sponsor] = deposits.get(event.sponsor, 0) + event.amount
            case "Withdrawn":
                deposits[event.sponsor] -= event.amount
            case "Sponsored":
                deposits[event.sponsor] -= event.fee
                calls[event.account] = calls.get(event.account, 0) + event.calls
                fees[event.account] = fees.get(event.account, 0) + event.fee
                epoch += event.fee
    for account in (sponsored.device.address, chain.worker.address, chain.stranger.address):
        stored = paymaster.sponsorship(account)
        assert (stored.sponsor, stored.blocked) == (sponsors.get(account, 0), blocked.get(account, False))
        assert (stored.calls_today, stored.fee_today) == (calls.get(account, 0), fees.get(account, 0))
        assert stored.allowance == allowances.get(account, {"calls_per_day": 0, "fee_per_day": 0})
    assert (paymaster.deposit_of(sponsored.sponsor), paymaster.caps()) == (deposits[sponsored.sponsor.address], caps)
    assert paymaster.spent_this_epoch() == epoch
    assert all(paymaster.is_allowed(*entry) == value for entry, value in allowed.items())
    assert sponsored.token.balance_of(paymaster) == sum(deposits.values())

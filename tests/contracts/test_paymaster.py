"""The sponsor pays for what it said it would pay for, and for nothing else."""

from dataclasses import replace

import pytest
from chain_testing.chain import MAX_L2_GAS
from chain_testing.device_account import as_argument, deploy_device, estimated_gas, sign
from chain_testing.reverts import reverts_with
from chain_testing.sponsored import ALLOWANCE, DEPOSIT, FEE, FEE_PER_EPOCH, FEE_PER_SUBMISSION, set_up

HOUR, DAY, EPOCH = 3_600, 86_400, 7 * 86_400
BOUND = MAX_L2_GAS * 10**10 + 2 * 10**15  # what the harness bids for a transaction


@pytest.fixture(scope="module")
def parts(module_chain):
    return set_up(module_chain)


@pytest.fixture
def sponsored(chain, parts):
    """With a count of nonces, and parts that a test may exchange, of its own."""
    return replace(parts)


def assert_nothing_counted(sponsored):
    usage = sponsored.usage()
    assert (usage.calls_today, usage.fee_today, sponsored.paymaster.spent_this_epoch()) == (0, 0, 0)
    assert sponsored.paymaster.deposit_of(sponsored.sponsor) == DEPOSIT
    assert sponsored.token.balance_of(sponsored.relayer) == 0
    assert sponsored.counter.value() == 0


class TestSponsoring:
    def test_the_device_pays_nothing_its_nonce_stays_and_the_relayer_is_reimbursed(self, chain, sponsored):
        device = sponsored.device
        nonce, balance = chain.nonce(device.owner), chain.fees_of(device)
        begun = chain.now
        receipt = sponsored.add(2)
        assert sponsored.counter.value() == 2
        assert (chain.nonce(device.owner), chain.fees_of(device)) == (nonce, balance)
        assert sponsored.token.balance_of(sponsored.relayer) == FEE
        assert sponsored.paymaster.deposit_of(sponsored.sponsor) == DEPOSIT - FEE
        sponsoring = dict(receipt.event("Sponsored"))
        assert begun <= sponsoring.pop("at") <= chain.now
        assert sponsoring == {
            "account": device.address,
            "sponsor": sponsored.sponsor.address,
            "relayer": sponsored.relayer.address,
            "nonce": 1,
            "calls": 2,
            "fee": FEE,
            "transaction_hash": receipt.hash,
        }

    def test_a_session_key_of_the_device_is_sponsored_too(self, chain, sponsored):
        sponsored.device.grant(chain, (sponsored.counter, "add"), max_fee=0)
        sponsored.submit(signer=sponsored.device.session.signer)
        assert (sponsored.counter.value(), sponsored.device.calls_left()) == (1, 9)

    def test_a_relayer_learns_beforehand_what_it_costs(self, chain, sponsored):
        """A simulation bids nothing for fees, and must still go through."""
        assert estimated_gas(chain, sponsored.relayer, sponsored.build(sponsored.execution())) > 0

    def test_several_submissions_fit_in_one_transaction(self, chain, sponsored):
        chain.invoke(sponsored.relayer, *[sponsored.build(sponsored.execution()) for _ in range(3)])
        assert sponsored.usage().calls_today == 3


class TestSignature:
    """The account finds its own signature, time bounds and nonce; the paymaster calls nothing else on it."""

    def test_a_forged_signature_is_refused(self, chain, sponsored):
        for forger in (chain.stranger, sponsored.relayer, sponsored.sponsor):
            with reverts_with("ACCOUNT: invalid signature"):
                sponsored.submit(signer=forger.signer)
        assert_nothing_counted(sponsored)

    def test_other_calls_than_the_signed_ones_are_refused(self, chain, sponsored):
        execution = sponsored.execution()
        signature = sign(sponsored.device.owner.signer, execution, sponsored.device)
        call = sponsored.build(sponsored.execution(sponsored.counter.add.build(9), nonce=execution.nonce))
        call.calldata[-3:-1] = signature
        with reverts_with("ACCOUNT: invalid signature"):
            chain.invoke(sponsored.relayer, call)

    def test_a_second_time_is_refused(self, chain, sponsored):
        call = sponsored.build(sponsored.execution())
        chain.invoke(sponsored.relayer, call)
        with reverts_with("SRC9: duplicated nonce"):
            chain.invoke(sponsored.relayer, call)
        assert sponsored.usage().calls_today == 1

    def test_out_of_its_time_is_refused(self, chain, sponsored):
        with reverts_with("SRC9: now >= execute_before"):
            sponsored.submit(execute_before=chain.now)
        with reverts_with("SRC9: now <= execute_after"):
            sponsored.submit(execute_after=chain.now + HOUR, execute_before=chain.now + 2 * HOUR)

    def test_what_is_signed_for_another_caller_is_refused(self, chain, sponsored):
        """Open to any caller, it could be carried out past the policy, and the relayer's transaction would fail."""
        for caller in (int.from_bytes(b"ANY_CALLER"), sponsored.relayer):
            with reverts_with("PAYMASTER: signed for another"):
                sponsored.submit(caller=caller)

    def test_nobody_carries_it_out_past_the_paymaster(self, chain, sponsored):
        execution = sponsored.execution()
        signature = sign(sponsored.device.owner.signer, execution, sponsored.device)
        account = sponsored.device.contract
        call = sponsored.build(execution)
        for by in (chain.stranger, sponsored.relayer):
            with reverts_with("SRC9: invalid caller"):
                chain.invoke(by, account.execute_from_outside_v2.build(as_argument(execution), signature))
        chain.invoke(sponsored.relayer, call)


class TestPolicy:
    def test_only_a_relayer_submits(self, chain, sponsored):
        for by in (chain.stranger, sponsored.sponsor, chain.admin):
            with reverts_with("ACCESS: missing role"):
                chain.invoke(by, sponsored.build(sponsored.execution()))

    def test_an_account_that_nobody_registered_is_not_sponsored(self, chain, sponsored):
        sponsored.paymaster.unregister(sponsored.device, by=sponsored.sponsor)
        with reverts_with("PAYMASTER: not registered"):
            sponsored.submit()
        assert sponsored.refusal() == "PAYMASTER: not registered"

    def test_a_blocked_account_is_not_sponsored(self, chain, sponsored):
        sponsored.paymaster.set_blocked(sponsored.device, True, by=sponsored.policy)
        with reverts_with("PAYMASTER: blocked"):
            sponsored.submit()
        assert sponsored.refusal() == "PAYMASTER: blocked"
        sponsored.paymaster.set_blocked(sponsored.device, False, by=sponsored.policy)
        sponsored.submit()

    def test_every_inner_call_must_be_on_the_allow_list(self, chain, sponsored):
        allowed = sponsored.counter.add.build(1)
        other_entry_point = sponsored.counter.grant_role.build("ADMIN", chain.stranger)
        other_contract = chain.deploy("Counter", owner=sponsored.device, start=0).add.build(1)
        for calls in (
            [other_entry_point],
            [other_contract],
            [allowed, other_entry_point],
            [allowed, allowed, other_contract],
            [other_contract, allowed],
        ):
            with reverts_with("PAYMASTER: call not allowed"):
                sponsored.submit(*calls)
            assert sponsored.refusal(*calls) == "PAYMASTER: call not allowed"
        assert_nothing_counted(sponsored)

    def test_what_was_taken_off_the_allow_list_is_sponsored_no_more(self, sponsored):
        sponsored.paymaster.set_allowed(sponsored.counter, sponsored.chain.selector("add"), False, by=sponsored.policy)
        with reverts_with("PAYMASTER: call not allowed"):
            sponsored.submit()

    def test_no_calls_are_not_sponsored(self, chain, sponsored):
        empty = sponsored.execution()
        object.__setattr__(empty, "calls", ())
        with reverts_with("PAYMASTER: no calls"):
            chain.invoke(sponsored.relayer, sponsored.build(empty))

    def test_an_inner_call_that_fails_undoes_all_and_nothing_is_counted(self, chain, sponsored):
        with reverts_with("COUNTER: zero amount"):
            sponsored.submit(sponsored.counter.add.build(1), sponsored.counter.add.build(0))
        assert_nothing_counted(sponsored)
        assert sponsored.device.contract.is_valid_outside_execution_nonce(sponsored.nonce)


class TestAllowances:
    def test_the_calls_of_a_day_are_counted_over_all_submissions(self, chain, sponsored):
        sponsored.paymaster.register(sponsored.device, ALLOWANCE | {"calls_per_day": 5}, by=sponsored.sponsor)
        sponsored.add(3)
        with reverts_with("PAYMASTER: calls of the day"):
            sponsored.add(3)
        sponsored.add(2)
        with reverts_with("PAYMASTER: calls of the day"):
            sponsored.add(1)
        assert sponsored.refusal() == "PAYMASTER: calls of the day"

    def test_the_fees_of_a_day_are_counted_over_all_submissions(self, chain, sponsored):
        sponsored.paymaster.register(sponsored.device, ALLOWANCE | {"fee_per_day": 100}, by=sponsored.sponsor)
        sponsored.submit(fee=60)
        with reverts_with("PAYMASTER: fee of the day"):
            sponsored.submit(fee=41)
        sponsored.submit(fee=40)
        with reverts_with("PAYMASTER: fee of the day"):
            sponsored.submit(fee=1)

    def test_a_day_ends_at_midnight_utc(self, chain, sponsored):
        sponsored.paymaster.register(sponsored.device, ALLOWANCE | {"calls_per_day": 1}, by=sponsored.sponsor)
        midnight = (chain.now // DAY + 1) * DAY
        chain.set_time(midnight - 60)
        sponsored.submit()
        with reverts_with("PAYMASTER: calls of the day"):
            sponsored.submit()
        chain.set_time(midnight)
        assert sponsored.usage().calls_today == 0
        sponsored.submit()

    def test_no_hour_holds_more_than_a_hundred_calls(self, chain, sponsored):
        """Wherever the hour begins: half of the calls now, half in thirty minutes."""
        sponsored.add(50)
        start = chain.now
        chain.set_time(start + 1_800)
        sponsored.add(50)
        with reverts_with("PAYMASTER: calls of the hour"):
            sponsored.add(1)
        chain.set_time(start + HOUR + 10)
        with reverts_with("PAYMASTER: calls of the hour"):
            sponsored.add(51)
        sponsored.add(50)
        with reverts_with("PAYMASTER: calls of the hour"):
            sponsored.add(1)
        assert sponsored.refusal() == "PAYMASTER: calls of the hour"

    def test_a_hundred_and_one_calls_in_one_submission_are_too_many(self, sponsored):
        with reverts_with("PAYMASTER: calls of the hour"):
            sponsored.add(101)
        sponsored.add(100)

    def test_a_second_account_has_its_own_day_and_hour(self, chain, sponsored):
        sponsored.add(100)
        first, sponsored.device = sponsored.device, _second_device(chain, sponsored)
        sponsored.submit(sponsored.counter.add.build(1))
        assert (sponsored.usage().calls_today, sponsored.paymaster.sponsorship(first).calls_today) == (1, 100)


class TestFees:
    def test_one_submission_costs_at_most_the_cap(self, sponsored):
        sponsored.paymaster.set_caps(1_000, FEE_PER_EPOCH, by=sponsored.policy)
        with reverts_with("PAYMASTER: fee over the cap"):
            sponsored.submit(fee=1_001)
        assert sponsored.refusal(fee=1_001) == "PAYMASTER: fee over the cap"
        sponsored.submit(fee=1_000)

    def test_all_accounts_together_keep_within_the_epochs_cap(self, chain, sponsored):
        sponsored.paymaster.set_caps(FEE_PER_SUBMISSION, 100, by=sponsored.policy)
        sponsored.submit(fee=60)
        sponsored.device = _second_device(chain, sponsored)
        with reverts_with("PAYMASTER: fee of the epoch"):
            sponsored.submit(fee=41)
        assert sponsored.refusal(fee=41) == "PAYMASTER: fee of the epoch"
        sponsored.submit(fee=40)
        assert sponsored.paymaster.spent_this_epoch() == 100
        chain.set_time((chain.now // EPOCH + 1) * EPOCH)
        assert sponsored.paymaster.spent_this_epoch() == 0
        sponsored.submit(fee=41)

    def test_a_relayer_claims_no_more_than_its_transaction_can_cost(self, sponsored):
        with reverts_with("PAYMASTER: fee over the bounds"):
            sponsored.submit(fee=BOUND + 1)
        sponsored.submit(fee=BOUND)

    def test_nor_by_several_claims_in_one_transaction(self, chain, sponsored):
        claims = [sponsored.build(sponsored.execution(), fee=BOUND // 2 + 1) for _ in range(2)]
        with reverts_with("PAYMASTER: fee over the bounds"):
            chain.invoke(sponsored.relayer, *claims)
        chain.invoke(sponsored.relayer, claims[0])
        chain.invoke(sponsored.relayer, claims[1])

    def test_a_deposit_pays_no_more_than_it_holds(self, sponsored):
        sponsored.paymaster.withdraw(DEPOSIT - 100, by=sponsored.sponsor)
        with reverts_with("PAYMASTER: deposit too small"):
            sponsored.submit(fee=101)
        assert sponsored.refusal(fee=101) == "PAYMASTER: deposit too small"
        sponsored.submit(fee=100)
        assert sponsored.paymaster.deposit_of(sponsored.sponsor) == 0

    def test_a_sponsors_deposit_pays_for_its_own_accounts_only(self, chain, sponsored):
        """Another sponsor's deposit, however large, is not touched."""
        sponsored.token.mint(chain.worker, DEPOSIT, by=chain.admin)
        chain.invoke(
            chain.worker,
            sponsored.token.approve.build(sponsored.paymaster, DEPOSIT),
            sponsored.paymaster.deposit.build(DEPOSIT),
        )
        sponsored.paymaster.withdraw(DEPOSIT, by=sponsored.sponsor)
        with reverts_with("PAYMASTER: deposit too small"):
            sponsored.submit(fee=1)
        sponsored.submit(fee=0)
        assert sponsored.paymaster.deposit_of(chain.worker) == DEPOSIT


def _second_device(chain, sponsored):
    """Another account of the same owner, registered too; the counter takes calls of the first one only."""
    second = deploy_device(chain)
    sponsored.paymaster.register(second, ALLOWANCE, by=sponsored.sponsor)
    sponsored.counter = chain.deploy("Counter", owner=second, start=0)
    sponsored.paymaster.set_allowed(sponsored.counter, chain.selector("add"), True, by=sponsored.policy)
    return second

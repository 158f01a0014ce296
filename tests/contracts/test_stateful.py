"""Lives of the whole network, drawn at random: every call comes to what the model says, and the invariants hold.

Several hundred calls by honest and hostile actors on a real chain, with days passing in between. One draw decides what
somebody does; the sequences are the same in every run. `./scripts/bench contracts` runs longer lives.
"""

from random import Random

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from stateful.actions import act, advance, meddle_with_job
from stateful.invariants import assert_all
from stateful.world import Tally, World

pytestmark = pytest.mark.slow

LIVES, STEPS, ACTS = 1, 150, 3
LEAST_CALLS = 500
CLASSES = (
    "AuditAnchor",
    "CdcPool",
    "CiroToken",
    "Counter",
    "DeviceAccount",
    "FeeToken",
    "HashChainBatch",
    "JobManager",
    "Paymaster",
    "ProofVerifier",
)
PLAIN = settings(
    max_examples=LIVES,
    stateful_step_count=STEPS,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],  # a life costs a minute: shrinking it would cost hours
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module", autouse=True)
def _declared(module_chain):
    """Classes are declared once, so that a life begins with its deployments."""
    for name in CLASSES:
        module_chain.declare(name)


def lives_on(chain, tally):
    """The machine whose every life begins with a fresh network."""

    class Lives(RuleBasedStateMachine):
        @initialize()
        def launch(self):
            self.undo = chain.snapshot()
            self.undo.__enter__()
            self.world = World(chain, tally, assert_all)

        @rule(seed=st.integers(0, 2**16 - 1))
        def somebody_acts(self, seed):
            # The number of calls so far keeps a life varied whose seeds are all alike, as the first that is drawn.
            random = Random(seed << 32 | tally.calls)
            for _ in range(ACTS):
                act(self.world, random)

        def teardown(self):
            if hasattr(self, "world"):
                try:
                    self.world.assert_views_agree()
                finally:
                    self.undo.__exit__(None, None, None)

    return Lives


def test_every_call_comes_to_what_the_model_says(chain):
    tally = Tally()
    run_state_machine_as_test(lives_on(chain, tally), settings=PLAIN, _min_steps=STEPS)
    assert tally.calls >= LEAST_CALLS
    assert tally.reverted.total() > tally.calls // 10
    assert tally.succeeded["jobs.settle"] + tally.succeeded["jobs.settle_by_proof"] > 5


def life_of_jobs(chain, artifact):
    """Jobs on a job manager that may be a mutant, as the machine plays them; ends early when it finds something."""
    random, tally = Random(1), Tally()
    world = World(chain, tally, assert_all, jobs=artifact)
    for _ in range(6):
        world.call(chain.client, "jobs", "submit", world.network.spec())
    for _ in range(60):
        random.choice((advance, advance, advance, meddle_with_job))(world, random)
    return tally


class TestTeeth:
    """A contract with one check taken out is found out by the same machine."""

    def test_the_original_lives_through_it_and_refuses_what_it_must(self, chain):
        tally = life_of_jobs(chain, "JobManager")
        assert {"JOB: dispute window open", "JOB: bad signature", "JOB: not completed"} <= tally.reasons.keys()

    @pytest.mark.parametrize(
        "name",
        ["job-paid-twice", "job-escrow-never-taken", "job-window-not-waited-for", "job-result-not-signed"],
    )
    def test_a_mutant_does_not(self, chain, mutant, name):
        with pytest.raises((AssertionError, KeyError)):
            life_of_jobs(chain, mutant(name))

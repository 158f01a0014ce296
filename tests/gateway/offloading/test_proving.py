"""Where a plant demands proofs, no answer of another machine counts without one that this gateway has verified.

The worker is the shipped one as a process of its own, with its prover; the door before it lies, with proofs that a
cheating owner could have: those of other jobs, inputs, models and accounts are real ones.
"""

import shutil
from dataclasses import replace

import numpy as np
import pytest
from proving import Proving, compiled_kernels
from proving_worker import ProvingWorker
from waiting import wait_for
from workers import OFFLINE_CHAIN

from edge_worker import ModelStore
from edge_worker.conventions import job_felt
from gateway.offloading.accusing import PROOF
from gateway.offloading.book import FILE, caught, explain
from gateway.proofs.spool import Spool
from gateway.provable import find
from zkml import Context, Prover, verify
from zkml.bundle import Bundle, decode_bundle, encode_bundle

from .conftest import MODEL

KEY = 0x1234567
OTHER_MODEL = "vibration-anomaly"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def kernels():
    return compiled_kernels()


@pytest.fixture(scope="module")
def prover_of(kernels, tmp_path_factory):
    """A cheating owner's own prover, by model: it proves whatever is true, in any context."""
    made, store = {}, ModelStore(tmp_path_factory.mktemp("models"))

    def prover(model):
        if model not in made:
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("NUMBA_CACHE_DIR", kernels)
                made[model] = Prover(find(model, store).circuit())
        return made[model]

    return prover


@pytest.fixture(scope="module")
def worker(tmp_path_factory, kernels):
    started = ProvingWorker(tmp_path_factory.mktemp("worker"), KEY, MODEL, kernels).start()
    yield started
    started.stop()


@pytest.fixture(scope="module")
def registered(tmp_path_factory, kernels, engine):
    """A state directory in which this gateway's own prover has registered the model, on a dispatcher's wish."""
    state = tmp_path_factory.mktemp("registered")
    spool, sha256 = Spool(state), engine.prepare_image(MODEL, np.zeros((64, 64, 3), np.uint8)).model.sha256
    spool.make()
    spool.wish(sha256)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NUMBA_CACHE_DIR", kernels)
        with Proving(state):
            wait_for(spool.registration(sha256).exists, "the registration", 180)
    return state


@pytest.fixture
def proven_site(site, worker, registered):
    """A plant that demands proofs of the worker, which has passed its trial."""

    def start(**settings):
        shutil.copytree(registered / "proofs", site.directory / "proofs")
        site.add("far", worker, proofs=True)
        site.start(**{"check": "proof", "proof_within_s": 60} | settings)
        record = site.dispatcher.router.fleet["far"]
        wait_for(lambda: record.proofs, "a proof of a trial")
        return record

    worker.honest()
    return start


def one(site, seed=0, **how):
    for name in site.guests:  # a busy machine may keep its health check waiting
        wait_for(lambda name=name: site.dispatcher.router.fleet[name].ready, "the worker")
    return site.one(seed, **{"deadline_ms": 120_000} | how)


def test_a_proven_answer_counts_and_says_what_proves_it(site, proven_site):
    record = proven_site()
    assert record.profile.trust.label == "proven"
    placed = one(site)
    assert placed.route["target"] == "far"
    assert placed.route["trust"] == "proven"
    assert int(placed.route["proof"], 16)
    assert (site.dispatcher.counters.proven, site.dispatcher.counters.unproven) == (2, 0)  # with the trial's
    site.dispatcher._book.flush()
    entry = explain(site.directory / FILE, placed.route["job_id"])
    assert next(term for term in entry["candidates"] if term["worker"] == "far")["proof_s"] > 0
    assert site.dispatcher.counters.checks == 0, "nothing was computed a second time"


def test_a_device_may_demand_proofs_where_others_do_not_and_only_its_results_say_that_they_are_proven(
    site, proven_site
):
    proven_site(check="signature")
    assert one(site).route["trust"] == "signed"
    assert one(site, trust="proven").route["trust"] == "proven"


def test_who_has_proven_nothing_yet_or_can_not_gets_no_job_that_must_be_proven(site, registered):
    site.worker("plain", key=KEY, proofs=True)  # it runs, and has no prover
    shutil.copytree(registered / "proofs", site.directory / "proofs")
    site.start(check="signature")
    record = site.dispatcher.router.fleet["plain"]
    wait_for(lambda: record.unproven, "a trial's failure")
    placed = one(site, trust="proven")
    assert placed.route["target"] == "local"
    site.dispatcher._book.flush()
    (refused,) = (
        term["refused"]
        for term in explain(site.directory / FILE, placed.route["job_id"])["candidates"]
        if term["worker"] == "plain"
    )
    assert refused.startswith("proof: ")
    assert one(site).route["target"] == "plain", "jobs that need no proof go there all the same"


def test_without_a_registration_of_its_own_a_gateway_believes_no_proof_and_has_one_made(site, worker, proven_site):
    site.add("far", worker, proofs=True)
    site.start(check="proof")
    record = site.dispatcher.router.fleet["far"]
    wait_for(lambda: record.unproven, "the refusal")
    assert "has not registered" in record.unproven[MODEL]
    assert Spool(site.directory).wishes()
    assert one(site).route["target"] == "local"


# -- every way to have no proof --------------------------------------------------------------------------------------


class Forger:
    """Makes bundles that a cheating owner could hand out for a request."""

    def __init__(self, prover_of):
        self._prover_of = prover_of

    def bundle(self, request, true, *, model=MODEL, job_id=None, account=None, seed=None):
        """Return a real proof about something else than was asked."""
        (inputs,) = request.inputs.values()
        prover = self._prover_of(model)
        if model != MODEL:
            inputs = np.zeros((1, *prover.circuit.architecture.input), np.uint8)
        elif seed is not None:
            inputs = np.random.default_rng(seed).integers(0, 256, inputs.shape).astype(np.uint8)
        true_context = decode_bundle(true).statement.context
        assert true_context.chain == OFFLINE_CHAIN
        context = Context(
            chain=true_context.chain,
            account=true_context.account if account is None else account,
            job=job_felt(request.parameters["job_id"] if job_id is None else job_id),
        )
        proof = prover.prove(inputs.reshape(-1, *prover.circuit.architecture.input), context)
        return encode_bundle(Bundle(proof.statement, proof.data))

    def relabelled(self, request, true, **other):
        """Return another statement's real proof under the statement that was asked for."""
        forged = decode_bundle(self.bundle(request, true, **other))
        return encode_bundle(replace(decode_bundle(true), proof=forged.proof))


OTHERS = {
    "another job": {"job_id": "another"},
    "another input": {"seed": 5},
    "another account": {"account": 0xBAD},
    "another model": {"model": OTHER_MODEL},
}
NAMED = {
    "another job": "another job, account or chain",
    "another input": "another input",
    "another account": "another job, account or chain",
    "another model": "another model",
}


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("relabelled", [False, True], ids=["as it is", "relabelled"])
def test_a_replayed_proof_is_refused_counts_as_a_lie_and_the_job_is_redone(
    site, worker, proven_site, prover_of, other, relabelled
):
    record, forger = proven_site(), Forger(prover_of)
    given = []

    def replay(request, true):
        make = forger.relabelled if relabelled else forger.bundle
        given.append(make(request, true, **OTHERS[other]))
        return given[-1]

    worker.bundle = replay
    placed = one(site)
    assert placed.route["target"] == "local"
    assert placed.route["trust"] == "own"
    if not relabelled:  # it is a proof that holds: who takes the bundle's word for the statement is taken in
        bundle = decode_bundle(given[0])
        verify(prover_of(OTHERS[other].get("model", MODEL)).registration, bundle.statement, bundle.proof)
    (evidence,) = caught(site.directory / FILE)
    assert (evidence["worker"], evidence["other"], bytes.fromhex(evidence["other_answer"])) == ("far", PROOF, given[0])
    assert ("does not hold" if relabelled else NAMED[other]) in evidence["reason"]
    assert record.caught == 1
    assert site.alarms.raised == [("worker_wrong", "far")]
    assert not site.told, "the answer was right: there is nothing to dispute"
    assert one(site, 1).route["target"] == "local", "it gets no further jobs"


@pytest.mark.parametrize("damage", ["a bit", "cut short", "no bundle at all"])
def test_a_wrong_proof_is_refused(site, worker, proven_site, damage):
    record = proven_site()

    def damaged(_request, true):
        if damage == "a bit":
            return true[:-40] + bytes([true[-40] ^ 1]) + true[-39:]
        return true[:-32] if damage == "cut short" else b"proven, really"

    worker.bundle = damaged
    assert one(site).route["target"] == "local"
    assert record.caught == 1


def test_a_wrong_output_with_the_true_outputs_proof_is_refused_and_disputed(site, worker, proven_site):
    record = proven_site()
    worker.lies = True
    assert one(site).route["target"] == "local"
    assert record.caught == 1
    about_proof, about_output = reversed(caught(site.directory / FILE))
    assert "about another output" in about_proof["reason"]
    assert about_output["other"] == "local"
    assert [told.worker for told in site.told] == ["far"]


@pytest.mark.parametrize("fault", ["no promise", "failed", "held back"])
@pytest.mark.parametrize("lies", [False, True], ids=["a right answer", "a wrong answer"])
def test_a_missing_or_late_proof_is_refused_and_a_wrong_answer_under_it_is_caught(
    site, worker, proven_site, fault, lies
):
    record = proven_site(proof_within_s=20)
    site.dispatcher.settings = site.dispatcher.settings.model_copy(update={"proof_within_s": 1.0})
    before = record.reputation
    worker.lies = lies
    if fault == "no promise":
        worker.promises = False
    else:
        worker.state = "failed" if fault == "failed" else "queued"
    assert one(site).route["target"] == "local"
    assert record.failures == 1
    assert record.reputation < before
    reason = {"no promise": "names no proof", "failed": "failed", "held back": "no proof came within 1 s"}[fault]
    evidence = caught(site.directory / FILE)
    assert reason in evidence[-1]["reason"]
    assert [told.worker for told in site.told] == (["far"] if lies else [])
    assert record.caught == lies
    assert site.dispatcher.counters.unproven == 1

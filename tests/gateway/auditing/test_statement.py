"""The audit goes from a result to the statement that a contract has verified, and a forgery is found at its own step.

Each forgery is one that an audit without the check would accept: what can be made anew is made anew, and where a liar
can have a true statement verified, it is on the chain.
"""

import json
import subprocess
from dataclasses import replace

import pytest
from forging import as_json, changes, failing, with_document
from recorded_statements import other_picture

from gateway.auditing import BundleError, Node, Outcome, decode, encode, verify
from gateway.auditing.bundle import STATEMENT_FILES
from gateway.auditing.report import as_html
from gateway.chain.bindings.shared import StatementRecord
from gateway.chain_proofs.verifying import statement_digest
from gateway.demo.child import CIRO
from zkml import encode_registration
from zkml.cairo.calldata import input_digest, output_digest
from zkml.statement import Statement

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1_800)]

INPUT, OUTPUT, REGISTRATION, HOW = STATEMENT_FILES
STEPS = ["result", "subject", "picture", "model", "proof", "statement", "chain", "contract", "gateway", "batch", "path",
         "transaction", "block", "verifier", "recorded", "calldata"]  # fmt: skip


@pytest.fixture(scope="module")
def verified(settled, recorder, own):
    return settled.collect(settled.pictured, proofs=recorder.contract)


def audit_of(settled, recorder, bundle, node=None, **changed):
    nodes = [node or settled.node()]
    return settled.runner.run(verify(bundle, nodes, settled.expected(**{"proofs": recorder.contract} | changed)))


def test_a_result_holds_from_its_picture_to_the_statement_that_the_contract_verified(settled, recorder, own, verified):
    audit = audit_of(settled, recorder, decode(encode(verified)))
    assert audit.holds, audit
    assert [step.name for step in audit.steps] == STEPS
    assert audit.verified_on_chain
    claim = verified.document.statement
    assert (claim.digest, claim.transaction) == (own.digest, own.transaction)
    assert "bundle says: compare it" in audit.step("statement").detail
    known = audit_of(settled, recorder, verified, chain_registration=recorder.registration)
    assert known.holds
    assert "as you know it" in known.step("statement").detail


def test_who_knows_no_address_of_the_contract_is_told_that_it_was_not_compared(settled, recorder, verified):
    audit = audit_of(settled, recorder, verified, proofs=None)
    assert audit.holds
    assert audit.step("verifier").outcome is Outcome.ABSENT
    assert "not compared" in audit.step("verifier").detail


def test_a_bundle_without_it_is_as_before_and_claims_nothing(settled, recorder, own):
    bundle = settled.collect(settled.pictured)
    assert bundle.document.statement is None
    audit = audit_of(settled, recorder, bundle)
    assert audit.holds
    assert audit.step("statement").outcome is Outcome.ABSENT
    assert not audit.verified_on_chain


# -- what does not hang together --------------------------------------------------------------------------------------

OWN_STEP = {
    "contract": "verifier", "verifier": "verifier", "account": "statement", "job": "statement", "nonce": "statement",
    "model_id": "statement", "parameter_set": "statement", "input_digest": "statement", "output_digest": "statement",
    "digest": "statement", "recorded_at": "recorded", "transaction": "recorded", "block": "recorded",
    "block_hash": "recorded",
}  # fmt: skip
"""The step at which a changed key is found, whatever else it spoils."""


def test_each_changed_key_is_found_at_its_own_step(settled, recorder, verified):
    seen = set()
    for where, content in changes(as_json(verified)):
        if where.startswith("statement."):
            key = where.removeprefix("statement.")
            seen.add(key)
            assert OWN_STEP[key] in failing(audit_of(settled, recorder, decode(with_document(verified, content)))), key
    assert seen == OWN_STEP.keys()


def test_a_statement_in_a_bundle_of_the_old_format_and_a_missing_one_in_the_new_are_refused(verified):
    content = as_json(verified)
    with pytest.raises(BundleError, match="statement"):
        decode(with_document(verified, content | {"format": "ciro-audit-bundle-v1"}))
    with pytest.raises(BundleError, match="statement"):
        decode(with_document(verified, content | {"statement": None}))


@pytest.mark.parametrize("name", STATEMENT_FILES)
def test_a_changed_and_a_missing_file_are_found(settled, recorder, verified, name):
    content = verified.files[name]
    middle = len(content) // 2
    forged = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
    assert "statement" in failing(audit_of(settled, recorder, replace(verified, files=verified.files | {name: forged})))
    left = {key: value for key, value in verified.files.items() if key != name}
    assert failing(audit_of(settled, recorder, replace(verified, files=left))) == ["statement"]


def test_files_without_a_statement_that_they_belong_to_are_found(settled, recorder, verified):
    bundle = settled.collect(settled.pictured)
    stray = replace(bundle, files=bundle.files | {OUTPUT: verified.files[OUTPUT]})
    assert failing(audit_of(settled, recorder, stray)) == ["statement"]


# -- true statements about something else, verified by the right contract ----------------------------------------------


def forged(bundle, found, node, settled):
    """The bundle with another statement that is on the chain, and everything that follows from it."""
    statement = found.bundle.statement
    said, block = statement.context, settled.runner.run(node.block_of(found.transaction))
    (event,) = settled.runner.run(node.statements_recorded_by(found.transaction, bundle.document.statement.contract))
    claim = bundle.document.statement.model_copy(update={
        "account": said.account, "job": said.job, "nonce": said.nonce, "verifier": said.contract,
        "input_digest": input_digest(statement), "output_digest": output_digest(statement),
        "digest": statement_digest(statement), "transaction": found.transaction, "block": block.number,
        "block_hash": block.hash, "recorded_at": event.recorded_at,
    })  # fmt: skip
    files = bundle.files | {INPUT: statement.inputs[0], OUTPUT: statement.outputs[0]}
    return replace(bundle, document=bundle.document.model_copy(update={"statement": claim}), files=files)


FOREIGN = {
    "another picture": ("it names another input than the proof's", True, {}),
    "another result": ("job is that of another result", False, {"job": 12345}),
    "another account": ("for another account", False, {"account": 6789}),
    "another nonce": ("nonce is not 0", False, {"nonce": 1}),
}


@pytest.mark.parametrize("what", FOREIGN)
def test_a_true_statement_about_something_else_is_found_though_the_contract_has_verified_it(
    settled, recorder, own, verified, what
):
    fault, another_picture, changed = FOREIGN[what]
    place = settled.place
    tensor = other_picture(place) if another_picture else recorder_input(own)
    found = recorder.record(tensor, replace(own.bundle.statement.context, **changed))
    audit = audit_of(settled, recorder, forged(verified, found, settled.node(), settled))
    assert failing(audit) == ["statement"], "the chain says yes to all of it"
    assert fault in audit.step("statement").detail


def recorder_input(own):
    import numpy as np

    return np.frombuffer(own.bundle.statement.inputs[0], np.uint8)


def test_an_output_that_the_model_did_not_give_is_neither_what_was_published_nor_recorded(settled, recorder, verified):
    output = verified.files[OUTPUT]
    lied = b"".join(output[at : at + 4] for at in range(len(output) - 4, -1, -4))  # as if for the labels backwards
    claim = verified.document.statement
    about = Statement(claim.model_id, claim.parameter_set, (verified.files[INPUT],), (lied,))
    about = replace(about, context=recorder.own_context([verified.document.result.payload_sha256]))
    changed = {"output_digest": output_digest(about), "digest": statement_digest(about)}
    document = verified.document.model_copy(update={"statement": claim.model_copy(update=changed)})
    bundle = replace(verified, document=document, files=verified.files | {OUTPUT: lied})
    assert failing(audit_of(settled, recorder, bundle)) == ["statement", "recorded", "calldata"]


def test_another_registration_than_the_auditors_is_found(settled, recorder, verified):
    stranger = replace(recorder.registration, root=recorder.registration.root ^ 1)
    assert "statement" in failing(audit_of(settled, recorder, verified, chain_registration=stranger))
    files = verified.files | {REGISTRATION: encode_registration(stranger)}
    assert "statement" in failing(audit_of(settled, recorder, replace(verified, files=files)))


# -- a node that lies, or a contract that says yes to everything ------------------------------------------------------


class LyingNode(Node):
    """A real node, but for one answer."""

    lie = staticmethod(lambda name, said: said)

    async def statement(self, contract, digest):
        return self.lie("statement", await super().statement(contract, digest))

    async def calldata(self, transaction):
        return self.lie("calldata", await super().calldata(transaction))

    async def model_record(self, verifier, model):
        return self.lie("model_record", await super().model_record(verifier, model))

    async def is_revoked(self, contract, kind, version):
        return self.lie("is_revoked", await super().is_revoked(contract, kind, version))

    async def statements_recorded_by(self, transaction, contract):
        return self.lie("statements_recorded_by", await super().statements_recorded_by(transaction, contract))


def other_felt(calldata):
    """The transaction with another element in the middle of its proof."""
    return [*calldata[: len(calldata) * 2 // 3], 7, *calldata[len(calldata) * 2 // 3 + 1 :]]


def disputed(record: StatementRecord):
    return replace(record, disputed=True)


ANSWERS = {
    "a proof that does not hold": ("calldata", other_felt, "calldata"),
    "a transaction that carries no proof": ("calldata", lambda _: [1, 2, 3], "calldata"),
    "a dispute": ("statement", disputed, "recorded"),
    "no record": ("statement", lambda said: replace(said, recorded_at=0), "recorded"),
    "a verifier that was revoked": ("is_revoked", lambda _: True, "recorded"),
    "an event of another transaction": ("statements_recorded_by", lambda _: [], "recorded"),
    "a model that the verifier knows by another record": (
        "model_record",
        lambda said: (said[0] ^ 1, said[1]),
        "verifier",
    ),
    "a verifier without the model": ("model_record", lambda _: (0, 0), "verifier"),
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_each_answer_of_the_chain_that_does_not_fit_is_found_at_its_own_step(settled, recorder, verified, answer):
    name, lie, step = ANSWERS[answer]
    node = LyingNode(settled.network.rpc, settled.network.anchor)
    node.lie = lambda asked, said: lie(said) if asked == name else said
    assert failing(audit_of(settled, recorder, verified, node)) == [step]


# -- what people see --------------------------------------------------------------------------------------------------


def test_commands_and_report_show_the_statement(settled, recorder, verified, tmp_path):
    file = tmp_path / "audit.zip"
    file.write_bytes(encode(verified))
    network, claim = settled.network, verified.document.statement
    where = ["--rpc", network.rpc, "--anchor", hex(network.anchor), "--gateway", hex(settled.gateway)]
    where += ["--proofs", hex(recorder.contract)]
    command = [*CIRO, "audit", "verify", file, *where, "--json"]
    said = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert said["holds"]
    assert [step["step"] for step in said["steps"]] == STEPS
    shown = subprocess.run([*CIRO, "audit", "show", file, *where], capture_output=True, text=True, check=True).stdout
    for part in (claim.digest, claim.contract, claim.transaction, claim.model_id, claim.job):
        assert f"{part:#066x}" in shown
    page = as_html(verified, audit_of(settled, recorder, verified), compared=True)
    for part in (claim.digest, claim.contract, claim.verifier, claim.transaction, claim.input_digest):
        assert f"{part:#066x}" in page
    assert "a contract has verified that the model gave this output" in page
    wrong = audit_of(settled, recorder, verified, proofs=network.paymaster)
    assert "a contract has verified that the model gave this output" not in as_html(verified, wrong, compared=True)

"""A statement about several results: each is followed from its own picture to the one transaction, at its own place."""

import json
import subprocess
from dataclasses import replace
from hashlib import sha256

import numpy as np
import pytest
from forging import as_json, failing, with_document
from recorded_statements import other_picture, record_shared

from gateway.auditing import BundleError, decode, encode, verify
from gateway.auditing.bundle import STATEMENT_FILES
from gateway.auditing.report import as_html
from gateway.chain_proofs.verifying import job_of
from gateway.demo.child import CIRO

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1_800)]

INPUT, OUTPUT, *_ = STATEMENT_FILES
STRANGERS = [sha256(bytes([number])).digest() for number in range(2)]
PLACE = 1


@pytest.fixture(scope="module")
def shared(settled, recorder):
    """The pictured result's statement, in which it is the second of three; the journal is as before afterwards."""
    columns = "SELECT * FROM chain_proof"
    before = settled.place.query(columns)
    settled.place.query("DELETE FROM chain_proof")
    foreign = np.ascontiguousarray(other_picture(settled.place))
    yield record_shared(recorder, PLACE, [(STRANGERS[0], foreign), (STRANGERS[1], 255 - foreign)])
    settled.place.query("DELETE FROM chain_proof")
    for row in before:
        settled.place.query(f"INSERT INTO chain_proof VALUES ({', '.join('?' * len(row))})", *row)


@pytest.fixture(scope="module")
def bundle(settled, recorder, shared):
    return settled.collect(settled.pictured, proofs=recorder.contract)


def audit_of(settled, recorder, bundle):
    expected = settled.expected(proofs=recorder.contract)
    return settled.runner.run(verify(bundle, [settled.node()], expected))


def test_a_result_holds_from_its_picture_to_its_place_in_the_statement(settled, recorder, shared, bundle):
    assert bundle.document.format == "ciro-audit-bundle-v3"
    claim = bundle.document.statement
    own = bundle.document.result.payload_sha256
    assert claim.records == [STRANGERS[0], own, *[STRANGERS[1]] * 6]
    assert (claim.digest, claim.transaction) == (shared.digest, shared.transaction)
    audit = audit_of(settled, recorder, decode(encode(bundle)))
    assert audit.holds, audit
    assert audit.verified_on_chain
    assert "about 3 results, place 1" in audit.step("statement").detail


def forged(bundle, **changed):
    claim = bundle.document.statement.model_copy(update=changed)
    return replace(bundle, document=bundle.document.model_copy(update={"statement": claim}))


def exchanged(data, count=8):
    """The file with the items at the first two places exchanged."""
    size = len(data) // count
    return data[size : 2 * size] + data[:size] + data[2 * size :]


LIES = {
    "at another's place": (lambda own: [own, *STRANGERS[:1], *[STRANGERS[1]] * 6], "job is that of another"),
    "not in it": (lambda _: [STRANGERS[0]] * 8, "about other results"),
    "one stranger less": (lambda own: [STRANGERS[0], own, *[STRANGERS[1]] * 5], "bytes are not 7 of"),
    "alone": (lambda own: [own], "about other results"),
    "a crowd": (lambda own: [own] * 9, "bytes are not 9 of"),
}


@pytest.mark.parametrize("lie", LIES)
def test_who_lies_about_the_others_or_the_place_is_found(settled, recorder, bundle, lie):
    change, fault = LIES[lie]
    audit = audit_of(settled, recorder, forged(bundle, records=change(bundle.document.result.payload_sha256)))
    assert "statement" in failing(audit)
    assert fault in audit.step("statement").detail


def test_who_says_that_it_was_verified_alone_is_found(settled, recorder, bundle):
    own = bundle.document.result.payload_sha256
    content = as_json(forged(bundle, records=[], job=job_of(own))) | {"format": "ciro-audit-bundle-v2"}
    assert "statement" in failing(audit_of(settled, recorder, decode(with_document(bundle, content))))
    with pytest.raises(BundleError, match="statement"):
        decode(with_document(bundle, as_json(bundle) | {"format": "ciro-audit-bundle-v2"}))


@pytest.mark.parametrize("name", [INPUT, OUTPUT])
def test_inputs_and_outputs_of_two_exchanged_are_found(settled, recorder, bundle, name):
    files = bundle.files | {name: exchanged(bundle.files[name])}
    assert "statement" in failing(audit_of(settled, recorder, replace(bundle, files=files)))


def test_a_statement_in_which_the_result_has_anothers_picture_is_found_though_the_contract_has_verified_it(
    settled, recorder, bundle
):
    """The contract says yes to all of it: it knows no results, and only the audit holds the picture against one."""
    own, foreign = bundle.document.result.payload_sha256, np.ascontiguousarray(other_picture(settled.place))
    records = [own, *STRANGERS[:1] * 7]
    tensors = np.stack([255 - foreign, *[foreign] * 7])
    found = recorder.record(tensors, recorder.own_context(records))
    node, statement = settled.node(), found.bundle.statement
    from zkml.cairo.calldata import input_digest, output_digest

    block = settled.runner.run(node.block_of(found.transaction))
    (event,) = settled.runner.run(node.statements_recorded_by(found.transaction, recorder.contract))
    lie = forged(
        bundle, records=records, job=statement.context.job, input_digest=input_digest(statement),
        output_digest=output_digest(statement), digest=found.digest, transaction=found.transaction,
        block=block.number, block_hash=block.hash, recorded_at=event.recorded_at,
    )  # fmt: skip
    files = bundle.files | {INPUT: b"".join(statement.inputs), OUTPUT: b"".join(statement.outputs)}
    audit = audit_of(settled, recorder, replace(lie, files=files))
    assert failing(audit) == ["statement"]
    assert "it names another input than the proof's" in audit.step("statement").detail


def test_commands_and_report_show_who_shares_it(settled, recorder, bundle, tmp_path):
    file = tmp_path / "audit.zip"
    file.write_bytes(encode(bundle))
    where = ["--rpc", settled.network.rpc, "--anchor", hex(settled.network.anchor)]
    where += ["--gateway", hex(settled.gateway), "--proofs", hex(recorder.contract)]
    command = [*CIRO, "audit", "verify", file, *where, "--json"]
    assert json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)["holds"]
    shown = subprocess.run([*CIRO, "audit", "show", file, *where], capture_output=True, text=True, check=True).stdout
    assert "shared by 3 results" in shown
    page = as_html(bundle, audit_of(settled, recorder, bundle), compared=True)
    assert STRANGERS[0].hex() in page
    assert "place 1 (this)" in page
    assert "places 2 to 7" in page

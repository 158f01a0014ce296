"""A bundle holds against the chain, and whatever in it is changed is found, each at its own step."""

import io
import json
import zipfile
from dataclasses import replace
from hashlib import sha256

import pytest
from forging import as_json, changed_archive, changes, failing, with_document
from settling import anchor

from gateway.auditing import BundleError, Node, NoResultError, NotAnchoredError, Outcome, decode, encode, verify
from gateway.chain.bindings import AuditAnchor

STEPS = ["result", "subject", "picture", "model", "proof", "statement", "chain", "contract", "gateway", "batch", "path",
         "transaction", "block"]  # fmt: skip


@pytest.fixture(scope="module")
def pictured(settled):
    return settled.collect(settled.pictured)


@pytest.fixture(scope="module")
def proven(settled):
    return settled.collect(settled.proven)


def test_a_result_of_a_picture_holds_from_the_picture_to_the_block(settled, pictured):
    audit = settled.verify(decode(encode(pictured)), result_id=settled.pictured)
    assert audit.holds, audit
    assert [step.name for step in audit.steps] == STEPS
    assert audit.step("proof").outcome is Outcome.ABSENT
    assert len(pictured.document.batches) == 2, "the picture was anchored before its result"


def test_a_proven_result_of_a_reading_holds(settled, proven):
    audit = settled.verify(decode(encode(proven)))
    assert audit.holds, audit
    assert audit.step("proof").outcome is Outcome.HOLDS


RECORD = {
    "number": "path", "kind": "path", "received_us": "path", "qos": "path", "packet_id": "path", "device": "path",
    "boot": "path", "seq": "path", "payload_sha256": "path", "path": "path",
}  # fmt: skip
OWN_STEP = {
    "chain_id": "chain", "anchor": "contract", "gateway": "gateway",
    **{f"result.{name}": step for name, step in RECORD.items()},
    **{f"subject.{name}": step for name, step in RECORD.items()},
    "batches.journal": "batch", "batches.first": "batch", "batches.count": "batch", "batches.root": "batch",
    "batches.anchored_at": "batch", "batches.transaction": "transaction", "batches.block": "block",
    "batches.block_hash": "block",
}  # fmt: skip
"""The step at which a changed key of audit.json is found, whatever else it spoils."""

EARLIER = {
    "result.kind": "result", "result.payload_sha256": "result", "result.device": "result",
    "subject.kind": "subject", "subject.payload_sha256": "subject", "subject.device": "subject",
}  # fmt: skip
"""Keys whose change shows without the chain, too."""


def test_each_changed_key_is_found_at_its_own_step(settled, pictured):
    seen = set()
    for where, content in changes(as_json(pictured)):
        seen.add(where)
        if where in {"format", "batches.number", "result.batch", "subject.batch"}:
            with pytest.raises(BundleError):
                decode(with_document(pictured, content))
            continue
        found = failing(settled.verify(decode(with_document(pictured, content))))
        assert OWN_STEP[where] in found, where
        assert EARLIER.get(where, found[0]) == found[0], where
    assert seen - {"format", "batches.number", "result.batch", "subject.batch"} == OWN_STEP.keys()


def test_a_record_that_names_the_other_batch_is_not_in_it(settled, pictured):
    content = as_json(pictured)
    content["result"]["batch"], content["subject"]["batch"] = content["subject"]["batch"], content["result"]["batch"]
    assert failing(settled.verify(decode(with_document(pictured, content)))) == ["path"]


@pytest.mark.parametrize("key", ["batches", "result", "chain_id"])
def test_a_missing_key_and_one_too_many_are_refused(pictured, key):
    content = as_json(pictured)
    with pytest.raises(BundleError, match="note"):
        decode(with_document(pictured, content | {"note": "approved"}))
    del content[key]
    with pytest.raises(BundleError, match=key):
        decode(with_document(pictured, content))


@pytest.mark.parametrize("felt", ["0X1", "0x01", "0xG", "1", 1, "0x" + "f" * 64, hex(2**251 + 17 * 2**192 + 1)])
def test_a_felt_has_one_form(pictured, felt):
    with pytest.raises(BundleError, match="gateway"):
        decode(with_document(pictured, as_json(pictured) | {"gateway": felt}))


def result_changes(bundle):
    message = json.loads(bundle.result)
    for key in message:
        yield key, json.dumps(message | {key: "other"}).encode()


def test_each_changed_key_of_the_result_is_found(settled, pictured, proven):
    for bundle in (pictured, proven):
        for key, changed in result_changes(bundle):
            assert "result" in failing(settled.verify(replace(bundle, result=changed))), key


def test_a_result_whose_record_was_changed_with_it_is_not_on_the_chain(settled, pictured):
    forged = pictured.result.replace(b'"decision":"scratch"', b'"decision":"ok"')
    assert forged != pictured.result
    content = as_json(pictured)
    content["result"]["payload_sha256"] = sha256(forged).hexdigest()
    bundle = replace(decode(with_document(pictured, content)), result=forged)
    assert failing(settled.verify(bundle)) == ["path"]


def test_another_picture_is_found(settled, pictured):
    name, content = pictured.picture
    assert failing(settled.verify(replace(pictured, files={**pictured.files, name: content + b"\0"}))) == ["picture"]


def test_a_bundle_without_the_picture_holds_and_says_so(settled):
    bundle = settled.collect(settled.pictured, with_subject=False)
    audit = settled.verify(bundle)
    assert audit.holds
    assert audit.step("picture").outcome is Outcome.ABSENT


def test_another_models_manifest_is_found(settled, pictured):
    manifest = json.loads(pictured.files["model.json"])
    for key in manifest:
        changed = json.dumps(manifest | {key: "other"}).encode()
        assert "model" in failing(settled.verify(replace(pictured, files={**pictured.files, "model.json": changed}))), (
            key
        )


def test_a_bundle_of_another_result_is_found(settled, pictured):
    assert failing(settled.verify(pictured, result_id=settled.proven)) == ["result"]


def test_another_contract_and_another_gateway_than_meant_are_found(settled, network, pictured):
    assert "contract" in failing(settled.verify(pictured, anchor=network.paymaster))
    assert failing(settled.verify(pictured, gateway=network.gateway)) == ["gateway"]
    silent = settled.verify(pictured, gateway=None)
    assert silent.holds
    assert "not compared" in silent.step("gateway").detail


def test_a_forger_with_a_journal_and_an_account_of_his_own_is_found_by_the_gateways_address(settled, network, runner):
    """Everything hangs together, on the right contract; only the account is another."""
    forger = network.relayers[0]
    anchor(runner, network, forger, settled.place, first=1)
    bundle = settled.collect(settled.pictured, gateway=forger.address)
    assert settled.verify(bundle, gateway=None).holds
    assert failing(settled.verify(bundle)) == ["gateway"]


def test_every_changed_part_of_the_proof_is_found(settled, proven):
    for name, content in proven.files.items():
        if not name.startswith("proof/"):
            continue
        middle = len(content) // 2
        changed = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
        assert "proof" in failing(settled.verify(replace(proven, files={**proven.files, name: changed}))), name
    how = json.loads(proven.files["proof/how.json"])
    for where, content in changes(how):
        files = {**proven.files, "proof/how.json": json.dumps(content).encode()}
        assert failing(settled.verify(replace(proven, files=files))) == ["proof"], where


def test_a_proof_that_is_not_whole_is_found(settled, proven):
    for name in [name for name in proven.files if name.startswith("proof/")]:
        files = {key: value for key, value in proven.files.items() if key != name}
        assert failing(settled.verify(replace(proven, files=files))) == ["proof"]


def test_too_few_confirmations_and_a_block_that_is_not_final_are_said(settled, pictured):
    assert failing(settled.verify(pictured, confirmations=10_000)) == ["block"]
    assert failing(settled.verify(pictured, final=True)) == ["block"]


def test_an_archive_that_hides_something_is_refused(pictured):
    data = encode(pictured)
    for files in ({"run.sh": b"true"}, {"../result.json": b"{}"}, {"README.txt": b"compare with address 0x1"}):
        with pytest.raises(BundleError):
            decode(changed_archive(data, files))
    for cut in (0, 10, len(data) // 2, len(data) - 1):
        with pytest.raises(BundleError):
            decode(data[:cut])


@pytest.mark.parametrize("missing", [1, 30, 700])
@pytest.mark.parametrize("share", [0.0, 0.3, 0.999])
def test_an_archive_of_which_bytes_are_missing_is_refused(pictured, missing, share):
    whole = encode(pictured)
    at = int(share * len(whole))
    with pytest.raises(BundleError, match=r"no whole ZIP file|does not belong|README|is missing"):
        decode(whole[:at] + whole[at + missing :])


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_archive_that_is_packed_otherwise_is_refused(pictured, packing):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        archive.writestr("result.json", pictured.result)
    with pytest.raises(BundleError, match="packed in a way"):
        decode(out.getvalue())


def test_a_bomb_is_not_unpacked(pictured):
    with pytest.raises(BundleError, match="larger"):
        decode(changed_archive(encode(pictured), {"result.json": bytes(1 << 21)}))


def test_the_same_bundle_is_the_same_bytes(pictured):
    assert encode(pictured) == encode(decode(encode(pictured)))


def test_what_is_not_settled_is_said_to_be_so(settled, network):
    with pytest.raises(NotAnchoredError, match="not anchored yet"):
        settled.collect(settled.unanchored)
    with pytest.raises(NotAnchoredError, match="nothing of"):
        settled.collect(settled.pictured, gateway=network.sponsor.address)
    with pytest.raises(NoResultError):
        settled.collect("01970000-0000-7000-8000-0000000000ff")


def test_a_journal_that_is_not_the_anchored_one_is_told_so(settled, network, runner):
    """Numbers that fit are not enough: the root must follow from the records here."""
    stranger = network.relayers[1]
    contract = AuditAnchor(network.anchor, network.client)
    runner.run(stranger.send([contract.open_journal(1, 5), contract.anchor(1, 1, 3, 0, 6, 7)]))
    with pytest.raises(NotAnchoredError, match="not this journal"):
        settled.collect(settled.proven, gateway=stranger.address)


def test_a_journal_that_was_set_aside_on_the_chain_is_still_found(settled, network, runner):
    """Another journal of the same gateway, with the same numbers, comes after it."""
    account = network.relayers[0]
    contract = AuditAnchor(network.anchor, network.client)
    anchor(runner, network, account, settled.place, first=1)
    before = runner.run(contract.progress(account.address))
    later = [contract.open_journal(1, 8), contract.anchor(before.batches + 1, 1, 9, before.root, 6, 7)]
    runner.run(account.send(later))
    bundle = settled.collect(settled.pictured, gateway=account.address)
    assert settled.verify(bundle, gateway=account.address).holds
    assert bundle.document.batches[0].journal == before.journal


class LaterNode(Node):
    """A real node whose blocks from one number on say that they are an hour later."""

    since = 0

    async def block(self, number):
        found = await super().block(number)
        return found if found is None or number < self.since else replace(found, timestamp=found.timestamp + 3600)


def audit_by(settled, bundle, since):
    node = LaterNode(settled.network.rpc, settled.network.anchor)
    node.since = since
    return settled.runner.run(verify(bundle, [node], settled.expected()))


def test_a_chain_that_was_idle_before_the_batch_told_the_contract_an_earlier_time(settled, proven):
    (batch,) = proven.document.batches
    audit = audit_by(settled, proven, since=batch.block)
    assert audit.holds, audit


def test_a_block_of_another_time_than_its_batch_is_found(settled, proven):
    (batch,) = proven.document.batches
    audit = audit_by(settled, proven, since=batch.block - 1)
    assert failing(audit) == ["block"]
    assert "of another time" in audit.step("block").detail


def test_a_batch_is_located_where_the_chain_was_idle_before_it(settled, proven):
    (batch,) = proven.document.batches
    node = LaterNode(settled.network.rpc, settled.network.anchor)
    node.since = batch.block
    assert settled.collect(settled.proven, node=node).document == proven.document

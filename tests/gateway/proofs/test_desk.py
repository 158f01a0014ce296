"""From the journal's queue through a real prover and back: once, for these results, or not at all."""

import json
import os
import shutil
import sqlite3
import time
from dataclasses import replace

import orjson
import pytest
from typer.testing import CliRunner

from gateway.cli import journal
from gateway.journal.backup import back_up
from gateway.journal.schema import SCHEMA_VERSION, connect, migrate
from gateway.privacy import Erasure
from gateway.privacy.erasure import erase
from gateway.proofs import AuditReport, ExportError, audit_proofs, check_export, export_bundle
from gateway.proofs.prover import MOST_TRIES
from gateway.proofs.spool import Failure
from gateway.records import ProofState
from zkml import Rejected
from zkml.bundle import decode_bundle, encode_bundle

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

DEVICE = "plant/hall/line/motor"


def messages(place):
    return [orjson.loads(payload) for _, payload, _ in place.published]


def proof_states(place):
    return [row[0] for row in place.query("SELECT proof_state FROM result ORDER BY record_id")]


def test_results_become_proofs_that_count_once(place):
    ids = place.proven(4)
    assert proof_states(place) == ["proven"] * 4
    assert [message["result_id"] for message in messages(place)] == ids
    assert {topic for topic, _, _ in place.published} == {f"ciro/v1/{DEVICE}/result/proof"}
    assert {message["items"] for message in messages(place)} == {4}
    assert place.query("SELECT count(*) FROM proof WHERE input IS NOT NULL OR output IS NOT NULL") == [(0,)]
    assert place.desk.spool.asked() == []
    place.desk.look()
    assert len(place.published) == 4, "it is under way, and not said again"
    place.desk.on_published([tag for _, _, tag in place.published])
    place.query("SELECT 1")
    place.restart().desk.look()
    assert len(place.published) == 4, "the broker has it"


def test_what_the_broker_does_not_have_is_said_again_after_a_restart(place):
    place.proven(1)
    place.restart().desk.look()
    assert len(place.published) == 2
    assert place.published[0] == place.published[1]


def test_an_answer_that_a_killed_gateway_had_moved_but_not_noted_is_taken_up(place):
    _, path = place.answer(2)
    path.replace(place.desk.spool.kept / path.name)
    place.restart().desk.look()
    assert place.states() == ["proven"] * 2


def test_a_lost_spool_is_made_again_from_the_journal(place):
    ids = place.make(3)
    place.desk.look()
    assert place.desk.spool.asked()
    shutil.rmtree(place.desk.spool.root)
    place.restart()
    with place.prove():
        place.look_until(lambda: place.states() == ["proven"] * 3, "proofs")
    assert {message["result_id"] for message in messages(place)} == set(ids)


@pytest.mark.parametrize("part", ["bytes", "proof", "input", "output", "context", "model", "other"])
def test_altered_answers_are_refused_set_aside_and_made_again(place, part):
    _, path = place.answer(2)
    bundle = decode_bundle(path.read_bytes())
    statement = bundle.statement
    if part == "bytes":
        altered = path.read_bytes()[:-40]
    elif part == "proof":
        data = bytearray(bundle.proof)
        data[len(data) // 2] ^= 1
        altered = encode_bundle(replace(bundle, proof=bytes(data)))
    elif part == "other":
        altered = b"nothing of the kind"
    else:
        changes = {
            "input": {"inputs": statement.inputs[::-1]},
            "output": {"outputs": (statement.outputs[0][::-1], statement.outputs[1])},
            "context": {"context": replace(statement.context, job=7)},
            "model": {"model_id": statement.model_id ^ 1},
        }[part]
        altered = encode_bundle(replace(bundle, statement=replace(statement, **changes)))
    path.write_bytes(altered)
    place.desk.look()
    assert place.states() == ["queued"] * 2
    assert (place.desk.spool.refused / path.name).read_bytes() == altered
    assert (place.desk.spool.refused / f"{path.name}.reason").read_text()
    assert place.published == []
    with place.prove():
        place.look_until(lambda: place.states() == ["proven"] * 2, "the proof made again")


def test_after_three_answers_that_do_not_fit_the_results_have_failed(place):
    _, batch = place.ask()
    place.desk.spool.registration(place.models.get(place.model).sha256).unlink(missing_ok=True)
    for _ in range(3):
        (place.desk.spool.answers / f"{batch}.zkb").write_bytes(b"rubbish")
        place.desk.look()
    assert place.states() == ["failed"]
    assert "did not fit" in messages(place)[0]["reason"]
    assert place.desk.spool.asked() == []


def test_a_proof_that_the_verifier_rejects_is_no_answer(place, monkeypatch):
    def doubting(*_):
        raise Rejected("opening sum", "a memory cell has flipped")

    _, batch = place.ask()
    monkeypatch.setattr("zkml.proving.prover.verify", doubting)
    with place.prove():
        place.look_until(lambda: place.states() == ["failed"], "the answer")
    assert "opening sum" in messages(place)[0]["reason"]
    assert not list(place.desk.spool.root.rglob(f"{batch}.zkb"))


def test_a_request_that_ends_every_prover_is_given_up(place):
    _, batch = place.ask()
    for _ in range(MOST_TRIES):
        place.desk.spool.begin(batch)  # and the prover dies
    with place.prove():
        place.look_until(lambda: place.states() == ["failed"], "the answer")
    assert "out of memory" in messages(place)[0]["reason"]


def test_an_output_that_the_circuit_does_not_give_is_disputed_and_raises_an_alarm(place):
    place.make(1)
    place.make(1, change=lambda order: replace(order, output=b"\1\0\0\0"))
    place.make(1)
    with place.prove():
        place.look_until(lambda: "queued" not in place.states(), "the dispute")
    assert place.states() == proof_states(place) == ["proven", "disputed", "proven"], "the others are not accused"
    assert [kind for kind, _, _ in place.alarms.raised] == ["output_disputed"]
    place.desk.look()
    assert [message["state"] for message in messages(place)].count("disputed") == 1


def test_a_model_outside_the_profile_is_unprovable_and_the_next_results_say_so_at_once(place):
    _, batch = place.ask()
    place.desk.spool.reply(batch, Failure("unprovable", "node Softmax: not in the profile"))
    place.desk.look()
    assert place.states() == ["unprovable"]
    place.make(1)
    assert proof_states(place) == ["unprovable"] * 2
    assert place.states() == ["unprovable"], "no row waits for it"


def test_beyond_the_bound_results_are_skipped_and_counted(make_place):
    place = make_place(most_waiting=2, batch_age_s=1000, batch_most=64)
    place.make(4)
    assert proof_states(place) == ["queued", "queued", "skipped", "skipped"]
    assert place.desk.figures.skipped == 2
    with place.prove():
        place.settings = place.settings.model_copy(update={"batch_age_s": 0.0})
        place.restart()
        place.look_until(lambda: place.states() == ["proven"] * 2, "proofs")
    place.desk._count_due = 0
    place.desk.look()
    place.make(1)
    assert proof_states(place)[-1] == "queued", "there is room again"


def test_an_answer_that_nobody_waits_for_is_removed(place):
    place.desk.look()
    stray = place.desk.spool.answers / "01970000-0000-7000-8000-000000000000.zkb"
    stray.write_bytes(b"x")
    (place.desk.spool.answers / "readme.txt").write_bytes(b"x")
    place.desk.look()
    assert not stray.exists()
    assert (place.desk.spool.refused / "readme.txt").exists()


def test_a_part_of_a_write_is_never_an_answer(place):
    _, batch = place.ask()
    (place.desk.spool.answers / f".{batch}.zkb.1.part").write_bytes(b"half")
    place.desk.look()
    assert place.states() == ["queued"]
    assert place.desk.figures.refused == 0


def test_an_export_is_checked_without_the_gateway(place, tmp_path):
    ids = place.proven(4)
    for number, result_id in enumerate(ids):
        target = export_bundle(place.state, result_id, tmp_path / f"export-{number}")
        assert {path.name for path in target.iterdir()} == {
            "proof.zkb", "registration.zkr", "result.json", "reading.json", "manifest.json", "README.txt",
        }  # fmt: skip
        report = check_export(target)
        assert report.result_id == result_id
        assert report.items == 4
        ((digest,),) = place.query("SELECT digest FROM proof LIMIT 1")
        assert report.digest.to_bytes(32, "big") == digest


@pytest.mark.parametrize("part", ["decision", "score", "id", "input", "reading", "place", "manifest"])
def test_an_altered_export_is_rejected(place, tmp_path, part):
    ids = place.proven(2)
    target = export_bundle(place.state, ids[0], tmp_path / "export")
    result = orjson.loads((target / "result.json").read_bytes())
    reading = orjson.loads((target / "reading.json").read_bytes())
    if part == "decision":
        result["decision"] = "anomaly" if result["decision"] == "ok" else "ok"
    elif part == "score":
        result["scores"] = {name: value + 1 for name, value in result["scores"].items()}
    elif part == "id":
        result["id"] = ids[1]
    elif part == "input":
        result["input_sha256"] = "0" * 64
    elif part == "place":
        reading["place"] = 1 - reading["place"]
    elif part == "reading":
        reading["thresholds"] = {"anomaly": -1.0 if result["ok"] else 1e9}
    elif part == "manifest":
        manifest = json.loads((target / "manifest.json").read_text())
        manifest["decode"]["scale"] = 1.0
        (target / "manifest.json").write_text(json.dumps(manifest))
    if part in {"decision", "score", "id", "input"}:
        (target / "result.json").write_bytes(orjson.dumps(result))
    (target / "reading.json").write_bytes(orjson.dumps(reading))
    with pytest.raises(Rejected, match="result"):
        check_export(target)


def test_what_is_not_there_is_not_exported_and_says_why(place, tmp_path):
    (result_id,) = place.make(1)
    with pytest.raises(ExportError, match="queued"):
        export_bundle(place.state, result_id, tmp_path / "a")
    with pytest.raises(ExportError, match="no result"):
        export_bundle(place.state, "01970000-0000-7000-8000-00000000ffff", tmp_path / "a")


def test_erasing_a_device_gives_up_its_proofs_and_leaves_no_inputs(place):
    place.proven(2)
    place.make(1)
    (kept,) = place.desk.spool.kept.glob("*.zkb")
    erase(place.journal, Erasure("works council", "request", device=DEVICE, readings=True))
    assert place.states() == ["expired"] * 3
    assert proof_states(place) == ["expired"] * 3
    assert not kept.exists()
    assert place.query("SELECT count(*) FROM proof WHERE input IS NOT NULL") == [(0,)]
    place.desk.look()
    assert place.desk.spool.asked() == []


def test_a_backup_holds_the_proofs_and_a_restored_one_exports_them(place, tmp_path):
    ids = place.proven(2)
    report = back_up(place.state, tmp_path / "backup")
    assert (report.proofs, report.proofs_missing) == (1, 0)
    shutil.copytree(tmp_path / "backup", tmp_path / "restored")
    shutil.copytree(place.state / "models", tmp_path / "restored" / "models")
    export_bundle(tmp_path / "restored", ids[1], tmp_path / "export")
    assert check_export(tmp_path / "export").result_id == ids[1]
    place.proven(1)
    assert back_up(place.state, tmp_path / "backup").proofs == 2


def test_kept_proofs_are_verified_anew_and_held_against_the_chain(place, tmp_path):
    place.proven(2)
    back_up(place.state, tmp_path / "backup")
    assert audit_proofs(tmp_path / "backup") == AuditReport(1, 2, ())
    kept = next((tmp_path / "backup" / "proofs" / "kept").glob("*.zkb"))
    sound = kept.read_bytes()

    def finding():
        report = audit_proofs(tmp_path / "backup")
        assert (report.proofs, report.results, len(report.findings)) == (0, 0, 1)
        return report.findings[0]

    bundle = decode_bundle(sound)
    flipped = bundle.proof[:-1] + bytes([bundle.proof[-1] ^ 1])
    kept.write_bytes(encode_bundle(replace(bundle, proof=flipped)))
    assert "merkle" in finding()
    swapped = {**bundle.about, "records": bundle.about["records"][::-1]}
    kept.write_bytes(encode_bundle(replace(bundle, about=swapped)))
    assert "other results" in finding()
    kept.unlink()
    assert "missing" in finding()
    kept.write_bytes(sound)
    with sqlite3.connect(tmp_path / "backup" / "journal.db") as db:
        db.execute("UPDATE proof SET digest = zeroblob(32) WHERE place = 1")
    assert "another statement" in finding()
    assert CliRunner().invoke(journal.app, ["verify", "--proofs", "--state", str(tmp_path / "backup")]).exit_code == 1
    assert CliRunner().invoke(journal.app, ["verify", "--proofs", "--state", str(place.state)]).exit_code == 0


def test_a_later_backup_drops_the_proofs_that_were_erased(place, tmp_path):
    place.proven(2)
    back_up(place.state, tmp_path / "backup")
    erase(place.journal, Erasure("works council", "request", device=DEVICE, readings=True))
    assert back_up(place.state, tmp_path / "backup").proofs == 0
    assert not list((tmp_path / "backup").rglob("*.zkb"))


def test_old_proofs_go_and_their_results_say_so(place):
    ids = place.proven(1)
    place.query("UPDATE proof SET ended_us = ended_us - 40 * 86400 * 1000000 RETURNING 1")
    place.desk._keep_due = 0
    place.desk._ages = None
    later = time.time_ns() // 1000
    place.desk._clock_us = lambda: later
    place.desk.look()
    if place.states() != ["expired"]:  # the clock is far ahead of the newest proof: it must settle first
        assert place.states() == ["proven"]
        place.desk._ages._trusted_from = 0.0
        place.desk._keep_due = 0
        place.desk.look()
    assert place.states() == ["expired"]
    assert list(place.desk.spool.kept.glob("*.zkb")) == []
    with pytest.raises(ExportError, match="expired"):
        export_bundle(place.state, ids[0])


def test_a_journal_of_the_first_schema_is_migrated(tmp_path):
    from gateway.journal import schema

    path = tmp_path / "journal.db"
    steps, version = schema._STEPS, schema.SCHEMA_VERSION
    try:
        schema._STEPS, schema.SCHEMA_VERSION = steps[:1], 1
        old = connect(path)
        migrate(old)
        old.execute("INSERT INTO device VALUES (1, 'a/b/c/d', 0)")
        with pytest.raises(sqlite3.OperationalError):
            old.execute("SELECT * FROM proof")
        old.close()
    finally:
        schema._STEPS, schema.SCHEMA_VERSION = steps, version
    new = connect(path)
    migrate(new)
    assert new.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
    assert new.execute("SELECT count(*) FROM proof").fetchone()[0] == 0
    assert new.execute("SELECT address FROM device").fetchone()[0] == "a/b/c/d"
    new.close()


def test_nothing_is_proven_while_the_policy_is_off(make_place):
    place = make_place(policy="off")
    place.make(1)
    place.desk.look()
    assert proof_states(place) == [str(ProofState.NONE)]
    assert not place.desk.spool.root.exists()


def test_turning_proofs_off_says_so_of_what_waits(place):
    place.ask()
    place.make(1)
    place.settings = place.settings.model_copy(update={"policy": "off"})
    place.restart().desk.look()
    assert place.states() == ["expired"] * 2
    assert {message["state"] for message in messages(place)} == {"expired"}
    assert place.desk.spool.asked() == []


def test_a_batch_that_lost_a_member_is_put_together_anew(place):
    _, batch = place.ask(2)
    place.query("DELETE FROM proof WHERE batch = ? AND place = 0 RETURNING 1", batch)
    place.desk.spool.withdraw(batch)
    place.desk.look()
    with place.prove():
        place.look_until(lambda: place.states() == ["proven"], "the proof of what is left")


def test_kept_proofs_outlive_a_journal_that_was_set_aside(place):
    place.proven(1)
    (kept,) = place.desk.spool.kept.glob("*.zkb")
    (place.state / "journal.db.corrupt-20260101T000000Z").write_bytes(b"")
    place.query("DELETE FROM proof RETURNING 1")
    os.utime(kept, (0, 0))
    place.desk._keep_due = 0
    place.desk.look()
    assert kept.exists()
    (place.state / "journal.db.corrupt-20260101T000000Z").unlink()
    place.desk._keep_due = 0
    place.desk.look()
    assert not kept.exists()


def test_an_orderly_end_in_mid_proof_costs_no_try(place):
    _, batch = place.ask()
    with place.prove() as proving:
        place.look_until(lambda: proving.prover._provers or place.states() == ["proven"], "a proof in the making")
    if place.states() == ["queued"] and not place.desk.spool.answer(batch):
        tries = place.desk.spool.tries / batch
        assert not tries.exists() or tries.read_text() == "0"
    with place.prove():
        place.look_until(lambda: place.states() == ["proven"], "the proof")

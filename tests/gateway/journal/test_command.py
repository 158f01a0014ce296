"""``ciro journal`` and ``ciro privacy`` as their users run them."""

import csv
import io
import json
import shutil

import pytest
from journal_testing import CAMERA, frame, picture, reading
from typer.testing import CliRunner

from gateway.cli import journal, privacy
from gateway.journal import Ticket
from gateway.records import Quarantined


@pytest.fixture
def state(line):
    """A state directory at rest: ten readings, three frames with results (one not ok), two refused inputs."""
    line.keep(*(reading(n) for n in range(10)), *(frame(n) for n in range(3)))
    line.finish(ok=lambda job: job.id != 12)
    for n, payload in enumerate((b"=1+1 is no picture", bytes(40_000))):
        line.keep(
            Ticket(
                Quarantined(
                    1_700_000_000_000_000 + n, f"ciro/v1/{CAMERA}/frame", CAMERA, "not_a_picture", "torn", payload
                )
            )
        )
    line.close()
    return line.journal.directory


def _run(app, *arguments, code=0, **options):
    outcome = CliRunner().invoke(app, [str(a) for a in arguments], **options)
    assert outcome.exit_code == code, (outcome.output, outcome.exception)
    return outcome


def _json(app, *arguments, **options):
    return json.loads(_run(app, *arguments, "--json", **options).stdout)


def _lines(text):
    return [json.loads(line) for line in text.splitlines()]


def test_stats_say_what_is_held_and_the_head_to_note(state):
    found = _json(journal.app, "stats", "--state", state)
    assert (found["readings"], found["frames"], found["results"], found["pictures_kept"]) == (10, 3, 3, 3)
    assert found["decisions"] == {"ok": 2, "scratch": 1}
    assert found["refused"] == {"not_a_picture": 2}
    _run(journal.app, "verify", "--state", state, "--expect", f"{found['head_record']}:{found['head']}")
    _run(journal.app, "verify", "--state", state, "--expect", f"{found['head_record']}:{'00' * 32}", code=1)
    assert found["head"] in _run(journal.app, "stats", "--state", state, env={"COLUMNS": "60"}).stdout, "folded"


def test_verify_ends_with_zero_one_or_three(state, tmp_path):
    import sqlite3

    assert "history is whole" in _run(journal.app, "verify", "--pictures", "--state", state).stdout
    with sqlite3.connect(state / "journal.db") as db:
        db.execute("UPDATE record SET payload = X'7B7D' WHERE id = 4")
    db.close()
    told = _run(journal.app, "verify", "--state", state, code=1).stdout
    assert "first record that does not fit is 4" in told
    assert _json(journal.app, "verify", "--state", state, code=1)["findings"][0]["record_id"] == 4
    _run(journal.app, "verify", "--state", tmp_path / "nowhere", code=3)
    (tmp_path / "nonsense").mkdir()
    (tmp_path / "nonsense" / "journal.db").write_bytes(b"no database" * 1000)
    assert "damaged" in _run(journal.app, "verify", "--state", tmp_path / "nonsense", code=1).stderr


def test_query_filters_by_kind_device_decision_and_time(state):
    def found(*options):
        return _lines(_run(journal.app, "query", "--state", state, "--json", *options).stdout)

    assert [r["id"] for r in found("--kind", "frame")] == [13, 12, 11]
    assert len(found("--device", "plant/hall/*/temp1")) == 10
    assert [r["decision"] for r in found("--decision", "scratch")] == ["scratch"]
    assert [r["subject"] for r in found("--not-ok")] == [12]
    assert len(found("--limit", "4")) == 4
    assert found("--since", "1h")
    assert not found("--until", "1h")
    assert found("--kind", "reading", "--limit", "1")[0]["content"] == {"v": {"t": 9}}
    _run(journal.app, "query", "--state", state, "--since", "yesterdayish", code=2)
    _run(journal.app, "query", "--state", state, "--kind", "picture", code=2)
    assert "scratch" in _run(journal.app, "query", "--state", state).stdout


def test_export_writes_everything_as_csv_and_json_lines(state, tmp_path):
    rows = list(csv.DictReader(io.StringIO(_run(journal.app, "export", "--format", "csv", "--state", state).stdout)))
    assert [int(row["id"]) for row in rows] == list(range(1, 17))
    assert rows[13]["decision"] == "ok"
    out = tmp_path / "all.jsonl"
    _run(journal.app, "export", "-o", out, "--state", state)
    assert [r["id"] for r in _lines(out.read_text())] == list(range(1, 17))
    assert not list(tmp_path.glob("*.part"))
    _run(journal.app, "export", "--format", "xml", "--state", state, code=2)


def test_a_backup_on_the_command_line_is_whole_and_verifies(state, tmp_path):
    report = _json(journal.app, "backup", tmp_path / "backup", "--state", state)
    assert report["copied"] == 4  # three frames and the large refused input
    _run(journal.app, "verify", "--pictures", "--state", tmp_path / "backup")
    _run(journal.app, "backup", state, "--state", state, code=2)


def test_refused_inputs_are_listed_shown_exported_and_deleted(state, tmp_path):
    listed = _lines(_run(journal.app, "quarantine", "list", "--state", state, "--json").stdout)
    assert [r["id"] for r in listed] == [2, 1]
    assert "=1+1 is no pictu" in _run(journal.app, "quarantine", "show", "1", "--state", state).stdout
    _run(journal.app, "quarantine", "show", "7", "--state", state, code=3)
    _run(journal.app, "quarantine", "export", tmp_path / "out", "--state", state)
    assert sorted(p.stat().st_size for p in (tmp_path / "out").iterdir()) == [18, 40_000]
    _run(journal.app, "quarantine", "delete", "1", "--state", state, input="n\n", code=1)
    _run(journal.app, "quarantine", "delete", "2", "--yes", "--state", state)
    _run(journal.app, "quarantine", "delete", "--before", "1d", "--yes", "--state", state)
    assert not _run(journal.app, "quarantine", "list", "--state", state, "--json").stdout
    assert len(list((state / "frames").glob("??/*"))) == 3
    _run(journal.app, "verify", "--pictures", "--state", state)


def test_without_a_gateway_an_erasure_is_done_at_once_and_noted(state):
    report = _json(
        privacy.app, "erase", "--device", CAMERA, "--reason", "request 4", "--who", "anna", "--yes", "--state", state
    )
    assert report["frames"] == 3
    assert report["refused"] == 2
    _run(journal.app, "verify", "--pictures", "--state", state)
    (noted,) = _lines(_run(privacy.app, "erasures", "--state", state).stdout)
    assert (noted["who"], noted["reason"], noted["frames"]) == ("anna", "request 4", 3)
    _run(privacy.app, "erase", "--reason", "everything", "--yes", "--state", state, code=2)


def test_a_key_is_made_checked_and_put_to_use(state, tmp_path):
    key, config = tmp_path / "frame.key", tmp_path / "ciro.toml"
    _run(privacy.app, "key", "new", key)
    _run(privacy.app, "key", "new", key, code=1)
    config.write_text(f'[journal]\ndirectory = "{state}"\n[privacy]\nframe_key_file = "{key}"\n')
    _run(privacy.app, "key", "change", "--to", key, "--config", config)
    assert _json(privacy.app, "key", "check", "--config", config)["sealed"] == 4
    _run(privacy.app, "key", "check", "--state", state, code=1)
    _run(journal.app, "verify", "--pictures", "--config", config)
    _run(journal.app, "verify", "--pictures", "--state", state, code=2)
    sealed = next((state / "frames").glob("??/*")).read_bytes()
    assert not any(picture(n)[:32] in sealed for n in range(3))
    _run(privacy.app, "key", "change", "--from", key, "--config", config)
    _run(journal.app, "verify", "--pictures", "--state", state)


def test_a_copied_backup_is_a_state_directory(state, tmp_path, open_line):
    _run(journal.app, "backup", tmp_path / "backup", "--state", state)
    shutil.copytree(tmp_path / "backup", tmp_path / "new")
    assert open_line(tmp_path / "new").keep(reading(50))[0].record_id == 17

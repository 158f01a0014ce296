"""``ciro job`` as a client uses it, on a real chain: cost first, exact approval, a checked result, clear refusals."""

import asyncio
import json
import re
from pathlib import Path

import pytest
from job_world import CIRO, ONE_CENT, ROOT

from gateway.chain.account import RevertedError
from gateway.chain.bindings.shared import JobState
from gateway.jobs.content import Place, digest_of
from gateway.jobs.refusals import MEANINGS, explain

OUTPUT = b'{"decision":"scratch"}'
MODEL = "ab" * 32


@pytest.fixture(scope="module")
def busy(world):
    """The chain with a worker."""
    world.enrol(world.accounts[1])
    return world


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "picture.bin"
    path.write_bytes(b"picture of " + str(tmp_path).encode())
    return path


def submit(world, picture, place, *more, check=0):
    return world.said(
        "submit", "--input", picture, "--reward", "5", "--model", MODEL, "--place", place.base, "--no-wait", *more,
        check=check,
    )  # fmt: skip


def test_a_job_is_submitted_followed_and_its_result_checked(busy, picture, place, tmp_path):
    before = busy.run(busy.jobs.held())
    told = submit(busy, picture, place)
    assert told["state"] == "queued"
    assert busy.run(busy.jobs.held()) - before == 5 * CIRO
    assert busy.run(busy.token.allowance(busy.client.address, busy.jobs.address)) == 0, "no more than the reward"
    assert busy.run(place.fetch(int(told["input_digest"], 16))) == picture.read_bytes()
    busy.work(int(told["job"], 16), OUTPUT, place)
    out = tmp_path / "out.json"
    seen = busy.said("status", told["job"], "--place", place.base, "--follow", "--output", out)
    assert seen["state"] == "completed"
    assert seen["result"]["holds"]
    assert seen["result"]["output"] == {"decision": "scratch"}
    assert [one["worker"] for one in seen["result"]["signatures"]] == [hex(busy.accounts[1].address)]
    assert out.read_bytes() == OUTPUT
    said = busy.ciro("status", told["job"], "--place", place.base, "--rpc", busy.rpc, check=0)
    assert "result  holds" in said.stdout
    nowhere = ("--output", tmp_path / "absent" / "out.json", "--rpc", busy.rpc)
    refused = busy.ciro("status", told["job"], "--place", place.base, *nowhere, check=1)
    assert "out.json: No such file or directory" in refused.stderr


def test_several_commands_of_one_account_at_a_time_each_take_a_nonce_of_their_own(busy, picture, place):
    async def at_once():
        calls = [busy.token.approve(0x1000 + number, 1) for number in range(5)]
        return await asyncio.gather(*(busy.client.send([call]) for call in calls))

    receipts = busy.run(at_once())
    assert len({one.transaction_hash for one in receipts}) == 5


def test_an_output_that_is_not_the_signed_one_is_not_taken(busy, picture, place):
    told = submit(busy, picture, place)
    busy.work(int(told["job"], 16), OUTPUT, place, published=b'{"decision":"ok"}')
    seen = busy.said("status", told["job"], "--place", place.base, check=1)
    assert not seen["result"]["holds"]
    assert "not what its name says" in seen["result"]["trouble"]


def test_cost_is_shown_before_it_is_signed(busy, picture, place):
    done = busy.ciro(
        "submit", "--input", picture, "--reward", "5", "--model", MODEL, "--place", place.base, "--no-wait",
        "--rpc", busy.rpc, check=0,
    )  # fmt: skip
    shown, sent = done.stderr.index("escrow 5.00 of"), done.stderr.index("transaction 0x")
    assert shown < sent
    assert re.search(r"fee about 0\.\d+ STRK", done.stderr)
    assert "allowed to take 5.00 CIRO, and no more" in done.stderr


def test_a_job_is_cancelled_once_and_never_by_somebody_else(busy, picture, place, tmp_path):
    told = submit(busy, picture, place)
    key = tmp_path / "key"
    key.write_text(hex(busy.accounts[2].key.private))
    key.chmod(0o600)
    other = ("--account", hex(busy.accounts[2].address), "--credential", key, "--rpc", busy.rpc)
    refused = busy.ciro("cancel", told["job"], *other, check=1)
    assert "only the account that submitted the job" in refused.stderr
    assert busy.said("cancel", told["job"])["state"] == "cancelled"
    again = busy.ciro("cancel", told["job"], "--rpc", busy.rpc, check=1)
    assert "JOB: not queued" in again.stderr


def test_a_result_is_disputed_with_a_bond(busy, picture, place):
    told = submit(busy, picture, place)
    early = busy.ciro("dispute", told["job"], "--rpc", busy.rpc, check=1)
    assert "no result yet" in early.stderr
    busy.work(int(told["job"], 16), OUTPUT, place)
    before = busy.run(busy.jobs.held())
    assert busy.said("dispute", told["job"])["state"] == "disputed"
    assert busy.run(busy.jobs.held()) - before == CIRO // 2
    assert busy.run(busy.jobs.job(int(told["job"], 16))).state == JobState.DISPUTED


def test_who_has_too_little_is_told_before_anything_is_laid_down(busy, picture, place, tmp_path):
    key = tmp_path / "key"
    key.write_text(hex(busy.accounts[2].key.private))
    key.chmod(0o600)
    done = busy.ciro(
        "submit", "--input", picture, "--reward", "5", "--model", MODEL, "--place", place.base, "--no-wait",
        "--account", hex(busy.accounts[2].address), "--credential", key, "--rpc", busy.rpc, check=1,
    )  # fmt: skip
    assert "has 0.00 CIRO; 5.00 are needed" in done.stderr
    assert not Path(place.base).exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--reward", "0.5"), "at least 1 CIRO"),
        (("--reward", "much"), "give CIRO as a number"),
        (("--verify", "trust"), "known are none, sampling, proof, consensus"),
        (("--verify", "consensus"), "2 to 7 workers"),
        (("--verify", "consensus", "--workers", "4", "--agreeing", "2"), "more than half"),
        (("--verify", "sampling", "--rate", "5"), "--parameters"),
        (("--workers", "3"), "belong to --verify consensus"),
        (("--timeout", "5"), "120 to 604800"),
        (("--type", "cooking"), "known are ai-inference"),
        (("--model", "no-such-model"), "or give the SHA-256"),
        (("--framework", "onnxruntime>=x"), "no version"),
        (("--place", "ftp://x"), "begins with http"),
        (("--input", "/absent"), "No such file"),
        (("--input", "/dev/null"), "is empty"),
        (("--contract", "12"), 'write it as "0x…"'),
    ],
)  # fmt: skip
def test_a_wrong_term_is_named_before_any_node_is_asked(picture, options, words, tmp_path):
    from typer.testing import CliRunner

    from gateway.cli import app

    whole = ["job", "submit", "--contract", "0x1", "--input", str(picture), "--reward", "5", "--model", MODEL]
    done = CliRunner().invoke(app, [*whole, "--rpc", "http://127.0.0.1:9/rpc", "--models", str(tmp_path), *options])
    assert done.exit_code == 2, done.output
    assert words in done.output


def test_no_node_ends_with_3_and_no_job_with_1(busy):
    assert busy.ciro("status", "0x7", "--rpc", "http://127.0.0.1:9/rpc", check=3).stderr.count("is the node up") == 1
    assert "no job of this id" in busy.ciro("status", "0x7", "--rpc", busy.rpc, check=1).stderr


@pytest.mark.parametrize("command", ["status", "cancel", "dispute"])
def test_an_address_without_a_job_manager_is_a_wrong_option(busy, command):
    for address in (0x1234, busy.token.address):
        done = busy.ciro(command, "0x7", "--contract", hex(address), "--rpc", busy.rpc, check=2)
        assert "no JobManager is there" in done.stderr


def test_every_refusal_of_the_contract_has_words():
    sources = [ROOT / "contracts/src" / name for name in ("job_manager.cairo", "components/matching.cairo")]
    sources += [ROOT / "contracts/src/logic/job_rules.cairo"]
    reasons = {reason for path in sources for reason in re.findall(r"felt252 = '([A-Z]+: [^']+)'", path.read_text())}
    assert len(reasons) > 40
    assert reasons <= MEANINGS.keys()
    for reason in reasons:
        assert reason in explain(RevertedError(reason, None, reason))


def test_a_place_is_checked_byte_by_byte(place):
    digest = asyncio.run(place.publish(b"something"))
    assert digest == digest_of(b"something")
    Path(place.where(digest)).write_bytes(b"something else")
    with pytest.raises(Exception, match="not what its name says"):
        asyncio.run(place.fetch(digest))
    with pytest.raises(Exception, match="nothing is there"):
        asyncio.run(place.fetch(5))
    with pytest.raises(Exception, match="more than 3 bytes"):
        asyncio.run(Place.at(place.base).fetch(asyncio.run(place.publish(b"four")), most=3))


def test_json_is_one_object_on_standard_output(busy, picture, place):
    done = busy.ciro(
        "submit", "--input", picture, "--reward", "5", "--model", MODEL, "--place", place.base, "--no-wait",
        "--rpc", busy.rpc, "--json", check=0,
    )  # fmt: skip
    assert json.loads(done.stdout)["job"].startswith("0x")


def test_the_oracle_writes_the_price(world):
    from typer.testing import CliRunner

    from gateway.cli import app

    done = CliRunner().invoke(app, ["chain", "price", "0.01", "--rpc", world.rpc, "--checkout", str(ROOT)])
    assert done.exit_code == 0, done.output
    assert world.run(world.pool.last_price())[0] == ONE_CENT

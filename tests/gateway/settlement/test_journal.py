"""The table of batches: a journal from before it is taken over, and the appliance has the part that fills it."""

import sqlite3

import pytest

from gateway.app import Appliance
from gateway.chain.keys import new_key
from gateway.config import parse
from gateway.demo.paymaster_process import write_key
from gateway.journal import schema
from gateway.journal.schema import connect, migrate
from gateway.settlement import table
from gateway.settlement.building import Built

CHAIN = """
[chain]
mode = "{mode}"
network = "devnet"
rpc = "http://127.0.0.1:1/rpc"
anchor = "0x1234"
account = "0x5678"
key_file = "{key}"

[[chain.paymasters]]
url = "http://127.0.0.1:1/"
"""


@pytest.fixture
def old_journal(tmp_path, monkeypatch):
    """A journal as it was before there were batches."""
    path = tmp_path / "journal.db"
    with monkeypatch.context() as old:
        old.setattr(schema, "_STEPS", schema._STEPS[:3])
        old.setattr(schema, "SCHEMA_VERSION", 3)
        made = connect(path)
        migrate(made)
    made.execute("INSERT INTO device VALUES (1, 'plant/hall/line/camera', 0)")
    with pytest.raises(sqlite3.OperationalError, match="batch"):
        made.execute("SELECT * FROM batch")
    made.close()
    return path


def test_a_journal_without_batches_is_taken_over_and_settled_from_its_first_record(old_journal):
    journal = connect(old_journal)
    migrate(journal)
    assert journal.execute("PRAGMA user_version").fetchone()[0] == schema.SCHEMA_VERSION
    assert journal.execute("SELECT address FROM device").fetchone()[0] == "plant/hall/line/camera"
    assert table.next_first(journal) == 1
    table.add(journal, Built(1, 3, 1, 5, 2**250, "00" * 32, "11" * 32), "age", 9)
    assert table.next_first(journal) == 4
    assert table.unsettled(journal).root == 2**250
    migrate(journal)
    assert table.unsettled(journal).last == 3, "a second start changes nothing"
    journal.close()


def appliance(tmp_path, mode):
    key = write_key(tmp_path / "session.key", new_key())
    text = f'[broker]\nport = 1\n[page]\nenabled = false\n[journal]\ndirectory = "{tmp_path / "state"}"\n'
    return Appliance(parse(text + CHAIN.format(mode=mode, key=key)))


@pytest.mark.parametrize("mode", ["sponsored", "direct"])
def test_a_gateway_that_is_to_settle_has_the_part_for_it(tmp_path, mode):
    made = appliance(tmp_path, mode)
    assert made.settlement is not None
    assert "settlement" in made.supervisor.health


def test_settlement_is_off_until_it_is_asked_for(tmp_path):
    assert appliance(tmp_path, "off").settlement is None

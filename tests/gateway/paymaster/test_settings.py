"""The configuration file says what may be written, and what is wrong with what was."""

import json
from pathlib import Path

import pytest

from gateway.config import ConfigurationError
from gateway.paymaster.amounts import as_strk, nano_of_strk, nano_up
from gateway.paymaster.rates import Rates
from gateway.paymaster.settings import DEVICE_ACCOUNT_CLASS, example, load_settings

ROOT = Path(__file__).parents[3]


@pytest.fixture
def read(tmp_path):
    def read(text):
        path = tmp_path / "paymaster.toml"
        path.write_text(text)
        return load_settings(path)

    return read


def test_the_example_is_a_configuration(read):
    settings = read(example())
    assert settings.chain.paymaster == 0x123
    assert settings.fees.modes == ["sponsored"]


def test_the_class_that_is_deployed_is_the_one_of_this_checkout():
    manifest = json.loads((ROOT / "contracts" / "manifest.json").read_text())
    assert int(manifest["contracts"]["DeviceAccount"]["class_hash"], 16) == DEVICE_ACCOUNT_CLASS


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('host = "127.0.0.1" ', 'host = "0.0.0.0" '), "can be reached from other machines"),
        (('paymaster = "0x123"', 'paymaster = "123"'), "0x"),
        (('paymaster = "0x123"', ""), "paymaster"),
        (('network = "devnet"', 'network = "moon"'), "none of"),
        (('rpc = "http', 'rpc = "ftp'), "no address"),
        (("port = 8580", "prot = 8580"), "prot"),
        (("[[relayers]] ", '[[relayers]]\naddress = "0x456"\nkey_file = "x"\n[[relayers]] '), "same address"),
        (("most_strk = 5.0 ", 'modes = ["free"] '), "sponsored"),
        (("[service]", "[service"), "not TOML"),
    ],
)
def test_what_is_wrong_is_named(read, change, said):
    text = example().replace(*change, 1)
    assert text != example()
    with pytest.raises(ConfigurationError, match=said):
        read(text)


def test_a_file_that_is_absent_is_named_with_the_remedy(tmp_path):
    with pytest.raises(ConfigurationError, match="ciro paymaster example"):
        load_settings(tmp_path / "none.toml")


def test_entry_points_are_names_or_selectors(read):
    text = example() + '[[policy.allow]]\ncontract = "0x1"\nentry_points = ["transfer", "0x5"]\n'
    named, given = read(text).policy.allow[0].entry_points
    assert named == 0x83AFD3F4CAEDC6EEBF44246FE54E38C95E3179A5EC9EA81740ECA5B482D12E
    assert given == 5


@pytest.mark.parametrize(("text", "nano"), [("0", 0), ("12.5", 12_500_000_000), ("0.000000001", 1)])
def test_amounts_read_back_as_they_were_written(text, nano):
    assert nano_of_strk(text) == nano
    assert as_strk(nano) == text


@pytest.mark.parametrize("text", ["", "-1", "1e99", "NaN", "0.0000000001", "ten"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError, match="STRK"):
        nano_of_strk(text)


def test_costs_are_rounded_up():
    assert (nano_up(0), nano_up(1), nano_up(10**9), nano_up(10**9 + 1)) == (0, 1, 1, 2)


class TestRates:
    def test_a_bucket_empties_and_fills_again(self):
        now = [0.0]
        rates = Rates(60, clock=lambda: now[0])
        assert [rates.wait_s("a") for _ in range(15)] == [0] * 15
        assert rates.wait_s("a") == pytest.approx(1)
        assert rates.wait_s("b") == 0
        now[0] = 1.0
        assert rates.wait_s("a") == 0
        assert rates.wait_s("a") > 0

    def test_strangers_do_not_fill_the_memory(self):
        rates = Rates(60)
        for name in range(20_000):
            rates.wait_s(name)
        assert len(rates._buckets) == 10_000

"""What Python knows of the contracts is what their sources say: clients, structs, events, enumerations, constants."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway import records
from gateway.chain.abi import ContractAbi, UnknownEventError
from gateway.chain.bindings import CLASSES, CONTRACTS, constants, shared
from gateway.chain.cairo_types import CairoTypeError, CairoTypes
from gateway.chain.codec import CodecError, decode, encode
from gateway.chain.contract import shipped_abi
from gateway.chain.generate import BindingError, bindings, present, written


def product(classes):
    """ABI and Cairo path of each contract that is the product's own."""
    lines = (next(iter(classes.values())).sierra.parent / "classes.jsonl").read_text(encoding="utf-8").splitlines()
    paths = {line["name"]: line["path"] for line in map(json.loads, lines)}
    own = {n: p for n, p in paths.items() if p.startswith("ciro::") and "::examples::" not in p}
    return {name: classes[name].abi.entries for name in own}, own


@pytest.mark.slow
def test_the_bindings_and_the_reference_are_those_of_these_sources(classes):
    abis, paths = product(classes)
    files, there = written(abis, paths), present()
    differing = sorted(name for name in files.keys() | there.keys() if files.get(name) != there.get(name))
    assert differing == [], "run: ./scripts/contracts && .venv/bin/python -m gateway.chain.generate"


def test_every_contract_has_a_client_and_every_entry_point_a_method():
    for client in CONTRACTS:
        for function in shipped_abi(client.contract).functions:
            assert function.startswith("__") or hasattr(client, function), f"{client.contract}.{function}"


def test_every_event_of_every_contract_has_a_class():
    for client in CONTRACTS:
        for shape in shipped_abi(client.contract).events:
            assert shape.path in CLASSES


def test_the_gateways_enumerations_are_those_of_the_chain():
    def folded(enumeration):
        return {member.name.replace("_", "").lower(): int(member) for member in enumeration}

    assert folded(records.JobType) == folded(shared.JobType)
    assert [member.name for member in shared.ProofState] == [
        "ABSENT",
        "PENDING",
        "IN_PROGRESS",
        "VERIFIED",
        "FAILED",
        "EXPIRED",
        "DISPUTED",
    ]
    assert {member.name for member in shared.JobState} == {
        "ABSENT",
        "QUEUED",
        "PROCESSING",
        "COMPLETED",
        "PAID",
        "FAILED",
        "CANCELLED",
        "DISPUTED",
    }


def test_the_constants_are_the_specifications():
    assert constants.PLATFORM_FEE_BPS == 250
    assert constants.DISPUTE_WINDOW == 3 * 86_400
    assert (constants.HEARTBEAT_INTERVAL, constants.HEARTBEAT_TIMEOUT) == (300, 900)
    assert (constants.MAX_JOBS_PER_WORKER, constants.MAX_BATCH) == (100, 50)
    split = constants.SLASH_TO_CHALLENGER_BPS, constants.SLASH_BURNT_BPS, constants.SLASH_TO_TREASURY_BPS
    assert split == (5_000, 3_000, 2_000)
    assert constants.SUPPLY_AT_LAUNCH == 10**27
    assert (constants.QUORUM_BPS, constants.SUPERMAJORITY_BPS) == (2_000, 6_700)


TYPES = CairoTypes(
    [
        {
            "type": "struct",
            "name": "t::Point",
            "members": [{"name": "from", "type": "core::felt252"}, {"name": "y", "type": "core::integer::u256"}],
        },
        {
            "type": "enum",
            "name": "t::Side",
            "variants": [{"name": "Left", "type": "()"}, {"name": "Right", "type": "()"}],
        },
    ]
)
FELT, U256 = st.integers(0, 2**251), st.integers(0, 2**256 - 1)
VALUES = {
    "core::felt252": FELT,
    "core::integer::u8": st.integers(0, 255),
    "core::integer::i64": st.integers(-(2**63), 2**63 - 1),
    "core::integer::u256": U256,
    "core::bool": st.booleans(),
    "core::byte_array::ByteArray": st.text(max_size=80),
    "core::array::Span::<core::integer::u256>": st.lists(U256, max_size=4),
    "core::option::Option::<core::felt252>": st.none() | FELT,
    "(core::felt252, (core::bool, core::integer::u8))": st.tuples(FELT, st.tuples(st.booleans(), st.integers(0, 255))),
    "[core::integer::u8; 3]": st.lists(st.integers(0, 255), min_size=3, max_size=3),
    "t::Point": st.fixed_dictionaries({"from": FELT, "y": U256}),
    "t::Side": st.integers(0, 1),
}


@given(data=st.data(), name=st.sampled_from(sorted(VALUES)))
def test_what_is_written_is_read_back(data, name):
    value = data.draw(VALUES[name])
    felts = encode(TYPES[name], value)
    read = decode(TYPES[name], iter(felts), {})
    assert read == ({"from_": value["from"], "y": value["y"]} if name == "t::Point" else value)


@given(name=st.sampled_from(sorted(VALUES)), felts=st.lists(st.integers(0, 2**251), max_size=6))
def test_arbitrary_felts_are_read_or_refused_by_name(name, felts):
    with contextlib.suppress(CodecError):
        decode(TYPES[name], iter(felts[:1] and [felts[0] % 8, *felts[1:]]), {})


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("core::integer::u8", 256, "256 is not in 0 … 255"),
        ("core::integer::u8", "7", "no integer"),
        ("core::bool", 1, "no bool"),
        ("core::felt252", -1, "is not in 0"),
        ("[core::integer::u8; 3]", [1], "3 values are needed, not 1"),
        ("t::Point", {"y": 1}, "has no from"),
        ("t::Side", 2, "2 is not in 0 … 1"),
        ("core::zeroable::NonZero::<core::integer::u8>", 0, "zero where none is allowed"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_by_name(name, value, says):
    with pytest.raises(CodecError, match=says):
        encode(TYPES[name], value)


def test_an_unknown_type_is_refused():
    with pytest.raises(CairoTypeError, match="'t::Nothing' is no type of this ABI"):
        TYPES["core::array::Array::<t::Nothing>"]


def test_arguments_are_counted_and_named():
    abi = shipped_abi("CiroToken")
    with pytest.raises(CodecError, match=r"transfer takes 2 arguments \(recipient, amount\), not 1"):
        abi.encode("transfer", [1])
    with pytest.raises(CodecError, match="transfer: argument amount: -1 is not in"):
        abi.encode("transfer", [1, -1])


def test_an_event_of_another_contract_is_refused():
    abi = shipped_abi("AuditAnchor")
    with pytest.raises(UnknownEventError, match="no event of this contract"):
        abi.decode_event([12345], [])
    shape = next(shape for shape in abi.events if shape.name == "BatchAnchored")
    with pytest.raises(UnknownEventError, match="BatchAnchored whose data do not fit"):
        abi.decode_event([*shape.selectors, 1], [1])


def test_a_variant_with_a_value_is_refused_by_the_generator():
    entry = {"type": "enum", "name": "ciro::x::Odd", "variants": [{"name": "A", "type": "core::felt252"}]}
    with pytest.raises(BindingError, match="variant A has a value"):
        bindings({"X": [entry]}, {"X": "ciro::x::X"}, "")


def test_two_names_in_one_module_are_refused_by_the_generator():
    def struct(path):
        return {"type": "struct", "name": path, "members": [{"name": "a", "type": "core::felt252"}]}

    with pytest.raises(BindingError, match=r"would both be shared\.Same"):
        bindings({"X": [struct("ciro::x::Same"), struct("ciro::y::Same")]}, {"X": "ciro::x::X"}, "")


def test_an_abi_without_classes_gives_dictionaries():
    abi = ContractAbi(shipped_abi("AuditAnchor").source)
    shape = next(shape for shape in abi.events if shape.name == "JournalOpened")
    found, value = abi.decode_event([*shape.selectors, 7], [8, 9, 10])
    assert found == shape
    assert value["gateway"] == 7

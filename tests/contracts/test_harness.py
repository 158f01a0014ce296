"""What the other tests lean on: values survive the ABI, reasons are read, nothing of a test outlives it."""

import json
from pathlib import Path

import pytest
from chain_testing.build import SOURCES, artifacts
from chain_testing.mutants import MUTANTS, Mutant
from chain_testing.reverts import Refused, Reverted, reverts_with
from starknet_py.common import create_casm_class, create_sierra_compiled_contract
from starknet_py.hash.casm_class_hash import compute_casm_class_hash
from starknet_py.hash.sierra_class_hash import compute_sierra_class_hash
from starknet_py.net.client_models import Call

ADMIN = "ADMIN"


@pytest.fixture
def counter(chain):
    return chain.deploy("Counter", owner=chain.admin, start=5)


def test_every_kind_of_value_comes_back_as_it_was_given(chain, counter):
    given = {
        "word": "short string",
        "text": "a byte array longer than one word of thirty-one bytes, with ümlauts",
        "pairs": [{"left": 2**255 + 1, "right": None}, {"left": 0, "right": 255}],
        "shape": ("Line", 2**64 - 1),
        "fixed": [1, 2, 3],
        "signed": -(2**31),
        "tuple": (True, 2**128 - 1),
        "addresses": [chain.admin, counter],
    }
    word, text, pairs, shape, fixed, signed, tuple_, addresses = counter.echo(**given)
    assert word.to_bytes(12) == b"short string"
    assert (text, pairs, shape, fixed, signed) == (
        given["text"],
        given["pairs"],
        given["shape"],
        given["fixed"],
        given["signed"],
    )
    assert tuple_ == given["tuple"]
    assert addresses == [chain.admin.address, counter.address]
    assert counter.echo(**(given | {"shape": "Point"}))[3] == "Point"


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"fixed": [1, 2]}, "3 values are needed"),
        ({"fixed": [1, 2, 256]}, "is not in 0"),
        ({"shape": "Circle"}, "the variants are Point, Line"),
        ({"signed": 2**31}, "is not in"),
    ],
)
def test_a_value_that_is_not_of_its_type_is_refused_before_it_is_sent(counter, changed, complaint):
    given = {"word": 0, "text": "", "pairs": [], "shape": 0, "fixed": [0] * 3, "signed": 0, "tuple": (False, 0)}
    with pytest.raises(ValueError, match=complaint):
        counter.echo(**(given | {"addresses": []} | changed))


def test_wrong_names_of_arguments_are_refused(chain, counter):
    with pytest.raises(TypeError, match="takes"):
        counter.add(quantity=1, by=chain.admin)
    with pytest.raises(TypeError, match="by="):
        counter.add(1)
    with pytest.raises(AttributeError, match="no entry point"):
        counter.subtract(1, by=chain.admin)


def test_a_transaction_returns_its_events_by_name(chain, counter):
    receipt = counter.add(3, by=chain.admin)
    added = receipt.event("Added")
    assert added == {"by": chain.admin.address, "amount": 3, "pair": {"left": 3, "right": 7}}
    assert (added.contract, added.pair.right) == (counter.address, 7)
    assert counter.value() == 8
    assert [event.name for event in chain.events(counter)] == ["RoleGranted", "Added"]


def test_the_reason_of_a_revert_is_read(chain, counter):
    with reverts_with("COUNTER: not the owner"):
        counter.add(1, by=chain.stranger)
    with reverts_with("COUNTER: zero amount"):
        counter.add(0, by=chain.admin)
    with reverts_with("COUNTER: not the owner"):
        counter.add.call(1)
    assert counter.value() == 5


def test_another_reason_than_the_claimed_one_fails_the_test(chain, counter):
    with pytest.raises(pytest.fail.Exception, match="instead of"), reverts_with("COUNTER: zero amount"):
        counter.add(1, by=chain.stranger)
    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"), reverts_with("COUNTER: zero amount"):
        counter.add(1, by=chain.admin)


def test_a_constructor_that_panics_reverts(chain):
    with pytest.raises(Reverted) as caught:
        chain.deploy("Counter", owner=0, start=5)
    assert caught.value.reason == "ACCESS: zero account"


def test_a_wrong_signature_is_not_taken_in(chain, counter):
    impostor = chain.actor("impostor", chain.admin.address, chain.stranger.signer.private_key)
    with pytest.raises(Refused) as caught:
        counter.add(1, by=impostor)
    assert caught.value.code == 55


def test_more_calldata_than_the_network_takes_is_not_sent(chain, counter):
    with pytest.raises(AssertionError, match="felts of calldata"):
        chain.invoke(chain.admin, Call(counter.address, 1, [0] * 5_000))


@pytest.fixture(scope="module")
def first_seen():
    return {}


@pytest.mark.parametrize("turn", [1, 2])
def test_state_time_and_blocks_go_back_after_each_test(chain, first_seen, turn):
    """Both turns find the chain as the first one did, though each makes a contract and lets a day pass."""
    before = chain.block_number, chain.nonce(chain.admin)
    assert first_seen.setdefault("before", before) == before
    now = chain.now
    assert now - first_seen.setdefault("now", now) < 86_400
    assert chain.deploy("Counter", owner=chain.admin, start=turn).value() == turn
    chain.increase_time(86_400)
    assert chain.now >= now + 86_400


def test_set_time_is_the_time_of_the_next_block(chain, counter):
    chain.set_time(chain.now + 1_000_000)
    at = chain.now
    counter.add(1, by=chain.admin)
    assert at <= counter.time() < at + 1_000


def test_gas_is_priced_as_the_network_does(chain, counter):
    """An entry point that writes one cell costs a million or two by Sierra gas and a twentieth of it by VM steps."""
    assert 1_000_000 < counter.add(1, by=chain.admin).l2_gas < 4_000_000


def test_the_compilers_class_hashes_are_those_of_an_independent_implementation(chain, classes):
    """The devnet (Rust) and starknet.py compute both from the declared class; ``declare`` compares the first."""
    for name in ("Counter", "PlainAccount"):
        artifact = classes[name]
        assert chain.declare(artifact) == artifact.class_hash
        sierra = create_sierra_compiled_contract(artifact.sierra.read_text())
        assert compute_sierra_class_hash(sierra) == artifact.class_hash
        casm = json.loads((artifact.sierra.parent / f"{name}.casm.json").read_text())
        casm["hints"] = []  # no part of the hash, and starknet.py cannot read negative immediates in them
        assert compute_casm_class_hash(create_casm_class(json.dumps(casm))) == artifact.compiled_class_hash


class TestMutants:
    def test_a_check_that_is_taken_out_is_missed(self, chain, mutant):
        sound = chain.deploy("Counter", owner=chain.admin, start=0)
        with reverts_with("ACCESS: missing role"):
            sound.grant_role(ADMIN, chain.stranger, by=chain.stranger)
        broken = chain.deploy(mutant("role-not-asked-for"), owner=chain.admin, start=0)
        broken.grant_role(ADMIN, chain.stranger, by=chain.stranger)
        assert broken.has_role(ADMIN, chain.stranger)

    def test_a_patch_that_does_not_fit_is_a_fault(self, tmp_path):
        (tmp_path / "some.cairo").write_text("assert(a); assert(b);")
        twice = Mutant("twice", "Counter", "", (("some.cairo", "assert(", ""),))
        absent = Mutant("absent", "Counter", "", (("some.cairo", "assert(c);", ""),))
        with pytest.raises(ValueError, match="2 times"):
            twice.applied(tmp_path)
        with pytest.raises(ValueError, match="0 times"):
            absent.applied(tmp_path)

    def test_every_mutant_fits_the_sources_and_is_held_by_a_test(self):
        tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
        for path in sorted(MUTANTS.glob("*.toml")):
            assert Mutant.read(path.stem).applied(SOURCES / "src")
            assert f'"{path.stem}"' in tests, f"no test has the mutant {path.stem}"


def test_compiled_classes_are_complete(classes, compiled):
    folder = classes["Counter"].sierra.parent
    assert artifacts(folder) == classes

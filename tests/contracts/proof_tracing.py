"""Every challenge, claim and hash of a verification: of the Python verifier's, and of the contract's.

A trace is a list of values for each label. Neither verifier is written for it:

- The Python verifier runs under a trace function that notes what is assigned to the variables named in `WATCHED`, and
  with a permutation that notes the transcript's states.
- The contract is compiled from its sources with lines added that emit values under the same labels (`CLAIMS`, `HASHES`;
  two classes, since a transaction emits no more than 1,000 events). Each text at which a line is added must occur
  exactly once, as with mutants.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2s
from types import FrameType
from typing import Any
from unittest.mock import patch

from chain_testing.chain import Chain
from chain_testing.mutants import Mutant
from starknet_py.net.client_models import Call

from zkml import Registration, verify
from zkml.field import PRIME
from zkml.hashing import Hashes, hades
from zkml.statement import Statement
from zkml.transcript import transcript_of

Trace = dict[str, list[int]]

WATCHED = {
    ("lookup.py", "verify_fraction_sum"): {"claim": "lookup claim", "p": "lookup p", "q": "lookup q"},
    ("verifier.py", "verify"): {
        name: name.replace("_", " ")
        for name in (
            "digest", "numerator", "denominator", "active", "on_first", "fixed_2", "fixed_1", "low", "high", "outputs",
            "claim", "f", "g", "hidden", "witness_claim", "learnt", "weight_claim", "zeta",
        )
    },
}  # fmt: skip
"""Variables of the Python verifier by file and function, with their labels."""

# -- Python ------------------------------------------------------------------------------------------------------------


def python_trace(registration: Registration, statement: Statement, proof: bytes) -> Trace:
    """Verify a proof that holds, and return the trace."""
    trace: Trace = defaultdict(list)

    def permuted(a: int, b: int, c: int) -> tuple[int, int, int]:
        state = hades(a, b, c)
        trace["transcript"] += state
        return state

    class Noting(Hashes):
        def leaf(self, values: Any, *, witness: bool) -> int:
            trace["leaf"].append(super().leaf(values, witness=witness))
            return trace["leaf"][-1]

    def climbed(hashes: Hashes, digest: int, position: int, siblings: Any) -> int:
        for start in range(0, len(siblings), 3):  # a contract climbs three levels at once
            chunk = siblings[start : start + 3]
            for sibling in chunk:
                digest = hashes.node(sibling, digest) if position & 1 else hashes.node(digest, sibling)
                position >>= 1
            trace["climb"].append(digest)
        return digest

    with (
        patch("zkml.verifier.transcript_of", lambda profile, digest: transcript_of(profile, digest, permuted)),
        patch("zkml.commitment.hashes_of", Noting),
        patch("zkml.commitment.climb", climbed),
        _watching(trace),
    ):
        verify(registration, statement, proof)
    trace["witness claim"] = trace["witness claim"][-1:]  # where pictures are cells it is added to
    return dict(trace)


@contextmanager
def _watching(trace: Trace) -> Iterator[None]:
    last: dict[FrameType, dict[str, Any]] = {}
    paths: dict[int, int] = {}

    def key(frame: FrameType) -> tuple[str, str]:
        code = frame.f_code
        return code.co_filename.rpartition("/")[2], code.co_name

    def local(frame: FrameType, event: str, argument: Any) -> Any:
        where = key(frame)
        seen = last.setdefault(frame, {})
        for name, label in WATCHED.get(where, {}).items():
            value = frame.f_locals.get(name)
            if value is not None and seen.get(name) != value:
                seen[name] = value
                trace[label].append(value % PRIME)
        if event == "return":
            last.pop(frame, None)
            if where == ("sumcheck.py", "verify_round"):
                for label, value in zip(("round claim", "round challenge"), argument, strict=True):
                    trace[label].append(value)
            elif where == ("commitment.py", "positions"):
                trace["position"] += argument
            elif where == ("multilinear.py", "dot") and key(frame.f_back)[1] == "verify_opening":  # type: ignore[arg-type]
                trace["last sum"].append(argument)
            elif where == ("merkle.py", "enter"):
                paths[frame.f_locals["tree"]] = frame.f_locals["digest"]
                if len(paths) == frame.f_locals["self"]._trees:  # a draw's paths, in the trees' order
                    trace["cap"] += [paths.pop(tree) for tree in sorted(paths)]
            elif where == ("merkle.py", "roots"):
                trace["root"] += argument
            elif where == ("commitment.py", "_fold_pairs") and len(argument) == 1:
                trace["folded"] += argument
        return local

    names = {function for _, function in WATCHED} | {
        "verify_round",
        "positions",
        "dot",
        "enter",
        "roots",
        "_fold_pairs",
    }

    def entered(frame: FrameType, event: str, argument: Any) -> Any:
        return local if frame.f_code.co_name in names and "/zkml/" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        yield
    finally:
        sys.settrace(before)


def digests(trace: Trace) -> dict[str, str]:
    """Return how many values each label has and the digest of them, for a file of vectors."""
    return {
        label: f"{len(values)}:" + blake2s(b"".join(one.to_bytes(32, "little") for one in values)).hexdigest()[:24]
        for label, values in sorted(trace.items())
    }


# -- the contract ------------------------------------------------------------------------------------------------------

_EMIT = """
pub fn trace(label: felt252, values: Span<felt252>) {
    starknet::SyscallResultTrait::unwrap_syscall(
        starknet::syscalls::emit_event_syscall(array![label].span(), values),
    );
}
"""


def _after(file: str, text: str, line: str) -> tuple[str, str, str]:
    return f"zkml/{file}.cairo", text, f"{text}\n{line}"


def _before(file: str, text: str, line: str) -> tuple[str, str, str]:
    return f"zkml/{file}.cairo", text, f"{line}\n{text}"


def _note(label: str, *values: str) -> str:
    """Return a line that tells *values*; without any, the variable of the label's name."""
    told = values or (label.replace(" ", "_"),)
    return f"crate::zkml::packing::trace('{label}', array![{', '.join(told)}].span());"


def _notes(*labels: str) -> str:
    return "".join(map(_note, labels))


_TRACE = ("zkml/packing.cairo", "/// Σ_j c^j values[j].", f"{_EMIT}\n/// Σ_j c^j values[j].")

_LOOKUP = _note("lookup claim", "claim")
_LAYER = _note("lookup p", "p") + _note("lookup q", "q")
_ROUND = "r * (difference + leading * (r - 1))"

CONTRACT = 0x7ACED
"""Both classes verify proofs for this address, wherever they are: so a proof's values are always the same."""

_ADDRESS = (
    "zkml/verifier.cairo",
    "let contract = get_contract_address().into();",
    f"let _here = get_contract_address(); let contract = {CONTRACT:#x};",
)

CLAIMS = Mutant(
    "traced-claims",
    "InspectionVerifier",
    "the claims are told",
    (
        _TRACE,
        _ADDRESS,
        _after(
            "transcript",
            "        self = Transcript { first, second, capacity };",
            _note("transcript", "first", "second", "capacity"),
        ),
        _after("lookup", "    let mut p = total * q;", _LAYER),
        _after("lookup", "        let mut claim = p + weight * q;", _LOOKUP),
        _after("lookup", f"            claim += {_ROUND} - join * difference;", _LOOKUP),
        _after("lookup", f"            claim += {_ROUND} - *coordinate * difference;", _LOOKUP),
        _after("lookup", "        q = q_0 + join * (q_1 - q_0);", _LAYER),
        _after(
            "sumcheck",
            "    claim = at_0 + r * (claim - at_0 - at_0 + leading * (r - 1));",
            _note("round claim", "claim") + _note("round challenge", "r"),
        ),
        _after(
            "verifier",
            "    let mut transcript = TranscriptTrait::start(statement.digest);",
            _note("digest", "statement.digest") + _note("zeta", "registration.zeta"),
        ),
        _after(
            "verifier",
            "    let reduced = verify_fraction_sum(ref transcript, ref proof, sizes.witness_bits, 0)?;",
            _note("numerator", "reduced.numerator") + _note("denominator", "reduced.denominator"),
        ),
        _after(
            "verifier",
            "    let high = lookups.fixed_1 - r;",
            "".join(
                _note(name.replace("_", " "), f"lookups.{name}")
                for name in ("active", "on_first", "fixed_2", "fixed_1")
            )
            + _notes("low", "high"),
        ),
        _after(
            "verifier",
            "    let mut claim = u + (y - y_input) * sizes.scale + r + eta * outputs;",
            _notes("outputs", "claim"),
        ),
        _after(
            "verifier",
            "    let [f, g] = (*proof.multi_pop_front::<2>().unwrap()).unbox();",
            _notes("claim", "f", "g"),
        ),
        _after(
            "verifier",
            "    let model_claim = gamma_4 * gamma * (learnt + gamma * registration.anchor);",
            _notes("hidden", "witness claim", "learnt") + _note("weight claim", "model_claim"),
        ),
        _before("commitment", "    if sum != claim {", _note("last sum", "sum")),
        _after(
            "commitment",
            "    let drawn = draw(circuit, counts, ref transcript);",
            "for one in drawn { " + _note("position", "(*one).into()") + " }",
        ),
    ),
)

_CLIMBS = {1: "side: Bit, s0: felt252", 2: "sides: Two, s0: felt252, s1: felt252",
           3: "sides: Three, s0: felt252, s1: felt252, s2: felt252"}  # fmt: skip


def _climb(levels: int, rest: str) -> tuple[str, str, str]:
    name, parameters = f"climb_{levels}", f"digest: felt252, {rest}"
    passed = ", ".join(one.split(":")[0].strip() for one in parameters.split(","))
    text = f"pub fn {name}({parameters}) -> felt252 {{"
    noted = f"{text}\n    let reached = plain_{name}({passed});\n    {_note('climb', 'reached')}\n    reached\n}}\n"
    return "zkml/merkle.cairo", text, noted + text.replace(f"pub fn {name}", f"fn plain_{name}")


_FOLDED = ") -> (felt252, felt252, felt252, felt252, felt252, felt252, felt252, felt252, felt252) {"

HASHES = Mutant(
    "traced-hashes",
    "InspectionVerifier",
    "the hashes are told",
    (
        _TRACE,
        _ADDRESS,
        _after("merkle", "    let (a, _, _) = hades_permutation(a + v6, b + v7, c);", _note("leaf", "a")),
        _after("merkle", "    let (a, _, _) = hades_permutation(a + v14, b + v15, c);", _note("leaf", "a")),
        *(_climb(levels, rest) for levels, rest in _CLIMBS.items()),
        _after("merkle", _FOLDED, _note("folded")),
        _after(
            "last_message",
            "pub fn is_at(last: Box<[felt252; 64]>, inverse: felt252, value: felt252) -> bool {",
            _note("folded", "value"),
        ),
        _after(
            "commitment",
            "        let here = circuit.query(position, ref proof, folding, last);",
            "crate::zkml::packing::trace('cap', here.nodes);",
        ),
        _before("commitment", "    if found != roots.span() {", "crate::zkml::packing::trace('root', found);"),
    ),
)


def contract_trace(chain: Chain, call: Call) -> Trace:
    """Send a call to a class that tells, and return what it told."""
    receipt = chain.invoke(chain.stranger, call)
    trace: Trace = defaultdict(list)
    for event in chain.run(chain.rpc.get_transaction_receipt(receipt.hash)).events:
        if event.from_address == call.to_addr:
            trace[event.keys[0].to_bytes(31, "big").lstrip(b"\0").decode()] += event.data
    return dict(trace)

"""Proofs that a contract verifies: gas and calldata of a transaction, and changed proofs that must all be refused.

Gas is the network's Sierra gas, as starknet-devnet counts it, of the whole transaction: the plain account's own share
and the calldata are in it. Changed proofs are shown to both verifiers, the contract and the Python one, which must name
the same check; some are also sent as transactions through ProofVerifier, which must be undone.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from benchmarks import onchain_mutations, onchain_parts
from benchmarks.appliance import BenchmarkError
from benchmarks.machine import facts
from benchmarks.processes import ROOT
from benchmarks.report import Report
from zkml import Prover, load_circuit

__all__ = ["OnchainOptions", "run", "summary"]


@dataclass(frozen=True, slots=True)
class OnchainOptions:
    """How `onchain` runs.

    Attributes:
        mutations: changed proofs that both verifiers are asked about.
        transactions: of them, those that are sent, too.
        seed: of what is drawn.
        picture: file for a picture of the gas by part; None: none is drawn.

    """

    mutations: int = 2_000
    transactions: int = 50
    seed: int = 1
    picture: Path | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """A transaction with so many inspections, and its targets."""

    name: str
    items: int
    gas: int
    felts: int


ROWS = (
    _Row("one", 1, 33_000_000, 2_950),
    _Row("eight", 8, 50_000_000, 4_900),
    _Row("batch16", 16, 16 * 6_000_000, 5_000),
    _Row("batch32", 32, 32 * 6_000_000, 5_000),
)


def run(options: OnchainOptions, directory: Path) -> Report:
    """Measure; *directory* takes the devnet's log."""
    report = Report(
        "onchain",
        "proofs verified by the contract, one transaction each, Sierra gas on starknet-devnet",
        ["transaction", "inspections", "L2 gas", "L2 gas each", "calldata felts", "of them proof", "proving CPU s"],
        facts(directory),
    )
    report.raw = {
        "options": {**asdict(options), "picture": str(options.picture)},
        "parts": {},
        **{row.name: None for row in ROWS},
    }
    testing = _testing()
    with _chain(testing, directory) as chain:
        prover = testing.inspection.inspection_prover()
        network = testing.network.deploy_network(chain)
        inspections = testing.inspection.Inspections.deploy(chain, prover)
        testing.inspection.route(network, inspections)
        for row in ROWS:
            _measure(report, testing, inspections, row)
        if options.picture is not None:
            onchain_parts.draw(report.raw["parts"], options.picture)
        _recorded(report, testing, network, inspections)
        _registered(report, testing, inspections)
        _general(report, testing, chain, prover, directory)
        counts = (options.mutations, options.transactions, options.seed)
        onchain_mutations.tell(report, onchain_mutations.mutate(testing, network, inspections, *counts))
    report.notes += [
        f"Parameter set {testing.inspection.SET}; the gas of a transaction moves with the draws by about 0.3 million.",
        "batch16, batch32: pictures that a source has committed to; its account checks the signature meanwhile.",
    ]
    return report


def summary(report: Report) -> dict[str, Any]:
    """Return the figures that the option ``--json`` prints."""
    keys = ("one", "eight", "batch16", "batch32", "mutations_tried", "mutations_accepted")
    return {key: report.raw[key] for key in keys}


def _measure(report: Report, testing: Any, inspections: Any, row: _Row) -> None:
    cpu = time.process_time()
    proof = inspections.prove(items=row.items)
    cpu = time.process_time() - cpu
    said = inspections.verdict(*inspections.elements(proof))
    if said:
        raise BenchmarkError(f"the contract refuses an honest proof of {row.items} inspection(s): {said}")
    gas, felts = _sent(inspections, inspections.verify_call(proof))
    proof_felts = len(inspections.elements(proof)[1])
    report.row(
        f"{row.name}: verified", row.items, f"{gas:,}", f"{gas // row.items:,}", f"{felts:,}", proof_felts, f"{cpu:.2f}"
    )
    parts = onchain_parts.gas_by_part(testing, inspections, proof, gas)
    report.raw["parts"][row.name] = parts
    report.notes.append(f"{row.name}: " + ", ".join(f"{part} {taken / 1e6:.2f} M" for part, taken in parts.items()))
    report.raw[row.name] = {"l2_gas": gas, "calldata_felts": felts}
    report.target(f"{row.name}: at most {row.gas / 1e6:.0f} M L2 gas", f"{gas / 1e6:.2f} M", met=gas <= row.gas)
    report.target(f"{row.name}: at most {row.felts:,} felts of calldata", f"{felts:,}", met=felts <= row.felts)


def _sent(inspections: Any, call: Any) -> tuple[int, int]:
    """Send a call; return its L2 gas and the elements of the transaction's calldata."""
    gas = inspections.chain.invoke(inspections.chain.stranger, call).l2_gas
    return gas, len(call.calldata) + 4  # calls, address, selector, length


def _recorded(report: Report, testing: Any, network: Any, inspections: Any) -> None:
    """Measure one inspection that is also recorded, so that a job can be paid on it."""
    statement, felts = testing.inspection.elements(inspections.proof)
    kind = (testing.inspection.KIND, testing.inspection.PARAMETERS, inspections.model)
    gas, length = _sent(inspections, network.proofs.verify_and_record.build(*kind, statement, felts))
    report.row("one: verified and recorded", 1, f"{gas:,}", f"{gas:,}", f"{length:,}", len(felts), "")
    report.raw["one_recorded"] = {"l2_gas": gas, "calldata_felts": length}


def _registered(report: Report, testing: Any, inspections: Any) -> None:
    """Measure the registration of the model, which a network verifies once."""
    registration = inspections.prover.registration
    registry = inspections.chain.deploy("ModelRegistry")
    call = registry.register_model.build(*testing.calldata.registration_calldata(registration))
    gas, felts = _sent(inspections, call)
    proof_felts = len(testing.calldata.registration_calldata(registration)[-1])
    report.row("the model's registration", "", f"{gas:,}", "", f"{felts:,}", proof_felts, "")
    report.raw["registration"] = {"l2_gas": gas, "calldata_felts": felts}


def _general(report: Report, testing: Any, chain: Any, prover: Any, directory: Path) -> None:
    """Measure the contract that reads the architecture, on the same model and on others."""
    verifier = testing.general.deploy_general(chain)
    same = testing.general.Described.describe(chain, verifier, prover)
    gas, felts = _sent(same, same.verify_call(same.prove()))
    report.row("general class: one", 1, f"{gas:,}", f"{gas:,}", f"{felts:,}", "", "")
    ratio = gas / report.raw["one"]["l2_gas"]
    report.target("general class: at most 1.4 of a written one's gas", f"{ratio:.3f}", met=ratio <= 1.4)
    report.raw["general"] = {"l2_gas": gas, "calldata_felts": felts}
    others = {"every kind of layer": testing.general.random_circuit(4, directory / "other.onnx")}
    others["vibration-anomaly"] = load_circuit(ROOT / "models" / "vibration-anomaly" / "model.onnx")
    for name, circuit in others.items():
        described = testing.general.Described.describe(chain, verifier, Prover(circuit, testing.inspection.SET))
        gas, felts = _sent(described, described.verify_call(described.prove()))
        report.row(f"general class: {name}", 1, f"{gas:,}", f"{gas:,}", f"{felts:,}", "", "")
        report.raw.setdefault("general_others", {})[name] = {"l2_gas": gas, "calldata_felts": felts}


def _testing() -> Any:
    """Return the modules of the tests that deploy the network and change proofs."""
    place = str(ROOT / "tests" / "contracts")
    if place not in sys.path:
        sys.path.insert(0, place)
    try:
        import general_testing
        import inspection_testing
        import network_testing
        import proof_mutations
        from chain_testing import build, chain, reverts

        from zkml.cairo import calldata
    except ModuleNotFoundError as error:
        raise BenchmarkError(f"{error}: install the extras zk and chain") from error
    return SimpleNamespace(
        general=general_testing,
        inspection=inspection_testing,
        network=network_testing,
        mutations=proof_mutations,
        build=build,
        chain=chain,
        reverts=reverts,
        calldata=calldata,
    )


@contextmanager
def _chain(testing: Any, directory: Path) -> Iterator[Any]:
    """Start a devnet with the contracts of this checkout, compiled when they have not been."""
    try:
        tools = testing.build.Tools.present()
    except subprocess.CalledProcessError as error:
        raise BenchmarkError("the contracts' tools cannot be had; see ./scripts/contracts --tools") from error
    with testing.chain.running(tools, testing.build.build(tools), directory) as chain:
        yield chain

"""What a contract's verification costs by part: proofs that fail at known checks, each as a transaction.

The verifier goes step by step and ends at the first check that fails. So the gas of a proof that was changed to fail at
the end of a step is that of all steps up to there, and differences are those of the steps. No contract is cut for it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from zkml.cairo.calldata import binding_of
from zkml.cairo.proof_sizes import ProofSizes
from zkml.drawing import bars_svg
from zkml.parameters import parameter_set

__all__ = ["draw", "gas_by_part"]


def gas_by_part(testing: Any, inspections: Any, proof: Any, whole: int) -> dict[str, int]:
    """Return L2 gas of each part of the transaction that verifies *proof*, which took *whole*."""
    statement, felts = inspections.elements(proof)
    signature = len(felts) - len(
        testing.calldata.proof_calldata(proof.data)
    )  # of a commitment's source, and its length
    verify = inspections.verifier.verify.build

    def taken(call: Any) -> int:
        return int(inspections.chain.invoke(inspections.chain.stranger, call).l2_gas)

    def until(place: int, *checks: str) -> int:
        changed = list(felts)
        changed[signature + place] += 1
        said = inspections.verdict(statement, changed)
        assert said in checks, f"element {place} fails {said}, not {checks}"
        return taken(verify(testing.inspection.PARAMETERS, inspections.model, statement, changed))

    places = _places(inspections, proof)
    reached = {
        "account and calldata": taken(verify(1, inspections.model, statement, felts)),
        "statement: digests, signature": taken(
            verify(
                testing.inspection.PARAMETERS,
                inspections.model,
                statement,
                felts[:signature] + [0] * (len(felts) - signature),
            )
        ),
        "lookups (GKR)": until(places["lookups"], "lookup layer"),
        "network's sumcheck": until(places["network"], "network"),
        "pictures, opening, weights": until(places["opening"], "opening sum"),
        "work, order of draws": until(places["order"], "query order"),
        "draws: leaves, paths, folds": until(places["draws"], "final polynomial", "merkle"),
        "the trees' common top": whole,
    }
    gas, before = {}, 0
    for part, total in reached.items():
        gas[part], before = total - before, total
    return gas


def _places(inspections: Any, proof: Any) -> dict[str, int]:
    """Return an element at the end of each step, whose change fails there."""
    architecture, items = inspections.prover.registration.architecture, proof.statement.count
    parameters = parameter_set(proof.statement.parameter_set)
    sizes = ProofSizes.of(architecture, parameters, items, binding_of(items))
    return {
        "lookups": sizes.lookups - 1,
        "network": sizes.network - 1,
        "opening": sizes.roots,
        "order": sizes.nonce,
        "draws": sizes.draws - sizes.draw,
    }


def draw(found: dict[str, dict[str, int]], file: Path) -> None:
    """Write a picture: bars of each transaction's parts."""
    rows = [
        (f"{name}: {part}", gas / 1e6, f"{gas / 1e6:.2f} M ({gas / sum(parts.values()):.0%})")
        for name, parts in found.items()
        for part, gas in parts.items()
    ]
    file.write_text(bars_svg("A proof verified by the contract", "L2 gas by part", rows), encoding="utf-8")

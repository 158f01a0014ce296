"""The prover's, and the source's, side of `zkml.input_commitment`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zkml.circuit import Architecture
from zkml.committing import table_of
from zkml.hashing import Hashes
from zkml.input_commitment import InputTable, commitment_point, input_table
from zkml.multilinear import log2_ceil, power_factors
from zkml.parameters import ParameterSet
from zkml.proving.backend import Backend, Tree, Vector
from zkml.proving.opening import Opened
from zkml.statement import InputCommitment

__all__ = ["CommittedInputs", "commit_inputs"]


@dataclass(frozen=True, slots=True)
class CommittedInputs:
    """A batch's inputs with the commitment to them.

    Attributes:
        commitment: it.
        form: of the table.
        point: z, where the anchor is the table's value.
        cells: of the table.
        tree: over its code word.

    """

    commitment: InputCommitment
    form: InputTable
    point: int
    cells: Vector
    tree: Tree

    def value(self, backend: Backend, x: int) -> int:
        """Return Σ x^i P[i]."""
        return backend.dot(self.cells, backend.tensor(power_factors(x, self.form.bits)))

    def opened(self, backend: Backend, c: int, scales: Sequence[int]) -> Opened:
        """Return the table for the opening; *scales* are those of its value at c and of its anchor."""
        weights = backend.zeros(1 << self.form.bits)
        for x, scale in zip((c, self.point), scales, strict=True):
            backend.add(weights, 0, scale, backend.tensor(power_factors(x, self.form.bits)))
        return Opened(self.form.bits, self.cells, weights, self.tree)


def commit_inputs(
    backend: Backend, architecture: Architecture, parameters: ParameterSet, inputs: Sequence[bytes]
) -> CommittedInputs:
    """Commit to a batch of inputs; no model's weights are needed for it."""
    form = input_table(architecture, log2_ceil(len(inputs)))
    cells = backend.from_felts(table_of(form, inputs))
    tree = backend.commit(cells, parameters, form.folds, witness=False)
    point = commitment_point(parameters, form.bits, tree.root, Hashes(parameters.profile, backend.permutation))
    anchor = backend.dot(cells, backend.tensor(power_factors(point, form.bits)))
    return CommittedInputs(InputCommitment(tree.root, anchor), form, point, cells, tree)

"""What cheating provers share: false witnesses, and denominators that fit them."""

from dataclasses import replace

import numpy as np

from zkml.circuit import layout
from zkml.field import PRIME
from zkml.proving.network import LayerSums
from zkml.proving.prover import _Run
from zkml.proving.witness import build_witness, cell_places


class Forger:
    """A prover of false statements about one model and one input."""

    def __init__(self, prover, inputs, proof):
        self.prover, self.inputs, self.proof = prover, inputs, proof
        self.circuit = prover.circuit
        self.architecture = prover.circuit.architecture
        self.plan = layout(self.architecture, 0, proof is not None and proof.statement.in_witness)
        self.last = len(self.architecture.hidden) - 1  # the layer that nothing but the network's output follows from
        self.honest = self.circuit.run(inputs)

    def evaluated(self, layer, change):
        """Evaluate with *change* applied to one layer's outputs; what follows is evaluated from the false ones."""
        tensors, results = [self.inputs.astype(np.int64)], []
        for index, found in enumerate(self.architecture.layers):
            sums = self.circuit.sums(index, tensors)
            outputs = None if found.shift is None else self.circuit.outputs(found, sums)
            if index == layer:
                outputs = change(outputs.copy())
            results.append(LayerSums(sums, outputs))
            if outputs is not None:
                tensors.append(outputs)
        return results

    def statement(self, outputs=None, **changes):
        changed = dict(changes)
        if outputs is not None:
            changed["outputs"] = tuple(item.astype("<i4").tobytes() for item in outputs)
        return replace(self.proof.statement, **changed)

    def witness(self, results):
        return build_witness(self.architecture, self.plan, results, self.inputs)

    def run(self, statement, witness, run=_Run, prover=None):
        """Return the proof that a (cheating) prover writes."""
        return run(prover or self.prover, statement, self.inputs, witness, lambda _: None).data()

    def cell(self, layer, index=0):
        """Return the position of an element of a layer's output."""
        shape = self.architecture.layers[layer].shape
        return int(cell_places(self.plan, layer, shape).reshape(-1)[index])


class CellRun(_Run):
    """A prover whose denominators are made from the cells and sums, whatever the rows say."""

    def _false_denominators(self, denominators, alpha, beta):
        size = 1 << self._plan.position_bits
        witness, tables = self._witness, self._architecture.tables
        for at in np.flatnonzero(self.touched()):
            y, r = (int(witness.cells[0, half, at]) for half in (0, 1))
            u = int(witness.sums[0, at]) - (y << tables.shift) - r
            values = [(alpha - y - beta * u) % PRIME, (alpha - beta * beta - r) % PRIME]
            for half in (0, 1):
                self._backend.put(denominators, half * size + int(at), self._backend.from_felts([values[half]]))

    def touched(self):
        """Say which positions are looked up."""
        mask = np.zeros(1 << self._plan.position_bits, bool)
        for block in self._plan.looked_up:
            mask[block.offset : block.offset + (1 << block.bits)] = True
        return mask

"""The prover's story, in the verifier's numbering (see `zkml.verifier`), over any `Backend`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zkml.circuit import Block, Layout, layout
from zkml.claims import LayerPoint, NetworkPoint, SumcheckPoint, WitnessTerm
from zkml.commitment import anchor_factors
from zkml.errors import Rejected, Unprovable
from zkml.estimate import estimate
from zkml.field import PRIME, inverse
from zkml.format import PROOF_MAGIC
from zkml.hashing import Hashes
from zkml.layers import BIAS_BASE, BIAS_DIGITS, Shape, block_bits
from zkml.multilinear import Factors, eq_table, log2_ceil
from zkml.packing import input_terms
from zkml.parameters import DEFAULT_SET, FOLD_BITS, ParameterSet, parameter_set
from zkml.proving.backend import Backend, Vector
from zkml.proving.inputs import CommittedInputs, commit_inputs
from zkml.proving.network import Circuit, LayerSums, padded_shape
from zkml.proving.opening import Opened, first_folds, open_tables
from zkml.proving.witness import Witness, build_witness, cell_places, row_of
from zkml.proving.writer import Writer
from zkml.registration import WIDTH_ROWS, Registration, anchor_point, verify_registration
from zkml.statement import COMMITTED_INPUT, MOST_ITEMS, PUBLIC_INPUT, WITNESS_INPUT, Context, Statement
from zkml.transcript import transcript_of
from zkml.verifier import verify

__all__ = ["Proof", "Prover", "register"]

Progress = Callable[[str], None]
"""Called with the name of each step as it begins; what it raises ends the proof."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof with the statement that it proves."""

    statement: Statement
    data: bytes


def _quiet(_: str) -> None:
    return None


def register(circuit: Circuit, name: str = DEFAULT_SET, backend: Backend | None = None) -> Registration:
    """Return a model's record with its width proof, which has been verified.

    Raises:
        Rejected: the architecture's bounds do not hold.

    """
    return Prover(circuit, name, backend).registration


class Prover:
    """A registered model, ready to prove.

    Args:
        circuit: the network.
        name: of the parameter set.
        backend: of the arithmetic; None: the fastest that runs here (`fastest` takes a number of threads).
        registration: of the circuit under this set, if it has been made before; else it is made.

    Raises:
        Rejected: the architecture's bounds do not hold, or *registration* is of another model.

    """

    def __init__(
        self,
        circuit: Circuit,
        name: str = DEFAULT_SET,
        backend: Backend | None = None,
        registration: Registration | None = None,
    ) -> None:
        circuit.architecture.check()
        if backend is None:
            from zkml.proving.select import fastest

            backend = fastest()
        self.circuit = circuit
        self.parameters = parameter_set(name)
        self._backend = backend
        self._cells = backend.from_integers(circuit.cells)
        self._rows: dict[Layout, tuple[tuple[Vector, Vector, Vector], ...]] = {}
        self._places: dict[tuple[Block | None, int, Shape], NDArray[np.int64]] = {}
        self._tree = backend.commit(self._cells, self.parameters, FOLD_BITS, witness=False)
        backend.release()  # the weights, often the largest table, are never transformed again
        self.registration = registration or self._register()
        if self._tree.root != self.registration.root or self.registration.architecture != circuit.architecture:
            raise Rejected("registration", "it is of another model")
        self._model_id = verify_registration(self.registration)
        zeta = anchor_point(circuit.architecture, name, self._tree.root)
        self._anchor_weights = backend.tensor(anchor_factors(zeta, circuit.architecture.weight_bits))

    def row_tables(self, plan: Layout) -> tuple[tuple[Vector, Vector, Vector], ...]:
        """Return for each half of the witness 1, y or r, and u at each position that holds a row, else 0.

        They have one element more, for what is no fraction.
        """
        if plan not in self._rows:
            tables, size = self.circuit.architecture.tables, 1 << plan.position_bits
            columns = [[np.zeros(size + 1, np.int64) for _ in range(3)] for _ in range(2)]
            for piece in plan.pieces:
                span = slice(piece.offset, piece.offset + (1 << piece.bits))
                rows = [row_of(tables, piece, piece.first + i) for i in range(1 << piece.bits)]
                columns[piece.half][0][span] = 1
                columns[piece.half][1][span] = [row[0] for row in rows]
                columns[piece.half][2][span] = [row[1] for row in rows]
            self._rows[plan] = tuple(tuple(self._backend.from_integers(column) for column in half) for half in columns)
        return self._rows[plan]

    def source_places(self, plan: Layout, tensor: int, shape: Shape) -> NDArray[np.int64]:
        """Return where a source's elements lie in one image's witness, or in the picture; rows and columns are padded.

        A place beyond the shape is any: its taps are 0.
        """
        key = plan.input_block, tensor, shape  # a plan's blocks do not depend on how many images there are
        if key not in self._places:
            own = self.circuit.architecture.tensor_shape(tensor)
            places = np.arange(int(np.prod(own))).reshape(own)
            if tensor:
                places = cell_places(plan, tensor - 1, own)
            wide = np.zeros((shape[0], *padded_shape(shape)[1:]), np.int64)
            wide[:, : shape[1], : shape[2]] = places.reshape(shape)
            self._places[key] = wide
        return self._places[key]

    def _register(self) -> Registration:
        backend, architecture = self._backend, self.circuit.architecture
        bits, name, root = architecture.weight_bits, self.parameters.name, self._tree.root
        zeta = anchor_point(architecture, name, root)
        anchor_weights = backend.tensor(anchor_factors(zeta, bits))
        anchor = backend.dot(self._cells, anchor_weights)
        empty = Registration(architecture, name, root, anchor, b"")
        writer = Writer(transcript_of(self.parameters.profile, empty.model_id, self._backend.permutation))
        cells = self.circuit.cells
        writer.message([int(np.count_nonzero(cells == value)) for value in WIDTH_ROWS])
        alpha = writer.challenge()
        numerators = backend.from_integers(np.ones(len(cells), np.int64))
        denominators = backend.zeros(len(cells))
        backend.add(denominators, 0, alpha, numerators)
        backend.add(denominators, 0, PRIME - 1, self._cells)
        point = _prove_fractions(writer, backend, numerators, denominators)
        gamma = writer.challenge()
        weights = backend.tensor([[1 - x, x] for x in point])
        backend.add(weights, 0, gamma, anchor_weights)
        open_tables(writer, backend, self.parameters, Opened(bits, self._cells, weights, self._tree))
        return Registration(architecture, name, root, anchor, writer.data())

    def prove(
        self,
        inputs: NDArray[np.uint8],
        context: Context | None = None,
        progress: Progress = _quiet,
        *,
        binding: int = PUBLIC_INPUT,
    ) -> Proof:
        """Prove a batch; *inputs* is u8 [n, channels, height, width], *binding* how the statement binds them.

        With COMMITTED_INPUT the commitment is made here, the same as by whoever vouches for it (`commit_inputs`).

        Raises:
            Unprovable: the inputs do not have the model's shape, or there are too many for one proof or for the memory.
            Cancelled: *progress* raised it.
            Rejected: the proof was made but does not verify: a fault of the machine or of this program.

        """
        architecture = self.circuit.architecture
        if inputs.dtype != np.uint8 or inputs.shape[1:] != architecture.input or inputs.ndim != 4:
            raise Unprovable(f"inputs must be u8 [n, {', '.join(map(str, architecture.input))}]")
        if not 1 <= len(inputs) <= MOST_ITEMS:
            raise Unprovable(f"a proof holds 1 to {MOST_ITEMS} inputs")
        estimate(architecture, self.parameters, len(inputs), binding).require()
        progress("inference")
        results = self.circuit.run(inputs)
        items = tuple(item.tobytes() for item in inputs)
        committed = None
        if binding == COMMITTED_INPUT:
            committed = commit_inputs(self._backend, architecture, self.parameters, items)
        statement = Statement(
            self._model_id,
            self.parameters.name,
            items if committed is None else (),
            tuple(item.astype("<i4").tobytes() for item in results[-1].sums),
            context or Context(),
            binding,
            None if committed is None else committed.commitment,
        )
        plan = layout(architecture, statement.items_bits, statement.in_witness)
        repeat = np.minimum(np.arange(1 << plan.items_bits), len(inputs) - 1)
        results = [
            LayerSums(found.sums[repeat], None if found.outputs is None else found.outputs[repeat]) for found in results
        ]
        witness = build_witness(architecture, plan, results, inputs[repeat])
        data = self.prove_witness(statement, inputs[repeat], witness, progress, committed)
        progress("self-check")
        verify(self.registration, statement, data)
        return Proof(statement, data)

    def prove_witness(
        self,
        statement: Statement,
        inputs: NDArray[np.uint8],
        witness: Witness,
        progress: Progress = _quiet,
        committed: CommittedInputs | None = None,
    ) -> bytes:
        """Return the messages for a statement and a witness, true or not; *committed*: where the statement says so."""
        return _Run(self, statement, inputs, witness, progress, committed).data()


class _Run:
    """One proof."""

    def __init__(
        self,
        prover: Prover,
        statement: Statement,
        inputs: NDArray[np.uint8],
        witness: Witness,
        progress: Progress,
        committed: CommittedInputs | None = None,
    ) -> None:
        self._prover = prover
        self._backend: Backend = prover._backend  # noqa: SLF001
        self._parameters: ParameterSet = prover.parameters
        self._statement = statement
        self._inputs = inputs
        self._witness = witness
        self._committed = committed
        self._progress = progress
        self._architecture = prover.circuit.architecture
        self._plan: Layout = layout(self._architecture, statement.items_bits, statement.in_witness)
        hashes = Hashes(self._parameters.profile, self._backend.permutation)
        digest = hashes.span(statement.felts(hashes))
        self._writer = Writer(transcript_of(hashes.profile, digest, self._backend.permutation))

    def data(self) -> bytes:
        backend, plan, writer, progress = self._backend, self._plan, self._writer, self._progress
        progress("commitment")
        cells = backend.from_integers(self._witness.cells)
        folds = first_folds(plan.witness_bits, self._architecture.weight_bits)
        tree = backend.commit(cells, self._parameters, folds, witness=True)
        writer.message([tree.root])
        beta, alpha = writer.challenges(2)

        progress("lookups")
        numerators, denominators = self._fractions(alpha, beta)
        rho = _prove_fractions(writer, backend, numerators, denominators)
        image, half = rho[: plan.items_bits], rho[plan.items_bits]
        position = rho[plan.items_bits + 1 :]
        assert half is not None
        folded = backend.combine(cells, eq_table(image)) if plan.items_bits else cells
        self._claim_sums(cells, folded, image, position)

        progress("network")
        output_point, eta = writer.challenges(block_bits(self._architecture.output.shape)), writer.challenge()
        network = NetworkPoint(self._architecture, plan, image, position, output_point, eta)
        f, g = self._network_tables(network, folded)
        sumcheck, sigma = backend.product_sumcheck(f, g), []
        for _ in range(plan.terms_bits):
            writer.message(sumcheck.message())
            sigma.append(writer.challenge())
            sumcheck.bind(sigma[-1])
        writer.message([backend.felts(table)[0] for table in sumcheck.tables()])

        progress("opening")
        c = 0
        if self._committed is not None:
            c = writer.challenge()
            writer.message([self._committed.value(backend, c)])
        gamma, *drawn = writer.challenges(2 if self._statement.binding == WITNESS_INPUT else 1)
        c = drawn[0] if drawn else c
        powers = [pow(gamma, i, PRIME) for i in range(11)]
        at_sigma = SumcheckPoint(network, sigma)
        terms = network.lookup_terms(powers) + at_sigma.witness_terms(powers[4])
        if plan.input_block is not None:
            terms += input_terms(network, c, powers[7:9], self._statement.binding)
        witness = Opened(plan.witness_bits, cells, self._witness_weights(network, terms), tree, witness=True)
        weights = Opened(
            self._architecture.weight_bits,
            self._prover._cells,  # noqa: SLF001
            self._weight_weights(at_sigma, powers),
            self._prover._tree,  # noqa: SLF001
        )
        tables = [witness, weights] if witness.bits >= weights.bits else [weights, witness]
        if self._committed is not None:
            tables.append(self._committed.opened(backend, c, powers[9:]))
        open_tables(writer, backend, self._parameters, *tables, step=lambda: progress("opening"))
        return PROOF_MAGIC + writer.data()

    def _fractions(self, alpha: int, beta: int) -> tuple[Vector, Vector]:
        """Return numerators and denominators of all lookups and table rows."""
        backend, plan, rows = self._backend, self._plan, self._witness.rows
        size = 1 << plan.position_bits
        fingerprints = [self._row_denominators(half, alpha, beta) for half in (0, 1)]
        numerators = np.where(rows >= 0, 1, 0)
        top = np.full((2, size), fill_value=False)
        for piece in plan.pieces:
            top[piece.half, piece.offset : piece.offset + (1 << piece.bits)] = True
        numerators[0] = np.where(top, -self._witness.cells[0], numerators[0])
        denominators = backend.zeros(numerators.size)
        for image in range(len(rows)):
            for half in (0, 1):
                own = np.where(top[half], np.arange(size), -1) if image == 0 else np.full(size, -1)
                index = np.where(rows[image, half] >= 0, rows[image, half], own)
                # row `size` of the fingerprints is 1: the denominator of what is no fraction
                found = backend.gather(fingerprints[half], np.where(index < 0, size, index))
                backend.put(denominators, (2 * image + half) * size, found)
        self._false_denominators(denominators, alpha, beta)
        return backend.from_integers(numerators), denominators

    def _false_denominators(self, denominators: Vector, alpha: int, beta: int) -> None:
        """Leave them alone; tests of cheating provers override it."""

    def _row_denominators(self, half: int, alpha: int, beta: int) -> Vector:
        """Return α - fingerprint at the table rows of one half, 0 elsewhere, and a last element 1."""
        backend, plan = self._backend, self._plan
        size = 1 << plan.position_bits
        top = min(piece.offset for piece in plan.pieces)
        present, first, second = (
            backend.part(column, top, size + 1 - top) for column in self._prover.row_tables(plan)[half]
        )
        result = backend.zeros(size + 1)
        backend.add(result, top, (alpha - (beta * beta if half else 0)) % PRIME, present)
        backend.add(result, top, PRIME - 1, first)
        if not half:
            backend.add(result, top, PRIME - beta, second)
        backend.put(result, size, backend.from_felts([1]))
        return result

    def _claim_sums(self, cells: Vector, folded: Vector, image: list[int], position: list[int]) -> None:
        """Send the sums of Y, R, U and of the multiplicities at the lookups' point."""
        backend, plan = self._backend, self._plan
        size = 1 << plan.position_bits
        at = backend.tensor([[1 - x, x] for x in position])
        scaled = backend.from_integers(self._witness.sums)
        scaled = backend.combine(scaled, eq_table(image)) if plan.items_bits else scaled
        y = r = total = y_block = 0
        for block in plan.looked_up:
            offset, length = block.offset, 1 << block.bits
            weights = backend.part(at, offset, length)
            y_block = backend.dot(backend.part(folded, offset, length), weights)
            y += y_block
            r += backend.dot(backend.part(folded, size + offset, length), weights)
            total += backend.dot(backend.part(scaled, offset, length), weights)
        uses = [0, 0]
        for piece in plan.pieces:
            length = 1 << piece.bits
            part = backend.part(cells, piece.half * size + piece.offset, length)
            uses[piece.half] += backend.dot(part, backend.part(at, piece.offset, length))
        u = total - (y << self._architecture.tables.shift) - r
        of_input = [] if plan.input_block is None else [y_block]  # its block is the last
        self._writer.message([value % PRIME for value in (y, r, u, *uses, *of_input)])

    def _network_tables(self, network: NetworkPoint, folded: Vector) -> tuple[Vector, Vector]:
        """Return f and g over the range of the sumcheck."""
        backend, plan = self._backend, self._plan
        f, g = backend.zeros(1 << plan.terms_bits), backend.zeros(1 << plan.terms_bits)
        items = network.item_weights(self._statement.count)
        table = backend.from_integers(self._inputs[: len(items)].astype(np.int64))
        picture = backend.combine(table, items)
        for index, at in enumerate(network.layers):
            layer = at.layer
            if not layer.weighted:
                self._mixing_term(at, plan.terms[index], f, g, picture, folded)
                continue
            cells = backend.part(self._prover._cells, plan.weights[at.index], 1 << block_bits(layer.weight_shape))  # noqa: SLF001
            if layer.operator == "convolution":
                cells = backend.combine(cells, at.rows)
            backend.add(f, plan.terms[index], at.scale, cells)
            digits = backend.part(self._prover._cells, plan.biases[at.index], BIAS_DIGITS * len(at.rows))  # noqa: SLF001
            backend.add(f, plan.bias_terms[index], at.scale, backend.combine(digits, at.rows))
            places = [BIAS_BASE**d for d in range(BIAS_DIGITS)]
            backend.add(g, plan.bias_terms[index], at.positions, backend.from_felts(places))
            first = 0
            taps = 1 << (block_bits(layer.terms) - log2_ceil(layer.terms[0]))
            for source in layer.sources:
                block = self._source_block(source.tensor, source.shape, picture, folded)
                found = backend.project(block, source.shape[0], *at.taps[0])
                start = plan.terms[index] + first * taps
                if layer.operator == "depthwise":
                    for c in range(source.shape[0]):
                        row = backend.part(found, c * taps, taps)
                        backend.add(g, start + c * taps, at.rows[first + c], row)
                else:
                    backend.add(g, start, 1, found)
                first += source.shape[0]
        return f, g

    def _mixing_term(self, at: LayerPoint, place: int, f: Vector, g: Vector, picture: Vector, folded: Vector) -> None:
        """Put a mixing layer's one term into f and g."""
        backend, total = self._backend, at.tag
        for number, source in enumerate(at.layer.sources):
            block = self._source_block(source.tensor, source.shape, picture, folded)
            rows, columns = at.mixed(number)
            found = backend.project(block, source.shape[0], [rows], [columns])
            total += backend.dot(found, backend.from_felts(at.rows[: source.shape[0]]))
        backend.put(f, place, backend.from_felts([at.scale]))
        backend.put(g, place, backend.from_felts([total % PRIME]))

    def _source_block(self, tensor: int, shape: Shape, picture: Vector, folded: Vector) -> Vector:
        """Return a source, in its own shape with rows and columns padded; channels are not."""
        places = self._prover.source_places(self._plan, tensor, shape)
        return self._backend.gather(folded if tensor else picture, places)

    def _witness_weights(self, network: NetworkPoint, terms: list[WitnessTerm]) -> Vector:
        """Return the weights over the witness; what every image has with eq is summed once."""
        backend, plan = self._backend, self._plan
        size = 1 << plan.position_bits
        weights = backend.zeros(1 << plan.witness_bits)
        shared = backend.zeros(2 * size) if plan.items_bits else weights
        for term in terms:
            block, of_images = backend.tensor(term.factors), _products(term.images)
            target = shared if term.images is network.every_image else weights
            for b, of_image in enumerate([1] if target is shared else of_images):
                for half, scale in enumerate(term.scales):
                    if scale and of_image:
                        place = (2 * b + half) * size + term.offset
                        backend.add(target, place, scale * of_image % PRIME, block)
        if plan.items_bits:
            for b, weight in enumerate(_products(network.every_image)):
                backend.add(weights, 2 * size * b, weight, shared)
        return weights

    def _weight_weights(self, at_sigma: SumcheckPoint, powers: list[int]) -> Vector:
        backend = self._backend
        weights = backend.zeros(1 << self._architecture.weight_bits)
        for offset, factors, scale in at_sigma.weight_terms(powers[5]):
            backend.add(weights, offset, scale, backend.tensor(factors))
        backend.add(weights, 0, powers[6], self._prover._anchor_weights)  # noqa: SLF001
        return weights


def inverses(values: list[int]) -> list[int]:
    """Return the inverses of non-zero values by one inversion (Montgomery's trick)."""
    products = [1]
    for value in values:
        products.append(products[-1] * value % PRIME)
    running = inverse(products[-1])
    result = [0] * len(values)
    for index in range(len(values) - 1, -1, -1):
        result[index] = running * products[index] % PRIME
        running = running * values[index] % PRIME
    return result


def _products(factors: Factors) -> list[int]:
    """Return the table that is the product of *factors*."""
    table = [1]
    for factor in factors:
        table = [value * x % PRIME for value in table for x in factor]
    return table


def _prove_fractions(writer: Writer, backend: Backend, p: Vector, q: Vector) -> list[int]:
    """Write the tree of fractions from its root to its leaves; return the point at which p and q are claimed."""
    layers = backend.fractions(p, q)[::-1]
    top_p, top_q = backend.felts(layers[0][0])[0], backend.felts(layers[0][1])[0]
    writer.message([top_q])
    at_p, at_q = top_p, top_q
    point: list[int] = []
    for layer in layers[1:]:
        weight = writer.challenge()
        claim = (at_p + weight * at_q) % PRIME
        sumcheck = backend.fraction_sumcheck(layer, point, weight)
        bound = []
        for reciprocal in inverses(point):
            at_0, leading = sumcheck.message()
            difference = (claim - at_0) * reciprocal % PRIME
            writer.message([difference, leading])
            r = writer.challenge()
            claim = (at_0 + (difference - leading + leading * r) * r) % PRIME
            sumcheck.bind(r)
            bound.append(r)
        p_0, p_1, q_0, q_1 = sumcheck.ends()
        writer.message([p_0, p_1, q_0, q_1])
        join = writer.challenge()
        at_p, at_q = (p_0 + join * (p_1 - p_0)) % PRIME, (q_0 + join * (q_1 - q_0)) % PRIME
        point = [join, *bound]
    return point

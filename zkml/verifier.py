"""The verifier: from a registered model, a statement and a proof to a verdict. Plain integers and hashes, nothing else.

The proof's messages in their order, and what each check prevents:

1. The statement's digest is absorbed; then the witness root is read. α and β are drawn after it: lookups are tested at
   values that the table could not be made for.
2. LogUp-GKR over (image | half | position): numerators 1 at looked-up cells, minus the multiplicity at table rows, 0
   elsewhere. Its sum is 0, its denominators are not (`lookup`).
3. Claimed sums of Y, R, U, and of the multiplicities of both tables at the point ρ. ``lookup denominators``: the
   fingerprints α - Y - βU and α - β² - R and the table's own rows give the denominator found; the tables' rows are
   computed here. ``lookup numerators``: likewise for the multiplicities.
4. ρ_o and η are drawn. The layers' sums Σ s·acc = U + 2^k_max Y + R and η times the claimed output, which is evaluated
   from the statement, start the sumcheck over all layers' (c, i, j). ``network``: its last claim is f·g.
5. g less the public part (the input's share is evaluated from the statement's bytes) is a sum of Y cells; f, less the
   ones of mixing layers, is a sum of weight cells. γ is drawn after all claims; each claim has its own power: with a
   power used twice, an error in one claim could be paid for by another.
   Where the inputs are cells of the witness, their sum at ρ is claimed as well (γ^7), since it is no layer's, and after
   all claims c is drawn: a last claim (γ^8) binds them to the statement's elements (`packing`). Where somebody has
   committed to these, c comes before γ, between them what the elements add up to; that (γ^9) and the commitment's
   anchor (γ^10) are claims about the committed table (`input_commitment`).
6. One opening for all of them, with the anchor, against the witness root and the registered weights root
   (`commitment`).

Every failure is a `Rejected`, sizes come from the registration and the parameter set alone, and the proof must end
where it should: work is bounded whatever the bytes are.
"""

from __future__ import annotations

from math import prod

from zkml.circuit import MOST_BITS, Layout, Piece, Tables, layout
from zkml.claims import NetworkPoint, SumcheckPoint
from zkml.commitment import Committed, anchor_factors, verify_opening
from zkml.errors import Rejected
from zkml.field import PRIME
from zkml.format import proof_felts
from zkml.input_commitment import commitment_point, input_table
from zkml.layers import block_bits
from zkml.lookup import verify_fraction_sum
from zkml.multilinear import block_at, eq, eq_table, index_at, power_factors
from zkml.packing import check_input_size, input_terms, packed_value
from zkml.parameters import parameter_set
from zkml.registration import Registration, anchor_point, verify_registration
from zkml.statement import WITNESS_INPUT, Statement, VerifiedStatement
from zkml.sumcheck import verify_rounds
from zkml.transcript import Reader, transcript_of

__all__ = ["known_denominators", "piece_value", "verify"]


def verify(registration: Registration, statement: Statement, proof: bytes) -> VerifiedStatement:
    """Return the statement if *proof* proves it for the registered model.

    Raises:
        Rejected: it does not; the error names the check. No other exception leaves this function.

    """
    model_id = verify_registration(registration)
    architecture = registration.architecture
    if statement.model_id != model_id or statement.parameter_set != registration.parameter_set:
        raise Rejected("statement", "it is about another model or parameter set than the registration")
    statement.check(prod(architecture.input), prod(architecture.output.shape))
    parameters = parameter_set(statement.parameter_set)
    bound = statement.in_witness
    if bound:
        check_input_size(architecture)
    plan = layout(architecture, statement.items_bits, bound)
    if plan.witness_bits > MOST_BITS:
        raise Rejected("statement", "so many items do not fit into one proof")
    digest = statement.digest()
    reader = Reader(proof_felts(proof), transcript_of(parameters.profile, digest))

    # 1. The witness, then the challenges of the lookups.
    (witness_root,) = reader.message(1)
    beta, alpha = reader.challenges(2)

    # 2, 3. Lookups, reduced to sums of the witness at one point.
    rho, numerator, denominator = verify_fraction_sum(reader, plan.witness_bits, 0)
    image, half, position = rho[: plan.items_bits], rho[plan.items_bits], rho[plan.items_bits + 1 :]
    y, r, u, uses_2, uses_1, *rest = reader.message(6 if bound else 5)
    output_bits = block_bits(architecture.output.shape)
    blocks = [block_at(block.offset, block.bits, position) for block in plan.looked_up]
    active, on_first = sum(selector for selector, _ in blocks) % PRIME, eq([0] * plan.items_bits, image)
    fixed_2, fixed_1 = known_denominators(plan, architecture.tables, active, on_first, position, alpha, beta)
    low = (fixed_2 - y - beta * u) % PRIME
    high = (fixed_1 - r) % PRIME
    if denominator != (low + half * (high - low)) % PRIME:
        raise Rejected("lookup denominators", "the claimed sums do not give the fingerprints")
    if numerator != (active - on_first * (uses_2 + half * (uses_1 - uses_2))) % PRIME:
        raise Rejected("lookup numerators", "the claimed multiplicities do not give the numerators")

    # 4. The network.
    output_point, eta = reader.challenges(output_bits), reader.challenge()
    network = NetworkPoint(architecture, plan, image, position, output_point, eta)
    items = network.item_weights(statement.count)
    outputs = network.output_value(statement.output_values(), items)
    y_input = rest[0] if bound else 0  # the inputs' sum is 2^k_max Y: they are cells whose E is 0
    claim = (u + ((y - y_input) << architecture.tables.shift) + r + eta * outputs) % PRIME
    claim, sigma = verify_rounds(reader, claim, plan.terms_bits)
    f, g = reader.message(2)
    if claim != f * g % PRIME:
        raise Rejected("network", "the layers' sums do not follow from weights and inputs")

    # 5, 6. All claims in one opening.
    c = packed = 0
    if statement.commitment is not None:
        c, (packed,) = reader.challenge(), reader.message(1)
    gamma = reader.challenge()
    if statement.binding == WITNESS_INPUT:
        c = reader.challenge()
        packed = packed_value(statement, c)
    powers = [pow(gamma, i, PRIME) for i in range(11)]
    at_sigma = SumcheckPoint(network, sigma)
    hidden = (g - at_sigma.public_value(statement.inputs, items)) % PRIME
    witness_claim = (y + powers[1] * r + powers[2] * uses_2 + powers[3] * uses_1 + powers[4] * hidden) % PRIME
    if bound:
        witness_claim = (witness_claim + powers[7] * y_input + powers[8] * packed) % PRIME
    learnt = f - at_sigma.public_weights()
    weight_claim = (powers[5] * learnt + powers[6] * registration.anchor) % PRIME
    zeta = anchor_point(architecture, registration.parameter_set, registration.root)
    on_witness = network.lookup_terms(powers) + at_sigma.witness_terms(powers[4])
    if bound:
        on_witness += input_terms(network, c, powers[7:9], statement.binding)
    on_weights = at_sigma.weight_terms(powers[5])
    on_weights.append((0, anchor_factors(zeta, architecture.weight_bits), powers[6]))
    spread = [term.over(plan) for term in on_witness]
    witness = Committed(witness_root, plan.witness_bits, True, witness_claim, spread)
    weights = Committed(registration.root, architecture.weight_bits, False, weight_claim, on_weights)
    tables = [witness, weights] if witness.bits >= weights.bits else [weights, witness]
    if statement.commitment is not None:
        bits, commitment = input_table(architecture, statement.items_bits).bits, statement.commitment
        claim = (powers[9] * packed + powers[10] * commitment.anchor) % PRIME
        z = commitment_point(parameters, bits, commitment.root)
        on_inputs = [(0, power_factors(x, bits), scale) for x, scale in ((c, powers[9]), (z, powers[10]))]
        tables.append(Committed(commitment.root, bits, False, claim, on_inputs))
    verify_opening(reader, parameters, *tables)
    reader.end()
    return VerifiedStatement(statement, digest)


def known_denominators(
    plan: Layout, tables: Tables, active: int, on_first: int, position: list[int], alpha: int, beta: int
) -> tuple[int, int]:
    """Return what both halves' denominators have at *position* besides the claimed sums.

    At looked-up cells α (half 0) and α - β² (half 1), at the tables' rows of image 0 the row's fingerprint, else 1: so
    a cell that is neither is no fraction at all.
    """
    square = beta * beta % PRIME
    rows, covered = [0, 0], [0, 0]
    for piece in plan.pieces:
        selector, inner = block_at(piece.offset, piece.bits, position)
        fingerprint = piece_value(tables, piece, inner, beta) + (square if piece.half else 0)
        rows[piece.half] += selector * (alpha - fingerprint)
        covered[piece.half] += selector
    return tuple(  # type: ignore[return-value]
        (active * looked_up + on_first * rows[half] + 1 - active - on_first * covered[half]) % PRIME
        for half, looked_up in enumerate((alpha, alpha - square))
    )


def piece_value(tables: Tables, piece: Piece, point: list[int], beta: int) -> int:
    """Return the extension of y + βu (T2) or of r (T1) over a piece's rows."""
    if piece.kind == "mark":
        return tables.mark(piece.table)
    if piece.kind == "activation":
        rows = [tables.activation_row(piece.table, z) for z in range(256)]
        return sum(e * (y + beta * u) for e, (y, u) in zip(eq_table(point), rows, strict=True)) % PRIME
    number, odd = piece.first + index_at(point), point[-1] if point else 0
    y, u = tables.row(piece.kind, number, odd, eq([0] * len(point), point))
    return (y + beta * u) % PRIME

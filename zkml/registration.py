"""Registration: which model is meant, proven once.

``model_id`` = H(version, architecture, parameter set, weights root, anchor). The parts and what they prevent:

1. The root commits to the weights table. In the Johnson regime a root is near to a *list* of tables, so that half of
   its leaves may serve one model and half another.
2. The anchor: ζ = H(root, architecture, parameters), outside the code's domain, and v_0 = Ŵ(ζ), the table's polynomial
   there. Two tables of a list agree at ζ with probability 2^-214; every proof opens the claim Ŵ(ζ) = v_0 along with its
   own, so that one table is meant.
3. The widths: every cell is in [-63, 63], by one LogUp-GKR over the table. A single bias beyond its width could push a
   sum to the tags of the lookup tables and give one input several outputs.

The width proof: how often each of the 127 values occurs is sent; α is drawn; Σ_cells 1/(α - w) must be
Σ_v m_v/(α - v), which reduces to the value of the table's extension at one point; that and the anchor are opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from zkml.circuit import Architecture
from zkml.commitment import Committed, anchor_factors, verify_opening
from zkml.errors import Rejected
from zkml.field import PRIME, inverse
from zkml.hashing import blake_digest, felt_bytes
from zkml.layers import MOST_WEIGHT
from zkml.lookup import verify_fraction_sum
from zkml.multilinear import dot, eq_factors
from zkml.parameters import parameter_set
from zkml.statement import VERSION
from zkml.transcript import Reader, transcript_of

__all__ = ["WIDTH_ROWS", "Registration", "anchor_point", "verify_registration"]

WIDTH_ROWS = range(-MOST_WEIGHT, MOST_WEIGHT + 1)


@dataclass(frozen=True, slots=True)
class Registration:
    """A model's record.

    Attributes:
        architecture: all but the weights.
        parameter_set: name of the set with which its root was made, and all its proofs are.
        root: of the weights table.
        anchor: v_0.
        proof: that all cells lie in their width and that the anchor is right.

    """

    architecture: Architecture
    parameter_set: str
    root: int
    anchor: int
    proof: bytes

    @property
    def model_id(self) -> int:
        """The model's identity."""
        code = parameter_set(self.parameter_set).code
        data = felt_bytes([VERSION, code, self.root, self.anchor]) + self.architecture.digest()
        return blake_digest(b"zkml1mdl", data)


def anchor_point(architecture: Architecture, name: str, root: int) -> int:
    """Return ζ. It lies outside the code's domain but for one hash in 2^220."""
    data = felt_bytes([VERSION, parameter_set(name).code, root]) + architecture.digest()
    return blake_digest(b"zkml1anc", data)


@lru_cache(maxsize=64)
def verify_registration(registration: Registration) -> int:
    """Check a registration and return the model's identity; the work is done once for each record and process.

    Raises:
        Rejected: naming the check.

    """
    parameters, architecture = parameter_set(registration.parameter_set), registration.architecture
    architecture.check()
    model_id, bits = registration.model_id, architecture.weight_bits
    reader = Reader(registration.proof, transcript_of(parameters.profile, model_id))
    counts = reader.message(len(WIDTH_ROWS))
    alpha = reader.challenge()
    # α is a row of the table, so that there is no inverse, but for one hash in 2^244
    total = dot(counts, [inverse(alpha - value) for value in WIDTH_ROWS])
    point, p, q = verify_fraction_sum(reader, bits, total)
    if p != 1:
        raise Rejected("lookup numerators", "a cell is not looked up exactly once")
    gamma = reader.challenge()
    zeta = anchor_point(architecture, registration.parameter_set, registration.root)
    claim = (alpha - q + gamma * registration.anchor) % PRIME
    weights = [(0, eq_factors(point), 1), (0, anchor_factors(zeta, bits), gamma)]
    verify_opening(reader, parameters, Committed(registration.root, bits, False, claim, weights))
    reader.end()
    return model_id

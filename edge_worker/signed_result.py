"""What a worker signs when it has done a job: the twin of ``contracts/src/logic/signed_result.cairo``.

The message is SNIP-12 revision 1 typed data: domain ``Ciro result`` version 1 of one chain, the worker's account as the
signer, and the struct ``Result(job_id, model, input_digest, output_digest)``. The key is the Stark key that the worker
registered as ``CdcPool.result_key``; it signs results and cannot move funds. Who signs two results for one job with
different outputs gives evidence against itself, so a worker keeps what it has signed.

Needs the extra ``[chain]``; it is imported when a function is called, so that a worker without a chain never loads it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache, lru_cache
from typing import Any

from edge_worker import typed_data as snip12
from zkml.field import PRIME
from zkml.hashing import hades

__all__ = ["RESULT_TYPE", "Result", "holds", "key_signed", "message_hash", "question_state", "sign", "typed_data"]

_DOMAIN_TYPE = (
    '"StarknetDomain"("name":"shortstring","version":"shortstring","chainId":"shortstring","revision":"shortstring")'
)
_DOMAIN_NAME = "Ciro result"
_DOMAIN_VERSION = 1
_REVISION = 1
_SCALAR_BOUND = 2**251
_CURVE_BETA = 0x6F21413EFBE40DE150E596D72F7A8C5609AD26C15C915C1F4CDFCB99CEE9E89
"""β of the Stark curve y² = x³ + x + β, as Starknet publishes it."""

RESULT_TYPE = '"Result"("job_id":"felt","model":"felt","input_digest":"felt","output_digest":"felt")'
"""The struct's type string as SNIP-12 encodes it; its Starknet Keccak is the first element hashed."""

Signature = tuple[int, int]


@dataclass(frozen=True)
class Result:
    """A worker's claim about one job.

    Raises:
        ValueError: a field is no element of Starknet's field, 0 ≤ x < p.

    """

    job_id: int
    model: int
    input_digest: int
    output_digest: int

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            if not 0 <= value < PRIME:
                raise ValueError(f"{name} must be an element of Starknet's field, 0 ≤ x < p, got {value}")


def message_hash(result: Result, worker: int, chain_id: int) -> int:
    """Return the hash that the account at address *worker* signs.

    Args:
        result: what is claimed.
        worker: the worker's account address.
        chain_id: the chain's id as a number, the short string ``SN_MAIN`` for instance.

    """
    struct = _poseidon([result.output_digest], question_state(result.job_id, result.model, result.input_digest))
    return _poseidon([worker, struct], _message_head(chain_id))


@lru_cache(maxsize=1024)
def question_state(job_id: int, model: int, input_digest: int) -> tuple[int, int, int]:
    """Return the sponge's state after all of a result but its output.

    It is known before the model has run: asked for meanwhile, it leaves less hashing to do afterwards.
    """
    state = (0, 0, 0)
    for first, second in ((_keccak(RESULT_TYPE), job_id), (model, input_digest)):
        state = _permuted(state[0] + first, state[1] + second, state[2])
    return state


def sign(result: Result, worker: int, chain_id: int, private_key: int) -> Signature:
    """Return the signature (r, s), deterministic (RFC 6979): asked twice, a worker signs the same."""
    import fast_stark_crypto

    r, s = fast_stark_crypto.sign(private_key, message_hash(result, worker, chain_id))
    return r, s


def holds(result: Result, worker: int, chain_id: int, result_key: int, signature: Signature) -> bool:
    """Return whether *signature* over *result* is *worker*'s under *result_key*, whatever numbers they are."""
    return key_signed(result_key, message_hash(result, worker, chain_id), signature)


def key_signed(result_key: int, digest: int, signature: Signature) -> bool:
    """Return whether *signature* over *digest* is that of *result_key*, whatever numbers they are.

    A key of zero (a worker that never registered) has signed nothing. Key and scalars are checked first, because the
    library panics on what is no point and no scalar.
    """
    import fast_stark_crypto

    if not (_is_point(result_key) and all(0 < scalar < _SCALAR_BOUND for scalar in signature)):
        return False
    return bool(fast_stark_crypto.verify(result_key, digest, *signature))


def typed_data(result: Result, chain_id: int) -> dict[str, Any]:
    """Return the typed data as wallets and starknet.js take it."""
    names = ("job_id", "model", "input_digest", "output_digest")
    message = {name: hex(getattr(result, name)) for name in names}
    types = {"Result": snip12.fields("felt", *names)}
    return snip12.typed_data(types, "Result", (_DOMAIN_NAME, str(_DOMAIN_VERSION)), chain_id, message)


@cache
def _message_head(chain_id: int) -> tuple[int, int, int]:
    """Return the sponge's state after the message's first two elements, which are the same for every result."""
    domain = [_keccak(_DOMAIN_TYPE), _short_string(_DOMAIN_NAME), _DOMAIN_VERSION, chain_id, _REVISION]
    return hades(_short_string("StarkNet Message"), _poseidon(domain), 0)


def _poseidon(values: Sequence[int], state: tuple[int, int, int] = (0, 0, 0)) -> int:
    """Return Starknet's sponge: two elements a permutation, padded by 1 and, to an even number, by 0."""
    padded = [*values, 1, *([0] if len(values) % 2 == 0 else [])]
    for first, second in zip(padded[::2], padded[1::2], strict=True):
        state = _permuted(state[0] + first, state[1] + second, state[2])
    return state[0]


def _permuted(a: int, b: int, c: int) -> tuple[int, int, int]:
    """Return Starknet's permutation, in C where starknet.py has brought it along: quicker."""
    compiled = _compiled_hades()
    if compiled is None:
        return hades(a % PRIME, b % PRIME, c)
    x, y, z = compiled([a % PRIME, b % PRIME, c])
    return x, y, z


@cache
def _compiled_hades() -> Callable[[list[int]], list[int]] | None:
    try:
        from poseidon_py.c_bindings import hades_permutation
    except ImportError:
        return None
    compiled: Callable[[list[int]], list[int]] = hades_permutation
    return compiled


@lru_cache(maxsize=1024)
def _is_point(x: int) -> bool:
    """Return whether *x* is the coordinate of a point other than zero: x³ + x + β is a square (Euler's criterion)."""
    square = (x**3 + x + _CURVE_BETA) % PRIME
    return 0 < x < PRIME and pow(square, (PRIME - 1) // 2, PRIME) in {0, 1}


def _short_string(text: str) -> int:
    return int.from_bytes(text.encode("ascii"), "big")


@cache
def _keccak(text: str) -> int:
    from starknet_py.hash.selector import get_selector_from_name

    return int(get_selector_from_name(text))

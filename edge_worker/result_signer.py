"""The worker's pen: signs results, each job once, and says under which key and account."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from edge_worker.conventions import digest_felt, is_chain_job, job_felt, output_digest, result_of
from edge_worker.signed_result import question_state, sign

if TYPE_CHECKING:
    from collections.abc import Mapping

    from edge_worker.job_ledger import SignedLedger
    from edge_worker.presence import Presence
    from edge_worker.signed_result import Result

__all__ = ["OFFLINE_CHAIN", "Claim", "ResultSigner"]

OFFLINE_CHAIN = int.from_bytes(b"CIRO_OFFLINE", "big")
"""Chain id of results that belong to no chain: nothing signed under it means anything on one."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A result before its signature.

    Attributes:
        result: as it is signed.
        asked, answered: the digests of input and outputs, hex.
        digests: of each output, hex by name.
        on_chain: whether its job is one on chain, with a stake behind it.

    """

    result: Result
    asked: str
    answered: str
    digests: Mapping[str, str]
    on_chain: bool


@dataclass(frozen=True, slots=True)
class ResultSigner:
    """Signs with the result key.

    Attributes:
        ledger: what was signed.
        account: the worker's account; without a chain the public key itself.
        chain_id: as a number.
        public: the public key.

    """

    ledger: SignedLedger
    account: int
    chain_id: int
    public: int
    _private: int = field(repr=False)

    def facts(self) -> dict[str, str]:
        """Return who signs, for metadata."""
        return {"signer": hex(self.account), "result_key": hex(self.public), "chain_id": hex(self.chain_id)}

    @staticmethod
    def prepare(job_id: str, model_sha256: str, asked: str) -> None:
        """Hash what is known of a result before its output is, so that `sign` takes less."""
        question_state(job_felt(job_id), digest_felt(model_sha256), digest_felt(asked))

    def announce(self, presence: Presence) -> bytes:
        """Return a presence of this worker, signed."""
        return presence.signed(self._private)

    def claim(self, job_id: str, model_sha256: str, asked: str, digests: Mapping[str, str]) -> Claim:
        """Return what is to be signed; *asked* is the input's digest, *digests* are those of the outputs."""
        answered = output_digest(digests)
        result = result_of(job_id, model_sha256, asked, answered)
        return Claim(result, asked, answered, digests, on_chain=is_chain_job(job_id))

    def note(self, claim: Claim) -> None:
        """Enter a claim into the ledger: what `sign` makes of it may leave the machine afterwards, not before.

        Raises:
            SignedOtherwise, OSError: as `SignedLedger.enter`; nothing may leave.

        """
        self.ledger.enter(claim.result, self.account, self.chain_id, durable=claim.on_chain)

    def sign(self, claim: Claim) -> dict[str, str]:
        """Return the answer's parameters that make it a signed one."""
        r, s = sign(claim.result, self.account, self.chain_id, self._private)
        return {
            **self.facts(),
            "input_digest": claim.asked,
            "output_digest": claim.answered,
            "output_digests": json.dumps(claim.digests, sort_keys=True, separators=(",", ":")),
            "signature_r": hex(r),
            "signature_s": hex(s),
        }

"""What a contract means when it refuses a step of a job, and what to do."""

from __future__ import annotations

from gateway.chain.account import RevertedError

__all__ = ["MEANINGS", "explain", "meaning_of"]

MEANINGS = {
    "JOB: no such job": "no job has this id on this contract; is it the right contract and network?",
    "JOB: not the client": "only the account that submitted the job can do this; name it with --account",
    "JOB: own job": "an account does not work on its own job; take it with another one",
    "JOB: not queued": "a worker has the job already, or it has ended: look with `ciro job status`",
    "JOB: not processing": "nobody works on the job now: it waits for a worker, has a result, or has ended",
    "JOB: not completed": "the job has no result yet, or has ended: look with `ciro job status`",
    "JOB: not disputed": "nobody disputes this job",
    "JOB: not paid": "the job is not paid yet",
    "JOB: empty batch": "there is no job to submit",
    "JOB: batch too large": "submit fewer jobs at once",
    "JOB: not provable": "no verifier proves this model with these parameters on this network: choose another --verify",
    "JOB: applications open": "workers can apply for a minute after the submission: wait",
    "JOB: bad signature": "the result is not signed by the worker's registered key",
    "JOB: timed out": "the job's time is over",
    "JOB: not timed out": "the time is not over yet: wait",
    "JOB: by consensus": "this job's result comes from a vote of several workers",
    "JOB: not by consensus": "this job has one worker and no vote",
    "JOB: not a worker of it": "this account is none of the job's workers",
    "JOB: commitments closed": "the half of the time in which workers commit is over",
    "JOB: commitments open": "workers are still committing: reveal when all have, or in the second half of the time",
    "JOB: vote open": "not all workers have revealed, and there is time left",
    "JOB: not sampled": "this job is not verified by sampling",
    "JOB: already drawn": "the draw has been made",
    "JOB: draw too early": "the block that draws is not old enough: wait some blocks",
    "JOB: not drawn": "the draw comes first",
    "JOB: needs a proof": "this job is decided by a proof, so it is neither disputed nor paid without one",
    "JOB: dispute window open": "the client has three days to dispute: wait until they are over",
    "JOB: dispute window closed": "the three days in which a result can be disputed are over",
    "JOB: another statement": "the proof is about another job, model, input or output",
    "JOB: same output": "the proof says what the worker said: there is nothing to refute",
    "JOB: not verified": "the proof has not been verified on this network",
    "JOB: statement not in dispute": "nobody doubts the statement",
    "JOB: too early": "there are fourteen days to decide a dispute: wait",
    "JOB: no consumer": "the job names no contract to deliver to",
    "JOB: already delivered": "the consumer has been told",
    "JOB: zero proof verifier": "a job manager needs a proof verifier",
    "JOB: reward too small": "offer at least 1 CIRO (--reward)",
    "JOB: time-out out of bounds": "give 120 to 604800 seconds (--timeout)",
    "JOB: rate out of bounds": "give a rate above 0 and up to 100 % (--rate)",
    "JOB: no majority asked for": "at least two workers, and more than half of them must agree (--workers, --agreeing)",
    "JOB: too many workers": "ask for fewer workers (--workers)",
    "JOB: no proof parameters": "name the proof's parameters (--parameters)",
    "JOB: terms of another method": "a term belongs to another method of verification than the one chosen",
    "MATCH: zero pool": "matching needs a pool",
    "MATCH: not eligible": "the worker does not meet the job's requirements now, or is not available",
    "MATCH: already applied": "the worker has applied already",
    "MATCH: outweighed": "the places are taken by workers of more weight",
    "MATCH: wrong count": "the job asks for another number of workers",
    "MATCH: not an applicant": "the worker has not applied",
    "MATCH: chosen twice": "a worker is named twice",
    "MATCH: better applicant": "an applicant of more weight was left out",
    "POOL: another model or input": "the proof is about another model or input than the worker signed",
    "POOL: same output": "the proof says what the worker said: there is nothing to refute",
    "POOL: result not signed": "the signature is not this worker's over this result",
    "POOL: key of somebody else": "the result key is not, and never was, this worker's",
    "POOL: unknown ledger": "the pool does not take statements of this contract: governance grants PROOF_VERIFIER",
    "POOL: not proven": "the statement is not in force: unverified, expired, disputed, or its model was retired",
    "POOL: nothing at stake": "the worker has nothing at stake now; keep the evidence until it has",
    "POOL: answered for already": "the worker has been slashed for this result already",
    "POOL: evidence used": "the worker has been slashed for this falsehood already",
    "ERC20: insufficient balance": "the account has too little CIRO for this",
    "ERC20: insufficient allowance": "the contract may not take so much CIRO from the account: approve it first",
    "ESCROW: not received": "the reward did not arrive: approve the contract for it, and have enough CIRO",
    "PAUSE: paused": "the guardian has stopped new jobs and applications for now; running jobs go on",
}
"""By the contract's short string."""


def explain(error: RevertedError) -> str:
    """Return the refusal in words; the contract's own stand behind."""
    return meaning_of(error.full) or meaning_of(error.reason) or str(error)


def meaning_of(said: str) -> str:
    """Return the first refusal of a contract's that stands in *said*, in words; empty when there is none."""
    return next((f"{meaning} [{reason}]" for reason, meaning in MEANINGS.items() if reason in said), "")

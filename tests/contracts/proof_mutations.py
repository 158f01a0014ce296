"""Proofs and statements, changed: what both verifiers must refuse, and by the same name."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from zkml.cairo.calldata import proof_calldata
from zkml.field import PRIME
from zkml.proving import Proof
from zkml.statement import Statement

# Elements of a proof of one picture, by the messages that they are in; the walk's and the leaves' come after them.
ONE = range(1, 306), range(312, 334), range(336, 425), range(425, 2566)
COMMITTED = range(1, 506), range(512, 537), range(537, 640), range(640, 4424)
"""Those of thirty-two that are committed to."""
REGISTERED = range(127), range(127, 398), range(398, 418), range(418, 485), range(485, 1833)
"""Those of a registration of 2^15 weights: counts, lookups, rounds, last message, leaves."""


@dataclass(frozen=True)
class Mutation:
    """A statement and a proof's elements that are not both what somebody proved."""

    kind: str
    statement: Statement
    proof: list[int]


def mutations(chosen: Random, proof: Proof, other: Proof) -> Iterator[Mutation]:
    """Changes of a proof without end. *other* is of another statement: what is taken from it is well-formed."""
    felts, theirs = proof_calldata(proof.data), proof_calldata(other.data)
    for number in range(1 << 60):
        if number % 8 == 7:
            yield Mutation("statement", _statement(chosen, proof.statement), felts)
            continue
        kind, changed = _changed(chosen, number, list(felts), theirs, ONE)
        if changed != felts:
            yield Mutation(kind, proof.statement, changed)


def committed_mutations(chosen: Random, proof: Proof) -> Iterator[Mutation]:
    """Changes without end of a proof of thirty-two pictures that are committed to."""
    felts = proof_calldata(proof.data)
    for number in range(1 << 60):
        kind, changed = _changed(chosen, number, list(felts), felts[::-1], COMMITTED)
        if changed != felts:
            yield Mutation(kind, proof.statement, changed)


def registration_mutations(chosen: Random, felts: list[int], theirs: list[int]) -> Iterator[tuple[str, list[int]]]:
    """Changes without end of the proof of a registration of 2^15 weights; *theirs*: of other weights."""
    for number in range(1 << 60):
        kind, changed = _changed(chosen, number, list(felts), theirs, REGISTERED)
        if changed != felts:
            yield kind, changed


def _changed(
    chosen: Random, number: int, felts: list[int], theirs: list[int], messages: tuple[range, ...]
) -> tuple[str, list[int]]:
    regions = [*messages, range(len(felts) - 180, len(felts)), range(len(felts))]
    place = chosen.choice(regions[number % len(regions)])
    match chosen.choice(["added", "added", "random", "swapped", "copied", "moved", "length", "many", "zero"]):
        case "added":
            felts[place] = (felts[place] + chosen.choice([1, -1, 1 << chosen.randrange(251)])) % PRIME
            return "added", felts
        case "random":
            felts[place] = chosen.randrange(PRIME)
            return "random", felts
        case "swapped":
            with_ = chosen.randrange(len(felts))
            felts[place], felts[with_] = felts[with_], felts[place]
            return "swapped", felts
        case "copied":
            end = min(place + chosen.choice([1, 2, 8, 21, 400]), len(felts), len(theirs))
            felts[place:end] = theirs[place:end]
            return "copied", felts
        case "moved":
            felts.insert(place, felts.pop(chosen.randrange(len(felts))))
            return "moved", felts
        case "length":
            cut = chosen.choice([0, place, len(felts) - 1])
            return "length", chosen.choice([felts[:cut], felts[:place] + felts[place + 1 :], [*felts, *felts[:1]]])
        case "many":
            for _ in range(chosen.randrange(2, 20)):
                felts[chosen.randrange(len(felts))] = chosen.randrange(PRIME)
            return "many", felts
    felts[place] = 0
    return "zero", felts


def _statement(chosen: Random, statement: Statement) -> Statement:
    """Another job, account, nonce, output or picture than was proven, of the right form."""
    part = chosen.choice(["job", "account", "nonce", "output", "picture"])
    item = chosen.randrange(len(statement.inputs))
    if part == "picture":
        picture = bytearray(statement.inputs[item])
        picture[chosen.randrange(len(picture))] ^= 1 << chosen.randrange(8)
        return replace(statement, inputs=_with(statement.inputs, item, bytes(picture)))
    if part == "output":
        output = bytearray(statement.outputs[item])
        output[chosen.randrange(len(output))] ^= 1 << chosen.randrange(8)
        return replace(statement, outputs=_with(statement.outputs, item, bytes(output)))
    context = replace(statement.context, **{part: chosen.randrange(1 << 250)})
    return replace(statement, context=context)


def _with(items: tuple[bytes, ...], place: int, item: bytes) -> tuple[bytes, ...]:
    return (*items[:place], item, *items[place + 1 :])

"""Class 1, 2, 14 and 18: a proof counts for one statement only."""

from dataclasses import replace

import numpy as np
import pytest
from mutants import mutant, verdict

import zkml
from zkml.field import PRIME
from zkml.statement import Context


def other(statement, part):
    """Return the statement with one part replaced."""
    match part:
        case "input":
            data = bytearray(statement.inputs[0])
            data[3] ^= 1
            return replace(statement, inputs=(bytes(data),))
        case "output":
            data = bytearray(statement.outputs[0])
            data[0] ^= 1
            return replace(statement, outputs=(bytes(data),))
        case "count":
            return replace(statement, inputs=statement.inputs * 2, outputs=statement.outputs * 2)
        case "model":
            return replace(statement, model_id=statement.model_id ^ 1)
        case "parameter set":
            return replace(statement, parameter_set="b2-8-81-20-f")
    return replace(statement, context=Context(**{part: 1}))


@pytest.mark.parametrize(
    "part", ["input", "output", "count", "model", "parameter set", "chain", "contract", "account", "job", "nonce"]
)
def test_another_statement_is_rejected(prover, proof, part):
    assert verdict(zkml, prover.registration, other(proof.statement, part), proof.data) != "accepted"


@pytest.mark.parametrize("part", ["chain", "contract", "account", "job", "nonce"])
def test_a_context_that_is_not_absorbed_could_be_replaced(prover, inputs, part):
    lenient = (
        mutant(("statement", f"context.{part}, ", "0, "))
        if part != "nonce"
        else mutant(("statement", "context.nonce, self", "0, self"))
    )
    plain = zkml.Prover(prover.circuit, registration=prover.registration).prove(inputs)
    assert verdict(lenient, prover.registration, other(plain.statement, part), plain.data) == "accepted"


def test_each_part_changes_the_digest(proof):
    parts = ["input", "output", "count", "model", "parameter set", "chain", "contract", "account", "job", "nonce"]
    digests = {other(proof.statement, part).digest() for part in parts} | {proof.statement.digest()}
    assert len(digests) == len(parts) + 1


def test_inputs_and_outputs_of_another_form_are_rejected(prover, proof):
    values = np.frombuffer(proof.statement.outputs[0], "<i4")
    forms = [values, values.tolist(), values.astype(float), values.astype(">i4"), bytearray(proof.statement.outputs[0])]
    forms += [
        values.astype("<i8").tobytes(),
        proof.statement.outputs[0] + b"\0",
        memoryview(proof.statement.outputs[0]),
    ]
    for form in forms:
        changed = replace(proof.statement, outputs=(form,))
        assert verdict(zkml, prover.registration, changed, proof.data) == "statement"
    for form in (np.frombuffer(proof.statement.inputs[0], np.uint8), proof.statement.inputs[0][:-1], None):
        changed = replace(proof.statement, inputs=(form,))
        assert verdict(zkml, prover.registration, changed, proof.data) == "statement"


def test_statements_of_other_types_are_rejected_and_nothing_else_is_raised(prover, proof):
    for changes in (
        {"inputs": None},
        {"inputs": list(proof.statement.inputs)},
        {"outputs": b"abc"},
        {"inputs": ()},
        {"context": None},
        {"context": 5},
        {"parameter_set": None},
        {"parameter_set": ["b2-8-57-16"]},
        {"model_id": "5"},
        {"model_id": None},
    ):
        assert verdict(zkml, prover.registration, replace(proof.statement, **changes), proof.data) == "statement"


def test_context_parts_beyond_the_field_are_rejected(prover, proof):
    for value in (PRIME, -1, 1.0, True, None, 1 << 300):
        changed = replace(proof.statement, context=Context(job=value))
        assert verdict(zkml, prover.registration, changed, proof.data) == "statement"


def test_a_model_id_of_its_own_does_not_help(prover, proof):
    registration = replace(prover.registration, anchor=(prover.registration.anchor + 1) % PRIME)
    changed = replace(proof.statement, model_id=registration.model_id)
    assert verdict(zkml, registration, changed, proof.data) != "accepted"


def test_lanes_up_to_the_power_of_two_repeat_the_last_item(prover):
    x = np.random.default_rng(1).integers(0, 256, (3, 2, 6, 5)).astype(np.uint8)
    proof = prover.prove(x)
    statement = proof.statement
    assert verdict(zkml, prover.registration, statement, proof.data) == "accepted"
    longer = replace(
        statement, inputs=(*statement.inputs, statement.inputs[0]), outputs=(*statement.outputs, statement.outputs[0])
    )
    assert verdict(zkml, prover.registration, longer, proof.data) != "accepted"

"""Statements, texts and descriptions of networks that are not what they should be."""

import json
from dataclasses import replace
from types import SimpleNamespace

from cases import Bundled, Claimed, Described, Proven
from forged_openings import Cheating

from zkml.bundle import Bundle, encode_bundle
from zkml.field import PRIME
from zkml.format import encode_registration
from zkml.layers import Layer, Mix, Source
from zkml.parameters import PARAMETER_SETS
from zkml.proving.prover import Prover
from zkml.proving.select import fastest
from zkml.statement import COMMITTED_INPUT, WITNESS_INPUT, Context

SAME = Mix((1,), (1,), (1, 1), (0, 0))


# -- statements -------------------------------------------------------------------------------------------------------


def proven(forger, **changes):
    """Return an honest proof with a statement that differs from the proven one."""
    return Proven(forger.prover.registration, replace(forger.proof.statement, **changes), forger.proof.data)


def proving(forger, prover=None, **changes):
    """Return a proof that a prover made of the changed statement itself."""
    statement = replace(forger.proof.statement, **changes)
    data = forger.run(statement, forger.witness(forger.honest), prover=prover)
    return Proven(forger.prover.registration, statement, data)


def another_model(forger):
    return proving(forger, model_id=forger.proof.statement.model_id ^ 1)


def another_parameter_set(forger):
    """The statement names a set that the model is not registered with: its own choice of the number of queries."""
    name = "b2-8-81-20-f"
    prover = object.__new__(Prover)
    prover.__dict__.update(forger.prover.__dict__, parameters=PARAMETER_SETS[name])
    return proving(forger, prover, parameter_set=name)


def unknown_parameter_set(forger):
    registration = replace(forger.prover.registration, parameter_set="b2-8-0-0")
    return Proven(registration, replace(forger.proof.statement, parameter_set="b2-8-0-0"), forger.proof.data)


def batch(forger):
    """Return a proof of two items."""
    proof = forger.prover.prove(forger.inputs.repeat(2, axis=0))
    return Proven(forger.prover.registration, proof.statement, proof.data)


def context_of_another_kind(forger):
    parts = {"chain": 0, "contract": 0, "account": 0, "job": 0, "nonce": 0}
    return proven(forger, context=SimpleNamespace(**parts))


def true_as_a_job(forger):
    found = proving(forger, context=Context(job=1))
    return replace(found, statement=replace(found.statement, context=Context(job=True)))


def large_inputs_as_cells(forger):
    proof = forger.prover.prove(forger.inputs, binding=WITNESS_INPUT)
    return Proven(forger.prover.registration, proof.statement, proof.data)


def committed(forger):
    """Return an honest proof about a commitment."""
    proof = forger.prover.prove(forger.inputs, binding=COMMITTED_INPUT)
    return Proven(forger.prover.registration, proof.statement, proof.data)


def commitment_of_another_kind(forger):
    found = committed(forger)
    parts = {"root": found.statement.commitment.root, "anchor": found.statement.commitment.anchor}
    return replace(found, statement=replace(found.statement, commitment=SimpleNamespace(**parts)))


def true_as_a_binding(forger):
    found = large_inputs_as_cells(forger)
    return replace(found, statement=replace(found.statement, binding=True))


def unknown_binding(forger):
    return proving(forger, binding=3)


def inputs_in_a_list(forger):
    return proven(forger, inputs=list(forger.proof.statement.inputs))


def outputs_in_a_list(forger):
    return proven(forger, outputs=list(forger.proof.statement.outputs))


def one_input_more(forger):
    return proving(forger, inputs=forger.proof.statement.inputs * 2)


def one_byte_more(forger):
    return proving(forger, inputs=(forger.proof.statement.inputs[0] + b"\7",))


# -- texts ------------------------------------------------------------------------------------------------------------


def _with_text(data, change):
    """Return a registration or bundle whose text is *change* of its content, or the given bytes."""
    end = 12 + int.from_bytes(data[8:12], "little")
    text = change
    if callable(change):
        content = json.loads(data[12:end])
        change(content)
        text = json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
    return data[:8] + len(text).to_bytes(4, "little") + text + data[end:]


def registration_text(change):
    return lambda forger: Claimed(_with_text(encode_registration(forger.prover.registration), change))


def bundle_text(change):
    def made(forger):
        return Bundled(_with_text(encode_bundle(Bundle(forger.proof.statement, forger.proof.data, {})), change))

    return made


def put(*path):
    """Return a change of a text: the value at the path's end."""
    *keys, last, value = path

    def change(content):
        for key in keys:
            content = content[key]
        content[last] = value

    return change


def registration_in_another_type(forger):
    return Claimed(bytearray(encode_registration(forger.prover.registration)))


def longer_registration_text(forger):
    data = encode_registration(forger.prover.registration)
    end = 12 + int.from_bytes(data[8:12], "little")
    return Claimed(_with_text(data, data[12:end] + b" "))


def longer_bundle_text(forger):
    data = encode_bundle(Bundle(forger.proof.statement, forger.proof.data, {}))
    end = 12 + int.from_bytes(data[8:12], "little")
    return Bundled(_with_text(data, data[12:end] + b" "))


def endless_bundle_text(forger):
    """Notes that are well-formed, and take a verifier as long as whoever wrote them likes."""
    return Bundled(encode_bundle(Bundle(forger.proof.statement, forger.proof.data, {"lists": [[]] * (1 << 19)})))


def anchor_plus_prime(forger):
    """A second identity of one model: its anchor plus the prime."""
    backend = Cheating(dot=lambda a, b: fastest().dot(a, b) + PRIME)
    registration = Prover(forger.circuit, backend=backend).registration
    assert registration.anchor == forger.prover.registration.anchor + PRIME
    return Claimed(encode_registration(registration))


# -- networks ---------------------------------------------------------------------------------------------------------


def network(*changed, head=True, **changes):
    """Return the forger's network with its first layer replaced by others and its last one by one that reads these."""

    def made(forger):
        architecture = forger.architecture
        first, *_, last = architecture.layers
        layers = [layer(first) for layer in changed]
        if head:
            shape = layers[-1].shape if layers else architecture.input
            layers.append(replace(last, sources=(Source(len(layers), shape),), kernel=(1, 1), shape=(1, 1, 1)))
        return Described(replace(architecture, layers=tuple(layers), **changes))

    return made


def like(**changes):
    return lambda first: replace(first, **changes)


def mixing(source, shape, *mixes, **changes):
    return lambda _: Layer("m", "mixing", (source,), (1, 1), (1, 1), (0, 0), shape, 0, mixes, **changes)


def own(first):
    return first


INPUT = (2, 6, 5)
WIDE = (1 << 14, 1, 1)


def too_many_layers(forger):
    return network(*[own] * 300)(forger)


def too_many_reads(forger):
    sources = (Source(0, INPUT),) * 6
    return network(*[like(sources=sources)] * 200)(forger)

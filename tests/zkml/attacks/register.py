"""The register: for each check of the verifier, a forgery that a verifier without it does not reject.

`test_register` holds it against the source: a check that is not here fails the tests, and so does one whose removal
shows in nothing. `table` is what stands in docs/security-of-proofs.md.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import forged_forms as forms
import forged_models as models
import forged_proofs as proofs
from inventory import checks

from zkml.layers import Source


@dataclass(frozen=True)
class Attack:
    """How a check is shown to matter.

    Attributes:
        forge: makes the case from a `Forger`.
        lets: what a verifier without the check lets through, for people.
        outcome: what such a verifier says: ``accepted``, or the error that leaves it instead of a rejection.
        weak: changes of both verifiers, without which the check has nothing to do here.
        lenient: whether the forger is handed the verifier without the check, whose prover it uses.

    """

    forge: Callable[..., Any]
    lets: str
    outcome: str = "accepted"
    weak: tuple[tuple[str, str, str], ...] = ()
    lenient: bool = False


def _text(made: Callable[[Any], Callable[..., Any]], error: str, change: Any) -> Attack:
    return Attack(made(change), "an error of the reading leaves the verifier", error)


REGISTER: dict[str, Attack] = {
    # bytes
    "bundle.decode_bundle: ValueError": _text(forms.bundle_text, "JSONDecodeError", b"{"),
    "bundle.decode_bundle: TypeError": _text(forms.bundle_text, "TypeError", b"5"),
    "bundle.decode_bundle: KeyError": _text(forms.bundle_text, "KeyError", b"{}"),
    "bundle.decode_bundle: IndexError": _text(forms.bundle_text, "IndexError", forms.put("items", 0)),
    "bundle.decode_bundle: AttributeError": _text(forms.bundle_text, "AttributeError", forms.put("context", [])),
    "bundle.decode_bundle: RecursionError": _text(forms.bundle_text, "RecursionError", b"[" * 100_000),
    "bundle.decode_bundle: not canonical": Attack(forms.longer_bundle_text, "two texts of one bundle"),
    "format.json_text: end > MOST_TEXT": Attack(forms.endless_bundle_text, "minutes and gigabytes for notes"),
    "format.proof_felts: type(proof) is not bytes": Attack(
        proofs.in_another_type, "bytes that may change while they are read"
    ),
    "format.proof_felts: proof[:8] != PROOF_MAGIC": Attack(
        proofs.with_another_name, "a proof of another version read as one of this"
    ),
    "format.decode_registration: type(data) is not bytes": Attack(
        forms.registration_in_another_type, "bytes that may change after they were checked"
    ),
    "format.decode_registration: ValueError": _text(forms.registration_text, "JSONDecodeError", b"{"),
    "format.decode_registration: TypeError": _text(forms.registration_text, "TypeError", b"5"),
    "format.decode_registration: KeyError": _text(forms.registration_text, "KeyError", b"{}"),
    "format.decode_registration: RecursionError": _text(forms.registration_text, "RecursionError", b"[" * 100_000),
    "format.decode_registration: not canonical": Attack(forms.longer_registration_text, "two texts of one model"),
    "format.decode_registration: not all(0 <= felt < PRIME for felt in (registration.root, registration.anchor))": (
        Attack(forms.anchor_plus_prime, "a second identity of one model: its anchor plus p")
    ),
    "format._read: type(value) is not (str if origin is Literal else kind)": Attack(
        forms.registration_text(forms.put("layers", 0, "padding", [1.0, 1])), "1.0 for 1: a second identity"
    ),
    "transcript.hint: end > len(self._data)": Attack(proofs.shorter, "an error leaves the verifier", "ValueError"),
    "transcript.end: self._at != len(self._data)": Attack(proofs.longer, "bytes after the end: two texts of one proof"),
    "field.canonical_felts: max(values, default=0) >= PRIME": Attack(
        proofs.an_element_plus_the_prime, "x + p for x: two texts of one proof"
    ),
    "parameters.parameter_set: found is None": Attack(
        forms.unknown_parameter_set, "an error leaves the verifier", "AttributeError"
    ),
    # the statement
    "statement.check: type(context) is not Context": Attack(forms.context_of_another_kind, "a context that can change"),
    "statement.check: not all(type(felt) is int and 0 <= felt < PRIME for felt in felts)": Attack(
        forms.true_as_a_job, "True for job 1: two statements of one proof"
    ),
    "statement.check: type(self.binding) is not int": Attack(
        forms.true_as_a_binding, "True for binding 1: two statements of one proof"
    ),
    "statement.check: self.binding not in (PUBLIC_INPUT, WITNESS_INPUT, COMMITTED_INPUT)": Attack(
        forms.unknown_binding, "a way of binding inputs that is not this version's"
    ),
    "statement.check: type(self.commitment) is not (InputCommitment if committed else type(None))": Attack(
        forms.commitment_of_another_kind, "a commitment that can change after it was checked"
    ),
    "packing.check_input_size: block_bits(architecture.input) > MOST_RESHAPED_BITS": Attack(
        forms.large_inputs_as_cells,
        "inputs whose weights take the verifier long",
        weak=(("circuit", "MOST_RESHAPED_BITS = 14", "MOST_RESHAPED_BITS = 3"),),
    ),
    "statement.check: type(self.inputs) is not tuple": Attack(
        forms.inputs_in_a_list, "inputs that can change after they were checked"
    ),
    "statement.check: type(self.outputs) is not tuple": Attack(
        forms.outputs_in_a_list, "outputs that can change after they were checked"
    ),
    "statement.check: not 1 <= len(self.outputs) <= MOST_ITEMS": Attack(
        forms.batch, "a larger batch than the limit", weak=(("statement", "MOST_ITEMS = 256", "MOST_ITEMS = 1"),)
    ),
    "statement.check: len(self.inputs) != (0 if committed else len(self.outputs))": Attack(
        forms.one_input_more, "an input without an output: an error leaves the verifier", "ValueError"
    ),
    "statement.check: not all(type(item) is bytes and len(item) == size for item in items)": Attack(
        forms.one_byte_more, "bytes in the statement that nothing proves"
    ),
    "verifier.verify: statement.model_id != model_id": Attack(
        forms.another_model, "a statement about a model that was not registered here"
    ),
    "verifier.verify: statement.parameter_set != registration.parameter_set": Attack(
        forms.another_parameter_set, "a number of queries of the prover's choice"
    ),
    "verifier.verify: plan.witness_bits > MOST_BITS": Attack(
        forms.batch, "a larger batch than the limit", weak=(("circuit", "MOST_BITS = 26", "MOST_BITS = 12"),)
    ),
    # registration
    "registration.verify_registration: p != 1": Attack(
        models.a_cell_out_of_the_lookups, "a weight of any width, left out of the width proof", lenient=True
    ),
    "circuit.check: self.scale(layer) * layer.most_sum + self.tables.most + (256 << self.tables.shift) >= TAG // 2": (
        Attack(models.a_sum_at_the_tag, "an output of 4 where 255 is right", weak=(models.SMALL_TAG,), lenient=True)
    ),
    # lookups and network
    "lookup.verify_fraction_sum: q == 0": Attack(
        proofs.two_denominators_of_zero,
        "any output, by two fractions whose denominators are zero, where α and β are known before the witness",
        weak=proofs.EARLY,
    ),
    "lookup.verify_fraction_sum: claim != (p_0 * q_1 + p_1 * q_0 + weight * q_0 * q_1) % PRIME": Attack(
        proofs.a_false_output_without_a_row, "any output of a layer"
    ),
    "verifier.verify: denominator != (low + half * (high - low)) % PRIME": Attack(
        proofs.rows_of_other_values, "any output: other values are looked up than are used"
    ),
    "verifier.verify: numerator != (active - on_first * (uses_2 + half * (uses_1 - uses_2))) % PRIME": Attack(
        proofs.an_output_out_of_the_lookups, "any output, left out of the lookups"
    ),
    "verifier.verify: claim != f * g % PRIME": Attack(proofs.an_output_of_no_network, "any output of the network"),
    # the opening
    "commitment.verify_opening: dot(weights, final) != claim": Attack(
        proofs.claims_that_are_not_the_tables, "any output: claims about tables that were never committed to"
    ),
    "commitment.verify_opening: nonce >= 1 << 32": Attack(
        proofs.work_beyond_32_bits, "nonces that a contract's u32 cannot hold"
    ),
    "commitment.verify_opening: grinding_word(seed, nonce) & ((1 << parameters.grinding_bits) - 1)": Attack(
        proofs.no_work, "tries at the draws that cost nothing"
    ),
    "commitment._verify_queries: reader.hint(len(hint)) != hint": Attack(
        proofs.another_order, "two texts of one proof"
    ),
    "commitment._verify_queries: reversed_value != value * pow(x_inverse, len(polynomial) - 1, PRIME) % PRIME": Attack(
        proofs.a_last_message_of_its_own, "a last message that is not the folded table: any claims"
    ),
    "commitment._verify_queries: cap.roots(reader) != [root for root, _ in trees]": Attack(
        proofs.leaves_under_another_root, "opened values that were never committed to"
    ),
    "merkle.enter: self._known[tree].setdefault(index, digest) != digest": Attack(
        proofs.a_leaf_behind_another_path, "an opened leaf under no root"
    ),
}

_FORM = "a second description of a network"
_WORK = "more work than any real network's"
_OWN = "a network without one meaning"

REGISTER |= {
    f"circuit.check: {condition}": attack
    for condition, attack in {
        "1 <= len(self.layers) <= _MOST_LAYERS": Attack(forms.too_many_layers, _WORK),
        "sum(len(layer.sources) for layer in self.layers) <= _MOST_READS": Attack(forms.too_many_reads, _WORK),
        "tables": Attack(forms.network(forms.own, activations=(b"short",)), "a table without all of its rows"),
        "len(self.activations) <= MOST_ACTIVATIONS": Attack(
            forms.network(forms.own, activations=(bytes(256),) * 61), "activations whose tags are another's"
        ),
        'layer.operator in ("convolution", "depthwise", "mixing")': Attack(
            forms.network(forms.like(operator="transposed")), _FORM
        ),
        "len(layer.sources) > 0": Attack(
            forms.network(forms.like(sources=())), "an error leaves the verifier", "IndexError"
        ),
        "0 <= source.tensor <= index": Attack(
            forms.network(forms.like(sources=(Source(1, (3, 6, 5)),))), "a layer that reads its own output"
        ),
        "prod(own) == prod(source.shape)": Attack(
            forms.network(forms.like(sources=(Source(0, (2, 6, 6)),))), "elements that are in no tensor"
        ),
        "not moved or block_bits(own) <= MOST_RESHAPED_BITS": Attack(
            forms.network(
                forms.like(shape=(2, 128, 128)), forms.like(sources=(Source(1, (1, 128, 256)),), shape=(1, 2, 2))
            ),
            _WORK,
        ),
        "len(layer.mixes) == (0 if layer.weighted else len(layer.sources))": Attack(
            forms.network(forms.like(mixes=(forms.SAME,))), _FORM
        ),
        "all(1 <= size <= _MOST_AXIS for size in sizes)": Attack(
            forms.network(forms.like(shape=(1, 1, (1 << 16) + 1), kernel=(1, 1))), _WORK
        ),
        "not layer.weighted or source.shape[1:] == first[1:]": Attack(
            forms.network(forms.like(sources=(Source(0, (2, 6, 5)), Source(0, (2, 5, 6))))), _OWN
        ),
        "layer.weighted or source.shape[0] == layer.shape[0]": Attack(
            forms.network(forms.mixing(Source(0, (2, 6, 5)), (3, 6, 5), forms.SAME)), _OWN
        ),
        'layer.operator != "depthwise" or layer.shape[0] == layer.terms[0]': Attack(
            forms.network(forms.like(operator="depthwise")), _OWN
        ),
        "(layer.shift is None) == (layer is self.layers[-1])": Attack(
            forms.network(forms.own, head=False), "a last layer of which it is open whether it is rounded"
        ),
        "layer.shift is None or 0 <= layer.shift <= _MOST_SHIFT": Attack(
            forms.network(forms.like(shift=21)), "tables of more than 2^22 rows"
        ),
        "layer.mixes == (Mix((1,), (1,), (1, 1), (0, 0)),)": Attack(
            forms.network(
                forms.mixing(Source(0, (2, 6, 5)), (2, 6, 5), replace(forms.SAME, rows=(2,)), activation=0),
                activations=(bytes(256),),
            ),
            "an activation of sums that are no bytes: of none of its rows",
        ),
        "0 <= layer.activation < len(self.activations)": Attack(
            forms.network(forms.mixing(Source(0, (2, 6, 5)), (2, 6, 5), forms.SAME, activation=0)), _OWN
        ),
        "work <= _MOST_WORK": Attack(
            forms.network(forms.like(kernel=(1, 60_000), shape=(1, 6, 60_000))), _WORK
        ),
        "prod(self.output.shape) <= _MOST_OUTPUT": Attack(
            forms.network(forms.like(shape=(2, 1 << 10, 1 << 9), kernel=(1, 1), shift=None), head=False), _WORK
        ),
        "layout(self, 0).witness_bits <= MOST_BITS": Attack(
            forms.network(forms.like(shape=(1 << 10, 1 << 9, 1 << 8))), _WORK
        ),
        "self.weight_bits <= MOST_BITS": Attack(
            forms.network(
                forms.like(shape=forms.WIDE), forms.like(sources=(Source(1, forms.WIDE),), shape=forms.WIDE)
            ),
            _WORK,
        ),
    }.items()
}  # fmt: skip


def table() -> str:
    """Return the register as a table of the documentation."""
    lines = ["| where | rejected | as | a verifier without it lets through |", "|---|---|---|---|"]
    for check in checks():
        condition = f"{check.when} `{check.condition}`".replace("|", "\\|")
        lines.append(
            f"| `{check.module}.{check.function}` | {condition} | {check.fails} | {REGISTER[check.key].lets} |"
        )
    return "\n".join(lines) + "\n"

"""What a model makes of its result at the end is left off: proven are the integers, of which anybody makes it anew."""

import numpy as np
import onnxruntime as ort
import pytest
from comparisons import computed
from float_networks import SIZE, FloatBuilder, blobs
from onnx import TensorProto, helper

import zkml
from zkml.compiling import compile_model
from zkml.proving.prover import Prover

PIXELS = SIZE * SIZE


def logits(b):
    value = b.add("Relu", [b.convolution("x", 4, 1)])
    return b.dense(b.add("Flatten", [value]), 3, 4 * PIXELS)


def probabilities(b, value):
    return b.add("Softmax", [value], axis=-1)


def best(b, value):
    return (b.add("ArgMax", [value], axis=1, keepdims=0),)


def best_of_probabilities(b, value):
    """As exported with a class and a Cast at the end."""
    found = b.add("ArgMax", [probabilities(b, value)], axis=1)
    b.constants["axes"] = np.array([1], np.int64)
    return (b.add("Cast", [b.add("Squeeze", [found, "axes"])], to=TensorProto.INT32),)


def first_two(b, value):
    b.constants["two"] = np.array([2], np.int64)
    b.add("TopK", [probabilities(b, value), "two"], axis=1)
    b.nodes[-1].output[:] = ["values", "classes"]
    return "values", "classes"


def above_a_threshold(b, value):
    above = b.add("Greater", [b.add("Sigmoid", [value]), b.constant("half", 0.5)])
    return (b.add("Cast", [above], to=TensorProto.FLOAT),)


def raw_and_both(b, value):
    return value, probabilities(b, value), *best(b, value)


def scaled(b, value):
    """In per cent."""
    return (b.add("Mul", [probabilities(b, value), b.constant("hundred", 100)]),)


def model_of(decision):
    builder = FloatBuilder(seed=5)
    value = logits(builder)
    outputs = (value,) if decision is None else decision(builder, value)
    model = builder.model(outputs[0])
    del model.graph.output[:]
    model.graph.output.extend(helper.make_empty_tensor_value_info(name) for name in outputs)
    return model


DECISIONS = [best, best_of_probabilities, first_two, above_a_threshold, raw_and_both, scaled]


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_decision_at_the_end_is_left_off_and_said(decision):
    pictures, _ = blobs(64, 1)
    found, plain = compile_model(model_of(decision), pictures), compile_model(model_of(None), pictures)
    assert any("left off: what is proven is what goes into it" in note for note in found.notes)
    assert not any("something else" in warning for warning in found.warnings)
    assert found.circuit.architecture == plain.circuit.architecture
    assert np.array_equal(found.circuit.cells, plain.circuit.cells)


def test_whoever_verifies_makes_the_decision_from_what_is_proven():
    model, (pictures, _) = model_of(best), blobs(64, 1)
    found = compile_model(model, pictures)
    session = ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    decided = session.run(None, {"x": pictures.astype(np.float32) / np.float32(255)})[0]
    assert np.mean(computed(found.model, pictures).argmax(axis=1) == decided) > 0.95
    prover = Prover(found.circuit)
    proof = prover.prove(pictures[:3])
    verified = zkml.verify(prover.registration, proof.statement, proof.data)
    integers = [np.frombuffer(output, "<i4") for output in verified.statement.outputs]
    assert [int(values.argmax()) for values in integers] == computed(found.model, pictures[:3]).argmax(axis=1).tolist()


def test_a_class_for_each_place_is_left_off_too():
    builder = FloatBuilder(seed=5)
    value = builder.convolution(builder.add("Relu", [builder.convolution("x", 4, 1)]), 3, 4)
    pictures, _ = blobs(64, 1)
    found = compile_model(builder.model(builder.add("ArgMax", [value], axis=1)), pictures)
    assert found.circuit.architecture.output.shape == (3, SIZE, SIZE)


@pytest.mark.parametrize("operator", ["ArgMax", "ArgMin", "Softmax", "Hardmax", "LogSoftmax"])
def test_within_a_model_it_is_refused(operator):
    builder = FloatBuilder()
    value = builder.add("Cast", [builder.add(operator, [builder.convolution("x", 2, 1)], axis=1)], to=1)
    model = builder.model(builder.convolution(value, 2, 1 if operator.startswith("Arg") else 2))
    with pytest.raises(zkml.Unprovable, match=f"{operator.lower()}1 .{operator}.*end the model there"):
        compile_model(model, blobs(8, 1)[0])


def test_an_activation_at_the_end_is_none_of_it():
    """SiLU is a sigmoid and its input: its values are proven."""
    builder = FloatBuilder(seed=5)
    value = logits(builder)
    model = builder.model(builder.add("Mul", [value, builder.add("Sigmoid", [value])]))
    found = compile_model(model, blobs(64, 1)[0])
    assert not any("left off" in note for note in found.notes)


def test_decisions_of_different_results_are_refused():
    builder = FloatBuilder(seed=5)
    value = logits(builder)
    model = builder.model(probabilities(builder, value))
    model.graph.node.append(helper.make_node("Neg", [value], ["other"], "other"))
    model.graph.output.append(helper.make_empty_tensor_value_info("other"))
    with pytest.raises(zkml.Unprovable, match=r"2 outputs .*keep one of them"):
        compile_model(model, blobs(8, 1)[0])


def test_real_values_are_not_rounded_silently():
    builder = FloatBuilder(seed=5)
    value = builder.add("Cast", [builder.convolution("x", 2, 1)], to=TensorProto.INT32)
    model = builder.model(builder.convolution(builder.add("Cast", [value], to=TensorProto.FLOAT), 2, 2))
    with pytest.raises(zkml.Unprovable, match=r"cast1 .Cast.: it makes INT32 of real values; end the model"):
        compile_model(model, blobs(8, 1)[0])

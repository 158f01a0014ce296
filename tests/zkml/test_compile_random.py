"""Random float networks are read as what ONNX Runtime computes, and what is compiled gives it the same integers."""

import os

import numpy as np
import onnxruntime as ort
from comparisons import computed
from float_networks import SIZE, FloatBuilder, blobs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zkml.compiling import compile_model, compiler

GRAPHS = int(os.environ.get("ZKML_COMPILED_GRAPHS", "40"))
"""Networks that are compiled."""


class Grower:
    """Adds layers at random; a tensor is its name, channels, height and width."""

    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)
        self.b = FloatBuilder(seed=seed)
        self.kinds = ["conv", "conv", "activated", "depthwise", "split", "shuffled", "residual", "gated", "excited"]
        self.kinds += ["pooled", "averaged", "cut", "normalised", "joined", "flipped"]
        self.curve = str(self.rng.choice(["SiLU", "Tanh", "LeakyRelu", "HardSwish"]))

    def integers(self, *values):
        name = f"integers{len(self.b.constants)}"
        self.b.constants[name] = np.array(values, np.int64)
        return name

    def conv(self, value, outputs=None, **options):
        name, channels, height, width = value
        outputs = outputs or int(self.rng.integers(2, 7))
        return self.b.convolution(name, outputs, channels, **options), outputs, height, width

    def activated(self, value):
        name, *shape = value
        kind = self.rng.choice(["Relu", "Relu", "Clip", "curve"])
        if kind == "Clip":
            bounds = [self.b.constant(f"bound{i}{len(self.b.nodes)}", bound) for i, bound in enumerate((0, 2))]
            return (self.b.add("Clip", [name, *bounds]), *shape)
        if kind == "curve" and self.curve == "SiLU":
            return (self.b.add("Mul", [name, self.b.add("Sigmoid", [name])]), *shape)
        return (self.b.add(self.curve if kind == "curve" else "Relu", [name]), *shape)

    def depthwise(self, value):
        channels = value[1]
        return self.conv(value, channels, group=channels) if channels > 1 else self.conv(value)

    def split(self, value):
        """Both parts, one of them changed, in either order."""
        name, channels, height, width = value
        if channels < 2:
            return value
        sizes = [channels - channels // 3 - 1, channels // 3 + 1]
        self.b.add("Split", [name, self.integers(*sizes)], axis=1)
        parts = [f"{self.b.nodes[-1].name}_{i}" for i in (0, 1)]
        self.b.nodes[-1].output[:] = parts
        first = self.activated(self.conv((parts[0], sizes[0], height, width), sizes[0]))
        names = [first[0], parts[1]][:: int(self.rng.choice([1, -1]))]
        return self.b.add("Concat", names, axis=1), channels, height, width

    def shuffled(self, value):
        name, channels, height, width = value
        if channels % 2:
            return value
        found = self.b.add("Reshape", [name, self.integers(0, 2, channels // 2, height, width)])
        found = self.b.add("Transpose", [found], perm=[0, 2, 1, 3, 4])
        return self.b.add("Reshape", [found, self.integers(0, channels, height, width)]), channels, height, width

    def residual(self, value):
        name, channels, *plane = value
        return (
            self.b.add(str(self.rng.choice(["Add", "Sub", "Max"])), [name, self.conv(value, channels)[0]]),
            channels,
            *plane,
        )

    def gated(self, value):
        name, channels, *plane = value
        gate = self.b.add("Sigmoid", [self.conv(value, int(self.rng.choice([1, channels])))[0]])
        return (self.b.add("Mul", [gate, name]), channels, *plane)

    def excited(self, value):
        name, channels, *plane = value
        mean = self.b.add("GlobalAveragePool", [name])
        gate = self.conv((mean, channels, 1, 1), channels, kernel=1, pad=0)[0]
        return (self.b.add("Mul", [name, self.b.add("HardSigmoid", [gate])]), channels, *plane)

    def pooled(self, value):
        name, channels, height, width = value
        if min(height, width) < 4:
            return value
        found = self.b.add("MaxPool", [name], kernel_shape=[2, 2], strides=[2, 2])
        return found, channels, height // 2, width // 2

    def averaged(self, value):
        name, *shape = value
        counted = int(self.rng.integers(0, 2))
        pads = {"pads": [1, 1, 1, 1], "count_include_pad": counted}
        return (self.b.add("AveragePool", [name], kernel_shape=[3, 3], **pads), *shape)

    def cut(self, value):
        name, channels, height, width = value
        if height < 6:
            return value
        bounds = [self.integers(number) for number in (1, height - 1, 2)]
        return self.b.add("Slice", [name, *bounds]), channels, height - 2, width

    def normalised(self, value):
        name, channels, *plane = value
        return (self.b.normalised(name, channels), channels, *plane)

    def joined(self, value):
        name, channels, *plane = value
        other = self.activated(self.conv(value, 3))
        return (self.b.add("Concat", [name, other[0]], axis=-3), channels + 3, *plane)

    def flipped(self, value):
        """Channels by their numbers, from the last to the first and the first again."""
        name, channels, *plane = value
        numbers = self.integers(*reversed(range(channels)), 0)
        return (self.b.add("Gather", [name, numbers], axis=1), channels + 1, *plane)

    def model(self):
        value = self.conv(("x", 1, SIZE, SIZE), 4)
        for _ in range(int(self.rng.integers(2, 7))):
            value = getattr(self, str(self.rng.choice(self.kinds)))(value)
        name, channels, height, width = value
        if self.rng.random() < 0.3:
            return self.b.model(self.b.add("Softmax", [name], axis=1))
        return self.b.model(self.b.dense(self.b.add("Flatten", [name]), 3, channels * height * width))


@settings(max_examples=GRAPHS, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32 - 1))
def test_random_networks_are_read_as_what_they_are_and_compiled_bit_for_bit(seed):
    model, (pictures, _) = Grower(seed).model(), blobs(24, seed)
    before, compiler._WARN_READING = compiler._WARN_READING, 1e-3
    try:
        found = compile_model(model, pictures)
    finally:
        compiler._WARN_READING = before
    assert not any("something else" in warning for warning in found.warnings)
    given_inputs = np.concatenate([pictures[:4], np.random.default_rng(seed).integers(0, 256, (4, 1, SIZE, SIZE))])
    given_inputs = given_inputs.astype(np.uint8)
    expected = found.circuit.run(given_inputs)[-1].sums.reshape(8, -1)
    for level in (ort.GraphOptimizationLevel.ORT_DISABLE_ALL, ort.GraphOptimizationLevel.ORT_ENABLE_ALL):
        assert np.array_equal(computed(found.model, given_inputs, level), expected)

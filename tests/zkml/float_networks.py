"""Float networks as ONNX models, and pictures that differ."""

import numpy as np
from onnx import TensorProto, helper, numpy_helper

SIZE = 12


class FloatBuilder:
    """A float ONNX graph."""

    def __init__(self, shape=(1, SIZE, SIZE), seed=0):
        self.rng = np.random.default_rng(seed)
        self.shape, self.nodes, self.constants = shape, [], {}

    def constant(self, name, value):
        self.constants[name] = np.asarray(value, np.float32)
        return name

    def add(self, operator, inputs, **attributes):
        name = f"{operator.lower()}{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [name], name, **attributes))
        return name

    def convolution(self, source, outputs, inputs, kernel=3, stride=1, pad=1, group=1):
        fan_in = inputs // group * kernel * kernel
        name = f"w{len(self.nodes)}"
        weights = self.rng.normal(0, (2 / fan_in) ** 0.5, (outputs, inputs // group, kernel, kernel))
        names = [source, self.constant(name, weights), self.constant(f"{name}b", self.rng.normal(0, 0.1, outputs))]
        return self.add("Conv", names, kernel_shape=[kernel] * 2, strides=[stride] * 2, pads=[pad] * 4, group=group)

    def normalised(self, source, channels):
        name = f"bn{len(self.nodes)}"
        values = [self.rng.uniform(0.5, 1.5, channels), self.rng.normal(0, 0.1, channels)]
        values += [self.rng.normal(0, 0.1, channels), self.rng.uniform(0.5, 2, channels)]
        names = [self.constant(f"{name}{i}", value) for i, value in enumerate(values)]
        return self.add("BatchNormalization", [source, *names])

    def dense(self, source, outputs, inputs):
        name = f"w{len(self.nodes)}"
        self.constant(name, self.rng.normal(0, inputs**-0.5, (outputs, inputs)))
        self.constant(f"{name}b", self.rng.normal(0, 0.1, outputs))
        return self.add("Gemm", [source, name, f"{name}b"], transB=1)

    def model(self, output):
        graph = helper.make_graph(
            self.nodes,
            "float",
            [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", *self.shape])],
            [helper.make_tensor_value_info(output, TensorProto.FLOAT, None)],
            [numpy_helper.from_array(value, name) for name, value in self.constants.items()],
        )
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def blobs(count, seed, size=SIZE):
    """Pictures of one of four shapes at a random place, and which."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 4, count)
    pictures = rng.normal(60, 12, (count, 1, size, size))
    for picture, label in zip(pictures, labels, strict=True):
        y, x = rng.integers(0, size - 5, 2)
        mask = [np.ones((5, 5)), np.eye(5), np.eye(5)[::-1], np.pad(np.zeros((3, 3)), 1, constant_values=1)][label]
        picture[0, y : y + 5, x : x + 5] += 120 * mask
    return np.clip(pictures, 0, 255).astype(np.uint8), labels

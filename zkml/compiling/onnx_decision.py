"""What a model makes of its result at the end: probabilities, classes, comparisons.

These are functions of the integers that are proven, which whoever verifies computes for themselves: they are left off,
and the proof is of what goes into the first of them.
"""

from __future__ import annotations

from collections import Counter

import onnx

from zkml.compiling.onnx_forms import FORMS

__all__ = ["DECISIONS", "decision_outputs"]

DECISIONS = frozenset(
    {
        "ArgMax",
        "ArgMin",
        "Greater",
        "GreaterOrEqual",
        "Hardmax",
        "Less",
        "LessOrEqual",
        "LogSoftmax",
        "QLinearSigmoid",
        "QLinearSoftmax",
        "Sigmoid",
        "Softmax",
        "TopK",
    }
)
"""Operators with which a decision begins; a sigmoid is also an activation, the others are nothing else."""

_FOLLOWING = {
    *FORMS,
    *("Add", "And", "Cast", "Clip", "DequantizeLinear", "Div", "Dropout", "Equal", "Identity", "Max", "Min", "Mul"),
    *("Not", "Or", "QuantizeLinear", "ReduceMax", "ReduceMean", "ReduceMin", "ReduceSum", "Round", "Sub", "Where"),
}
"""What may come after, with constants."""


def decision_outputs(graph: onnx.GraphProto) -> frozenset[str]:
    """Return the names of what the nodes at a model's end give, from the first of `DECISIONS` on.

    Nothing but the model's outputs comes of them, and each is a function of one tensor.
    """
    constant = {item.name for item in graph.initializer} | {""}
    for node in graph.node:
        if node.op_type == "Shape" or constant.issuperset(node.input):
            constant.update(node.output)
    uses = Counter(name for node in graph.node for name in node.input)
    outputs, leading = {item.name for item in graph.output}, Counter[str]()
    last: list[tuple[onnx.NodeProto, str]] = []
    for node in reversed(graph.node):
        given = set(node.input) - constant
        used = [name for name in node.output if uses[name] or name in outputs]
        ends = bool(used) and all(uses[name] == leading[name] for name in used)
        if ends and len(given) == 1 and node.op_type in DECISIONS | _FOLLOWING:
            leading.update(node.input)
            last.append((node, given.pop()))
    decided: set[str] = set()
    for node, read in reversed(last):
        if node.op_type in DECISIONS or read in decided:
            decided.update(node.output)
    return frozenset(decided - {""})

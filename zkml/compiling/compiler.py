"""Chooses integers for a float network: weights of ±63, outputs of a byte, a shift in between.

A byte y stands for y · step. Weights are V = round(W · step_in / step_out · 2^k), so that a shift by k is all the
requantisation, whatever the steps are. Layer by layer, on the calibration inputs, with the integers of the layers
before as they are:

1. Some steps of the output are tried, near the one that loses least on the float network's activations (clamping
   counted in) and those at which the largest weight is just 63; k is the largest at which the weights fit and no input
   can make a sum of 2^24. The one whose outputs are nearest the float network's is taken.
2. The biases are what makes the mean of each channel's sums the float network's, so that what the rounded weights miss
   on average is made up for.

Activations are bytes with the zero point 0. A tensor that can be negative is kept as two, its positive and its negated
negative part, which the next layer takes back together; this costs a layer twice, so a ReLU is cheaper. A clamp at the
top (ReLU6) is the byte's own, so the step follows from it.

Lookup tables are sized from the static bounds of the weights, never from the calibration: the proof works for every
input.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log2, prod
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray

from zkml.compiling.float_graph import Added, Curve, FloatGraph, Joined, Pooled, Step, Weighted, read_float_graph
from zkml.compiling.profile_writer import ProfileWriter
from zkml.errors import Unprovable
from zkml.layers import MOST_BIAS, MOST_WEIGHT
from zkml.proving.network import Circuit, requantise, static_bounds
from zkml.proving.onnx_profile import SUM_LIMIT, read_profile

__all__ = ["Compilation", "InputScaling", "LayerReport", "compile_model"]

_Floats = NDArray[np.float64]
_Integers = NDArray[np.int64]

_MOST_SHIFT = 20
_WARN_POINTS = 1.0


@dataclass(frozen=True, slots=True)
class InputScaling:
    """What a byte of the input stands for: scale · byte + offset (one offset, or one for each channel).

    An offset is folded into the first layer's bias, which is exact but for its padding: there the float network reads
    0 and the integer one the byte 0.
    """

    scale: float = 1 / 255
    offset: float | tuple[float, ...] = 0.0


@dataclass(frozen=True, slots=True)
class LayerReport:
    """What a layer lost.

    Attributes:
        name: of the node.
        error: root mean square of the difference to the float network, over that of its values.
        clamped: share of values above the largest byte.

    """

    name: str
    error: float
    clamped: float


@dataclass(frozen=True, slots=True)
class Compilation:
    """The outcome.

    Attributes:
        model: ONNX in the profile, for ONNX Runtime.
        circuit: the same, for proofs.
        output_scale: an output's integer times this is the float network's output.
        layers: what each layer lost.
        accuracy: of the float and of the integer network on the calibration set; None without labels.
        notes: what was changed or left off.
        warnings: what should be looked at before the model is used.

    """

    model: onnx.ModelProto
    circuit: Circuit
    output_scale: float
    layers: tuple[LayerReport, ...]
    accuracy: tuple[float, float] | None
    notes: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(slots=True)
class _Value:
    """A tensor: its float values, and its integers as a sum of signed parts with one step."""

    floats: _Floats
    parts: list[tuple[str, int, _Integers]]
    step: float

    @property
    def integers(self) -> _Integers:
        return np.asarray(sum(sign * values for _, sign, values in self.parts), np.int64)


@dataclass(frozen=True, slots=True)
class _Rounded:
    """Integer weights and biases, their sums on the calibration set, the shift, and the output's step."""

    weights: NDArray[np.int8]
    biases: NDArray[np.int32]
    sums: _Integers
    shift: int
    step: float


def compile_model(
    model: onnx.ModelProto,
    calibration: NDArray[np.uint8],
    labels: NDArray[np.int64] | None = None,
    scaling: InputScaling | None = None,
) -> Compilation:
    """Return a model in the profile.

    Args:
        model: float or QDQ; one that is in the profile already comes back as it is.
        calibration: u8 inputs [n, channels, height, width] like those of the task; a few hundred.
        labels: the class of each, to report the change of accuracy.
        scaling: what the model takes a byte for.

    Raises:
        Unprovable: naming the node, its operator and the remedy.

    """
    if any(node.op_type in {"QLinearConv", "ConvInteger", "MatMulInteger"} for node in model.graph.node):
        circuit = read_profile(model)
        return Compilation(model, circuit, 1.0, (), None, ("the model is in the profile already",), ())
    graph = read_float_graph(model)
    if calibration.dtype != np.uint8 or calibration.shape[1:] != graph.input or len(calibration) == 0:
        raise Unprovable(f"calibration inputs must be u8 [n, {', '.join(map(str, graph.input))}], at least one")
    return _Compiler(graph, calibration, scaling or InputScaling()).compilation(labels)


class _Compiler:
    def __init__(self, graph: FloatGraph, calibration: NDArray[np.uint8], scaling: InputScaling) -> None:
        self._graph = graph
        self._scaling = scaling
        self._writer = ProfileWriter(graph.input)
        integers = calibration.astype(np.int64)
        offsets = np.broadcast_to(np.asarray(scaling.offset, np.float64).reshape(-1), (graph.input[0],))
        floats = scaling.scale * integers.astype(np.float64) + offsets[None, :, None, None]
        self._values = {"x": _Value(floats, [("x", 1, integers)], 1.0)}
        self._reports: list[LayerReport] = []
        self._notes = list(graph.notes)

    def compilation(self, labels: NDArray[np.int64] | None) -> Compilation:
        for step in self._graph.steps[:-1]:
            self._values[step.name] = self._compiled(step)
        last = self._graph.steps[-1]
        assert isinstance(last, Weighted)
        floats, integers, output_scale = self._output(last)
        model = self._writer.model(last.name)
        circuit = read_profile(model)
        accuracy, warnings = None, []
        if labels is not None:
            flat = [values.reshape(len(labels), -1) for values in (floats, integers.astype(np.float64))]
            before, after = (float(np.mean(values.argmax(axis=1) == labels)) for values in flat)
            accuracy = (before, after)
            if 100 * (before - after) > _WARN_POINTS:
                lost = f"{100 * before:.1f} % to {100 * after:.1f} %"
                warnings.append(f"accuracy on the calibration set falls from {lost}: train with the integers in mind")
        return Compilation(
            model,
            circuit,
            output_scale,
            tuple(self._reports),
            accuracy,
            tuple(self._notes),
            tuple(warnings),
        )

    def _compiled(self, step: Step) -> _Value:
        match step:
            case Weighted():
                return self._weighted(step)
            case Pooled():
                return self._pooled(step)
            case Added():
                return self._added(step)
            case Joined():
                return self._joined(step)

    # Layers with weights.

    def _operands(self, step: Weighted) -> tuple[str, _Integers, _Floats]:
        """Return the source's name and integers, and weights for its integers as they are.

        An offset of the input needs no weights: it is in the mean that the bias is made to meet.
        """
        value = self._values[step.source]
        weights = step.weights * (self._scaling.scale if step.source == "x" else value.step)
        if len(value.parts) == 1:
            return value.parts[0][0], value.parts[0][2], weights
        if step.depthwise:
            remedy = f"before the depthwise {step.name}; put a ReLU between them"
            raise Unprovable(f"node {step.source}: its values can be negative {remedy}")
        name = self._writer.concatenation(f"{step.name}/parts", [part for part, *_ in value.parts])
        integers = np.concatenate([values for *_, values in value.parts], axis=1)
        return name, integers, np.concatenate([sign * weights for _, sign, _ in value.parts], axis=1)

    def _rounded(self, step: Weighted, integers: _Integers, weights: _Floats, floats: _Floats, unit: float) -> _Rounded:
        """Return the integers of a layer whose sums times 2^-shift are in steps of *unit*."""
        largest = float(np.abs(weights).max())
        shift = floor(log2((MOST_WEIGHT + 0.49) * unit / largest))
        while True:
            scale = 2.0**shift / unit
            rounded = np.clip(np.rint(weights * scale), -MOST_WEIGHT, MOST_WEIGHT).astype(np.int8)
            sums = _convolved(step, integers, rounded.astype(np.float64))
            biases = np.rint((floats * scale - sums).mean(axis=(0, 2, 3)))
            if np.abs(biases).max() <= MOST_BIAS:
                found = biases.astype(np.int32)
                least, most = static_bounds(rounded, found)
                if max(-least, most) < SUM_LIMIT:
                    total = sums.astype(np.int64) + found[None, :, None, None]
                    return _Rounded(rounded, found, total, shift, unit)
            if np.abs(rounded).max() <= 1:
                raise Unprovable(f"node {step.name}: its bias is too large against its weights")
            shift -= 1

    def _weighted(self, step: Weighted) -> _Value:
        source, integers, weights = self._operands(step)
        plain = self._floats_of(step)
        if step.curve is not None:
            return self._curved(step, step.curve, source, integers, weights, plain)
        floats = np.clip(plain, 0, step.most) if step.rectified else plain
        largest = float(np.abs(weights).max())
        if largest == 0:
            raise Unprovable(f"node {step.name}: all its weights are 0; take it out")
        near = _best_step(np.abs(floats))
        units = [near, 0.8 * near]
        if step.most < np.inf and floats.max() > 0.9 * step.most:
            units = [step.most / 255]
        else:
            exact = largest / MOST_WEIGHT
            units.append(exact * 2.0 ** round(log2(near / exact)))
        best: tuple[float, _Rounded] | None = None
        for unit in units:
            found = self._rounded(step, integers, weights, plain, unit)
            if not 0 <= found.shift <= _MOST_SHIFT:
                continue
            kept = requantise(np.abs(found.sums), found.shift) * np.sign(found.sums) * unit
            loss = float(np.mean(((np.maximum(kept, 0) if step.rectified else kept) - floats) ** 2))
            if best is None or loss < best[0]:
                best = loss, found
        if best is None:
            raise Unprovable(f"node {step.name}: its outputs and its weights are too far apart; scale them")
        rounded, parts = best[1], []
        for sign in (1,) if step.rectified else (1, -1):
            name = step.name if step.rectified else f"{step.name}/{'positive' if sign > 0 else 'negative'}"
            kernel, biases = (sign * rounded.weights).astype(np.int8), (sign * rounded.biases).astype(np.int32)
            group = step.shape[0] if step.depthwise else 1
            self._writer.convolution(name, source, kernel, biases, rounded.shift, step.stride, step.pads, group)
            parts.append((name, sign, requantise(sign * rounded.sums, rounded.shift)))
        if not step.rectified:
            self._notes.append(f"{step.name}: can be negative, kept as two tensors")
        value = _Value(floats, parts, rounded.step)
        self._report(step.name, value)
        return value

    def _curved(
        self, step: Weighted, curve: Curve, source: str, integers: _Integers, weights: _Floats, plain: _Floats
    ) -> _Value:
        """Write a layer whose byte is a place on a curve, and the curve as a table (two, where it can be negative)."""
        least, most = (float(bound) for bound in np.quantile(plain, (0.0005, 0.9995)))
        margin = 0.05 * (most - least)
        least, most = least - margin, most + margin
        unit = (most - least) / 255
        if unit == 0 or not np.any(weights):
            raise Unprovable(f"node {step.name}: its values are all the same; take it out")
        rounded = self._rounded(step, integers, weights, plain - least, unit)
        if not 0 <= rounded.shift <= _MOST_SHIFT:
            raise Unprovable(f"node {step.name}: its outputs and its weights are too far apart; scale them")
        place, group = f"{step.name}/place", step.shape[0] if step.depthwise else 1
        self._writer.convolution(
            place, source, rounded.weights, rounded.biases, rounded.shift, step.stride, step.pads, group
        )
        places = requantise(rounded.sums, rounded.shift)
        values = curve(np.asarray(least + unit * np.arange(256), np.float64))
        height = float(np.abs(values).max()) / 255 or 1.0
        parts = []
        for sign, suffix in ((1, "positive"), (-1, "negative")):
            table = np.clip(np.rint(sign * values / height), 0, 255).astype(np.uint8)
            if table.any() or sign == 1:
                name = self._writer.activation(f"{step.name}/{suffix}", place, table)
                parts.append((name, sign, table[places].astype(np.int64)))
        value = _Value(np.asarray(curve(plain), np.float64), parts, height)
        self._report(step.name, value)
        return value

    def _floats_of(self, step: Weighted) -> _Floats:
        return _convolved(step, self._values[step.source].floats, step.weights) + step.bias[None, :, None, None]

    def _output(self, step: Weighted) -> tuple[_Floats, _Integers, float]:
        if step.depthwise:
            raise Unprovable(f"node {step.name}: the last layer must not be depthwise")
        source, integers, weights = self._operands(step)
        floats, unit = self._floats_of(step), float(np.abs(weights).max()) / MOST_WEIGHT
        if unit == 0:
            raise Unprovable(f"node {step.name}: all its weights are 0; take it out")
        rounded = self._rounded(step, integers, weights, floats, unit)
        self._writer.output(step.name, source, rounded.weights, rounded.biases, step.stride, step.pads)
        scale = unit * 2.0**-rounded.shift
        self._report(step.name, _Value(floats, [(step.name, 1, rounded.sums)], scale), limit=None)
        return floats, rounded.sums, scale

    # Layers without weights.

    def _plain(self, name: str, reader: str) -> _Value:
        value = self._values[name]
        if len(value.parts) != 1:
            raise Unprovable(f"node {name}: its values can be negative before {reader}; put a ReLU between them")
        if name == "x":
            raise Unprovable(f"node {reader}: it must not read the model's input itself; put a layer before it")
        return value

    def _pooled(self, step: Pooled) -> _Value:
        value = self._plain(step.source, step.name)
        source, _, integers = value.parts[0]
        windows = _windows(integers, step)
        float_windows = _windows(value.floats, step)
        if step.maximum:
            self._writer.maximum(step.name, source, step.kernel, step.stride, step.pads)
            result = _Value(float_windows.max(axis=0), [(step.name, 1, windows.max(axis=0))], value.step)
            self._report(step.name, result)
            return result
        count = prod(step.kernel)
        shift = (count - 1).bit_length()
        if count == 1 << shift:
            self._writer.average(step.name, source, step.kernel, step.stride, step.pads)
        else:
            ones = np.ones((step.shape[0], 1, *step.kernel), np.int8)
            none, group = np.zeros(step.shape[0], np.int32), step.shape[0]
            self._writer.convolution(step.name, source, ones, none, shift, step.stride, step.pads, group)
        averaged = requantise(windows.sum(axis=0), shift)
        unit = value.step * 2.0**shift / count
        result = _Value(float_windows.mean(axis=0), [(step.name, 1, averaged)], unit)
        self._report(step.name, result)
        return result

    def _added(self, step: Added) -> _Value:
        if not step.rectified:
            raise Unprovable(f"node {step.name}: a sum must be followed by a ReLU, so that it is not negative")
        values = [self._values[source] for source in step.sources]
        if "x" in step.sources:
            raise Unprovable(f"node {step.name}: it must not read the model's input itself; put a layer before it")
        floats = np.clip(values[0].floats + values[1].floats, 0, step.most)
        unit = step.most / 255 if step.most < np.inf and floats.max() > 0.9 * step.most else _best_step(floats)
        larger = max(value.step for value in values)
        ratio = log2(values[0].step / values[1].step)
        if ratio == round(ratio) and abs(ratio) < 6 and all(len(value.parts) == 1 for value in values):
            lesser = min(value.step for value in values)
            shift = max(0, round(log2(unit / lesser)))
            unit, factors = lesser * 2.0**shift, [round(value.step / lesser) for value in values]
            names = (values[0].parts[0][0], values[1].parts[0][0])
            exponents = [-round(log2(value.step / lesser)) for value in values]
            self._writer.added(step.name, names, (exponents[0], exponents[1]), -shift)
        else:
            shift = floor(log2((MOST_WEIGHT + 0.49) * unit / larger))
            factors = [round(value.step / unit * 2.0**shift) for value in values]
            if min(factors) == 0 or not 0 <= shift <= _MOST_SHIFT:
                raise Unprovable(f"node {step.name}: its inputs' ranges are too far apart")
            self._mixed(step.name, values, factors, shift)
        sums = sum(factor * value.integers for factor, value in zip(factors, values, strict=True))
        result = _Value(floats, [(step.name, 1, requantise(np.asarray(sums), shift))], unit)
        self._report(step.name, result)
        return result

    def _mixed(self, name: str, values: list[_Value], factors: list[int], shift: int) -> None:
        """Write a sum of tensors and parts, each times a factor, as a convolution over all of them joined."""
        parts = [(part, sign * f) for f, value in zip(factors, values, strict=True) for part, sign, _ in value.parts]
        joined = self._writer.concatenation(f"{name}/parts", [part for part, _ in parts])
        channels = values[0].floats.shape[1]
        kernel = np.concatenate([factor * np.eye(channels) for _, factor in parts], axis=1).astype(np.int8)
        self._writer.convolution(name, joined, kernel[:, :, None, None], np.zeros(channels, np.int32), shift)

    def _joined(self, step: Joined) -> _Value:
        values = [self._plain(source, step.name) for source in step.sources]
        common = max(value.step for value in values)
        names, integers = [], []
        for number, value in enumerate(values):
            name, _, own = value.parts[0]
            if value.step != common:
                shift = floor(log2((MOST_WEIGHT + 0.49) * common / value.step))
                factor, channels = round(value.step / common * 2.0**shift), own.shape[1]
                if not 0 <= shift <= _MOST_SHIFT:
                    raise Unprovable(f"node {step.name}: its inputs' ranges are too far apart")
                none, kernel = np.zeros(channels, np.int32), np.full((channels, 1, 1, 1), factor, np.int8)
                scaled = f"{step.name}/scaled{number}"
                name = self._writer.convolution(scaled, name, kernel, none, shift, group=channels)
                own = requantise(factor * own, shift)
            names.append(name)
            integers.append(own)
        self._writer.concatenation(step.name, names)
        floats = np.concatenate([value.floats for value in values], axis=1)
        return _Value(floats, [(step.name, 1, np.concatenate(integers, axis=1))], common)

    def _report(self, name: str, value: _Value, limit: int | None = 255) -> None:
        scaled = value.integers * value.step
        size = float(np.sqrt(np.mean(value.floats**2))) or 1.0
        error = float(np.sqrt(np.mean((scaled - value.floats) ** 2))) / size
        clamped = 0.0 if limit is None else float(np.mean(np.abs(value.floats) / value.step > limit + 0.5))
        self._reports.append(LayerReport(name, error, clamped))


def _best_step(values: _Floats) -> float:
    """Return the step for which round(v / step), clamped to a byte, loses least."""
    largest = float(values.max())
    if largest <= 0:
        return 1.0
    losses = {}
    for share in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4):
        step = share * largest / 255
        kept = np.clip(np.rint(values / step), 0, 255) * step
        losses[step] = float(np.mean((kept - values) ** 2))
    return min(losses, key=lambda step: losses[step])


def _windows(values: NDArray[Any], step: Pooled | Weighted) -> NDArray[Any]:
    """Return each tap's picture: [taps, n, channels, rows, columns]."""
    kernel = step.kernel if isinstance(step, Pooled) else step.weights.shape[2:]
    (top, left, bottom, right), (down, across) = step.pads, step.stride
    _, rows, columns = step.shape
    padded = np.pad(values, ((0, 0), (0, 0), (top, bottom), (left, right)))
    taps = [
        padded[:, :, i : i + down * (rows - 1) + 1 : down, j : j + across * (columns - 1) + 1 : across]
        for i in range(kernel[0])
        for j in range(kernel[1])
    ]
    return np.stack(taps)


def _convolved(step: Weighted, values: NDArray[Any], weights: _Floats) -> _Floats:
    """Return a layer's sums without the bias, in float64 (exact for integers)."""
    taps = _windows(values.astype(np.float64), step)
    flat = weights.reshape(*weights.shape[:2], -1)
    if step.depthwise:
        return np.asarray(np.einsum("ct,tncyx->ncyx", flat[:, 0], taps, optimize=True))
    return np.asarray(np.einsum("oct,tncyx->noyx", flat, taps, optimize=True))

"""Chooses integers for a float network: weights of ±63, outputs of a byte, a shift in between.

A byte y stands for y · step. Weights are V = round(W · step_in / step_out · 2^k), so that a shift by k is all the
requantisation, whatever the steps are. Layer by layer, on the calibration inputs, with the integers of the layers
before as they are:

1. Some steps of the output are tried, near the one that loses least on the float network's activations (clamping
   counted in) and those at which the largest weight is just 63, or a power of two where all are of one size (so that
   elements that are only taken stay as they are); k is the largest at which the weights fit and no input can make a
   sum of 2^24. The one whose outputs are nearest the float network's is taken.
2. The biases are what makes the mean of each channel's sums the float network's, so that what the rounded weights miss
   on average is made up for.

Activations are bytes with the zero point 0. A tensor that can be negative is kept as two, its positive and its negated
negative part, which the next layer takes back together; this costs a layer twice, so a ReLU is cheaper. A clamp at the
top (ReLU6) is the byte's own, so the step follows from it. Other activations are tables (`zkml.compiling.curves`),
products of tensors sums of logarithms (`zkml.compiling.logarithms`).

Lookup tables are sized from the static bounds of the weights, never from the calibration: the proof works for every
input.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import product
from math import ceil, log2, prod

import numpy as np
import onnx
from numpy.typing import NDArray

from zkml.circuit import MOST_ACTIVATIONS
from zkml.compiling.curves import Places, shared_places, signed_tables
from zkml.compiling.float_graph import INPUT, Curve, FloatGraph, Floats, Multiplied, Pooled, Reshaped, Step, Weighted
from zkml.compiling.logarithms import EXPONENTIALS, LOGARITHMS, SHIFT, logarithms, summed
from zkml.compiling.onnx_input import as_given, input_shape
from zkml.compiling.onnx_reader import read_float_graph
from zkml.compiling.original import original_outputs
from zkml.compiling.profile_writer import ProfileWriter
from zkml.compiling.rounding import Operands, Rounded, alike, best_step, rounded_layer
from zkml.compiling.values import Integers, Part, Value
from zkml.compiling.windows import convolved, window_maxima, window_sums
from zkml.errors import Rejected, Unprovable
from zkml.proving.network import Circuit, requantise
from zkml.proving.onnx_profile import read_profile

__all__ = ["Compilation", "InputScaling", "LayerReport", "compile_model"]

_SIGNS = {1: "positive", -1: "negative"}
_AS_IT_IS = Curve(lambda values: values)
_WARN_POINTS = 1.0
_WARN_OTHERS = 0.02
_WARN_READING = 0.25
_COMPARED = 16
"""So many inputs are given to ONNX Runtime, to see whether the model was read as what it computes."""
_AVERAGE_ROOM = 1.1
"""Means may be so much larger than those of the calibration inputs before they are clamped."""

_MOST_CALIBRATED = 1 << 25
"""Of a step, on all calibration inputs: a quarter of a gigabyte in float64, of which some are held at a time."""


@dataclass(frozen=True, slots=True)
class InputScaling:
    """What a byte of the input stands for: scale · byte + offset (one offset, or one for each channel).

    A model that takes bytes itself (its input is u8) has no need of it: there a byte is what it is.
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


def compile_model(
    model: onnx.ModelProto,
    calibration: NDArray[np.uint8],
    labels: NDArray[np.int64] | None = None,
    scaling: InputScaling | None = None,
) -> Compilation:
    """Return a model in the profile.

    Args:
        model: float or quantised; one that is in the profile already comes back as it is.
        calibration: u8 inputs [n, channels, height, width] like those of the task; a few hundred.
        labels: the class of each, to report the change of accuracy.
        scaling: what the model takes a byte for.

    Raises:
        Unprovable: naming the node, its operator and the remedy.

    """
    circuit = _as_it_is(model)
    if circuit is not None:
        return Compilation(model, circuit, 1.0, (), None, ("the model is in the profile already",), ())
    scaling = scaling or InputScaling()
    shape = input_shape(model)
    graph = read_float_graph(model, scaling.offset)
    if calibration.dtype != np.uint8 or calibration.shape[1:] != shape or len(calibration) == 0:
        raise Unprovable(f"calibration inputs must be u8 [n, {', '.join(map(str, shape))}], at least one")
    if labels is not None and labels.shape != (len(calibration),):
        raise Unprovable(f"there must be one label for each of the {len(calibration)} calibration inputs")
    compiler = _Compiler(graph, calibration, 1.0 if graph.of_bytes else scaling.scale)
    offset = np.reshape(np.asarray(0.0 if graph.of_bytes else scaling.offset, np.float64), (-1, 1, 1))
    some = calibration[:_COMPARED] * (1.0 if graph.of_bytes else scaling.scale) + offset
    return compiler.compilation(labels, original_outputs(model, graph.result, as_given(model, some)))


def _as_it_is(model: onnx.ModelProto) -> Circuit | None:
    """Return the circuit of a model in the profile; None: it is a float one, or quantised otherwise."""
    operators = {node.op_type for node in model.graph.node}
    if operators & {"ConvInteger", "MatMulInteger"} and "DynamicQuantizeLinear" not in operators:
        return read_profile(model)
    return None


class _Compiler:
    def __init__(
        self,
        graph: FloatGraph,
        calibration: NDArray[np.uint8],
        scale: float,
        places: Mapping[str, Places] | None = None,
    ) -> None:
        self._graph, self._calibration, self._scale = graph, calibration, scale
        self._given = places
        self._places: dict[str, Places] = {}
        self._tables: set[bytes] = set()
        self._writer = ProfileWriter(graph.input)
        self._notes = list(graph.notes)
        self._last_use = {name: step.name for step in graph.steps for name in step.sources}
        largest = max(prod(shape) for shape in (graph.input, *(step.shape for step in graph.steps)))
        self._count = min(len(calibration), max(1, _MOST_CALIBRATED // largest))
        if self._count < len(calibration):
            self._notes.append(f"of {len(calibration)} calibration inputs the first {self._count} are used")
        integers = calibration[: self._count].astype(np.int64)
        self._values = {INPUT: Value(scale * integers.astype(np.float64), [(INPUT, 1, integers)], scale)}
        self._planes: set[str] = set()
        self._reports: list[LayerReport] = []

    def compilation(self, labels: NDArray[np.int64] | None, original: Floats | None) -> Compilation:
        for step in self._graph.steps[:-1]:
            self._values[step.name] = self._compiled(step)
            for name in step.sources:
                if self._last_use[name] == step.name:
                    self._values.pop(name, None)
        last = self._graph.steps[-1]
        assert isinstance(last, Weighted), "the reader ends with one"
        floats, integers, output_scale = self._output(last)
        if self._given is None and len(self._tables) > MOST_ACTIVATIONS:
            return self._sharing_tables().compilation(labels, original)
        model = self._writer.model(last.name, last.shape)
        flat = [values.reshape(self._count, -1) for values in (floats, integers.astype(np.float64))]
        accuracy, warnings = None, []
        if original is not None:
            own = flat[0][: len(original), self._graph.order]
            off = float(np.sqrt(np.mean((own - original[: len(own)]) ** 2) / (np.mean(original**2) or 1.0)))
            if off > _WARN_READING:
                warnings.append(
                    f"in ONNX Runtime the model gives something else, {off:.0%} off: give its float original"
                )
        if labels is not None:
            before, after = (float(np.mean(values.argmax(axis=1) == labels[: self._count])) for values in flat)
            accuracy = (before, after)
            if 100 * (before - after) > _WARN_POINTS:
                lost = f"{100 * before:.1f} % to {100 * after:.1f} %"
                warnings.append(f"accuracy on the calibration set falls from {lost}: train with the integers in mind")
        elif last.shape[1:] == (1, 1) and last.shape[0] > 1:
            other = float(np.mean(flat[0].argmax(axis=1) != flat[1].argmax(axis=1)))
            if other > _WARN_OTHERS:
                warnings.append(
                    f"another output is the largest for {100 * other:.1f} % of the calibration inputs: give --labels"
                    " to see whether accuracy falls, and train with the integers in mind"
                )
        try:
            circuit = read_profile(model)
        except Rejected as error:
            raise Unprovable(f"the network is too large for a proof: {error.detail}; make it smaller") from error
        return Compilation(
            model,
            circuit,
            output_scale,
            tuple(self._reports),
            accuracy,
            tuple(self._notes),
            tuple(warnings),
        )

    def _sharing_tables(self) -> _Compiler:
        """Return a compiler whose layers share tables; the ranges of all are known from this one."""
        of_curves = {table.tobytes() for places in self._places.values() for _, table in places.tables()}
        places = shared_places(self._places, MOST_ACTIVATIONS - len(self._tables - of_curves))
        return _Compiler(self._graph, self._calibration, self._scale, places)

    def _compiled(self, step: Step) -> Value:
        match step:
            case Weighted():
                return self._weighted(step)
            case Pooled():
                return self._pooled(step)
            case Reshaped():
                return self._reshaped(step)
            case Multiplied():
                return self._multiplied(step)

    # Layers with weights.

    def _operands(self, step: Weighted) -> Operands:
        """Return what a layer reads as one tensor of bytes, and its weights for these as they are."""
        values = [self._values[name] for name in step.sources]
        parts = [(part, sign, integers, value.step) for value in values for part, sign, integers in value.parts]
        depthwise = step.depthwise and len(parts) == 1 and step.plane is None
        whole, blocks = step.weights, []
        if step.depthwise and not depthwise:
            whole = np.eye(step.shape[0])[:, :, None, None] * step.weights
        if depthwise:
            blocks.append(parts[0][1] * parts[0][3] * whole)
        else:
            first = 0
            for value in values:
                last = first + value.floats.shape[1]
                blocks += [sign * value.step * whole[:, first:last] for _, sign, _ in value.parts]
                first = last
        names, tensors = [name for name, *_ in parts], [integers for _, _, integers, _ in parts]
        if step.plane is not None:
            blocks.append(step.plane / 255)
            names.append(self._ones(step.sources[0]))
            tensors.append(np.full((self._count, 1, *values[0].floats.shape[2:]), 255, np.int64))
        name = names[0] if len(names) == 1 else self._writer.concatenation(f"{step.name}/parts", names)
        integers, weights = np.concatenate(tensors, axis=1), np.concatenate(blocks, axis=1)
        return Operands(name, integers, weights, depthwise, self._float_sums(step))

    def _float_sums(self, step: Weighted) -> Floats:
        """Return a layer's sums in the float network."""
        read = np.concatenate([self._values[name].floats for name in step.sources], axis=1)
        sums = convolved(step.weights, read, step, step.depthwise)
        if step.plane is not None:
            sums += convolved(step.plane, np.ones((self._count, 1, *read.shape[2:])), step, False)
        return sums + step.bias[None, :, None, None]

    def _ones(self, source: str) -> str:
        """Return a tensor of one channel that is 255 everywhere, of a step's height and width."""
        name, _, integers = self._values[source].parts[0]
        made = f"{name}/ones"
        if made not in self._planes:
            none = np.zeros((1, integers.shape[1], 1, 1), np.int8)
            self._planes.add(self._writer.convolution(made, name, none, np.array([255], np.int32), 0))
        return made

    def _written(self, name: str, read: Operands, found: Rounded, step: Weighted, sign: int = 1) -> str:
        """Write a layer, or its negative."""
        weights, biases = (sign * found.weights).astype(np.int8), (sign * found.biases).astype(np.int32)
        group = step.shape[0] if read.depthwise else 1
        return self._writer.convolution(name, read.name, weights, biases, found.shift, step.stride, step.pads, group)

    def _weighted(self, step: Weighted) -> Value:
        if self._better_by_parts(step):
            step = self._by_parts(step)
        read = self._operands(step)
        if not np.any(read.weights):
            raise Unprovable(f"node {step.name}: all its weights are 0; take it out")
        if isinstance(step.activation, Curve):
            shared = self._given and self._given[step.name]
            return self._curved(step, read, shared or self._own_places(step.activation, read))
        clamp = step.activation
        floats = read.sums if clamp is None else clamp(read.sums)
        near = max(best_step(np.abs(floats)), read.finest)
        units = [near, 0.8 * near]
        if clamp is not None and floats.max() > 0.9 * clamp.most:
            units = [clamp.most / 255]
        else:
            exact = read.largest if alike(read.weights) else read.finest
            units.append(exact * 2.0 ** round(log2(near / exact)))
        best: tuple[float, Rounded] | None = None
        for unit in units:
            found = rounded_layer(step, read, read.sums, unit)
            if found.shift < 0:
                continue
            kept = requantise(np.abs(found.sums), found.shift) * np.sign(found.sums) * unit
            loss = float(np.mean(((kept if clamp is None else np.maximum(kept, 0)) - floats) ** 2))
            if best is None or loss < best[0]:
                best = loss, found
        if best is None:
            raise Unprovable(f"node {step.name}: its outputs and its weights are too far apart; scale them")
        rounded, parts = best[1], []
        for sign in (1, -1) if clamp is None else (1,):
            name = step.name if clamp is not None else f"{step.name}/{_SIGNS[sign]}"
            self._written(name, read, rounded, step, sign)
            parts.append((name, sign, requantise(sign * rounded.sums, rounded.shift)))
        if clamp is None:
            self._notes.append(f"{step.name}: can be negative, kept as two tensors")
        value = Value(floats, parts, rounded.step)
        self._report(step.name, value)
        return value

    def _multiplied(self, step: Multiplied) -> Value:
        """Write a product as exponentials of sums of logarithms, one for each pair of the factors' signs."""
        values = [[self._in_two(source) for source in factor.sources] for factor in step.factors]
        first, second = (logarithms(factor, own) for factor, own in zip(step.factors, values, strict=True))
        parts: list[Part] = []
        for one, other in product(first, second):
            name, sign = f"{step.name}/{len(parts)}", one.sign * other.sign
            weights, biases, sums = summed(one, other)
            read = [self._table(f"{part}/logarithm", part, LOGARITHMS) for part in (*one.names, *other.names)]
            joined = self._writer.concatenation(f"{name}/logarithms", read)
            place = self._writer.convolution(f"{name}/sum", joined, weights, biases, SHIFT)
            made = self._table(name, place, EXPONENTIALS)
            parts.append((made, sign, EXPONENTIALS[requantise(sums, SHIFT)].astype(np.int64)))
        floats = [
            np.concatenate([value.floats for value in own], axis=1)[:, factor.taken]
            for factor, own in zip(step.factors, values, strict=True)
        ]
        steps = [max(value.step for value in own) for own in values]
        value = Value(floats[0] * floats[1], parts, 255 * steps[0] * steps[1])
        self._report(step.name, value)
        return value

    def _in_two(self, name: str) -> Value:
        """Return a tensor with one part of each sign, for which a sum of more takes a layer."""
        value = self._values[name]
        if len({sign for _, sign, _ in value.parts}) < len(value.parts):
            _, *shape = value.floats.shape
            eye, none = np.eye(shape[0])[:, :, None, None], np.zeros(shape[0])
            form = (shape[0], shape[1], shape[2])
            once = Weighted(f"{name}/parts", (name,), eye, none, (1, 1), (0, 0, 0, 0), False, form)
            value = self._values[name] = self._weighted(once)
        return value

    def _curved(self, step: Weighted, read: Operands, places: Places) -> Value:
        """Write a layer whose byte is a place on a curve, and the curve as a table (two, where it can be negative)."""
        self._places[step.name] = places
        rounded = rounded_layer(step, read, read.sums - places.least, places.unit)
        if rounded.shift < 0:
            raise Unprovable(f"node {step.name}: its outputs and its weights are too far apart; scale them")
        if not np.all(np.isfinite(places.values())):
            between = f"between {places.least:.3g} and {places.most:.3g}"
            raise Unprovable(f"node {step.name}: its activation is not finite {between}")
        place = self._written(f"{step.name}/place", read, rounded, step)
        parts = self._looked_up(step.name, place, places.tables(), requantise(rounded.sums, rounded.shift))
        value = Value(places.curve(read.sums), parts, places.height())
        self._report(step.name, value)
        return value

    def _better_by_parts(self, step: Weighted) -> bool:
        """Tell whether each channel by itself costs less than all together, where a channel is two tensors."""
        whole = step.depthwise and step.plane is None and len(self._values[step.sources[0]].parts) > 1
        channels, rows, columns = step.shape
        return whole and prod(step.weights.shape[2:]) * channels > 2 * rows * columns

    def _by_parts(self, step: Weighted) -> Weighted:
        """Write a depthwise layer for the positive part of a tensor, one for the negative; return what adds them.

        Together they would be a layer over all channels, whose weights are 0 but for two channels of each.
        """
        value, names, offset = self._in_two(step.sources[0]), [], step.bias
        for part, sign, integers in value.parts:
            name = f"{step.name}/{_SIGNS[sign]}-part"
            floats = np.maximum(sign * value.floats, 0)
            self._values[f"{name}/read"] = Value(floats, [(part, 1, integers)], value.step)
            bias = np.zeros(step.shape[0])
            alone = replace(step, name=name, sources=(f"{name}/read",), weights=sign * step.weights, bias=bias)
            read = self._operands(alone)
            places = self._own_places(_AS_IT_IS, read)
            rounded = rounded_layer(alone, read, read.sums - places.least, places.unit)
            self._written(name, read, rounded, alone)
            found = requantise(rounded.sums, rounded.shift)
            self._values[name] = Value(read.sums - places.least, [(name, 1, found)], places.unit)
            offset = offset + places.least
            names.append(name)
        eye = np.tile(np.eye(step.shape[0]), len(names))[:, :, None, None]
        added = replace(step, sources=tuple(names), weights=eye, bias=offset, depthwise=False)
        return replace(added, stride=(1, 1), pads=(0, 0, 0, 0))

    def _own_places(self, curve: Curve, read: Operands) -> Places:
        """Return the places on a curve that a layer needs."""
        least, most = (float(bound) for bound in np.quantile(read.sums, (0.0005, 0.9995)))
        margin = max(0.05 * (most - least), (255 * read.finest - (most - least)) / 2)
        return Places(curve, least - margin, most + margin, margin)

    def _looked_up(
        self, name: str, place: str, tables: list[tuple[int, NDArray[np.uint8]]], places: Integers
    ) -> list[Part]:
        """Write tables at a tensor's bytes."""
        return [
            (self._table(f"{name}/{_SIGNS[sign]}", place, table), sign, table[places].astype(np.int64))
            for sign, table in tables
        ]

    def _table(self, name: str, place: str, table: NDArray[np.uint8]) -> str:
        """Write a table at a tensor's bytes, once; return the name of what it makes of them."""
        self._tables.add(table.tobytes())
        return self._writer.activation(name, place, table)

    def _output(self, step: Weighted) -> tuple[Floats, Integers, float]:
        read = self._operands(step)
        unit = read.finest
        if unit == 0:
            raise Unprovable(f"node {step.name}: all its weights are 0; take it out")
        rounded = rounded_layer(step, read, read.sums, unit)
        self._writer.output(step.name, read.name, rounded.weights, rounded.biases, step.stride, step.pads)
        scale = unit * 2.0**-rounded.shift
        self._report(step.name, Value(read.sums, [(step.name, 1, rounded.sums)], scale), limit=None)
        return read.sums, rounded.sums, scale

    # Layers without weights.

    def _reshaped(self, step: Reshaped) -> Value:
        value, form = self._values[step.source], (-1, *step.shape)
        parts = [
            (self._writer.reshape(f"{step.name}/{number}", name, step.shape), sign, integers.reshape(form))
            for number, (name, sign, integers) in enumerate(value.parts)
        ]
        return Value(value.floats.reshape(form), parts, value.step)

    def _pooled(self, step: Pooled) -> Value:
        value = self._values[step.source]
        result = self._largest(step, value) if step.maximum else self._averaged(step, value)
        self._report(step.name, result)
        return result

    def _largest(self, step: Pooled, value: Value) -> Value:
        floats = window_maxima(value.floats, step)
        if len(value.parts) == 1 and value.parts[0][1] == 1:
            name, _, integers = value.parts[0]
            self._writer.maximum(step.name, name, step.kernel, step.stride, step.pads)
            return Value(floats, [(step.name, 1, window_maxima(integers, step))], value.step)
        # bytes in the order of the values: 128 and half of the difference of both parts
        channels = value.floats.shape[1]
        eye = np.concatenate([sign * np.eye(channels) for _, sign, _ in value.parts], axis=1)
        joined = self._writer.concatenation(f"{step.name}/parts", [name for name, *_ in value.parts])
        middle, weights = np.full(channels, 256, np.int32), eye[:, :, None, None].astype(np.int8)
        place = self._writer.convolution(f"{step.name}/place", joined, weights, middle, 1)
        self._writer.maximum(step.name, place, step.kernel, step.stride, step.pads)
        places = window_maxima(requantise(value.integers + 256, 1), step)
        tables = signed_tables(2 * (np.arange(256.0) - 128))
        return Value(floats, self._looked_up(step.name, step.name, tables, places), value.step)

    def _averaged(self, step: Pooled, value: Value) -> Value:
        """Write sums over windows, shifted so that the means of the calibration inputs fill a byte."""
        count = prod(step.kernel)
        totals = [window_sums(integers, step) for *_, integers in value.parts]
        largest = max(1, *(int(total.max()) for total in totals))
        shift = min(max(0, ceil(log2(_AVERAGE_ROOM * largest / 255))), (count - 1).bit_length())
        parts: list[Part] = []
        for number, ((source, sign, _), total) in enumerate(zip(value.parts, totals, strict=True)):
            name = step.name if len(value.parts) == 1 else f"{step.name}/{number}"
            if count & (count - 1) == 0:
                exponent = shift - (count.bit_length() - 1)
                self._writer.average(name, source, step.kernel, step.stride, step.pads, exponent)
            else:
                ones = np.ones((step.shape[0], 1, *step.kernel), np.int8)
                none, group = np.zeros(step.shape[0], np.int32), step.shape[0]
                self._writer.convolution(name, source, ones, none, shift, step.stride, step.pads, group)
            parts.append((name, sign, requantise(total, shift)))
        return Value(window_sums(value.floats, step) / count, parts, value.step * 2.0**shift / count)

    def _report(self, name: str, value: Value, limit: int | None = 255) -> None:
        scaled = value.integers * value.step
        size = float(np.sqrt(np.mean(value.floats**2))) or 1.0
        error = float(np.sqrt(np.mean((scaled - value.floats) ** 2))) / size
        clamped = 0.0 if limit is None else float(np.mean(np.abs(value.floats) / value.step > limit + 0.5))
        self._reports.append(LayerReport(name, error, clamped))

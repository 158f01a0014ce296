"""ONNX operators without weights as mixing layers: maxima, averages and sums."""

from __future__ import annotations

from dataclasses import dataclass

from zkml.layers import Layer, Mix, Shape, Source

__all__ = ["Window", "average_layer", "maximum_layers", "mixing_bounds", "sum_layer"]


@dataclass(frozen=True, slots=True)
class Window:
    """A pool's geometry: each pair is for rows and columns; *shape* is the output's."""

    kernel: tuple[int, int]
    stride: tuple[int, int]
    padding: tuple[int, int]
    shape: Shape


def _mixing(name: str, reads: list[tuple[Source, Mix]], shape: Shape, shift: int) -> Layer:
    sources, mixes = zip(*reads, strict=True)
    return Layer(name, "mixing", sources, (1, 1), (1, 1), (0, 0), shape, shift, mixes)


def mixing_bounds(layer: Layer) -> tuple[int, int]:
    """Return the least and the most of a mixing layer's sums over all inputs of 0 to 255."""
    least = most = 0
    for mix in layer.mixes:
        for row in mix.rows:
            for column in mix.columns:
                least, most = least + min(0, 255 * row * column), most + max(0, 255 * row * column)
    return least, most


def sum_layer(name: str, reads: list[tuple[Source, int]], shift: int) -> Layer:
    """Return a layer that adds tensors of one shape, each times a number."""
    mixes = [(source, Mix((1,), (factor,), (1, 1), (0, 0))) for source, factor in reads]
    return _mixing(name, mixes, reads[0][0].shape, shift)


def average_layer(name: str, source: Source, window: Window, shift: int) -> Layer:
    """Return a layer that adds a window's elements."""
    mix = Mix((1,) * window.kernel[0], (1,) * window.kernel[1], window.stride, window.padding)
    return _mixing(name, [(source, mix)], window.shape, shift)


def maximum_layers(name: str, source: Source, window: Window, tensor: int) -> list[Layer]:
    """Return the layers of a maximum over windows, the last of which gives it; *tensor* is the first one's number.

    Along one axis, max(x_0, …, x_k) = x_0 + d_1 + … + d_k with d_j = clamp(x_j - x_0 - d_1 - … - d_(j-1)): first along
    the rows' elements, whose maximum stays such a sum, then along its rows. Padding reads 0, which is no more than any
    element.
    """
    (high, wide), (down, across), (top, left) = window.kernel, window.stride, window.padding
    channels, rows, columns = window.shape
    layers: list[Layer] = []

    def tap(number: int, size: int) -> tuple[int, ...]:
        """Return the weights of x_number - x_0, or of x_0."""
        return tuple((i == number) - (number > 0 and i == 0) for i in range(size))

    def made(suffix: str, reads: list[tuple[Source, Mix]], shape: Shape) -> Source:
        layers.append(_mixing(f"{name}/{suffix}", reads, shape, 0))
        return Source(tensor + len(layers) - 1, shape)

    wide_shape = (channels, source.shape[1], columns)
    parts: list[tuple[Source, tuple[int, ...], int, int]] = [(source, tap(0, wide), across, left)]
    for j in range(1, wide):
        reads = [(source, Mix((1,), tap(j, wide), (1, across), (0, left)))]
        reads += [(part, Mix((1,), (-1,), (1, 1), (0, 0))) for part, *_ in parts[1:]]
        parts.append((made(f"right{j}", reads, wide_shape), (1,), 1, 0))
    raised: list[Source] = []
    for i in range(1, high):
        reads = [(part, Mix(tap(i, high), taps, (down, step), (top, pad))) for part, taps, step, pad in parts]
        reads += [(part, Mix((1,), (-1,), (1, 1), (0, 0))) for part in raised]
        raised.append(made(f"below{i}", reads, window.shape))
    reads = [(part, Mix(tap(0, high), taps, (down, step), (top, pad))) for part, taps, step, pad in parts]
    reads += [(part, Mix((1,), (1,), (1, 1), (0, 0))) for part in raised]
    made("maximum", reads, window.shape)
    assert rows == window.shape[1]
    return layers

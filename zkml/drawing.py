"""Draws a proof as an SVG picture: where time goes, where bytes go, how queries descend, what fills the witness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from zkml.anatomy import Anatomy
from zkml.field import BYTES

__all__ = ["bars_svg", "draw", "lines_svg"]

_WIDTH = 920
_LEFT = 250
_BAR = 18
_GAP = 5
_COLOURS = {
    "inference": "#8c8c8c",
    "commitment": "#31688e",
    "lookups": "#35a779",
    "network": "#d08c00",
    "opening": "#a0447f",
    "queries": "#c8553d",
    "self-check": "#5b5b5b",
}
_OTHER = "#31688e"


@dataclass(frozen=True, slots=True)
class _Bar:
    label: str
    value: float
    text: str
    colour: str


def draw(found: Anatomy, title: str, times_ms: Mapping[str, float] | None = None) -> str:
    """Return the picture as SVG; *times_ms*: CPU milliseconds of each step, if they were measured."""
    sections: list[tuple[str, list[_Bar]]] = []
    if times_ms:
        total = sum(times_ms.values())
        sections.append(
            (
                f"Time: {total:.1f} ms of CPU",
                [_Bar(step, ms, f"{ms:.1f} ms", _COLOURS.get(step, _OTHER)) for step, ms in times_ms.items()],
            )
        )
    parts = [part for part in found.parts if part.felts]
    sections.append(
        (
            f"Bytes: {found.felts * BYTES:,} ({found.felts:,} elements)",
            [
                _Bar(part.name, part.felts, f"{part.felts * BYTES:,} B", _COLOURS.get(part.step, _OTHER))
                for part in parts
            ],
        )
    )
    sections.append(
        (
            f"Queries: {found.queries} draws, each opens a leaf and a path in every tree",
            [
                _Bar(
                    oracle.name,
                    oracle.bits,
                    f"2^{oracle.bits} cells, {oracle.depth} levels, leaf of {oracle.leaf}, path of {oracle.path}",
                    _COLOURS["queries"],
                )
                for oracle in found.oracles
            ],
        )
    )
    held = [_Bar(layer.name, layer.cells, f"{layer.cells:,} cells", _OTHER) for layer in found.layers if layer.cells]
    held.append(_Bar("lookup tables", found.table_cells, f"{found.table_cells:,} cells", _COLOURS["lookups"]))
    # positions of one half of the first image; a larger batch has as many of each for every image
    size = 1 << max(1, sum(int(bar.value) for bar in held) - 1).bit_length()
    free = size - sum(int(bar.value) for bar in held)
    held.append(_Bar("free", free, f"{free:,} cells", "#c9c9c9"))
    sections.append((f"Witness: {size:,} positions for one input, in two halves", held))
    return _page(title, sections)


def bars_svg(title: str, heading: str, rows: Sequence[tuple[str, float, str]]) -> str:
    """Return one group of bars: label, value and the text beside it."""
    return _page(title, [(heading, [_Bar(label, value, text, _OTHER) for label, value, text in rows])])


def _page(title: str, sections: Sequence[tuple[str, list[_Bar]]]) -> str:
    y, body = 34, [_text(16, 24, title, size=16, bold=True)]
    for heading, bars in sections:
        y += 22
        body.append(_text(16, y, heading, size=13, bold=True))
        y += 8
        most = max((bar.value for bar in bars), default=0) or 1
        for bar in bars:
            width = max(1.0, bar.value / most * (_WIDTH - _LEFT - 330)) if bar.value else 0.0
            body.append(_text(_LEFT - 8, y + 13, bar.label, anchor="end"))
            body.append(f'<rect x="{_LEFT}" y="{y}" width="{width:.1f}" height="{_BAR}" fill="{bar.colour}" rx="2"/>')
            body.append(_text(_LEFT + width + 6, y + 13, bar.text))
            y += _BAR + _GAP
    return _svg(_WIDTH, y + 14, body)


def lines_svg(
    title: str,
    axes: tuple[str, str],
    lines: Mapping[str, Sequence[tuple[float, float]]],
) -> str:
    """Return a plot with logarithmic axes: points (x, y), all above 0, of each line by its name."""
    from math import ceil, floor, log10

    points = [point for line in lines.values() for point in line]
    if not points:
        raise ValueError("there is nothing to plot")
    (x0, x1), (y0, y1) = (
        (floor(log10(min(values)) * 2) / 2, ceil(log10(max(values)) * 2) / 2 + 1e-9)
        for values in ([x for x, _ in points], [y for _, y in points])
    )
    left, top, width, height = 76, 48, 640, 380

    def place(x: float, y: float) -> tuple[float, float]:
        return (
            left + (log10(x) - x0) / max(x1 - x0, 1e-6) * width,
            top + height - (log10(y) - y0) / max(y1 - y0, 1e-6) * height,
        )

    body = [_text(16, 26, title, size=16, bold=True)]
    body.append(f'<rect x="{left}" y="{top}" width="{width}" height="{height}" fill="none" stroke="#999"/>')
    for decade in range(floor(x0), ceil(x1) + 1):
        for step in (1, 3):
            value = step * 10.0**decade
            if x0 - 1e-6 <= log10(value) <= x1 + 1e-6:
                x, _ = place(value, 10**y0)
                body.append(f'<path d="M{x:.1f} {top}V{top + height}" stroke="#e3e3e3"/>')
                body.append(_text(x, top + height + 18, f"{value:g}", anchor="middle"))
    for decade in range(floor(y0), ceil(y1) + 1):
        for step in (1, 3):
            value = step * 10.0**decade
            if y0 - 1e-6 <= log10(value) <= y1 + 1e-6:
                _, y = place(10**x0, value)
                body.append(f'<path d="M{left} {y:.1f}H{left + width}" stroke="#e3e3e3"/>')
                body.append(_text(left - 6, y + 4, f"{value:g}", anchor="end"))
    body.append(_text(left + width / 2, top + height + 38, axes[0], anchor="middle"))
    body.append(_text(16, top - 8, axes[1]))
    colours = [colour for step, colour in _COLOURS.items() if step not in {"inference", "self-check"}]
    for number, (name, line) in enumerate(lines.items()):
        colour = colours[number % len(colours)]
        placed = [place(x, y) for x, y in sorted(line)]
        way = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
        body.append(f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="2"/>')
        body += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in placed]
        body.append(f'<rect x="{left + width + 16}" y="{top + 20 * number}" width="12" height="12" fill="{colour}"/>')
        body.append(_text(left + width + 34, top + 20 * number + 11, name))
    return _svg(_WIDTH + 60, top + height + 56, body)


def _text(x: float, y: float, text: str, *, anchor: str = "start", size: int = 12, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}"{weight}>{escape(text)}</text>'


def _svg(width: int, height: int, body: Sequence[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    style = ' font-family="system-ui, sans-serif" fill="#222">'
    ground = f'<rect width="{width}" height="{height}" fill="#fff"/>'
    return "\n".join([head + style, ground, *body, "</svg>", ""])

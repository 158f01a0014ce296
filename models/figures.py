"""Draws the pictures of README.md, of what the generators make: ``python -m models.figures``."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from gateway.simulator.scenes import LightShift, parts, surface, vibration

Image = NDArray[np.uint8]

_INK, _BLUE, _RED, _PAPER = (60, 50, 40), (170, 90, 20), (40, 40, 190), (255, 255, 255)
_FONT = cv2.FONT_HERSHEY_SIMPLEX
_GAP = 6


def surfaces() -> Image:
    """Return a row for each label: three pictures, and a fourth under shifted light and noise."""
    rows = []
    for number, label in enumerate(surface.LABELS):
        rng = np.random.default_rng([5, number])
        shown = [surface.render(rng, label).image for _ in range(3)]
        shown.append(surface.render(rng, label, shift=LightShift.draw(rng)).image)
        rows.append(
            [_titled(_small(image, 300), label if n < 3 else f"{label}, shifted") for n, image in enumerate(shown)]
        )
    return _grid(rows)


def belts() -> Image:
    """Return six belts with boxes, the last two under shifted light and noise."""
    cells = []
    for number, count in enumerate((1, 4, 7, 10, 5, 8)):
        rng = np.random.default_rng([6, number])
        shift = LightShift.draw(rng) if number >= 4 else None
        scene = parts.render(rng, shift=shift, count=count)
        image = scene.image.copy()
        for box in scene.boxes:
            corner = (int(box.x0), int(box.y0))
            cv2.rectangle(image, corner, (int(box.x1), int(box.y1)), (80, 220, 255), 2)
            cv2.putText(
                image, box.label, (corner[0], max(14, corner[1] - 5)), _FONT, 0.5, (80, 220, 255), 1, cv2.LINE_AA
            )
        cells.append(_titled(_small(image, 400), f"count {scene.count}{', shifted' if shift else ''}"))
    return _grid([cells[:3], cells[3:]])


def vibrations() -> Image:
    """Return a row for a sound motor and for each fault: half a second of signal, and the spectrum of the second."""
    rows = []
    for number, fault in enumerate((None, *vibration.FAULTS)):
        samples = vibration.window(np.random.default_rng([7, number]), fault=fault, speed=29.0, load=0.8).samples
        peak = float(np.abs(samples).max())
        name = "sound" if fault is None else fault.replace("_", " ")
        power = np.abs(np.fft.rfft(samples * np.hanning(samples.size)) / 250) ** 2
        decibels = 10 * np.log10(power[:500] + 1e-7)
        rows.append([
            _titled(_chart(samples[:500], -peak, peak, _BLUE), f"{name}: 0.5 s, full scale {peak:.1f} m/s2"),
            _titled(_chart(decibels, -60, 20 if fault == "saturation" else 5, _RED), "power, dB, 0 to 500 Hz"),
        ])  # fmt: skip
    return _grid(rows)


def _chart(values: NDArray[np.float64], low: float, high: float, colour: tuple[int, int, int]) -> Image:
    width, height = 560, 110
    image = np.full((height, width, 3), 255, np.uint8)
    cv2.line(image, (0, height // 2), (width, height // 2), (225, 225, 225), 1)
    x = np.linspace(2, width - 3, values.size)
    y = height - 4 - (np.clip(values, low, high) - low) / (high - low) * (height - 8)
    cv2.polylines(image, [np.stack([x, y], axis=1).astype(np.int32)], False, colour, 1, cv2.LINE_AA)
    return image


def _small(image: Image, width: int) -> Image:
    height = image.shape[0] * width // image.shape[1]
    return cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA).astype(np.uint8)


def _titled(image: Image, title: str) -> Image:
    head = np.full((22, image.shape[1], 3), 255, np.uint8)
    cv2.putText(head, title, (2, 15), _FONT, 0.45, _INK, 1, cv2.LINE_AA)
    return np.vstack([head, image])


def _grid(rows: Iterable[list[Image]]) -> Image:
    lines = []
    for row in rows:
        cells = [cv2.copyMakeBorder(cell, 0, _GAP, 0, _GAP, cv2.BORDER_CONSTANT, value=_PAPER) for cell in row]
        lines.append(np.hstack(cells).astype(np.uint8))
    return np.vstack(lines)


def main(arguments: list[str] | None = None) -> None:
    """Write the three pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "figures")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    for name, image in (("surface", surfaces()), ("parts", belts()), ("vibration", vibrations())):
        path = options.out / f"{name}.webp"
        cv2.imwrite(str(path), image, [cv2.IMWRITE_WEBP_QUALITY, 78])
        print(f"{path}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()

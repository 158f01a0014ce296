"""Measures the shipped packages as the product runs them: ``python -m models.evaluate [--json] [--record]``.

Every sample is encoded as a camera would (JPEG, 640×480), then decoded, preprocessed, inferred and decided by the
product's engine in ONNX Runtime. Twice: on scenes of a held-out seed, and on a second held-out seed under shifted
light and noise (for the vibration sensor: another mount, noise, a neighbour). Exit code 1: a floor is not held.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from edge_worker import Engine, ModelStore, read_package, write_manifest
from edge_worker.golden import golden_tensor
from edge_worker.manifest import Metric
from edge_worker.package import ModelPackage
from gateway.simulator.scenes import Box, parts, surface, vibration
from models import datasets
from models.measures import area_under_roc, average_precision

__all__ = [
    "Figure",
    "evaluate_parts",
    "evaluate_surface",
    "evaluate_vibration",
    "levels_agree",
    "main",
    "markdown_table",
]

PACKAGES = Path(__file__).parent
CONDITIONS = {"held out": (datasets.HELD_OUT, 0.0), "held out, shifted": (datasets.HELD_OUT_SHIFTED, 1.0)}
"""Seed, and strength of the shift of light and noise."""

README = PACKAGES / "README.md"
TABLE_BEGINS, TABLE_ENDS = "<!-- figures: written by models.evaluate --record -->", "<!-- end of figures -->"

WEAKEST_RANKED = 0.02
"""Score from which boxes enter the precision-recall curve."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured figure: of which model, on which data (condition and sample count), and the floor it must hold."""

    model: str
    name: str
    value: float
    data: str
    floor: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the floor, if there is one, is held."""
        return self.floor is None or self.value >= self.floor


def evaluate_surface(engine: Engine, condition: str, samples: int, processes: int = 1) -> list[Figure]:
    """Return accuracy of ok against defect and of all labels, recall of each label, and how often each is missed."""
    seed, strength = CONDITIONS[condition]
    drawn = datasets.draw(datasets.surface_sample, seed, samples, processes, strength=strength)
    truth = np.array([sample.label for sample in drawn])
    found = np.array([engine.infer_image("surface-inspection", sample.jpeg).decision for sample in drawn])
    figure = _figures("surface-inspection", f"{condition}, {samples} pictures")
    recalls = [figure(f"recall {label}", (found == label)[truth == label].mean()) for label in surface.LABELS]
    return [
        figure("accuracy ok/defect", ((found == "ok") == (truth == "ok")).mean(), 0.98),
        figure("accuracy of labels", (found == truth).mean()),
        *recalls,
        figure("false alarms", (found != "ok")[truth == "ok"].mean()),
        figure("missed defects", (found == "ok")[truth != "ok"].mean()),
    ]


def evaluate_parts(engine: Engine, condition: str, samples: int, processes: int = 1) -> list[Figure]:
    """Return average precision at an overlap of one half, its mean over the labels, and the share of exact counts."""
    seed, strength = CONDITIONS[condition]
    drawn = datasets.draw(datasets.parts_sample, seed, samples, processes, strength=strength)
    all_scores = dict.fromkeys(parts.LABELS, WEAKEST_RANKED)
    ranked, counts, kinds = [], [], []
    for sample in drawn:
        weak = engine.infer_image("part-counter", sample.jpeg, thresholds=all_scores)
        ranked.append([(Box(item.label, *item.box), item.score) for item in weak.detections])
        found = engine.infer_image("part-counter", sample.jpeg).detections
        counts.append(len(found) - len(sample.boxes))
        kinds.append(sorted(item.label for item in found) == sorted(box.label for box in sample.boxes))
    truth = [sample.boxes for sample in drawn]
    precisions = {label: average_precision(truth, ranked, label) for label in parts.LABELS}
    figure = _figures("part-counter", f"{condition}, {samples} pictures")
    return [
        figure("mAP50", np.mean(list(precisions.values())), 0.90),
        *(figure(f"AP50 {label}", value) for label, value in precisions.items()),
        figure("exact count", np.mean(np.array(counts) == 0), 0.95),
        figure("exact count of every kind", np.mean(kinds)),
        figure("mean absolute count error", np.abs(counts).mean()),
    ]


def evaluate_vibration(engine: Engine, condition: str, samples: int, processes: int = 1) -> list[Figure]:
    """Return the area under the ROC curve, over all faults and for each, and what the threshold makes of it."""
    seed, strength = CONDITIONS[condition]
    drawn = datasets.draw(datasets.vibration_sample, seed, samples, processes, strength=strength)
    results = [engine.infer_window("vibration-anomaly", sample.samples, 1000.0) for sample in drawn]
    scores = np.array([result.scores["anomaly"] for result in results])
    alarm = np.array([result.decision == "anomaly" for result in results])
    fault = np.array([sample.fault or "" for sample in drawn])
    figure = _figures("vibration-anomaly", f"{condition}, {samples} windows")
    sound = scores[fault == ""]
    return [
        figure("AUROC", area_under_roc(sound, scores[fault != ""]), 0.95),
        *(figure(f"AUROC {name}", area_under_roc(sound, scores[fault == name])) for name in vibration.FAULTS),
        figure("false alarms", alarm[fault == ""].mean()),
        figure("missed faults", 1 - alarm[fault != ""].mean()),
    ]


def levels_agree(package: ModelPackage, tensors: NDArray[np.uint8]) -> bool:
    """Return whether ONNX Runtime gives the same integers at all four levels of graph optimisation.

    *tensors* are inputs [n, …]; the golden input is tried as well.
    """
    golden, model = package.manifest.golden, package.manifest.model
    assert golden is not None
    assert model is not None
    inputs = np.concatenate([tensors, golden_tensor(package, golden)])
    outputs = []
    for level in ("DISABLE_ALL", "ENABLE_BASIC", "ENABLE_EXTENDED", "ENABLE_ALL"):
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = getattr(onnxruntime.GraphOptimizationLevel, f"ORT_{level}")
        options.intra_op_num_threads = 1
        session = onnxruntime.InferenceSession(
            str(package.path(model.path)), options, providers=["CPUExecutionProvider"]
        )
        outputs.append(session.run(None, {session.get_inputs()[0].name: inputs})[0])
    return all(np.array_equal(outputs[0], other) for other in outputs[1:])


EVALUATIONS: dict[str, tuple[Callable[..., list[Figure]], int]] = {
    "surface-inspection": (evaluate_surface, 2000),
    "part-counter": (evaluate_parts, 1000),
    "vibration-anomaly": (evaluate_vibration, 2000),
}
"""For each package its evaluation and the default number of samples in each condition."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="*", choices=[*EVALUATIONS, []], help="which ones (default: all)")
    parser.add_argument("--samples", type=int, help="in each condition (default: 2000 pictures or windows, 1000 belts)")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--record", action="store_true", help="write the figures into the manifests")
    options = parser.parse_args(arguments)
    figures: list[Figure] = []
    levels: dict[str, bool] = {}
    with tempfile.TemporaryDirectory() as directory:
        store = ModelStore(directory, shipped=False)
        engine = Engine(store, providers=["CPUExecutionProvider"])
        for name in options.models or EVALUATIONS:
            store.add(PACKAGES / name)
            evaluate, samples = EVALUATIONS[name]
            for condition in CONDITIONS:
                figures += evaluate(engine, condition, options.samples or samples, options.processes)
            package = read_package(PACKAGES / name)
            levels[name] = levels_agree(package, _random_inputs(package, 200))
            if options.record:
                _record(package, [figure for figure in figures if figure.model == name])
        if options.record:
            before, _, rest = README.read_text(encoding="utf-8").partition(TABLE_BEGINS)
            README.write_text(before + markdown_table() + rest.partition(TABLE_ENDS)[2], encoding="utf-8")
    if options.json:
        print(json.dumps({"figures": [asdict(figure) for figure in figures], "levels_agree": levels}, indent=1))
    else:
        _print_table(figures, levels)
    return 0 if all(figure.holds for figure in figures) and all(levels.values()) else 1


def markdown_table() -> str:
    """Return the table of README.md, its markers included, from the figures that the manifests record."""
    lines = [TABLE_BEGINS, f"| model | figure | floor | {' | '.join(CONDITIONS)} |", "|---|---|---|---|---|"]
    for name in EVALUATIONS:
        metrics = read_package(PACKAGES / name).manifest.metrics
        for figure, floor in dict.fromkeys((metric.name, metric.floor) for metric in metrics):
            values = [
                next(m.value for m in metrics if m.name == figure and m.data.rsplit(", ", 1)[0] == condition)
                for condition in CONDITIONS
            ]
            cells = [name, figure, "" if floor is None else f"≥ {floor:.2f}", *(f"{value:.4f}" for value in values)]
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, TABLE_ENDS])


def _figures(model: str, data: str) -> Callable[..., Figure]:
    def figure(name: str, value: Any, floor: float | None = None) -> Figure:
        return Figure(model, name, round(float(value), 4), data, floor)

    return figure


def _random_inputs(package: ModelPackage, count: int) -> NDArray[np.uint8]:
    spec = package.manifest.input
    assert spec is not None
    return np.random.default_rng(0).integers(0, 256, (count, *spec.shape[1:]), dtype=np.uint8)


def _record(package: ModelPackage, figures: Sequence[Figure]) -> None:
    metrics = tuple(Metric(name=item.name, value=item.value, data=item.data, floor=item.floor) for item in figures)
    address = write_manifest(package.directory, package.manifest.model_copy(update={"metrics": metrics}))
    print(f"{package.name}: {address}", file=sys.stderr)


def _print_table(figures: Sequence[Figure], levels: dict[str, bool]) -> None:
    table = Table("model", "figure", "floor", *CONDITIONS, title="Demonstration models, as shipped")
    for key in dict.fromkeys((item.model, item.name, item.floor) for item in figures):
        same = [item for item in figures if (item.model, item.name, item.floor) == key]
        values = [f"{item.value:.4f}{'' if item.holds else ' NOT HELD'}" for item in same]
        table.add_row(*key[:2], "" if key[2] is None else f"≥ {key[2]:.2f}", *values)
    console = Console(width=110)
    console.print(table)
    for name, agree in levels.items():
        same = "the same integers" if agree else "DIFFERENT INTEGERS"
        console.print(f"{name}: {same} at all four levels of graph optimisation")


if __name__ == "__main__":
    sys.exit(main())

"""docs/models.md tells the truth: its manifest is accepted, its tables name the keys that exist, its figures hold."""

import json
import re
from pathlib import Path

import pytest

from edge_worker import parse_manifest, shipped_models
from edge_worker.layouts import TASK_OF_LAYOUT, BoxesDecode
from edge_worker.manifest import ImageInput, Manifest, SignalInput

PAGE = (Path(__file__).parents[2] / "docs" / "models.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^#+ (.+?)$(.*?)(?=^#+ |\Z)", PAGE, re.MULTILINE | re.DOTALL))


def test_the_whole_manifest_is_accepted():
    (block,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    manifest, _ = parse_manifest(block.encode())
    assert manifest.task == "detection"
    assert json.loads(block) == manifest.document()


def first_column(section):
    rows = re.findall(r"^\| ([^|]+) \|", SECTIONS[section], re.MULTILINE)
    return {key for row in rows for key in re.findall(r"`([a-z0-9_-]+)`", row)}


def test_every_key_of_the_manifest_has_its_line():
    assert first_column("The manifest") >= set(Manifest.model_fields)
    assert first_column("Pictures as input") >= set(ImageInput.model_fields)
    assert first_column("Signals as input") >= set(SignalInput.model_fields) - {"name"}
    shared = set(BoxesDecode.model_fields) - {"good_labels", "count"}
    assert first_column("Detection") >= shared


@pytest.mark.parametrize("layout", TASK_OF_LAYOUT)
def test_every_layout_is_explained(layout):
    assert f"`{layout}`" in PAGE


def figure(package, name, condition):
    (found,) = (
        metric.value
        for metric in package.manifest.metrics
        if metric.name == name and metric.data.rsplit(", ", 1)[0] == condition
    )
    return found


@pytest.mark.parametrize(
    ("model", "figures"),
    [
        ("surface-inspection", {"accuracy ok/defect": lambda v: f"{v:.1%}".replace("%", " %")}),
        ("part-counter", {"mAP50": "{:.3f}".format, "exact count": lambda v: f"{v:.1%}".replace("%", " %")}),
        (
            "vibration-anomaly",
            {
                "AUROC": "{:.3f}".format,
                "false alarms": lambda v: f"{v:.1%}".replace("%", " %"),
                "missed faults": lambda v: f"{v:.1%}".replace("%", " %"),
            },
        ),
    ],
)
def test_the_figures_are_those_that_the_packages_record(model, figures):
    package = shipped_models()[model]
    (row,) = re.findall(rf"^\| `{model}` \| .*$", SECTIONS["What ships"], re.MULTILINE)
    cells = row.strip("|").split("|")
    for condition, cell in (("held out", cells[-2]), ("held out, shifted", cells[-1])):
        for name, written in figures.items():
            assert written(figure(package, name, condition)) in cell, (name, condition)

"""The shipped packages as the product takes them: loaded, held to their golden pair, and to their floors."""

import numpy as np
import pytest

from edge_worker import Engine, ModelStore, read_package
from gateway.simulator.scenes import parts, surface
from models import evaluate
from models.evaluate import CONDITIONS, EVALUATIONS, PACKAGES, levels_agree

FEW = {"surface-inspection": 80, "part-counter": 40, "vibration-anomaly": 160}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    store = ModelStore(tmp_path_factory.mktemp("store"), shipped=False)
    for name in EVALUATIONS:
        store.add(PACKAGES / name)
    return Engine(store, providers=["CPUExecutionProvider"])


@pytest.mark.parametrize("name", EVALUATIONS)
def test_shipped_package_passes_its_golden_check(engine, name):
    loaded = engine.load(name)
    assert loaded.golden is not None
    assert loaded.golden.elements > 0
    assert loaded.golden.largest_difference == 0


@pytest.mark.parametrize("name", EVALUATIONS)
def test_integers_are_the_same_at_every_level_of_graph_optimisation(name):
    package = read_package(PACKAGES / name)
    inputs = np.random.default_rng(9).integers(0, 256, (50, *package.manifest.input.shape[1:]), dtype=np.uint8)
    assert levels_agree(package, inputs)


@pytest.mark.slow
@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("name", EVALUATIONS)
def test_floors_hold_on_unseen_scenes(engine, name, condition):
    figures = EVALUATIONS[name][0](engine, condition, FEW[name])
    assert any(figure.floor is not None for figure in figures)
    assert [figure for figure in figures if not figure.holds] == []


@pytest.mark.parametrize("name", EVALUATIONS)
def test_manifest_reports_the_measured_figures_and_their_floors(name):
    metrics = read_package(PACKAGES / name).manifest.metrics
    floors = [metric for metric in metrics if metric.floor is not None]
    conditions = {metric.data.rsplit(", ", 1)[0] for metric in floors}
    assert conditions == set(CONDITIONS)
    assert all(metric.value >= metric.floor for metric in floors)


def test_readme_shows_the_figures_that_the_manifests_record():
    assert evaluate.markdown_table() in evaluate.README.read_text(encoding="utf-8")


def test_a_missed_floor_is_told_and_gives_exit_code_1(monkeypatch, capsys):
    missed = evaluate.Figure("surface-inspection", "accuracy ok/defect", 0.5, "held out, 4 pictures", 0.98)
    monkeypatch.setitem(EVALUATIONS, "surface-inspection", (lambda *_: [missed], 4))
    assert evaluate.main(["surface-inspection"]) == 1
    assert "NOT HELD" in capsys.readouterr().out


def test_a_part_is_found_where_it_lies(engine):
    scene = parts.render(np.random.default_rng(12), count=3)
    found = engine.infer_image("part-counter", scene.image)
    assert found.decision == "ok"
    assert found.scores["count"] == 3
    for box in scene.boxes:
        nearest = min(found.detections, key=lambda item: abs(item.box[0] - box.x0) + abs(item.box[1] - box.y0))
        assert nearest.label == box.label
        np.testing.assert_allclose(nearest.box, box[1:], atol=12)


def test_an_empty_belt_has_no_parts(engine):
    for seed in range(5):
        assert (
            engine.infer_image("part-counter", parts.render(np.random.default_rng(seed), count=0).image).detections
            == ()
        )


def test_costs_move_the_decision(engine):
    image = surface.render(np.random.default_rng(3), "stain").image
    assert engine.infer_image("surface-inspection", image).decision == "stain"
    lenient = dict.fromkeys(surface.LABELS[1:], 1.0)
    assert engine.infer_image("surface-inspection", image, thresholds=lenient).decision == "ok"

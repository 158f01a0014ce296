"""A manifest says exactly what it may say, and its address stands for all of it."""

import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge_worker import ManifestError, parse_manifest, write_manifest
from edge_worker.manifest import Manifest, canonical_json


def document(**changes):
    return {
        "format": "ciro-model/1",
        "name": "bright",
        "version": "1",
        "task": "classification",
        "model": {"path": "model.onnx", "sha256": "ab" * 32},
        "input": {"kind": "image", "width": 64, "height": 64},
        "preprocessing": {"version": 1},
        "labels": ["ok", "bad"],
        "ok_label": "ok",
        "decode": {"layout": "classes"},
        **changes,
    }


def raw(**changes):
    return json.dumps(document(**changes)).encode()


def test_the_address_is_the_sha256_of_the_canonical_document():
    _, address = parse_manifest(raw())
    assert address == hashlib.sha256(canonical_json(document())).hexdigest()


def test_the_address_does_not_depend_on_white_space_or_order():
    shuffled = json.dumps(dict(reversed(document().items())), indent=7).encode()
    assert parse_manifest(shuffled)[1] == parse_manifest(raw())[1]


def test_the_address_depends_on_every_value():
    addresses = {
        parse_manifest(raw(**changes))[1]
        for changes in (
            {},
            {"version": "2"},
            {"thresholds": {"bad": 0.3}},
            {"model": {"path": "model.onnx", "sha256": "cd" * 32}},
        )
    }
    assert len(addresses) == 4


def test_a_written_manifest_reads_back_with_its_address(tmp_path):
    manifest, address = parse_manifest(raw())
    assert write_manifest(tmp_path, manifest) == address
    assert parse_manifest((tmp_path / "manifest.json").read_bytes()) == (manifest, address)


SIGNAL = {"kind": "signal", "version": 1, "hz": 1000, "samples": 8, "shape": [1, 8]}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"format": "ciro-model/2"}, "format"),
        ({"name": "Bright"}, "no model name"),
        ({"name": "../bright"}, "no model name"),
        ({"name": "ab" * 32}, "no model name"),
        ({"colour": "red"}, "colour"),
        ({"model": {"path": "../model.onnx", "sha256": "ab" * 32}}, "inside the package"),
        ({"model": {"path": "/etc/passwd", "sha256": "ab" * 32}}, "inside the package"),
        ({"model": {"path": "manifest.json", "sha256": "ab" * 32}}, "itself"),
        ({"model": {"path": "model.onnx", "sha256": "xy" * 32}}, "no SHA-256"),
        ({"model": None}, "needs a model"),
        ({"task": "detection"}, "belongs to task"),
        ({"decode": {"layout": "yolo9000"}}, "decode"),
        ({"labels": ["ok", "ok"]}, "differ"),
        ({"labels": []}, "needs labels"),
        ({"ok_label": "fine"}, "not among the labels"),
        ({"thresholds": {"scratch": 0.5}}, "scratch"),
        ({"costs": {"bad": {"missed": 0, "false_alarm": 1}}}, "missed"),
        ({"preprocessing": {}}, "version"),
        ({"preprocessing": {"version": 2}}, "version"),
        ({"preprocessing": {"version": 1, "crop": [5000, 0, 4000, 10000]}}, "no box"),
        ({"preprocessing": None}, "preprocessing belongs"),
        ({"input": {"kind": "image", "width": 0, "height": 64}}, "width"),
        ({"input": {"kind": "image", "width": 64, "height": 64, "dtype": "u8", "scale": 2.0}}, "as they are"),
        ({"input": {"kind": "image", "width": 64, "height": 64, "mean": [1.0, 2.0]}}, "2 values for 3"),
        ({"input": {"kind": "image", "width": 64, "height": 64, "std": [0.0]}}, "above 0"),
        ({"input": SIGNAL}, "kind 'image'"),
        ({"files": [{"path": "model.onnx", "sha256": "ab" * 32}]}, "same file"),
        ({"task": "barcode", "decode": {"layout": "barcode"}}, "takes no model"),
        (
            {"task": "timeseries", "preprocessing": None, "input": SIGNAL, "decode": {"layout": "classes"}},
            "belongs to task",
        ),
        (
            {
                "task": "timeseries",
                "preprocessing": None,
                "input": SIGNAL | {"shape": [9]},
                "decode": {"layout": "window-score"},
            },
            "does not hold the 8 values",
        ),
        (
            {
                "task": "timeseries",
                "preprocessing": None,
                "input": SIGNAL | {"transform": "log-spectrum", "bands": 8},
                "decode": {"layout": "window-score"},
            },
            "half the sampling rate",
        ),
        (
            {"task": "detection", "decode": {"layout": "yolov8", "decide": "count"}},
            "needs a count range",
        ),
        ({"task": "detection", "decode": {"layout": "grid", "sizes": False}}, "fixed_size"),
        (
            {"task": "anomaly_map", "labels": ["ok", "a", "b"], "decode": {"layout": "score-map"}},
            "two labels",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_key(changes, reason):
    with pytest.raises(ManifestError, match=reason):
        parse_manifest(raw(**changes))


def test_a_pattern_that_is_no_regular_expression_is_refused():
    barcode = {
        "format": "ciro-model/1",
        "name": "codes",
        "version": "1",
        "task": "barcode",
        "decode": {"layout": "barcode", "pattern": "LOT-("},
    }
    with pytest.raises(ManifestError, match="no regular expression"):
        parse_manifest(json.dumps(barcode).encode())


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b"null",
        b'{"format": NaN}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"name": "a", "name": "b"}',
        b'{"format": "ciro-model/1", "threshold": 1e999}',
    ],
)
def test_what_is_no_manifest_at_all_is_refused(text):
    with pytest.raises(ManifestError):
        parse_manifest(text)


def test_an_oversized_manifest_is_refused_before_it_is_read():
    with pytest.raises(ManifestError, match="at most"):
        parse_manifest(b" " * 1_000_001)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(Manifest.model_fields)), json_values)
def test_any_value_of_any_key_is_accepted_or_refused_and_nothing_else(key, value):
    try:
        manifest, address = parse_manifest(json.dumps(document(**{key: value})).encode())
    except ManifestError:
        return
    assert len(address) == 64
    assert manifest.format == "ciro-model/1"

"""The networks of the table of proofs are what their rows say."""

from math import prod

import pytest

import zkml
from benchmarks.zkml_networks import NETWORKS, calibration
from zkml.anatomy import anatomy
from zkml.compiling.float_graph import Weighted
from zkml.compiling.onnx_reader import read_float_graph
from zkml.drawing import lines_svg
from zkml.parameters import PARAMETER_SETS


def layers(name):
    """Return convolutions and Gemms; sums of tensors are none."""
    steps = read_float_graph(NETWORKS[name]().model()).steps
    return [step for step in steps if isinstance(step, Weighted) and len(step.sources) == 1]


def products(name):
    return sum(prod(layer.shape) * prod(layer.weights.shape[1:]) for layer in layers(name))


def test_lenet_has_61706_parameters():
    assert sum(layer.weights.size + layer.bias.size for layer in layers("lenet")) == 61_706
    assert products("lenet") == 416_520


def test_networks_have_as_many_products_as_their_rows_say():
    assert 6.5e6 < products("mobilenet") < 7.5e6
    assert any(layer.depthwise for layer in layers("mobilenet"))
    assert products("detector") >= 300e6
    sizes = [products(name) for name in NETWORKS]
    assert min(sizes) < 0.3e6
    assert products("channels-8") > 8e6


@pytest.mark.parametrize("name", ["lenet", "side-1"])
def test_networks_are_compiled_into_the_profile(name):
    net = NETWORKS[name]()
    found = zkml.compile(net.model(), calibration(net.input))
    shares = anatomy(found.circuit.architecture, PARAMETER_SETS["b2-8-57-16"])
    assert sum(layer.products for layer in shares.layers) == products(name)


def test_plots_show_every_line():
    svg = lines_svg("title", ("x", "y"), {"one": [(1.0, 2.0), (100.0, 5.0)], "two": [(10.0, 300.0)]})
    assert svg.count("<circle") == 3
    assert ">one<" in svg
    assert ">two<" in svg

"""This machine as it is: flags, resources, frameworks; InfiniBand and links from a `/sys` that a test made."""

import http.server
import threading
from contextlib import contextmanager

import numpy as np
import pytest

from edge_worker.capabilities import Machine, detect, statement_of
from edge_worker.capabilities.bandwidth import BandwidthUnknown, measure_bandwidth
from edge_worker.capabilities.child import ask
from edge_worker.capabilities.report import CapabilityReport, Finding
from edge_worker.capabilities.sysfs import fastest_link, infiniband
from edge_worker.capabilities.trials import run_trials
from edge_worker.capability_statement import Capability, encode_version


@pytest.fixture(scope="module")
def here():
    return detect(Machine())


def test_this_machine_computes_in_int8_since_a_graph_ran(here):
    assert here.flags[Capability.INT8].counts
    assert "ran a graph in int8" in here.flags[Capability.INT8].evidence
    assert {(trial.kind, trial.trouble) for trial in run_trials()} >= {("fp32", ""), ("int8", "")}


def test_resources_are_this_machines(here):
    assert here.number("cpu_cores") >= 1
    assert here.resources["ram_gib"].value > 0
    assert here.resources["storage_gib"].value > 0
    assert here.text("cpu_model")


def test_frameworks_are_those_that_can_be_imported_with_their_versions(here):
    assert here.frameworks["numpy"].value == np.__version__
    assert here.frameworks["numpy"].counts


def test_opencl_counts_only_when_a_kernel_ran(here):
    """Where a device is installed (POCL makes one of the processor), the kernel really runs in the child."""
    answer = ask("opencl_child.py", timeout_s=60)
    assert here.flags[Capability.OPENCL].counts is not bool(answer.trouble)
    assert answer.trouble or answer.document["devices"] >= 1


def test_the_statement_holds_what_counts_and_nothing_else():
    def found(value, source="measured"):
        return Finding(value, "seen", source, 0.0)

    flags = dict.fromkeys(Capability, found(False)) | {
        Capability.CUDA: found(True, "declared"),
        Capability.INT8: found(True),
    }
    resources = {
        "gpu_model": found("NVIDIA GeForce™ RTX 4090 Founders Edition"),
        "gpu_memory_gib": found(23.99),
        "cpu_model": found(None),
        "cpu_cores": found(16),
        "bandwidth_mbit": found(1000, "declared"),
    }
    frameworks = {
        "torch": found("2.3.0+cu121"),
        "tensorflow": found("2.16.1", "declared"),
        "own": found("no version"),
    }
    statement = statement_of(CapabilityReport(flags, resources, frameworks), 5, 1)
    assert statement.resources.flags == Capability.INT8
    assert (statement.resources.gpu_memory, statement.resources.bandwidth) == (23, 0)
    assert statement.gpu_model == "NVIDIA GeForce RTX 4090 Founder"
    assert statement.cpu_model == ""
    assert [(one.name, one.version) for one in statement.frameworks] == [("torch", encode_version("2.3.0"))]


def port(root, name, layer, state, rate="200 Gb/sec (4X HDR)"):
    folder = root / "class/infiniband" / name / "ports/1"
    folder.mkdir(parents=True)
    for entry, text in (("link_layer", layer), ("state", state), ("rate", rate)):
        (folder / entry).write_text(f"{text}\n")


def test_infiniband_is_a_port_of_that_link_layer_that_is_up(tmp_path):
    port(tmp_path, "mlx5_0", "Ethernet", "4: ACTIVE")  # RoCE
    port(tmp_path, "mlx5_1", "InfiniBand", "1: DOWN")
    there, evidence = infiniband(tmp_path)
    assert not there
    assert "mlx5_0 port 1: Ethernet" in evidence
    assert "mlx5_1 port 1: InfiniBand, 1: DOWN" in evidence
    port(tmp_path, "mlx5_2", "InfiniBand", "4: ACTIVE")
    there, evidence = infiniband(tmp_path)
    assert there
    assert "mlx5_2" in evidence
    assert "200 Gb/sec" in evidence


def test_the_link_speed_is_the_fastest_wired_interface_that_is_up(tmp_path):
    for name, speed, state, wired in (
        ("eth0", "1000", "up", True),
        ("eth1", "10000", "down", True),
        ("veth0", "10000", "up", False),
        ("wlan0", "-1", "up", True),
    ):
        folder = tmp_path / "class/net" / name
        folder.mkdir(parents=True)
        (folder / "speed").write_text(speed)
        (folder / "operstate").write_text(state)
        if wired:
            (folder / "device").mkdir()
    assert fastest_link(tmp_path) == (1000, "eth0")
    assert fastest_link(tmp_path / "none") == (0, "")


@contextmanager
def source(body, status=200, token=None):
    """An HTTP server that gives these bytes, and wants the token when there is one."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            right = token is None or self.headers["Authorization"] == f"Bearer {token}"
            self.send_response(status if right else 401)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/probe"
    finally:
        server.shutdown()
        server.server_close()


def test_the_bandwidth_is_measured_from_bytes_that_came():
    with source(bytes(4 << 20), token="known") as url:
        mbit, evidence = measure_bandwidth(url, "known")
        assert mbit > 0
        assert f"{(4 << 20) - 1} bytes" in evidence
        with pytest.raises(BandwidthUnknown, match="401"):
            measure_bandwidth(url)
        report = detect(Machine(bandwidth_url=url, bandwidth_token="known"))
        assert report.resources["bandwidth_mbit"].counts


@pytest.mark.parametrize(("body", "status", "says"), [(b"few", 200, "at least"), (b"", 404, "404")])
def test_an_address_that_gives_too_little_measures_nothing(body, status, says):
    with source(body, status) as url, pytest.raises(BandwidthUnknown, match=says):
        measure_bandwidth(url)


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://127.0.0.1/", "nonsense", "http://127.0.0.1:1/"])
def test_what_is_no_address_or_does_not_answer_is_named(url):
    with pytest.raises(BandwidthUnknown, match=url.split(":", maxsplit=1)[0]):
        measure_bandwidth(url)

"""On machines with NVIDIA's drivers: the real pynvml and the real children, on drivers that a test made.

What a driver only says is declared. A GPU counts when something ran on it, which a CPU build of ONNX Runtime cannot.
"""

import pytest

from edge_worker.runtime import available_providers

L4 = "NVIDIA L4,8.9,27b8,23034,0,0"
H100 = "NVIDIA H100 80GB HBM3,9.0,2330,81559,0,18"
H100_IN_SLICES = "NVIDIA H100 80GB HBM3,9.0,2330,81559,1,0"
P100 = "Tesla P100-PCIE-16GB,6.0,15f8,16384,-1,0"
GTX_1650 = "NVIDIA GeForce GTX 1650,7.5,1f82,4096,-1,0"
T600 = "NVIDIA T600,7.5,1fb1,4096,-1,0"
T4 = "Tesla T4,7.5,1eb8,15360,-1,0"


def flag(found, name):
    entry = found["capabilities"][name]
    return entry["value"], entry["source"]


def test_without_a_driver_nothing_is_claimed_and_every_flag_says_why(measured):
    found = measured()
    for name in ("CUDA", "NVLINK", "TENSOR_CORES", "MULTI_GPU"):
        assert flag(found, name) == (False, "measured")
    assert all(entry["evidence"] for entry in found["capabilities"].values())
    assert found["flags"] & ~(2 | 4 | 8) == 0


@pytest.mark.skipif("CUDAExecutionProvider" in available_providers(), reason="this build could run on a GPU")
def test_a_gpu_that_ran_nothing_is_declared_and_does_not_count(measured):
    found = measured(L4, "1 devices")
    assert flag(found, "CUDA") == (True, "declared")
    assert "ciro-gateway[gpu]" in found["capabilities"]["CUDA"]["evidence"]
    assert flag(found, "FP16") == (True, "declared")
    assert found["flags"] & (1 | 4) == 0
    assert found["resources"]["gpu_model"]["value"] == "NVIDIA L4"
    assert found["resources"]["gpu_memory_gib"]["value"] == pytest.approx(22.49, abs=0.01)


@pytest.mark.parametrize(
    ("gpu", "has"), [(L4, True), (H100, True), (T4, True), (P100, False), (GTX_1650, False), (T600, False)]
)
def test_tensor_cores_are_told_by_the_chip(measured, gpu, has):
    found = measured(gpu, "1 devices")
    assert flag(found, "TENSOR_CORES") == (has, "measured")
    assert bool(found["flags"] & 64) is has


def test_two_whole_gpus_with_links_are_multi_gpu_and_nvlink(measured):
    found = measured(f"{H100};{H100}", "2 devices")
    assert flag(found, "MULTI_GPU") == (True, "measured")
    assert flag(found, "NVLINK") == (True, "measured")
    assert "18 up" in found["capabilities"]["NVLINK"]["evidence"]
    assert found["flags"] & (16 | 128) == 16 | 128


@pytest.mark.parametrize("visible", ["0", "GPU-1", "", "-1", "7,0", "0,0", "MIG-x,0"])
def test_gpus_that_the_environment_hides_do_not_count(measured, visible):
    found = measured(f"{H100};{H100}", "1 devices", visible=visible)
    assert flag(found, "MULTI_GPU") == (False, "measured")
    alone = visible in {"0", "GPU-1"}
    assert (found["resources"]["gpu_model"]["value"] is not None) is alone


def test_slices_of_a_gpu_are_no_several_gpus(measured):
    found = measured(f"{H100_IN_SLICES};{H100_IN_SLICES}", "14 devices")
    assert flag(found, "MULTI_GPU") == (False, "measured")
    assert found["resources"]["gpu_memory_gib"]["value"] == 0


def test_more_gpus_than_the_driver_gives_do_not_count(measured):
    assert flag(measured(f"{L4};{L4}", "1 devices"), "MULTI_GPU") == (False, "measured")


@pytest.mark.parametrize(
    ("cuda", "says"), [("hang", "did not answer within"), ("crash", "SIGABRT"), ("999", "code 999")]
)
def test_a_driver_that_hangs_crashes_or_fails_is_named_and_the_rest_is_found(measured, cuda, says):
    found = measured(f"{H100};{H100}", cuda, child_s=2.0)
    assert flag(found, "CUDA") == (True, "declared")
    assert says in found["capabilities"]["CUDA"]["evidence"]
    assert flag(found, "TENSOR_CORES") == flag(found, "MULTI_GPU") == (True, "declared")
    assert found["flags"] & (1 | 64 | 128) == 0
    assert found["resources"]["cpu_cores"]["value"] >= 1

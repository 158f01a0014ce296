"""From what was seen to the flags: only what ran counts. No ONNX Runtime for a GPU runs here."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_worker.capabilities.child import Answer
from edge_worker.capabilities.flags import Seen, flags_of, has_tensor_cores
from edge_worker.capabilities.report import CapabilityReport
from edge_worker.capabilities.trials import Trial
from edge_worker.capabilities.visible import visible_gpus
from edge_worker.capability_statement import Capability
from edge_worker.nvidia import Gpu

CUDA, CPU = "CUDAExecutionProvider", "CPUExecutionProvider"
GPU = Gpu(0, "NVIDIA L4", 22.5, 40.0, 0.0, uuid="GPU-0", compute=(8, 9), pci_device=0x27B8)
BARE = Seen((), Answer(trouble="no driver"), Answer(trouble="no OpenCL"), (), (False, "no port"), frozenset(), 0.0)
ON_GPU = replace(BARE, gpus=(GPU,), cuda=Answer({"devices": 1}))


def trials(provider, *kinds, trouble=""):
    return tuple(Trial(kind, provider, trouble) for kind in kinds)


def test_a_graph_that_ran_on_the_gpu_makes_it_count():
    found = flags_of(replace(ON_GPU, trials=trials(CUDA, "fp32", "fp16", "int8")))
    assert all(found[flag].counts for flag in (Capability.CUDA, Capability.FP16, Capability.INT8))
    assert CUDA in found[Capability.CUDA].evidence


def test_a_graph_that_gave_wrong_numbers_does_not():
    seen = replace(ON_GPU, trials=trials(CUDA, "fp32", "fp16", "int8", trouble="wrong numbers"))
    assert not any(flags_of(seen)[flag].counts for flag in (Capability.CUDA, Capability.FP16, Capability.INT8))
    assert "wrong numbers" in flags_of(seen)[Capability.CUDA].evidence


@pytest.mark.parametrize(("compute", "computes"), [((6, 0), True), ((6, 1), False), ((5, 2), False), ((8, 9), True)])
def test_half_precision_needs_a_gpu_that_computes_in_it(compute, computes):
    seen = replace(ON_GPU, gpus=(replace(GPU, compute=compute),), trials=trials(CUDA, "fp32", "fp16"))
    assert flags_of(seen)[Capability.FP16].counts is computes


@pytest.mark.parametrize(("cpu_flag", "computes"), [("avx512_fp16", True), ("asimdhp", True), ("f16c", False)])
def test_half_precision_on_the_processor_needs_its_instructions(cpu_flag, computes):
    """ONNX Runtime runs the graph everywhere: where the processor lacks them, in 32 bits."""
    seen = replace(BARE, trials=trials(CPU, "fp32", "fp16"), cpu_flags=frozenset({cpu_flag}))
    assert flags_of(seen)[Capability.FP16].counts is computes


def test_tensor_cores_of_an_unknown_turing_chip_are_told_by_its_name():
    turing = replace(GPU, compute=(7, 5), pci_device=None)
    assert has_tensor_cores(replace(turing, name="NVIDIA GeForce RTX 2080"))
    assert not has_tensor_cores(replace(turing, name="NVIDIA GeForce GTX 1660 Ti"))
    assert not has_tensor_cores(replace(turing, name=None))


answers = st.builds(Answer, st.just({"devices": 2, "device": "x"}), st.sampled_from(["", "trouble"]))
gpus = st.lists(
    st.builds(
        Gpu,
        st.integers(0, 3),
        st.none() | st.just("NVIDIA"),
        st.none() | st.just(8.0),
        st.none(),
        st.none(),
        uuid=st.none() | st.sampled_from(["GPU-0", "GPU-1"]),
        compute=st.none() | st.tuples(st.integers(3, 12), st.integers(0, 9)),
        pci_device=st.none() | st.integers(0, 0xFFFF),
        mig=st.booleans(),
        nvlinks=st.integers(0, 2),
    ),
    max_size=3,
).map(tuple)
seens = st.builds(
    Seen,
    gpus,
    answers,
    answers,
    st.lists(
        st.builds(Trial, st.sampled_from(["fp32", "fp16", "int8"]), st.sampled_from([CUDA, CPU]), st.sampled_from("x "))
    ),
    st.tuples(st.booleans(), st.just("port")),
    st.frozensets(st.sampled_from(["avx512_fp16", "f16c"])),
    st.just(0.0),
)


@given(seens)
def test_every_machine_gets_all_eight_flags_each_with_evidence(seen):
    found = flags_of(seen)
    assert set(found) == set(Capability)
    assert all(finding.evidence for finding in found.values())


@given(seens)
def test_no_flag_of_a_gpu_counts_without_a_gpu_and_a_driver_that_starts(seen):
    measured = CapabilityReport(flags_of(seen), {}).measured
    if not seen.gpus or seen.cuda.trouble:
        assert not measured & (Capability.CUDA | Capability.TENSOR_CORES | Capability.MULTI_GPU)


@given(gpus, st.none() | st.text("0123GPU-,MIX ", max_size=12))
def test_the_environment_only_takes_gpus_away(gpus, variable):
    seen = visible_gpus(gpus, variable)
    assert all(gpu in gpus for gpu in seen)
    assert len(seen) <= len(gpus)

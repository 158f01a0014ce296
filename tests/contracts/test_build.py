"""What the build promises: the same bytes anywhere, a true manifest, and no to what the network would refuse."""

import importlib.util
import json
import subprocess

import pytest
from chain_testing.build import ROOT, SOURCES, compile_project, copy_sources, sources_of_this_checkout

NETWORK_TAKES = {"casm_felts": 81_920, "class_bytes": 4_089_446}


@pytest.fixture(scope="module")
def manifest():
    return json.loads((SOURCES / "manifest.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def product(classes):
    """What the compiler said of the product's classes, in a copy of the sources and beside the tests' contracts."""
    folder = classes["Counter"].sierra.parent
    lines = [json.loads(line) for line in (folder / "classes.jsonl").read_text(encoding="utf-8").splitlines()]
    return {line["name"]: line for line in lines if line["path"].startswith("ciro::")}


@pytest.fixture(scope="module")
def building():
    """The module behind ``scripts/contracts``."""
    spec = importlib.util.spec_from_file_location("contracts_building", ROOT / "scripts" / "_contracts.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def write_project(place, source):
    (place / "src").mkdir(parents=True)
    (place / "cairo_project.toml").write_text('[crate_roots]\nsmall = "src"\n\n[config.global]\nedition = "2024_07"\n')
    (place / "src" / "lib.cairo").write_text(source)
    return place


def test_the_committed_manifest_is_that_of_the_classes(manifest, product):
    said = {
        name: {measure: one[measure] for measure in ("path", "class_hash", "compiled_class_hash", *NETWORK_TAKES)}
        for name, one in product.items()
    }
    committed = {
        name: {measure: value for measure, value in one.items() if measure in said.get(name, one)}
        for name, one in manifest["contracts"].items()
    }
    assert committed == said


def test_the_committed_manifest_names_sources_and_compiler(manifest, building, tools):
    assert manifest["sources"] == building.source_digest()
    version = subprocess.run([tools.cairoc, "version"], capture_output=True, text=True, check=True).stdout
    assert manifest["compiler"] == version.strip()


def test_every_class_is_within_the_networks_limits_and_audited(product, building):
    assert product
    assert building.LIMITS == NETWORK_TAKES
    for one in product.values():
        assert one["unaudited"] is None
        assert all(one[measure] <= limit for measure, limit in NETWORK_TAKES.items()), one


def test_another_folder_gives_the_same_bytes(tools, classes, tmp_path):
    project = copy_sources(sources_of_this_checkout(), tmp_path / "elsewhere" / "deeper")
    compile_project(tools, project, tmp_path / "out", "--contract", "AuditAnchor")
    for kind in ("sierra", "casm", "abi"):
        there = (tmp_path / "out" / f"AuditAnchor.{kind}.json").read_bytes()
        assert there == (classes["AuditAnchor"].sierra.parent / f"AuditAnchor.{kind}.json").read_bytes()


def test_a_function_that_is_not_audited_is_named(tools, building, tmp_path):
    source = """
#[starknet::contract]
mod Unaudited {
    use core::qm31::{QM31Trait, qm31};

    #[storage]
    struct Storage {}

    #[external(v0)]
    fn product(self: @ContractState, a: felt252) -> felt252 {
        let one: qm31 = QM31Trait::new(1, 2, 3, 4);
        let [w, _, _, _] = (one * one).unpack();
        a + w.into()
    }
}
"""
    compile_project(tools, write_project(tmp_path, source), tmp_path / "out")
    said = json.loads((tmp_path / "out" / "classes.jsonl").read_text())
    assert "qm31" in said["unaudited"]
    (fault,) = building.unaudited([said])
    assert "Unaudited" in fault


def test_a_class_that_is_too_large_is_a_fault(building):
    one = {"name": "Huge", "casm_felts": NETWORK_TAKES["casm_felts"], "class_bytes": NETWORK_TAKES["class_bytes"]}
    assert building.over_limits([one]) == []
    assert len(building.over_limits([{**one, "casm_felts": one["casm_felts"] + 1}])) == 1
    assert len(building.over_limits([{**one, "class_bytes": one["class_bytes"] + 1}])) == 1


def test_a_manifest_of_other_sources_is_a_fault(building, manifest):
    text = building.MANIFEST.read_text(encoding="utf-8")
    assert building.committed(text) == []
    assert building.committed(text.replace(manifest["sources"], "0" * 64)) != []


def test_sources_that_do_not_compile_are_refused_with_the_place(tools, tmp_path):
    project = write_project(tmp_path, "fn wrong() -> felt252 { nowhere() }\n#[starknet::contract] mod C {}\n")
    with pytest.raises(RuntimeError, match=r"lib\.cairo:1"):
        compile_project(tools, project, tmp_path / "out")


def test_a_unit_test_that_does_not_hold_fails_and_gas_is_told(tools, tmp_path):
    source = """
#[cfg(test)]
mod tests {
    #[test]
    fn holds() {
        assert!(1_u8 + 1 == 2);
    }

    #[test]
    #[should_panic(expected: 'EXPECTED')]
    fn panics_otherwise() {
        core::panic_with_felt252('ANOTHER');
    }

    #[test]
    fn does_not_hold() {
        assert!(1_u8 + 1 == 3);
    }
}
"""
    command = [tools.cairoc, "test", tools.corelib, write_project(tmp_path, source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    told = {line["test"].rsplit("::", 1)[-1]: line for line in map(json.loads, done.stdout.splitlines())}
    assert {name: line["holds"] for name, line in told.items()} == {
        "holds": True,
        "panics_otherwise": False,
        "does_not_hold": False,
    }
    assert told["holds"]["gas"] > 0


def test_sources_out_of_format_are_refused_and_put_in_order(tools, tmp_path):
    file = tmp_path / "one.cairo"
    file.write_text("fn  f( ) {  }\n")
    check = [tools.cairoc, "fmt", "--check", tmp_path]
    assert subprocess.run(check, capture_output=True, check=False).returncode == 1
    assert file.read_text() == "fn  f( ) {  }\n"
    subprocess.run([tools.cairoc, "fmt", tmp_path], capture_output=True, check=True)
    assert file.read_text() == "fn f() {}\n"
    assert subprocess.run(check, capture_output=True, check=False).returncode == 0

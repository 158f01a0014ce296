"""The house is as ARCHITECTURE says: imports run one way, one place joins the parts, nothing names this machine."""

import ast
import shutil
import subprocess
from pathlib import Path

import pytest
from pages import ROOT

ALLOWED = {
    "zkml": {"zkml"},
    "edge_worker": {"edge_worker", "zkml"},
    "gateway": {"gateway", "edge_worker", "zkml"},
}
OURS = {"gateway", "edge_worker", "zkml", "models", "tests", "benchmarks", "scripts"}

PARTS = {
    "AlarmRegistry",
    "Appliance",
    "ChainProofDesk",
    "ControlPlane",
    "DataPlane",
    "GatewaySource",
    "InferenceStage",
    "JournalComponent",
    "Lookout",
    "Outbox",
    "PageServer",
    "ProofDesk",
    "ProverPool",
    "RetentionKeeper",
    "ServiceComponent",
    "Session",
    "Supervisor",
}
COMPOSERS = {
    "gateway/app.py",
    "gateway/cli/run.py",  # makes the whole, an Appliance, and runs it
    "gateway/cli/prover.py",  # several provers under one service
    "gateway/cli/worker.py",  # a worker's provers, beside its server
}


def _modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def _imports(path: Path) -> set[str]:
    """The dotted names that a module imports, wherever in the module that happens."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute in this house"
            found.add(node.module or "")
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("package", [name for name in ALLOWED if (ROOT / name).is_dir()])
def test_imports_run_one_way(package):
    against = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in _modules(package)
        for name in _imports(path)
        if name.split(".")[0] in OURS - ALLOWED[package]
    }
    assert against == set()


def test_the_two_packages_are_found():
    assert len(_modules("gateway")) > 50
    assert len(_modules("edge_worker")) > 20


def _made_parts(path: Path) -> list[tuple[str, int]]:
    """The parts of the appliance that a module makes, with the lines; a class of its own by such a name is none."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    return [
        (node.func.id, node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in PARTS - own
    ]


def test_only_the_composition_root_makes_parts():
    makers = {
        f"{path.relative_to(ROOT)}:{line} makes {name}"
        for path in _modules("gateway")
        if str(path.relative_to(ROOT)) not in COMPOSERS
        for name, line in _made_parts(path)
    }
    assert makers == set()
    root = {name for name, _ in _made_parts(ROOT / "gateway" / "app.py")}
    assert root >= {"DataPlane", "InferenceStage", "PageServer", "Supervisor"}, "the scan finds what it looks for"


def test_no_part_imports_the_composition_root():
    importers = {
        str(path.relative_to(ROOT))
        for path in _modules("gateway")
        if any(name == "gateway.app" or name.startswith("gateway.app.") for name in _imports(path))
    }
    assert {name for name in importers if not name.startswith("gateway/cli/")} == set()


def test_no_file_has_a_name_that_says_nothing():
    nothing = {"utils.py", "util.py", "helpers.py", "helper.py", "misc.py", "common.py", "manager.py"}
    named = [path for package in ("gateway", "edge_worker", "tests") for path in _modules(package)]
    assert [str(path.relative_to(ROOT)) for path in named if path.name in nothing] == []


def _tracked() -> list[Path]:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def test_nothing_names_the_machine_it_was_made_on_or_a_registry():
    never = [
        "pypi" + ".org",
        "pythonhosted" + ".org",
        "registry.npm" + "js",
        "../sha" + "red",
        "shared" + "/design",
        "shared" + "/spec",
        "/work" + "/main",
    ]
    home = str(Path.home())
    never += [name for name in (str(ROOT), home) if len(name) > 8]
    found = []
    for path in _tracked():
        if not path.is_file() or path.stat().st_size > 5_000_000:
            continue
        content = path.read_bytes()
        found += [f"{path.relative_to(ROOT)} names {name}" for name in never if name.encode() in content]
    assert found == []


def test_licence_is_the_one_that_the_package_states():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert 'license = "Apache-2.0"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_no_environment_is_part_of_the_repository():
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("no clone")
    listed = subprocess.run(["git", "ls-files", ".venv*"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert listed == "", "git rm --cached it: a merge would put it in the place of whoever's environment"

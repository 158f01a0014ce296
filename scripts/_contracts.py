"""Compile the product's contracts and say what came out, in ``contracts/manifest.json``.

Run by ``scripts/contracts`` as ``_contracts.py [--check|--gas] CAIROC CORELIB``; needs nothing but Python. Exits with 1
when something does not hold, and says each fault on a line of its own.
"""

import fcntl
import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1] / "contracts"
BUILD = PROJECT / "build"
MANIFEST = PROJECT / "manifest.json"
GAS = PROJECT / "gas.json"
# Of the network: CASM felts of a class, and the length of a class as it is declared.
LIMITS = {"casm_felts": 81_920, "class_bytes": 4_089_446}


def main(arguments: list[str]) -> int:
    """Compile, judge, and write or compare what is committed; return the exit status."""
    mode, cairoc, corelib = "", *arguments[-2:]
    if len(arguments) == 3:
        mode = arguments[0]
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        classes = compiled(cairoc, corelib)
        manifest = described(classes, cairoc)
        faults = over_limits(classes)
        if mode == "--check":
            faults += unaudited(classes) + committed(manifest) + unit_tests(cairoc, corelib)
        elif mode == "":
            MANIFEST.write_text(manifest, encoding="utf-8")
        if mode != "--check" and (BUILD / "gas.json").exists():
            table, rises = gas_table()
            if mode == "":
                GAS.write_text(table, encoding="utf-8")
            for rise in rises:
                print(f"contracts: {rise}", file=sys.stderr)
    for fault in faults:
        print(f"contracts: {fault}", file=sys.stderr)
    return 1 if faults else 0


def compiled(cairoc: str, corelib: str) -> list[dict[str, Any]]:
    """Return what the compiler says of each class; compiles only when sources or compiler have changed."""
    stamp = f"{source_digest()} {hashlib.sha256(Path(cairoc).read_bytes()).hexdigest()}\n"
    place, made_from = BUILD / "classes", BUILD / "classes" / "made-from"
    if not made_from.exists() or made_from.read_text(encoding="utf-8") != stamp:
        shutil.rmtree(place, ignore_errors=True)
        print("contracts: compiling", file=sys.stderr)
        command = [cairoc, "compile", corelib, str(PROJECT), str(place), "--deny-warnings"]
        lines = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        if lines.returncode:
            raise SystemExit(1)
        (place / "classes.jsonl").write_text(lines.stdout, encoding="utf-8")
        made_from.write_text(stamp, encoding="utf-8")
    return [json.loads(line) for line in (place / "classes.jsonl").read_text(encoding="utf-8").splitlines()]


def source_digest() -> str:
    """Return the SHA-256 over names and texts of all that the classes are made of; unit tests are not."""
    digest = hashlib.sha256()
    sources = [path for path in (PROJECT / "src").rglob("*.cairo") if path.parts[len(PROJECT.parts) + 1] != "tests"]
    for path in [PROJECT / "cairo_project.toml", PROJECT / "bounded" / "lib.cairo", *sorted(sources)]:
        text = path.read_bytes()
        digest.update(f"{path.relative_to(PROJECT).as_posix()} {len(text)}\n".encode() + text)
    return digest.hexdigest()


def described(classes: list[dict[str, Any]], cairoc: str) -> str:
    """Return the manifest's text."""
    version = subprocess.run([cairoc, "version"], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    contracts = {
        one["name"]: {
            "path": one["path"],
            "class_hash": one["class_hash"],
            "compiled_class_hash": one["compiled_class_hash"],
            "sierra_felts": one["sierra_felts"],
            "casm_felts": one["casm_felts"],
            "class_bytes": one["class_bytes"],
            "library_functions": one["unaudited"] or "audited",
        }
        for one in classes
    }
    manifest = {"compiler": version, "sources": source_digest(), "limits": LIMITS, "contracts": contracts}
    return json.dumps(manifest, indent=2) + "\n"


def over_limits(classes: list[dict[str, Any]]) -> list[str]:
    """Return a fault for each class that the network would refuse for its size."""
    return [
        f"{one['name']} has {one[measure]} {measure.replace('_', ' ')}; the network takes {limit}"
        for one in classes
        for measure, limit in LIMITS.items()
        if one[measure] > limit
    ]


def unaudited(classes: list[dict[str, Any]]) -> list[str]:
    """Return a fault for each class with a library function that the network does not take."""
    return [f"{one['name']}: {one['unaudited']}" for one in classes if one["unaudited"]]


def committed(manifest: str) -> list[str]:
    """Compare with the manifest of the checkout."""
    present = MANIFEST.read_text(encoding="utf-8") if MANIFEST.exists() else ""
    return [] if present == manifest else ["manifest.json is not that of these sources; run ./scripts/contracts"]


def gas_table() -> tuple[str, list[str]]:
    """Return ``gas.json`` brought up to what the last tests measured, and a line for each rise of over 5 %.

    A figure is the most L2 gas that a call of the entry point took. It changes only where the difference is over 5 %,
    so that the table does not move with each test; what was not measured stays, as long as its ABI has it.
    """
    measured = json.loads((BUILD / "gas.json").read_text(encoding="utf-8"))["l2_gas"]
    known = json.loads(GAS.read_text(encoding="utf-8")) if GAS.exists() else {}
    table: dict[str, dict[str, int]] = {}
    rises = []
    for contract in json.loads(MANIFEST.read_text(encoding="utf-8"))["contracts"]:
        for entry_point in entry_points(contract):
            before = known.get(contract, {}).get(entry_point)
            now = measured.get(contract, {}).get(entry_point, {}).get("most", before)
            if now is None:
                continue
            if before and now > before * 1.05:
                rise = (now / before - 1) * 100
                rises.append(f"{contract}.{entry_point} takes {now:,} L2 gas, {rise:.0f} % more than {before:,}")
            small = before is not None and abs(now - before) <= before * 0.05
            table.setdefault(contract, {})[entry_point] = before if small else now
    return json.dumps(table, indent=2) + "\n", rises


def entry_points(contract: str) -> list[str]:
    """Return the names of all functions in a contract's ABI, sorted."""
    abi = json.loads((BUILD / "classes" / f"{contract}.abi.json").read_text(encoding="utf-8"))
    items = [item for entry in abi for item in entry.get("items", [entry])]
    return sorted({item["name"] for item in items if item["type"] == "function"})


def unit_tests(cairoc: str, corelib: str) -> list[str]:
    """Run them; their gas goes to ``build/unit-tests.jsonl``."""
    command = [cairoc, "test", corelib, str(PROJECT)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    (BUILD / "unit-tests.jsonl").write_text(done.stdout, encoding="utf-8")
    return ["unit tests do not hold"] if done.returncode else []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

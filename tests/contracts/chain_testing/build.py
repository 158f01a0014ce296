"""The classes that tests deploy: compiled from this checkout's sources, once for each state of them."""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from chain_testing.abi import Abi

ROOT = Path(__file__).resolve().parents[3]
SOURCES = ROOT / "contracts"
ADVERSARIES = ROOT / "tests" / "contracts" / "cairo"
BUILD = SOURCES / "build"
_KEPT = 4  # compiled states of the sources, newest first


@dataclass(frozen=True)
class Tools:
    """Programs and core library, as ``scripts/contracts --tools`` has them."""

    cairoc: Path
    devnet: Path
    corelib: Path

    @classmethod
    def present(cls) -> "Tools":
        found = subprocess.run(
            [ROOT / "scripts" / "contracts", "--tools"], stdout=subprocess.PIPE, text=True, check=True
        ).stdout
        return cls(*(Path(line) for line in found.splitlines()))

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.cairoc.read_bytes()).hexdigest()


@dataclass(frozen=True)
class Artifact:
    """One compiled class; ``sierra`` is the file that is declared."""

    name: str
    sierra: Path
    class_hash: int
    compiled_class_hash: int

    @cached_property
    def abi_text(self) -> str:
        """The ABI as it is declared and hashed."""
        return (self.sierra.parent / self.sierra.name.replace(".sierra.", ".abi.")).read_text(encoding="utf-8")

    @cached_property
    def abi(self) -> Abi:
        return Abi(json.loads(self.abi_text))


def artifacts(folder: Path) -> dict[str, Artifact]:
    """What ``cairoc compile`` wrote into ``folder``, by the contracts' names."""
    lines = [json.loads(line) for line in (folder / "classes.jsonl").read_text(encoding="utf-8").splitlines()]
    return {line["name"]: artifact_of(folder, line) for line in lines}


def build(tools: Tools) -> tuple[dict[str, Artifact], str]:
    """Compile the product's and the tests' contracts unless this state of them has been; return them and its digest."""
    sources = sources_of_this_checkout()
    digest = _digest(tools, sources)
    place = BUILD / "tests" / digest[:16]
    with lock(BUILD / "tests.lock"):
        if not (place / "classes.jsonl").exists():
            _compile_copy(tools, sources, place)
        os.utime(place)
        kept = sorted(place.parent.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in kept[_KEPT:]:
            shutil.rmtree(old, ignore_errors=True)
    return artifacts(place), digest


def compile_project(tools: Tools, project: Path, out: Path, *options: str) -> None:
    """Run ``cairoc compile``; ``classes.jsonl`` comes last, so that a folder with it is whole."""
    command = [tools.cairoc, "compile", tools.corelib, project, out, *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the contracts do not compile:\n{done.stderr[-8000:]}")
    (out / "classes.jsonl").write_text(done.stdout, encoding="utf-8")


def copy_sources(sources: dict[str, bytes], place: Path) -> Path:
    """Lay ``sources`` (by their paths in the checkout) out under ``place``; return the project's folder to compile."""
    for name, text in sources.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
    return place / ADVERSARIES.relative_to(ROOT)


def sources_of_this_checkout() -> dict[str, bytes]:
    """Texts by paths in the checkout of all that tests compile."""
    files = [ADVERSARIES / "cairo_project.toml"]
    for folder in (SOURCES / "bounded", SOURCES / "src", ADVERSARIES / "src"):
        files += sorted(folder.rglob("*.cairo"))
    return {str(path.relative_to(ROOT)): path.read_bytes() for path in files}


def _digest(tools: Tools, sources: dict[str, bytes]) -> str:
    digest = hashlib.sha256(tools.digest.encode())
    for name, text in sources.items():
        digest.update(f"{name} {len(text)}\n".encode() + text)
    return digest.hexdigest()


def _compile_copy(tools: Tools, sources: dict[str, bytes], place: Path) -> None:
    """From a copy: sources that are being edited, or another folder's name, must not change what comes out."""
    shutil.rmtree(place, ignore_errors=True)
    copy = place / "sources"
    compile_project(tools, copy_sources(sources, copy), place, "--allow-warnings")


def artifact_of(folder: Path, line: dict[str, Any]) -> Artifact:
    """The class of which the compiler has said ``line``."""
    hashes = int(line["class_hash"], 16), int(line["compiled_class_hash"], 16)
    return Artifact(line["name"], folder / f"{line['name']}.sierra.json", *hashes)


class lock:  # noqa: N801 - used as a function
    """Holds a lock file against other workers and other test runs."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("w")

    def __enter__(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        self._file.close()

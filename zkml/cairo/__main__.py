"""Write a circuit's file: ``python -m zkml.cairo MODEL SET PICTURES FILE``; then ``./scripts/contracts --fix``.

MODEL is an ONNX file of the provable profile, SET the name of a parameter set, PICTURES how many are in a proof; where
proofs may be of several numbers, these with commas between.
"""

from __future__ import annotations

import sys
from pathlib import Path

from zkml.cairo.writer import circuit_source
from zkml.errors import Rejected
from zkml.parameters import parameter_set
from zkml.proving import load_circuit


def main(arguments: list[str]) -> int:
    """Write the file; return the exit status."""
    pictures = arguments[2].split(",") if len(arguments) == 4 else []
    if not pictures or not all(number.isdecimal() and 1 <= int(number) <= 256 for number in pictures):
        sys.stderr.write(f"{__doc__}\n")
        return 2
    model, name, _, file = arguments
    try:
        text = circuit_source(load_circuit(Path(model)).architecture, parameter_set(name), *map(int, pictures))
        Path(file).write_text(text, encoding="utf-8")
    except (Rejected, ValueError, OSError) as error:
        sys.stderr.write(f"{model}: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Write a circuit's file: ``python -m zkml.cairo MODEL SET PICTURES FILE``; then ``./scripts/contracts --fix``.

MODEL is an ONNX file of the provable profile, SET the name of a parameter set.
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
    if len(arguments) != 4 or not arguments[2].isdecimal() or not 1 <= int(arguments[2]) <= 256:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    model, name, pictures, file = arguments
    try:
        text = circuit_source(load_circuit(Path(model)).architecture, parameter_set(name), int(pictures))
        Path(file).write_text(text, encoding="utf-8")
    except (Rejected, ValueError, OSError) as error:
        sys.stderr.write(f"{model}: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

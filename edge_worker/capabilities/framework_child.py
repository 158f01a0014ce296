"""A child: imports one framework and prints its version as a JSON object. Some take seconds, and half a GiB."""

import importlib
import json
import sys


def look(module: str) -> dict[str, str]:
    """Return the version that the imported module gives, or the trouble."""
    try:
        return {"version": str(importlib.import_module(module).__version__)}
    except Exception as error:  # noqa: BLE001 - what a broken installation raises at import is anything
        return {"trouble": f"import {module}: {type(error).__name__}: {error}"}


if __name__ == "__main__":
    print(json.dumps(look(sys.argv[1])))  # noqa: T201 - it is how a child answers

"""Lets the tests import ``benchmarks``, which is part of the checkout and of no installed package."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

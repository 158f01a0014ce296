"""Lets the tests import the scripts of ``models/``, which are part of the checkout and of no installed package."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

"""``python -m gateway.alarms``: print docs/alarms.md."""

import sys

from gateway.alarms.reference import reference

sys.stdout.write(reference())

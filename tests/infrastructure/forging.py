"""Audit bundles as whoever forges one would write them, and the steps at which that is found."""

import json
import zipfile
from io import BytesIO

from gateway.auditing import Outcome, encode
from gateway.auditing.document import encode_document


def failing(audit):
    return [step.name for step in audit.steps if step.outcome is Outcome.FAILS]


def as_json(bundle):
    return json.loads(encode_document(bundle.document))


def with_document(bundle, content):
    """The bundle with another audit.json, as whoever forges one would write it."""
    files = {"audit.json": json.dumps(content).encode()}
    return changed_archive(encode(bundle), files)


def changed_archive(data, files):
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for entry in before.infolist():
            after.writestr(entry.filename, files.get(entry.filename, before.read(entry)))
        for name in files.keys() - set(before.namelist()):
            after.writestr(name, files[name])
    return out.getvalue()


def other(value):
    """Another value of the same form."""
    if isinstance(value, int | float):
        return value + 1
    if value is None:
        return 5
    if value.startswith("0x"):
        return hex(int(value, 16) ^ 1)
    if len(value) == 64:
        return f"{int(value, 16) ^ 1:064x}"
    return value + "x"


def changes(content):
    """Every value of audit.json, one at a time, exchanged for another: where, and the whole."""

    def walk(value, place):
        if isinstance(value, dict):
            for key, inner in value.items():
                for where, made in walk(inner, (*place, key)):
                    yield where, {**value, key: made}
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                for where, made in walk(inner, place):
                    yield where, [*value[:index], made, *value[index + 1 :]]
        else:
            yield ".".join(place), other(value)

    return walk(content, ())

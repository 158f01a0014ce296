"""docs/alarms.md, written from the catalogue so that it can't drift."""

from __future__ import annotations

from gateway.alarms.catalogue import CATALOGUE
from gateway.alarms.kind import About, AlarmKind, Severity

__all__ = ["reference"]

_HEAD = """\
# Every alarm with its remedy

Written from the catalogue by `python -m gateway.alarms`; do not edit.

An alarm is raised once for each kind and subject, counted when it is seen again, and cleared by itself when its cause
is gone. It is shown on the status page, recorded in the journal, and published, retained while it is raised, on
`ciro/v1/$gw/{gateway}/alarm/{id}` (see [topics](topics.md)). Acknowledging one notes who has seen it; it does not
clear it. Alarms that were raised when the gateway ended come back with it, and are cleared after 2 min if their cause
is not seen again.

| severity | means |
|---|---|
| problem | results are missing, wrong or at risk: act now |
| warning | something works less than fully: look at it today |
| info | worth knowing, nothing has to be done |

"""

_SECTIONS = (
    ("Cameras", (About.CAMERA,)),
    ("Sensors", (About.SENSOR,)),
    ("Cameras and sensors", (About.DEVICE,)),
    ("The broker and the connection to it", (About.BROKER,)),
    ("The gateway itself", (About.GATEWAY,)),
)


def reference() -> str:
    """Return docs/alarms.md as Markdown text."""
    lines = [_HEAD.rstrip(), "", "| alarm | about | severity |", "|---|---|---|"]
    lines += [f"| [`{k.id}`](#{k.id}): {k.title} | {k.about} | {k.severity} |" for k in _ordered()]
    for title, abouts in _SECTIONS:
        lines += ["", f"## {title}"]
        for kind in CATALOGUE.values():
            if kind.about in abouts:
                lines += ["", *_entry(kind)]
    return "\n".join(lines) + "\n"


def _ordered() -> list[AlarmKind]:
    worst_first = [Severity.PROBLEM, Severity.WARNING, Severity.INFO]
    return sorted(CATALOGUE.values(), key=lambda k: worst_first.index(k.severity))


def _entry(kind: AlarmKind) -> list[str]:
    return [
        f"### {kind.id}",
        "",
        f"**{kind.title}** · {kind.severity} · subject: {kind.subject}",
        "",
        kind.meaning,
        "",
        f"*What to do:* {kind.remedy}",
        "",
        f"*Clears* {kind.clears}.",
    ]

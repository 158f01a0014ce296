"""Taking secrets out of what leaves the machine: those that are known by their value, and what looks like one.

Known are the contents of every secret file that the configuration names, and the hashes written in it. Each is looked
for as it is, and as JSON, a URL, base64 or hexadecimal would write it.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from gateway.config import Configuration, ConfigurationError, read_secret

__all__ = ["REMOVED", "Redactor", "known_secrets"]

REMOVED = "(removed)"

_SHORTEST_ANYWHERE = 4
"""Shorter secrets are only removed where they stand alone: taking out every 'a' would leave no text."""
_SHORTEST_PART = 16
"""Parts of a secret file that are this long are secrets of their own: lines of a key, a user's hash."""

_SECRET_NAME = re.compile(r"(^|_)(password|passwd|passphrase|secret|token|hash|key)$", re.IGNORECASE)
# Repetitions are bounded: what a device sends stands in the log, and must not make the search take minutes.
_LOOKS_SECRET: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----.*?(-----END [A-Z0-9 ]*PRIVATE KEY-----|\Z)", re.DOTALL),
        REMOVED,
    ),
    (re.compile(r"\b([a-z][a-z0-9+.-]{0,30}://)[^\s/@\"'<>]+@", re.IGNORECASE), rf"\1{REMOVED}@"),
    (re.compile(r"\$argon2[a-z]*\$[^\s\"',]+"), REMOVED),
    (re.compile(r"\$[1-9y][a-z]?\$[^\s\"',]{8,}"), REMOVED),
    (re.compile(r"\b(authorization[\"']?\s*[=:]\s*)[^\r\n]+", re.IGNORECASE), rf"\1{REMOVED}"),
    (re.compile(r"\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}", re.IGNORECASE), rf"\1 {REMOVED}"),
    (
        re.compile(
            r"\b((?:[a-z0-9]{1,40}[_-]){0,4}(?:password|password_hash|passwd|passphrase|pwd|secret|token|api[_-]?key)[\"']?\s*[=:]\s*)"
            r"(\"[^\"\r\n]*\"|'[^'\r\n]*'|[^\s,;&}\]\"']+)",
            re.IGNORECASE,
        ),
        rf"\1{REMOVED}",
    ),
    (re.compile(r"(--[a-z-]{0,40}(?:password|token|secret|key)[= ])(?!-)\S+", re.IGNORECASE), rf"\1{REMOVED}"),
)


class Redactor:
    """Removes *secrets*, and what looks like one, from text and from JSON documents."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        forms = {form for secret in secrets if secret.strip() for form in _forms(secret)}
        alternatives = [_pattern(form) for form in sorted(forms, key=len, reverse=True)]
        self._known = re.compile("|".join(alternatives), re.IGNORECASE) if alternatives else None

    def text(self, text: str) -> str:
        """Return *text* without secrets."""
        text = self.known(text)
        for pattern, replacement in _LOOKS_SECRET:
            text = pattern.sub(replacement, text)
        return text

    def known(self, text: str) -> str:
        """Return *text* without the secrets that are known; what only looks like one stays."""
        return text if self._known is None else self._known.sub(REMOVED, text)

    def document(self, value: Any) -> Any:
        """Return a JSON document without secrets: also values whose key says that they are one."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {
                self.text(str(key)): REMOVED
                if isinstance(item, str) and item and _SECRET_NAME.search(str(key))
                else self.document(item)
                for key, item in value.items()
            }
        if isinstance(value, list | tuple | set | frozenset):
            return [self.document(item) for item in value]
        return value


def known_secrets(configuration: Configuration) -> Iterator[str]:
    """Give every secret that *configuration* holds or points to, as far as this user may read it."""
    broker, page, privacy = configuration.broker, configuration.page, configuration.privacy
    for user in page.users:
        yield from _parts(user.password_hash)
    files = (
        broker.password_file,
        broker.tls.key_file if broker.tls else None,
        page.key_file,
        page.users_file,
        page.token_file,
        privacy.frame_key_file,
    )
    for path in files:
        if path is not None:
            yield from _parts(_content(path))


def _content(path: Path) -> str:
    """Return a secret file's text; empty where this user cannot read it: the bundle cannot hold it then."""
    try:
        return read_secret(path, "diagnostics")
    except ConfigurationError:
        return ""


def _parts(content: str) -> Iterator[str]:
    """Give the whole content, and its long parts: the lines of a key, the fields of ``name:hash``."""
    yield content
    for line in content.splitlines():
        for part in (line.strip(), *line.strip().split(":")):
            if len(part) >= _SHORTEST_PART and not part.startswith("-----"):
                yield part


def _forms(secret: str) -> Iterator[str]:
    """Give the ways in which *secret* may be written."""
    yield secret
    yield json.dumps(secret)[1:-1]
    yield json.dumps(secret, ensure_ascii=False)[1:-1]
    yield repr(secret)[1:-1]
    yield quote(secret, safe="")
    data = secret.encode()
    if len(data) >= _SHORTEST_ANYWHERE:
        yield data.hex()
        yield base64.b64encode(data).decode().rstrip("=")
        yield base64.urlsafe_b64encode(data).decode().rstrip("=")
    if len(secret) >= 32 and re.fullmatch(r"[0-9a-fA-F]+", secret) and len(secret) % 2 == 0:
        raw = bytes.fromhex(secret)
        yield base64.b64encode(raw).decode().rstrip("=")


def _pattern(form: str) -> str:
    if len(form) >= _SHORTEST_ANYWHERE:
        return re.escape(form)
    return rf"(?<![0-9A-Za-z]){re.escape(form)}(?![0-9A-Za-z])"

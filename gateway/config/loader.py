"""Reading the configuration: the one place that looks at the file, the environment and the credentials."""

from __future__ import annotations

import json
import os
import re
import tomllib
from pathlib import Path
from typing import Any

from platformdirs import user_state_path
from pydantic import ValidationError

from gateway.config.problems import describe
from gateway.config.root import Configuration

__all__ = ["ConfigurationError", "load", "parse", "read_secret", "schema_json", "secret_path", "state_directory"]

_CREDENTIAL_STORE = Path("/etc/credstore")


class ConfigurationError(ValueError):
    """The configuration can't be used; the message names the file, the key and the remedy."""


def load(path: Path | None) -> Configuration:
    """Read the configuration file *path*; without one, the defaults.

    Raises:
        ConfigurationError: the file is absent, is not TOML, or says something that the schema does not allow.

    """
    if path is None:
        return Configuration()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise ConfigurationError(f"{path}: does not exist; write one with: ciro config example > {path}") from error
    except PermissionError as error:
        raise ConfigurationError(
            f"{path}: permission denied; let the user that runs the gateway read it, for instance: chmod o+r {path}"
        ) from error
    except OSError as error:
        raise ConfigurationError(f"{path}: {error.strerror}; give the path of a file") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(
            f"{path}: not UTF-8 text ({error.reason} at byte {error.start}); save it as UTF-8"
        ) from error
    return parse(text, name=str(path))


def parse(text: str, *, name: str = "configuration") -> Configuration:
    """Parse TOML *text*; *name* is what error messages call it.

    Raises:
        ConfigurationError: as `load`.

    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{name}: not TOML: {error}{_quoted_line(text, error)}") from error
    try:
        return Configuration.model_validate(data)
    except ValidationError as error:
        lines = describe(error.errors(include_url=False), Configuration, data, text)
        count = "1 problem" if len(lines) == 1 else f"{len(lines)} problems"
        remedy = "what may be written: ciro config schema --markdown"
        raise ConfigurationError("\n  ".join([f"{name}: {count}", *lines, remedy])) from error


def _quoted_line(text: str, error: tomllib.TOMLDecodeError) -> str:
    """Return the line that the parser stopped at, and what is most often wrong with such a line."""
    found = re.search(r"\(at line (\d+), column", str(error))
    lines = text.splitlines()
    if found is None or not 0 < int(found[1]) <= len(lines):
        return ""
    line = lines[int(found[1]) - 1].strip()
    hint = ""
    if re.match(r"[A-Za-z0-9_.-]+\s*=\s*[A-Za-z/]", line) and not re.search(r"=\s*(true|false|inf|nan)\b", line):
        hint = '\n  a text needs quotes: key = "text"'
    elif re.match(r"[A-Za-z0-9_.-]+\s*=.*\\", line):
        hint = "\n  a backslash must be doubled, or the text put into single quotes"
    elif re.match(r"[A-Za-z0-9_.-]+\s*:", line):
        hint = '\n  TOML has an equals sign after a key: key = "text"'
    return f"\n  {line}{hint}"


def schema_json() -> str:
    """Return the JSON Schema of the configuration as indented JSON text."""
    schema: dict[str, Any] = Configuration.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "Ciro Gateway configuration"
    return json.dumps(schema, indent=2)


def state_directory(configuration: Configuration) -> Path:
    """Return where all state is kept: the configured place, else $STATE_DIRECTORY, else the user's."""
    if configuration.journal.directory is not None:
        return configuration.journal.directory.expanduser()
    systemd = os.environ.get("STATE_DIRECTORY")
    if systemd:
        return Path(systemd.split(":")[0])
    return user_state_path("ciro")


def secret_path(path: Path) -> Path:
    """Return where the secret file *path* lies, for libraries that read a file themselves; *path* if it is nowhere.

    A bare file name is looked up in ``$CREDENTIALS_DIRECTORY`` (systemd's ``LoadCredential``), in the working
    directory, and, for root's commands beside a service, where the units take it from: ``/etc/credstore/ciro.NAME``.
    """
    for candidate in _places(path):
        try:
            candidate.lstat()
        except FileNotFoundError:
            continue
        except OSError:
            if candidate.parent == _CREDENTIAL_STORE:
                continue  # only root looks there
        return candidate  # whoever reads it says why that can't be done
    return path


def _places(path: Path) -> list[Path]:
    """Return where the secret file *path* may lie, in the order in which it is looked for."""
    if path.is_absolute() or path.parent != Path():
        return [path]
    directory = os.environ.get("CREDENTIALS_DIRECTORY")
    return [Path(directory) / path, path] if directory else [path, _CREDENTIAL_STORE / f"ciro.{path}"]


def read_secret(path: Path, purpose: str) -> str:
    """Return the text of the secret file *path* (see `secret_path`), without surrounding white space.

    Raises:
        ConfigurationError: the file can't be read or is empty; the message names *purpose* and never the content.

    """
    candidate = secret_path(path)
    try:
        secret = candidate.read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        looked = ", ".join(str(place.absolute()) for place in _places(path))
        raise ConfigurationError(f"{purpose}: {path} does not exist; looked at {looked}") from error
    except PermissionError as error:
        raise ConfigurationError(
            f"{purpose}: {candidate}: permission denied; make it readable for the user that runs the gateway, or "
            "give it as a credential (LoadCredential= in the unit)"
        ) from error
    except OSError as error:
        raise ConfigurationError(f"{purpose}: {candidate}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{purpose}: {candidate}: not text; write the secret as one line") from error
    if not secret:
        raise ConfigurationError(f"{purpose}: {candidate} is empty; write the secret into it, as one line")
    return secret

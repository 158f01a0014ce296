"""Reading the configuration: the one place that looks at the file, the environment and the credentials."""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path
from typing import Any

from platformdirs import user_state_path
from pydantic import ValidationError

from gateway.config.root import Configuration

__all__ = ["ConfigurationError", "load", "parse", "read_secret", "schema_json", "state_directory"]


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
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(f"{path}: {error.strerror}; write one with: ciro config example > {path}") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path}: not UTF-8 text ({error.reason} at byte {error.start})") from error
    return parse(text, name=str(path))


def parse(text: str, *, name: str = "configuration") -> Configuration:
    """Parse TOML *text*; *name* is what error messages call it.

    Raises:
        ConfigurationError: as `load`.

    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{name}: not TOML: {error}") from error
    try:
        return Configuration.model_validate(data)
    except ValidationError as error:
        lines = [f"{name}: {len(error.errors())} problem(s)"]
        for problem in error.errors():
            where = ".".join(str(part) for part in problem["loc"]) or "(top level)"
            message = problem["msg"].removeprefix("Value error, ")
            if problem["type"] == "extra_forbidden":
                message = "no such key; see: ciro config schema"
            lines.append(f"  {where}: {message}")
        raise ConfigurationError("\n".join(lines)) from error


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


def read_secret(path: Path, purpose: str) -> str:
    """Return the text of the secret file *path*, without surrounding white space.

    A bare file name is looked up in ``$CREDENTIALS_DIRECTORY`` (systemd's ``LoadCredential``) first.

    Raises:
        ConfigurationError: the file can't be read; the message names *purpose* and never the content.

    """
    candidates = [path]
    directory = os.environ.get("CREDENTIALS_DIRECTORY")
    if directory and not path.is_absolute() and path.parent == Path():
        candidates.insert(0, Path(directory) / path)
    for candidate in candidates:
        try:
            return candidate.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            continue
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationError(f"{purpose}: {candidate}: {error}") from error
    raise ConfigurationError(f"{purpose}: {path} does not exist; looked at {', '.join(map(str, candidates))}")

"""What the documentation names is there: files, headings, commands, options, keys, job types, messages."""

import ast
import functools
import json
import re
import shlex
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import typer
from pages import PAGES, ROOT, anchors, blocks, command_texts, links, name_of

from gateway import alarms, config
from gateway.alarms import CATALOGUE
from gateway.chain.deployment import DeploymentSettings
from gateway.cli import app
from gateway.config import Configuration
from gateway.config.shape import model_of
from gateway.paymaster import settings as paymaster_settings
from gateway.records import JobType

BY_PAGE = pytest.mark.parametrize("page", PAGES, ids=name_of)


# -- links -----------------------------------------------------------------------------------------------------------


@BY_PAGE
def test_every_internal_link_leads_somewhere(page):
    broken = []
    for link in links(page):
        if re.match(r"[a-z]+:", link):
            continue
        target, _, anchor = unquote(link).partition("#")
        path = (page.parent / target).resolve() if target else page
        if (target and not path.exists()) or (anchor and anchor not in anchors(path)):
            broken.append(link)
    assert broken == []


def test_every_page_can_be_reached_from_the_readme():
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        for link in links(page):
            path = (page.parent / link.partition("#")[0]).resolve()
            if path.suffix == ".md" and path.exists():
                waiting.append(path)
    assert [name_of(page) for page in PAGES if page not in reached] == []


# -- commands --------------------------------------------------------------------------------------------------------


def _commands_of(text: str) -> list[list[str]]:
    """The words of every ``ciro …`` in a shell text, up to what ends a command."""
    found = []
    for line in text.replace("\\\n", " ").splitlines():
        try:
            words = shlex.split(line.partition(" # ")[0], comments=False)
        except ValueError:
            words = line.split()
        for position, word in enumerate(words):
            if word == "ciro" or (word.endswith("/bin/ciro") and "=" not in word):
                rest = words[position + 1 :]
                end = next((i for i, w in enumerate(rest) if re.match(r"[|;&<>]|[0-9]>", w)), len(rest))
                found.append(rest[:end])
    return found


@functools.cache
def _whole_command_line() -> Any:
    return typer.main.get_command(app)


def _problem_with(words: list[str]) -> str | None:
    command = _whole_command_line()
    options = {"--help", "-h"}
    path = ["ciro"]
    for word in words:
        if hasattr(command, "commands"):
            options |= {name for parameter in command.params for name in parameter.opts}
            if word.startswith("-"):
                if word not in options:
                    return f"{' '.join(path)} has no option {word}"
                continue
            if not re.fullmatch(r"[a-z][a-z-]*", word):
                return None  # a placeholder, or a sentence that goes on
            if word not in command.commands:
                return f"{' '.join(path)} has no command {word}"
            command = command.commands[word]
            path.append(word)
            continue
        if word.startswith("--") and len(word) > 2:
            known = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)} | {
                "--help"
            }
            if word.partition("=")[0].rstrip(".,;:)") not in known:
                return f"{' '.join(path)} has no option {word}"
    return None


@BY_PAGE
def test_every_command_and_option_that_is_named_exists(page):
    problems = [_problem_with(words) for text in command_texts(page) for words in _commands_of(text)]
    assert [problem for problem in problems if problem is not None] == []


def test_the_check_of_commands_finds_what_does_not_exist():
    assert _problem_with(["gateway", "fly"]) == "ciro gateway has no command fly"
    assert _problem_with(["gateway", "check", "--fast"]) == "ciro gateway check has no option --fast"
    assert _commands_of("a | sudo /opt/ciro/bin/ciro gateway check --config x && b") == [
        ["gateway", "check", "--config", "x"]
    ]


def test_every_command_is_in_the_documentation():
    said = "\n".join(text for page in PAGES for text in command_texts(page))

    def leaves(command: Any, path: str):
        if hasattr(command, "commands"):
            for name, sub in command.commands.items():
                yield from leaves(sub, f"{path} {name}")
        else:
            yield path

    unsaid = [path for path in leaves(_whole_command_line(), "ciro") if path not in said]
    assert unsaid == []


@BY_PAGE
def test_every_script_that_is_named_exists(page):
    named = {found for text in command_texts(page) for found in re.findall(r"\./(scripts/[\w-]+)", text)}
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []


@BY_PAGE
def test_every_file_of_ours_that_is_named_exists(page):
    folders = "gateway|edge_worker|tests|firmware_configs|systemd|models|docs|requirements|benchmarks"
    named = {
        found
        for text in command_texts(page)
        for found in re.findall(rf"^((?:{folders})/[\w./-]*[\w/])$", text, re.MULTILINE)
        if not re.search(r"\b[A-Z]{3,}\.py$", found)  # a placeholder
        if not found.startswith("benchmarks/raw/")  # made by the benchmarks
    }
    beside = [page.parent, ROOT]
    assert [name for name in sorted(named) if not any((base / name).exists() for base in beside)] == []


# -- configuration ---------------------------------------------------------------------------------------------------


def _keys() -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()

    def walk(model, path):
        for name, field in model.model_fields.items():
            found.add((path, name))
            nested = model_of(field.annotation)
            if nested is not None:
                walk(nested, f"{path}.{name}" if path else name)

    walk(Configuration, "")
    return found


@BY_PAGE
def test_every_configuration_key_that_is_named_exists(page):
    known = _keys()
    named = {
        (section, key)
        for text in command_texts(page)
        for section, key in re.findall(r"\[{1,2}([a-z_]+(?:\.[a-z_]+)*)\]{1,2} ([a-z_]+)\b(?!\*)", text)
        if text.startswith("[")
    }
    assert {entry for entry in named if entry not in known and not entry[1].endswith("_")} == set()


@BY_PAGE
def test_every_toml_block_is_a_configuration_or_a_networks_settings(page):
    for block in blocks(page):
        if block.info == ("toml", "network"):
            DeploymentSettings.model_validate(tomllib.loads(block.text))
        elif block.info == ("toml", "paymaster"):
            paymaster_settings.PaymasterSettings.model_validate(tomllib.loads(block.text))
        elif block.info[:1] == ("toml",):
            config.parse(block.text, name=f"{name_of(page)}, line {block.line}")
            tomllib.loads(block.text)


@BY_PAGE
def test_every_json_block_is_json(page):
    for block in blocks(page):
        if block.info[:1] == ("json",):
            json.loads(block.text)


def test_generated_pages_are_what_their_generators_print():
    assert (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8") == config.reference()
    assert (ROOT / "docs" / "alarms.md").read_text(encoding="utf-8") == alarms.reference()
    of_paymaster = (ROOT / "docs" / "paymaster-configuration.md").read_text(encoding="utf-8")
    assert of_paymaster == paymaster_settings.reference()


def test_what_counts_without_a_restart_is_what_the_gateway_takes_over():
    from gateway.reload import _AT_ONCE

    page = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
    table = page.partition("| counts at once |")[2].partition("\n\n")[0]
    said: dict[str, set[str]] = {}
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        sections = re.findall(r"`\[+([a-z.]+)\]+`", cells[0])
        if sections:
            said[sections[0]] = set(re.findall(r"`([a-z_]+)`", cells[1])) if len(cells) > 1 else set()
    meant = {}
    for section, keys in _AT_ONCE.items():
        if keys is None:
            meant[section] = set()
        else:
            for key in keys:
                nested = model_of(model_of(Configuration.model_fields[section].annotation).model_fields[key].annotation)
                if nested is not None:
                    meant[f"{section}.{key}"] = set()
                else:
                    meant.setdefault(section, set()).add(key)
    assert said == meant


# -- messages --------------------------------------------------------------------------------------------------------


def test_job_types_are_the_thirteen_of_the_code():
    rows = re.findall(r"^\| (\d+) \| `([A-Z_]+)` \|$", (ROOT / "docs" / "topics.md").read_text(), re.MULTILINE)
    assert {name: int(number) for number, name in rows} == {kind.name: kind.value for kind in JobType}
    assert len(rows) == 13


def _example(key: str) -> dict:
    for block in blocks(ROOT / "docs" / "topics.md"):
        if block.info[:1] == ("json",) and key in json.loads(block.text):
            return json.loads(block.text)
    raise AssertionError(f"topics.md shows no message with {key!r}")


def _keys_of_literals(path: str, function: str) -> set[str]:
    """Every key of the dictionaries that *function* writes out."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    (body,) = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == function]
    return {
        key.value
        for node in ast.walk(body)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    }


def test_result_in_topics_has_the_keys_that_are_published():
    source = "gateway/pipeline/message.py"
    written = _keys_of_literals(source, "result_message") | _keys_of_literals(source, "findings")
    shown = _example("frame_sha256")
    nested = {key for value in (*shown["detections"], shown["route"], shown["proof"]) for key in value}
    page = (ROOT / "docs" / "topics.md").read_text(encoding="utf-8")
    of_reading = {"first_seq", "last_seq", "boot", "ts", "signal", "reading_sha256"}
    assert all(f"`{key}`" in page for key in of_reading)
    added = {"frame_sha256", "window"}  # written by assignment, not in a literal
    assert written - of_reading - {"text", "reading"} == (set(shown) | nested) - added


def test_stats_in_topics_has_the_keys_that_are_published():
    shown = _example("uptime_s")
    written = _keys_of_literals("gateway/statistics.py", "document")
    assert written == (set(shown) - {"alarms"}) | set(shown["queue"]) | set(shown["latency_ms"])
    assert shown["alarms"].keys() == {"problem", "warning", "info"}, "added by the control plane"
    assert _keys_of_literals("gateway/settlement/desk.py", "document") == set(shown["settlement"])


def test_alarm_in_topics_has_the_keys_that_are_published():
    shown = _example("raised_at")
    assert set(shown) == _keys_of_literals("gateway/alarms/record.py", "message")
    assert shown["kind"] in CATALOGUE
    assert shown["title"] == CATALOGUE[shown["kind"]].title


def test_status_in_topics_has_the_keys_that_are_published():
    from gateway.control.own_status import OwnStatus

    status = OwnStatus("gw1", "an-instance", version="0", since="2026-01-01T00:00:00.000Z", url=None)
    assert set(_example("instance")) == set(json.loads(status.message("online")))


def test_commands_in_topics_are_those_that_the_gateway_answers():
    rows = re.findall(r"^\| `([a-z]+)` \|", _section("docs/topics.md", "## Commands to the gateway"), re.MULTILINE)
    tree = ast.parse((ROOT / "gateway" / "app.py").read_text(encoding="utf-8"))
    (commands,) = [
        keyword.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "commands"
    ]
    assert isinstance(commands, ast.Dict)
    assert rows == [key.value for key in commands.keys if isinstance(key, ast.Constant)]


def _section(page: str, heading: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8").partition(f"\n{heading}\n")[2].partition("\n## ")[0]


def test_bound_of_the_brokers_queue_is_said_as_it_is_shipped():
    shipped = (ROOT / "firmware_configs" / "mosquitto" / "ciro.conf").read_text(encoding="utf-8")
    (bound,) = re.findall(r"^max_queued_messages (\d+)$", shipped, re.MULTILINE)
    assert f"the shipped configuration has {bound}" in CATALOGUE["broker_dropping"].remedy

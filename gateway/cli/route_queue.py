"""``ciro route queue`` and ``ciro route dead-letters``: the group of workers behind Kafka, as a gateway sees it."""

from __future__ import annotations

import asyncio
import ssl
import time
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer

from gateway.cli._ending import ABSENT, FAILED, USAGE, fail
from gateway.cli._place import Config, Json, print_table

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from edge_worker.kafka.dead_letters import DeadLetter
    from gateway.config import Configuration
    from gateway.offloading.queue_client import QueueClient
    from gateway.offloading.queue_worker import QueueWorker

__all__ = ["dead_letters", "queue"]

LOOK_S = 15.0


def queue(config: Config = None, as_json: Json = False) -> None:
    """Say how many jobs wait in Kafka, who works on them, and what those workers say of themselves.

    Exit codes: 0 printed; 1 Kafka does not answer; 2 a wrong configuration; 3 [kafka] or its extra is absent.
    """
    group, configuration = _group(config)
    client = group.client
    _ask(lambda: _looked(client))
    named = {f"{one.result_key}".lower(): one.name for one in configuration.kafka.workers}
    now_s = time.time()
    workers: list[dict[str, Any]] = [
        {
            "name": one.name,
            "known_as": named.get(hex(one.result_key)),
            "slots": one.slots,
            "models": dict(one.models),
            "said_s_ago": round(max(0.0, now_s - one.at_s), 1),
        }
        for one in client.said.values()
    ]
    state, settings = client.state, configuration.kafka
    if as_json:
        document: dict[str, Any] = {
            "lag": state.lag,
            "most_lag": settings.most_lag,
            "members": state.members,
            "dead_letters": state.dead,
            "workers": workers,
        }
        typer.echo(orjson.dumps(document))
        return
    typer.echo(f"{client.topics.intake} at {client.address}: {state.lag} jobs wait (most_lag {settings.most_lag})")
    typer.echo(f"group {settings.group}: {state.members} workers; {state.dead} dead letters are kept")
    rows = [
        [one["known_as"] or one["name"], f"{one['slots']}", ", ".join(one["models"]), f"{one['said_s_ago']} s ago"]
        for one in workers
    ]
    print_table("", ["worker", "slots", "models", "heard"], rows)


def dead_letters(
    most: Annotated[int, typer.Option(min=1, max=10_000, help="the latest so many")] = 20,
    answers: Annotated[bool, typer.Option("--answers", help="answers that no gateway took, in place of jobs")] = False,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """List the jobs that workers gave up after three tries, latest first, each with the reason.

    Exit codes: 0 printed; 1 Kafka does not answer; 2 a wrong configuration; 3 [kafka] or its extra is absent.
    """
    from edge_worker.kafka.dead_letters import dead_letters as look_up
    from gateway.moments import iso

    client = _group(config)[0].client
    topic = client.topics.dead_letters(client.topics.results if answers else client.topics.intake)
    found: tuple[int, list[DeadLetter]] = _ask(lambda: look_up(client.address, topic, most))
    count, letters = found
    if as_json:
        typer.echo(orjson.dumps({"topic": topic, "count": count, "latest": letters}))
    elif not letters:
        typer.echo(f"{topic} is empty")
    else:
        typer.echo(f"{topic}: {count} letters")
        rows = [
            [iso(one.at_ms * 1000), one.key, one.job_id, f"{one.death.tries}", one.death.by, one.death.reason]
            for one in letters
        ]
        print_table("", ["given up at", "device", "job", "tries", "by", "why"], rows)


async def _looked(client: QueueClient) -> None:
    """Connect, and look once; raises `TimeoutError`."""
    try:
        async with asyncio.timeout(LOOK_S):
            while True:
                if await client.look() is not None:
                    break
                await asyncio.sleep(0.1)
            await asyncio.sleep(0.5)  # what workers said lately is read meanwhile
    except TimeoutError as error:
        raise TimeoutError(client.trouble) from error
    finally:
        await client.close()


def _group(config: Any) -> tuple[QueueWorker, Configuration]:
    from gateway.config import ConfigurationError, load

    try:
        configuration = load(config)
        if not configuration.kafka.enabled:
            fail("ciro route", ABSENT, "[kafka] is not enabled in this configuration")
        import aiokafka  # noqa: F401

        from gateway.offloading.queue_worker import QueueWorker

        return QueueWorker(configuration.kafka, f"{configuration.gateway.name}-look"), configuration
    except ModuleNotFoundError:
        fail("ciro route", ABSENT, "Kafka needs the extra: pip install 'ciro-gateway[kafka]'")
    except ConfigurationError as error:
        fail("ciro route", USAGE, str(error))


def _ask(question: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    from aiokafka.errors import KafkaError

    try:
        return asyncio.run(question())
    except (KafkaError, OSError, ssl.SSLError, TimeoutError) as error:
        fail("ciro route", FAILED, f"Kafka does not answer: {error or type(error).__name__}")

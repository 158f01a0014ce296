"""The component that takes jobs, alone in a process that a test may kill; arguments: STATE, SETTINGS, SPONSORS."""

import asyncio
import json
import logging
import sys
from pathlib import Path

from edge_worker import Engine, ModelStore
from gateway.config import JobSettings, PaymasterSettings
from gateway.jobs.taking import JobTaker
from gateway.supervisor import Health


async def main(state: Path, settings: JobSettings, sponsors: list[PaymasterSettings]) -> None:
    models = ModelStore(state / "models")
    health = Health("jobs", critical=False)

    async def tell():
        before = ""
        while True:
            now = f"{health.state} {health.reason}"
            if now != before:
                logging.getLogger("health").info("health: %s", now)
                before = now
            await asyncio.sleep(0.1)

    await asyncio.gather(JobTaker(state, settings, Engine(models), models, sponsors).run(health), tell())


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, stream=sys.stderr)
    sponsors = [PaymasterSettings(**one) for one in json.loads(sys.argv[3])]
    asyncio.run(main(Path(sys.argv[1]), JobSettings(**json.loads(sys.argv[2])), sponsors))
